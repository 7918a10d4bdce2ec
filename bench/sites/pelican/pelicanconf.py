"""Pelican's settings: its simplest theme, tags, a sitemap, and its cache."""

SITENAME = "Made-up notes"
SITEURL = "https://notes.example"
TIMEZONE = "UTC"
THEME = "simple"
PLUGINS = ["sitemap"]
DIRECT_TEMPLATES = ["index", "tags"]
DEFAULT_PAGINATION = 50
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {},
    },
}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
