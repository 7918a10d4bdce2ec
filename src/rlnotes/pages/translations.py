"""The other languages of a page: where they are, for readers and for programs."""

from __future__ import annotations

from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition
from rlnotes.pages.urls import absolute_url, href
from rlnotes.pages.views.frame import TranslationView
from rlnotes.words.endonyms import endonym


def translation_views(edition: Edition, origin: str, note: Note) -> tuple[TranslationView, ...]:
    """The languages of the note that the page at `origin` shows, its own among them, the original first; () for one."""
    node = edition.site.nodes[note.path]
    texts = edition.site.translations.get(node, ())
    if not texts or edition.addresses.paths[node] != origin:
        return ()
    paths = [(text, edition.addresses.paths[text.node]) for text in texts]
    return tuple(
        TranslationView(
            text.lang,
            endonym(text.lang),
            "" if path == origin else href(edition.addresses, origin, path),
            absolute_url(edition.addresses, path),
        )
        for text, path in paths
    )
