"""The nouns of rlnotes: frozen facts that every room shares."""
