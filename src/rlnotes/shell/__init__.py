"""The only room with a door outside: files, git, output, reports."""
