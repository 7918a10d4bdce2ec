"""The configuration: one frozen tree, with every default in it."""
