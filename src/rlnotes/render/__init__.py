"""Pages to bytes: the only room that knows Jinja."""
