"""The benchmark: rlnotes and its peers build the same collections, and a table says how long each took."""
