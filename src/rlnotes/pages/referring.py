"""The sources of one page: their numbers and letters, the citations in its text, the list at its foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from markupsafe import Markup

from rlnotes.graph.embeds import MOST_LEVELS, Part, embedded_part
from rlnotes.graph.resolution import source_node
from rlnotes.graph.site import Site
from rlnotes.model.collation import sort_key
from rlnotes.model.holes import holes_in
from rlnotes.model.link import Citation, CitedItem, LinkForm
from rlnotes.model.note import Kind
from rlnotes.model.reference import author_label, short_label
from rlnotes.pages.csl.processor import Cited, Mention, Style, citation_html, reference_html, shown_title, year_letters
from rlnotes.pages.edition import Edition
from rlnotes.pages.parts import part_source, shown_places
from rlnotes.pages.urls import fragment_href, href
from rlnotes.pages.views.parts import ReferenceView
from rlnotes.words.table import Words, said


@dataclass(frozen=True, slots=True)
class PageSources:
    """The sources told of on one page, in order, where its citations lead, and the style they are told in."""

    cited: Mapping[str, Cited]
    hrefs: Mapping[str, str]
    style: Style
    words: Words


def page_sources(edition: Edition, path: str, *, has_list: bool = True) -> PageSources:
    """The sources that the note at `path` cites, and those that what it embeds cites.

    Citations lead to the list at the page's foot, or to the source's own page where the page has no such list.
    """
    site = edition.site
    keys = tuple(_told_keys(site, path))
    references = tuple(site.references[key] for key in keys)
    labels = tuple(short_label(reference) for reference in references)
    letters = ("",) * len(keys) if edition.style.is_numeric else year_letters(references, labels)
    cited = {
        key: Cited(reference, number, letter)
        for number, (key, reference, letter) in enumerate(zip(keys, references, letters, strict=True), 1)
    }
    hrefs = {key: _href(edition, path, key, has_list=has_list) for key in keys}
    return PageSources(cited, hrefs, edition.style, edition.words)


def _href(edition: Edition, path: str, key: str, *, has_list: bool) -> str:
    if has_list:
        return fragment_href(reference_anchor(key))
    paths = edition.addresses.paths
    return href(edition.addresses, paths[edition.site.nodes[path]], paths[source_node(key)])


def _told_keys(site: Site, path: str) -> dict[str, None]:
    """The citation keys of a note, then those in the parts it embeds, nearest first."""
    keys = dict.fromkeys(site.cites[path])
    own = site.notes[path]
    if own.front.kind is not Kind.SOURCE and not any(link.form is LinkForm.EMBED for link in own.links):
        return keys  # only a source's note can cite in its text what its `cites` leave out: itself
    seen: dict[Part, int] = {(path, ""): 0}
    waiting = [(path, "")]
    for origin, anchor in waiting:
        note = site.notes[origin]
        for kind, number in holes_in(part_source(site, origin, anchor) or ""):
            if kind == "C":
                keys |= dict.fromkeys(i.key for i in note.citations[number].items if i.key in site.references)
            part = embedded_part(site, origin, number) if kind == "E" else None
            if part and part not in seen and seen[origin, anchor] < MOST_LEVELS:
                seen[part] = seen[origin, anchor] + 1
                waiting.append(part)
    return keys


_PLAIN = re.compile(r"[^\w.:-]")


def reference_anchor(key: str) -> str:
    """The id of a source's entry in the list at a page's foot; the colon keeps it apart from any heading's."""
    return "ref:" + _PLAIN.sub(lambda match: f"~{ord(match[0]):x}~", key)


def citation_anchor(index: int) -> str:
    """The id of citation `index` in a body; the colon keeps it apart from any heading's."""
    return f"cite:{index}"


def citation_markup(sources: PageSources, citation: Citation) -> str:
    """A citation as HTML; sources that don't exist are marked, and a bare `@word` that names none stays text."""
    known = tuple(item for item in citation.items if item.key in sources.cited)
    if not known:
        return escape(citation.written) if citation.is_narrative else _unknown(sources, escape(citation.written))
    told = _narrative(sources, known[0]) if citation.is_narrative else _bracket(sources, known)
    missing = "".join(
        " " + _unknown(sources, f"@{escape(i.key)}") for i in citation.items if i.key not in sources.cited
    )
    return f'<span class="citation" id="{citation_anchor(citation.index)}">{told}{missing}</span>'


def _unknown(sources: PageSources, html: str) -> str:
    title = escape(said(sources.words, "page.unknown_source"))
    return f'<span class="missing-link" title="{title}">{html}</span>'


def _bracket(sources: PageSources, items: tuple[CitedItem, ...]) -> str:
    return citation_html(sources.style, tuple(_mention(sources, item) for item in items))


def _mention(sources: PageSources, item: CitedItem) -> Mention:
    return Mention(
        sources.cited[item.key],
        sources.hrefs[item.key],
        item.prefix,
        item.locator,
        item.locator_label,
        item.suffix,
        item.author_suppressed,
    )


def _narrative(sources: PageSources, item: CitedItem) -> str:
    """`@key` in running text: "Shao et al. (2024)", or with a number in a numeric style."""
    mention = _mention(sources, item)
    if not sources.style.is_numeric:
        mention = replace(mention, prefix="", author_suppressed=True)
    return f"{escape(author_label(mention.cited.reference))} {citation_html(sources.style, (mention,))}"


def reference_list(edition: Edition, path: str, sources: PageSources) -> tuple[ReferenceView, ...]:
    """The list at the foot of a page: by number in a numeric style, else by what the entries begin with."""
    origin = edition.addresses.paths[edition.site.nodes[path]]
    places = _places(edition, path)
    entries = [
        _entry(
            sources.style,
            cited,
            href(edition.addresses, origin, edition.addresses.paths[source_node(key)]),
            tuple(places.get(key, ())),
        )
        for key, cited in sources.cited.items()
    ]
    if not sources.style.is_numeric:
        entries.sort(key=lambda entry: (sort_key(entry.html.striptags(), edition.words.language), entry.id))
    return tuple(entries)


def _entry(style: Style, cited: Cited, there: str, places: tuple[str, ...]) -> ReferenceView:
    told = reference_html(style, cited)
    linked = _with_title_linked(told, shown_title(cited.reference) or cited.reference.key, there)
    return ReferenceView(
        id=reference_anchor(cited.reference.key),
        html=Markup(linked),  # noqa: S704 - the processor's HTML, texts escaped before
        href=there if linked == told else "",
        places=places,
        number=cited.number if style.is_numeric else None,
    )


def _with_title_linked(entry: str, title: str, there: str) -> str:
    """An entry whose title leads to the source's page; as it is where the style tells the title in other words."""
    found = re.search(rf"(?<![\w&]){re.escape(escape(title, quote=False))}(?!\w)", entry)
    if not found or entry.rfind("<", 0, found.start()) > entry.rfind(
        ">", 0, found.start()
    ):  # in a tag, as the title "i"
        return entry
    return (
        f'{entry[: found.start()]}<a class="reference-page" href="{escape(there)}">{found[0]}</a>{entry[found.end() :]}'
    )


def _places(edition: Edition, path: str) -> dict[str, list[str]]:
    """For each key the places of the citations in the note's own text, in order."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    citations = edition.site.notes[path].citations
    shown = shown_places(edition.site, path) if citations else frozenset()
    for citation in citations:
        if ("C", citation.index) in shown:
            for key in dict.fromkeys(item.key for item in citation.items):
                places[key].append(fragment_href(citation_anchor(citation.index)))
    return places
