"""The notes as they were where a branch began, read from git's objects."""
