"""Where a work can be found: identifiers with their registries, and the addresses an author gives."""

from __future__ import annotations

from urllib.parse import quote

from rlnotes.model.note import FrontMatter
from rlnotes.model.reference import Reference
from rlnotes.pages.views_parts import IdentifierView, LinkView
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


def entry_links(front: FrontMatter, words: Words) -> tuple[LinkView, ...]:
    """The paper, slides and site of an entry."""
    links = (("paper_link", front.paper_url), ("slides_link", front.slides_url), ("website_link", front.url))
    return tuple(LinkView(said(words, f"page.{key}"), url) for key, url in links if url)
