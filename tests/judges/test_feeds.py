"""The feeds of the sample before a grammar of Atom, a schema of JSON Feed, and a reader of feeds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import feedparser  # type: ignore[import-untyped]  # it has no types
import jsonschema
import lxml.etree
import lxml.html
import pytest
from samples import Run

from judges.conftest import BASE_URL

_GRAMMAR: Final = Path(__file__).parent / "atom.rng"
_URL: Final = {"type": "string", "pattern": "^https?://"}
_TEXT: Final = {"type": "string", "minLength": 1}
_MOMENT: Final = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_AUTHORS: Final = {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": _TEXT}}}
# After the specification of JSON Feed, version 1.1: its required members and the types of those that we write.
_JSON_FEED: Final = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "authors": _AUTHORS,
        "language": _TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "title": _TEXT,
                    "content_html": {"type": "string"},
                    "summary": _TEXT,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT},
                    "language": _TEXT,
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def atom(below_a_path: Run) -> Mapping[str, Any]:
    """The Atom feeds of the sample by path, as a reader has them."""
    files = below_a_path.site.rglob("*feed.xml")
    return {path.relative_to(below_a_path.site).as_posix(): feedparser.parse(path.read_bytes()) for path in files}


def test_every_atom_feed_fits_the_grammar(below_a_path: Run) -> None:
    grammar = lxml.etree.RelaxNG(lxml.etree.parse(_GRAMMAR))
    files = [*below_a_path.site.rglob("*feed.xml")]
    wrong = {path: str(grammar.error_log) for path in files if not grammar.validate(lxml.etree.parse(path))}
    assert wrong == {}
    assert len(files) > 200


def test_a_reader_finds_nothing_odd_in_them(atom: Mapping[str, Any]) -> None:
    assert {path for path, feed in atom.items() if feed.bozo} == set()
    assert {feed.version for feed in atom.values()} == {"atom10"}


def test_every_json_feed_fits_the_schema_and_says_what_atom_says(below_a_path: Run, atom: Mapping[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(_JSON_FEED)
    for path, feed in atom.items():
        told = json.loads((below_a_path.site / path).with_suffix(".json").read_text(encoding="utf-8"))
        assert [*validator.iter_errors(told)] == [], path
        assert [item["id"] for item in told["items"]] == [entry.id for entry in feed.entries]
        assert [item["title"] for item in told["items"]] == [entry.title for entry in feed.entries]
        assert (told["title"], told["home_page_url"]) == (feed.feed.title, feed.feed.link)


def test_what_a_feed_leads_to_is_there(below_a_path: Run, atom: Mapping[str, Any]) -> None:
    addresses = {url for feed in atom.values() for url in (feed.feed.link, *(entry.link for entry in feed.entries))}
    contents = [entry.content[0].value for feed in atom.values() for entry in feed.entries if entry.content]
    for content in contents:
        html: Any = lxml.html.fragment_fromstring(content or " ", create_parent=True)
        found = html.xpath(".//@href|.//@src")
        assert all("://" in url or url.startswith("mailto:") for url in found)
        addresses |= {url for url in found if url.startswith(BASE_URL)}
    paths = {unquote(url.removeprefix(BASE_URL).partition("#")[0]) or "index.html" for url in addresses}
    assert {path for path in paths if not (below_a_path.site / path).is_file()} == set()
    assert any(len(content) > 1000 for content in contents)


def test_pages_lead_to_their_feeds(below_a_path: Run, atom: Mapping[str, Any]) -> None:
    found = set()
    for page in below_a_path.site.rglob("*.html"):
        html: Any = lxml.html.fromstring(page.read_bytes())
        for href in html.xpath("//link[@rel='alternate'][contains(@type, 'atom') or contains(@type, 'feed')]/@href"):
            place = (page.parent / unquote(href)).resolve() if "://" not in href and not href.startswith("/") else None
            if place:
                assert place.is_file(), (page, href)
                found.add(place.relative_to(below_a_path.site.resolve()).as_posix())
    assert found == {name for path in atom for name in (path, path.removesuffix("xml") + "json")}
