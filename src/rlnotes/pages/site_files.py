"""The files that every site has, by their output paths in file style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rlnotes.model.note import Kind

HOME: Final = "index.html"
ALL_NOTES: Final = "all-notes.html"
TAGS: Final = "tags.html"
BIBLIOGRAPHY: Final = "bibliography.html"
SITEMAP_PAGE: Final = "sitemap.html"
MAP: Final = "map.html"
SEARCH: Final = "search.html"
QUESTIONS: Final = "questions.html"
SITEMAP_XML: Final = "sitemap.xml"
NOT_FOUND: Final = "404.html"
ROBOTS: Final = "robots.txt"
FEED: Final = "feed.xml"
JSON_FEED: Final = "feed.json"
GRAPH: Final = "graph.json"
INVENTORY: Final = "objects.inv"
CITATION: Final = "CITATION.cff"
LLMS: Final = "llms.txt"
LLMS_FULL: Final = "llms-full.txt"
SERVICE: Final = (HOME, NOT_FOUND, SITEMAP_XML, ROBOTS, FEED, JSON_FEED, GRAPH, INVENTORY, CITATION, LLMS, LLMS_FULL)

COLLECTIONS: Final[Mapping[Kind, str]] = {
    Kind.POST: "posts/index.html",
    Kind.PUBLICATION: "publications/index.html",
    Kind.TALK: "talks/index.html",
    Kind.TEACHING: "teaching/index.html",
    Kind.PORTFOLIO: "portfolio/index.html",
}
