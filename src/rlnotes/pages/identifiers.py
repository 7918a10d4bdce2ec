"""Where a work can be found: identifiers with their registries, and the addresses an author gives."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from msgspec import Struct

from rlnotes.graph.resolution import Found, FoundFile, FoundFolder
from rlnotes.graph.site import Site
from rlnotes.model.link import Link
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference
from rlnotes.pages.urls import Addresses, UrlShape, href
from rlnotes.pages.views.parts import IdentifierView, LinkView
from rlnotes.words.table import Words, said


def doi_view(doi: str) -> IdentifierView | None:
    """A DOI with its address at the DOI proxy (DOI Handbook, 3.8), None without one."""
    return IdentifierView("DOI", doi, f"https://doi.org/{quote(doi, safe='/:;()._-')}") if doi else None


def arxiv_view(arxiv: str) -> IdentifierView | None:
    """An arXiv id with the address of its abstract, None without one."""
    return IdentifierView("arXiv", arxiv, f"https://arxiv.org/abs/{quote(arxiv, safe='/.')}") if arxiv else None


def identifier_views(reference: Reference) -> tuple[IdentifierView, ...]:
    """All identifiers of a source."""
    isbn = IdentifierView("ISBN", reference.isbn) if reference.isbn else None
    views = (doi_view(reference.doi), arxiv_view(reference.arxiv), isbn)
    return tuple(view for view in views if view)


class Whereabouts(Struct, frozen=True, gc=False, array_like=True):
    """Where an entry's paper, slides or site is: at `url`, or at the output path `path` of this site."""

    label: str
    url: str = ""
    path: str = ""
    anchor: str | None = None


def whereabouts(site: Site, addresses: Addresses, note: Note, words: Words) -> tuple[Whereabouts, ...]:
    """The paper, slides and site of an entry; a file that is not there is left out, as other rules tell."""
    front = note.front
    files = (("paper_link", front.paper_file), ("slides_link", front.slides_file))
    urls = (("paper_link", front.paper_url), ("slides_link", front.slides_url), ("website_link", front.url))
    found = [(key, "", *_place(site, addresses, note.path, link)) for key, link in files if link]
    found += [(key, url, "", None) for key, url in urls if url]
    ranked = sorted(found, key=lambda each: _ORDER.index(each[0]))
    return tuple(
        Whereabouts(said(words, f"page.{key}"), url, path, anchor) for key, url, path, anchor in ranked if url or path
    )


_ORDER: Final = ("paper_link", "slides_link", "website_link")


def _place(site: Site, addresses: Addresses, path: str, link: Link) -> tuple[str, str | None]:
    """The output path that a link in front matter leads to and the place on it; "" if it leads nowhere."""
    match site.resolutions[path][link.index]:
        case FoundFile(path=file, fragment=fragment):
            return addresses.files[file], fragment
        case Found(node=node, anchor=anchor):
            return addresses.paths[node], anchor
        case FoundFolder(path=folder):
            return addresses.folders[folder], None
        case _:
            return "", None


def entry_links(shape: UrlShape, origin: str, places: tuple[Whereabouts, ...]) -> tuple[LinkView, ...]:
    """The links to these places from the output path `origin`."""
    return tuple(LinkView(each.label, each.url or href(shape, origin, each.path, each.anchor)) for each in places)
