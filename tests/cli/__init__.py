"""The command line, told in transcripts."""
