"""The site to pages: one emitter a module."""
