"""The sources of one page: their numbers and letters, the citations in its text, the list at its foot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from rlnotes.graph.embeds import Part, embed_obstacle, embedded_part
from rlnotes.graph.resolution import source_node
from rlnotes.graph.site import Site
from rlnotes.model.link import Citation, CitedItem
from rlnotes.model.reference import author_label, short_label
from rlnotes.pages.csl import Cited, Mention, Style, citation_html, reference_html, year_letters
from rlnotes.pages.edition import Edition
from rlnotes.pages.urls import href
from rlnotes.pages.views_parts import ReferenceView


@dataclass(frozen=True, slots=True)
class PageSources:
    """The sources told of on one page, in order, and the style they are told in."""

    cited: Mapping[str, Cited]
    style: Style


def page_sources(edition: Edition, path: str) -> PageSources:
    """The sources that the note at `path` cites, and those of the notes it embeds."""
    site = edition.site
    keys = tuple(_keys(site, path, ((path, ""),)))
    references = tuple(site.references[key] for key in keys)
    labels = tuple(short_label(reference) for reference in references)
    letters = ("",) * len(keys) if edition.style.is_numeric else year_letters(references, labels)
    cited = {
        key: Cited(reference, number, letter)
        for number, (key, reference, letter) in enumerate(zip(keys, references, letters, strict=True), 1)
    }
    return PageSources(cited, edition.style)


def _keys(site: Site, path: str, chain: tuple[Part, ...]) -> dict[str, None]:
    keys = dict.fromkeys(site.cites[path])
    for index in range(len(site.notes[path].links)):
        part = embedded_part(site, path, index)
        if part and not embed_obstacle(chain, part):
            keys |= _keys(site, part[0], (*chain, part))
    return keys


def reference_anchor(key: str) -> str:
    """The id of a source's entry in the list at a page's foot."""
    return f"ref-{key}"


def citation_anchor(index: int) -> str:
    """The id of citation `index` in a body; the colon keeps it apart from any heading's."""
    return f"cite:{index}"


def citation_markup(sources: PageSources, citation: Citation) -> str:
    """A citation as HTML; sources that don't exist are marked, and a bare `@word` that names none stays text."""
    known = tuple(item for item in citation.items if item.key in sources.cited)
    if not known:
        return escape(citation.written) if citation.is_narrative else _unknown(escape(citation.written))
    told = _narrative(sources, citation.items[0]) if citation.is_narrative else _bracket(sources, known)
    missing = "".join(" " + _unknown(f"@{escape(i.key)}") for i in citation.items if i.key not in sources.cited)
    return f'<span class="citation" id="{citation_anchor(citation.index)}">{told}{missing}</span>'


def _unknown(html: str) -> str:
    return f'<span class="missing-link" title="unknown source">{html}</span>'


def _bracket(sources: PageSources, items: tuple[CitedItem, ...]) -> str:
    return citation_html(sources.style, tuple(_mention(sources.cited[item.key], item) for item in items))


def _mention(cited: Cited, item: CitedItem) -> Mention:
    return Mention(
        cited,
        f"#{reference_anchor(item.key)}",
        item.prefix,
        item.locator,
        item.locator_label,
        item.suffix,
        item.author_suppressed,
    )


def _narrative(sources: PageSources, item: CitedItem) -> str:
    """`@key` in running text: "Shao et al. (2024)", or with a number in a numeric style."""
    cited = sources.cited[item.key]
    mention = _mention(cited, item)
    if not sources.style.is_numeric:
        mention = Mention(
            cited, mention.href, "", item.locator, item.locator_label, item.suffix, author_suppressed=True
        )
    return f"{escape(author_label(cited.reference))} {citation_html(sources.style, (mention,))}"


def reference_list(edition: Edition, path: str, sources: PageSources) -> tuple[ReferenceView, ...]:
    """The list at the foot of a page: by number in a numeric style, else by what the entries begin with."""
    origin = edition.addresses.paths[edition.site.nodes[path]]
    places = _places(edition.site, path)
    entries = [
        ReferenceView(
            id=reference_anchor(key),
            html=Markup(reference_html(sources.style, cited)),  # noqa: S704 - the processor's HTML, texts escaped before
            href=href(edition.addresses, origin, edition.addresses.paths[source_node(key)]),
            places=tuple(places.get(key, ())),
        )
        for key, cited in sources.cited.items()
    ]
    if not sources.style.is_numeric:
        entries.sort(key=lambda entry: (entry.html.striptags().casefold(), entry.id))
    return tuple(entries)


def _places(site: Site, path: str) -> dict[str, list[str]]:
    """For each key the ids of the citations in the note's own text."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for citation in site.notes[path].citations:
        for key in Counter(item.key for item in citation.items):
            places[key].append(f"#{citation_anchor(citation.index)}")
    return places
