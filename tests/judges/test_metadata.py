"""What pages tell programs of themselves, read by a JSON-LD processor and held against schema.org's own vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import lxml.html
import pytest
from pyld import jsonld  # type: ignore[import-untyped]  # it has no types
from samples import Run, pages

from judges.conftest import BASE_URL

_VOCABULARY: Final = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
_SCHEMA: Final = "https://schema.org/"
_LITERALS: Final = frozenset({"Text", "URL", "Date", "DateTime", "Integer", "Number"})


def _loaded(url: str, _options: object) -> Mapping[str, Any]:
    """The context of schema.org without the network: all that it says of these terms is whose they are."""
    assert url == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": _SCHEMA}}}


def _things(html: Any) -> list[Mapping[str, Any]]:
    """What a page tells, expanded."""
    texts = html.xpath("//script[@type='application/ld+json']/text()")
    return [each for text in texts for each in jsonld.expand(json.loads(text), {"documentLoader": _loaded})]


def _mistakes(thing: Mapping[str, Any]) -> Iterator[str]:
    (type_,) = (each.removeprefix(_SCHEMA) for each in thing["@type"])
    if type_ not in _VOCABULARY["types"]:
        yield f"no type {type_}"
        return
    for address, values in thing.items():
        if address.startswith("@"):
            continue
        name = address.removeprefix(_SCHEMA)
        if name not in _VOCABULARY["properties"]:
            yield f"no property {name}"
            continue
        domains, ranges = _VOCABULARY["properties"][name]
        if not _above(type_) & {*domains}:
            yield f"{type_} has no {name}"
        for value in values:
            yield from _wrong_values(name, value, ranges)


def _wrong_values(name: str, value: Mapping[str, Any], ranges: list[str]) -> Iterator[str]:
    if "@value" in value:
        if not _LITERALS & {*ranges}:
            yield f"{name} is no {value['@value']!r}"
        return
    if "@type" not in value:  # told elsewhere, under its address
        return
    (type_,) = (each.removeprefix(_SCHEMA) for each in value["@type"])
    if not _above(type_) & {*ranges}:
        yield f"{name} is no {type_}"
    yield from _mistakes(value)


def _above(type_: str) -> set[str]:
    """A type and all those above it."""
    return {type_}.union(*(_above(each) for each in _VOCABULARY["types"].get(type_, ())))


@pytest.fixture(scope="module")
def documents(below_a_path: Run) -> Mapping[str, Any]:
    """The pages of the sample by path, parsed."""
    return {
        page.relative_to(below_a_path.site).as_posix(): lxml.html.fromstring(page.read_bytes())
        for page in pages(below_a_path.site)
    }


def test_what_pages_tell_is_in_the_vocabulary_of_schema_org(documents: Mapping[str, Any]) -> None:
    told = {path: _things(html) for path, html in documents.items()}
    wrong = {
        path: [*each] for path, things in told.items() for each in [{m for t in things for m in _mistakes(t)}] if each
    }
    assert wrong == {}
    types = {type_.removeprefix(_SCHEMA) for things in told.values() for thing in things for type_ in thing["@type"]}
    assert types >= {"ScholarlyArticle", "CollectionPage", "BreadcrumbList", "WebSite", "BlogPosting"}


def test_a_mistake_would_be_seen() -> None:
    thing = {"@context": "https://schema.org", "@type": "Question", "wordCount": 3, "author": {"@type": "Nobody"}}
    (expanded,) = jsonld.expand(thing, {"documentLoader": _loaded})
    assert sorted(_mistakes(expanded)) == ["Question has no wordCount", "author is no Nobody", "no type Nobody"]


def test_every_address_of_the_site_in_it_is_a_page(documents: Mapping[str, Any]) -> None:
    dead = {
        (path, url)
        for path, html in documents.items()
        for url in _addresses(_things(html))
        if url.startswith(BASE_URL)
        and unquote(url.removeprefix(BASE_URL).partition("#")[0] or "index.html") not in documents
    }
    assert dead == set()


def _addresses(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from _addresses(each)
        case list():
            for each in value:
                yield from _addresses(each)
        case str():
            yield value
        case _:
            pass


def test_a_line_tells_its_question_and_state_and_each_note_what_it_cites(documents: Mapping[str, Any]) -> None:
    lines = [_things(html)[0] for path, html in documents.items() if path.startswith("lines/") and "index" not in path]
    questions = [line[f"{_SCHEMA}about"][0] for line in lines]
    assert {each["@type"][0] for each in questions} == {f"{_SCHEMA}Question"}
    assert {each[f"{_SCHEMA}creativeWorkStatus"][0]["@value"] for each in questions} <= {"open", "partial", "answered"}
    for path, html in documents.items():
        if not path.startswith(("lines/", "notes/")):
            continue
        cited = html.xpath("//meta[@name='citation_reference']/@content")
        told = [thing for thing in _things(html) if f"{_SCHEMA}citation" in thing]
        assert len(cited) == sum(len(thing[f"{_SCHEMA}citation"]) for thing in told), path
        assert all(each.startswith("citation_title=") for each in cited)


def test_every_page_can_be_shared(documents: Mapping[str, Any]) -> None:
    for path, html in documents.items():
        properties = dict(zip(html.xpath("//meta/@property"), html.xpath("//meta[@property]/@content"), strict=True))
        if path == "404.html" or html.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert {"og:type", "og:title", "og:description", "og:site_name", "og:url"} <= properties.keys(), path
        assert properties["og:url"] == html.xpath("//link[@rel='canonical']/@href")[0]
