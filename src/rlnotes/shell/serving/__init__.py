"""The development server: the site from memory, open pages told of what changed, the notes watched."""
