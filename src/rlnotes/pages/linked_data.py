"""What a page is about, as JSON-LD in the vocabulary of schema.org.

A page is described under its own address, the work or question that it holds under the same one with a fragment of
ours, so that what several pages say of one thing comes together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup

from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.note import Kind, Note
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.edition import Edition
from rlnotes.pages.site_files import HOME
from rlnotes.pages.urls import absolute_url
from rlnotes.pages.views.parts import LinkView

_CONTEXT: Final = "https://schema.org"
_REMEMBERED: Final = 65_536
_TYPES: Final[Mapping[Kind, str]] = {
    Kind.NOTE: "ScholarlyArticle",
    Kind.LINE: "ScholarlyArticle",
    Kind.HUB: "CollectionPage",
    Kind.TOPIC: "CollectionPage",
    Kind.POST: "BlogPosting",
    Kind.PUBLICATION: "ScholarlyArticle",
    Kind.TALK: "PresentationDigitalDocument",
    Kind.TEACHING: "Course",
    Kind.PORTFOLIO: "CreativeWork",
    Kind.PAGE: "WebPage",
}
_WORKS: Final[Mapping[str, str]] = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "software": "SoftwareSourceCode",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_ARTICLES: Final = frozenset({"Article", "BlogPosting", "NewsArticle", "Report", "ScholarlyArticle"})
_PAGED: Final = _ARTICLES | {"Chapter"}
_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_NOTHING: Final[tuple[object, ...]] = (None, "", [], {})
_CC = re.compile(r"CC-(BY(?:-NC)?(?:-(?:SA|ND))?)-([0-9]\.[0-9])")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def note_document(edition: Edition, path: str, note: Note, crumbs: tuple[LinkView, ...], language: str) -> Markup:
    """What the page at output path `path` tells of its note, in a language."""
    url = absolute_url(edition.addresses, path)
    return _document(_note(edition, url, note, language), _trail(url, crumbs, note.title))


def source_document(edition: Edition, path: str, reference: Reference, crumbs: tuple[LinkView, ...]) -> Markup:
    """What the page at output path `path` tells of a source."""
    url = absolute_url(edition.addresses, path)
    title = reference.title or reference.key
    return _document(work(reference, url), _trail(url, crumbs, title))


def list_document(edition: Edition, path: str, title: str, description: str, crumbs: tuple[LinkView, ...]) -> Markup:
    """What a page that is no note tells of itself; the front page tells of the site."""
    url = absolute_url(edition.addresses, path)
    if path == HOME:
        site = {
            "@type": "WebSite",
            "@id": url,
            "url": url,
            "name": edition.imprint.title,
            "description": description or edition.imprint.description,
            "inLanguage": edition.imprint.language,
            "author": _people((edition.imprint.author,)),
            "license": license_url(edition.imprint.license),
        }
        return _document(site, None)
    page = {"@type": "CollectionPage", "@id": url, "url": url, "name": title, "description": description}
    return _document({**page, "inLanguage": edition.imprint.language}, _trail(url, crumbs, title))


def _note(edition: Edition, url: str, note: Note, language: str) -> dict[str, Any]:
    front, face = note.front, edition.faces[edition.site.nodes[note.path]]
    type_ = _TYPES.get(front.kind, "CreativeWork")
    found: dict[str, Any] = {
        "@type": type_,
        "@id": url,
        "url": url,
        "headline" if type_ in _ARTICLES else "name": note.title,
        "description": front.description or front.claim,
        "author": _people(front.authors or (edition.imprint.author,)),
        "datePublished": face.created and face.created.isoformat(),
        "dateModified": face.updated and face.updated.isoformat(),
        "inLanguage": language,
        "license": license_url(front.license or edition.imprint.license),
        "keywords": list(face.tags),
        "creativeWorkStatus": front.status and front.status.value,
        "isPartOf": _hubs(edition, note),
        "sameAs": _addresses(front.doi, front.arxiv, front.url),
        "citation": [_cited(edition, key) for key in edition.site.cites[note.path]],
    }
    texts = edition.site.translations.get(face.node, ())
    if texts and url:
        found |= _translations(edition, note.path, tuple(text.node for text in texts))
    if front.kind is Kind.LINE:
        found["about"] = _question(url, note)
    if face.member_count is not None:
        found["mainEntity"] = {"@type": "ItemList", "numberOfItems": face.member_count}
    if type_ in _ARTICLES:
        found["wordCount"] = edition.site.bodies[note.path].word_count
    return found


def _translations(edition: Edition, path: str, nodes: tuple[NodeId, ...]) -> dict[str, Any]:
    """The original of a translation, or the translations of an original."""
    told = [{"@type": _type(edition, node), "@id": _page_url(edition, node)} for node in nodes]
    original, *others = told
    return {"workTranslation": others} if path == nodes[0] else {"translationOfWork": original}


def _type(edition: Edition, node: NodeId) -> str:
    return _TYPES.get(edition.faces[node].kind, "CreativeWork")


def _page_url(edition: Edition, node: NodeId) -> str:
    return absolute_url(edition.addresses, edition.addresses.paths[node])


def _question(url: str, note: Note) -> dict[str, Any]:
    """The question that an inquiring line asks, and how far it is answered."""
    state = note.front.state
    return _said(
        {
            "@type": "Question",
            "@id": f"{url}#question" if url else "",
            "name": note.title,
            "creativeWorkStatus": state and state.value,
        }
    )


def _hubs(edition: Edition, note: Note) -> list[dict[str, Any]]:
    """The hubs and topics that list a note."""
    above = (edition.faces[path] for path in edition.site.parents.get(edition.site.nodes[note.path], ()))
    return [
        _said({"@type": "CollectionPage", "@id": absolute_url(edition.addresses, face.path), "name": face.title})
        for face in above
    ]


def _cited(edition: Edition, key: str) -> msgspec.Raw:
    url = absolute_url(edition.addresses, edition.addresses.paths[source_node(key)])
    return _citation(edition.site.references[key], url)


@lru_cache(maxsize=_REMEMBERED)
def _citation(reference: Reference, url: str) -> msgspec.Raw:
    """A source as notes that cite it tell of it: its page at `url` tells the rest."""
    told = {
        "@type": _WORKS.get(reference.type, "CreativeWork"),
        "@id": f"{url}#work" if url else "",
        "name": reference.title or reference.key,
        "sameAs": _addresses(reference.doi, reference.arxiv, "")[:1],
    }
    return msgspec.Raw(msgspec.json.encode(_said(told)))


def work(reference: Reference, url: str) -> dict[str, Any]:
    """A source as schema.org describes works; `url` is that of its page, "" without one."""
    type_ = _WORKS.get(reference.type, "CreativeWork")
    found: dict[str, Any] = {
        "@type": type_,
        "@id": f"{url}#work" if url else "",
        "mainEntityOfPage": url,
        "name": reference.title or reference.key,
        "author": [_person(name) for name in reference.authors],
        "editor": [_person(name) for name in reference.editors],
        "datePublished": "-".join(f"{part:02}" for part in reference.issued),
        "isPartOf": _container(reference),
        "publisher": _said({"@type": "Organization", "name": reference.publisher}, least=2),
        "identifier": _identifiers(reference),
        "abstract": reference.abstract,
        "sameAs": _addresses(reference.doi, reference.arxiv, reference.url),
    }
    if type_ in _PAGED:
        found["pagination"] = reference.pages
    if type_ == "Book":
        found["isbn"] = reference.isbn
    return found


def _container(reference: Reference) -> dict[str, Any]:
    """What a work appeared in."""
    if reference.type != "article-journal":
        return _said({"@type": "CreativeWork", "name": reference.venue}, least=2)
    journal = _said({"@type": "Periodical", "name": reference.venue}, least=2)
    volume = {"@type": "PublicationVolume", "volumeNumber": reference.volume, "isPartOf": journal}
    issue = {"@type": "PublicationIssue", "issueNumber": reference.number}
    whole = _said(volume) if reference.volume else journal
    return _said({**issue, "isPartOf": whole}) if reference.number else whole


def _identifiers(reference: Reference) -> list[dict[str, Any]]:
    values = (("DOI", reference.doi), ("arXiv", reference.arxiv))
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in values if value]


def _addresses(doi: str, arxiv: str, url: str) -> list[str]:
    found = (f"https://doi.org/{doi}" if doi else "", f"https://arxiv.org/abs/{arxiv}" if arxiv else "", url)
    return [each for each in dict.fromkeys(found) if each.startswith(("https://", "http://"))]


def _people(authors: Iterable[str]) -> list[dict[str, Any]]:
    return [{"@type": "Person", "name": author} for author in authors if author]


def _person(name: Name) -> dict[str, Any]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    whole = " ".join(part for part in (name.given, name.family) if part)
    return _said({"@type": "Person", "name": whole, "givenName": name.given, "familyName": name.family})


def license_url(name: str) -> str:
    """The address of a license named by its SPDX identifier, or by an address; "" for one in other words."""
    if name.startswith(("https://", "http://")):
        return name
    if found := _CC.fullmatch(name.upper()):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if name.upper() == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return f"https://spdx.org/licenses/{name}.html" if _SPDX.fullmatch(name) else ""


def _trail(url: str, crumbs: tuple[LinkView, ...], title: str) -> dict[str, Any] | None:
    """The way to a page as a list; None without a base URL, since its addresses are absolute."""
    if not url or not crumbs:
        return None
    folder = url[: url.rfind("/") + 1]
    steps = [(crumb.label, _joined(folder, crumb.href)) for crumb in crumbs]
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": {"@id": there}}
        for place, (label, there) in enumerate(steps, start=1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": title}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}


_joined = lru_cache(maxsize=_REMEMBERED)(urljoin)


def _document(thing: Mapping[str, Any], trail: Mapping[str, Any] | None) -> Markup:
    """A document that can stand in a script element."""
    things = [_said(thing), *([trail] if trail else [])]
    text = msgspec.json.encode({"@context": _CONTEXT, "@graph": things}).decode()
    for unsafe, escaped in _UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return Markup(text)  # noqa: S704 - nothing in it can end the script, or begin a tag or a character reference


def _said(thing: Mapping[str, Any], least: int = 1) -> dict[str, Any]:
    """What of a thing has something to say; nothing if that is fewer than `least` of its properties."""
    kept = {name: value for name, value in thing.items() if value not in _NOTHING}
    return kept if len(kept) >= least else {}
