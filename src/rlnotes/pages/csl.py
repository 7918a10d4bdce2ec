"""Citations as a CSL style writes them: the only place that knows the processor (citeproc-py).

The processor is asked for one reference or one citation at a time, so each result depends on little and is remembered.
Marks ride through it: noncharacters around each source of a citation, to make each a link; a year that no one writes,
to find where the year stands (for `[-@key]`, and for the letter that tells two papers of a year apart); and a last
author that stands for BibTeX's `and others`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, Final, NamedTuple

from rlnotes.model.reference import Name, Reference

_START, _END, _OTHERS = "\ufdd2", "\ufdd3", "\ufdd4"  # they can't come from a note or a bibliography
_YEAR_MARK: Final = 7_070_707
_MARKED = re.compile(f"{_START}(.*?){_END}([0-9]+){_END}", re.DOTALL)
_MORE_AUTHORS = re.compile(rf",?\s*(?:(?:&amp;|and)\s+)?{_OTHERS}")
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style: its XML and the language of its terms (a locale such as "en-US")."""

    xml: str
    locale: str = "en-US"

    @property
    def is_numeric(self) -> bool:
        """Whether it cites by number (CSL 1.0.2, `citation-format`)."""
        return 'citation-format="numeric"' in self.xml


@dataclass(frozen=True, slots=True)
class Cited:
    """A source on a page: its number there, and the letter behind its year ("" if no other has its label)."""

    reference: Reference
    number: int = 1
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A source inside a citation; `href` leads to where it is told in full."""

    cited: Cited
    href: str
    prefix: str = ""
    locator: str = ""
    locator_label: str = ""
    suffix: str = ""
    author_suppressed: bool = False


@cache
def _compiled(style: Style) -> Any:
    from citeproc import CitationStylesStyle  # noqa: PLC0415 - lxml and the locales load only where something is cited

    return CitationStylesStyle(BytesIO(style.xml.encode()), locale=style.locale, validate=False)


def style_problem(style: Style) -> str:
    """What keeps `style` from being used, or ""."""
    try:
        _compiled(style).root.citation  # noqa: B018 - the attribute is the proof that this is a style
    except Exception as error:  # lxml and the processor raise many kinds for a file that is no style
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    return ""


def reference_html(style: Style, cited: Cited) -> str:
    """The entry of a reference list as HTML, with its addresses as links."""
    text = _raw_entry(style, cited.reference, cited.number if style.is_numeric else 1)
    return _URL.sub(_link, _with_year(text, cited))


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}" rel="external">{match[0]}</a>'


@cache
def _raw_entry(style: Style, reference: Reference, number: int) -> str:
    """The entry with its marks; it depends on the number only in a numeric style, so that one serves all pages."""
    from citeproc import Citation, CitationItem  # noqa: PLC0415 - as in `_compiled`

    bibliography = _bibliography(style, {number: reference})
    bibliography.register(Citation([CitationItem(_key(number))]))
    bibliography.keys = _numbered({number: reference})
    return "".join(str(part) for part in bibliography.bibliography()[0])


def citation_html(style: Style, mentions: tuple[Mention, ...]) -> str:
    """A citation in the text as HTML, each source a link."""
    cites = tuple(
        _Cite(
            mention.cited.reference,
            mention.cited.number if style.is_numeric else place,
            mention.prefix,
            mention.locator,
            mention.locator_label,
            mention.suffix,
        )
        for place, mention in enumerate(mentions, 1)
    )
    return _MARKED.sub(lambda match: _mention_html(match[1], mentions[int(match[2])]), _raw_citation(style, cites))


def _mention_html(text: str, mention: Mention) -> str:
    if mention.author_suppressed and (place := text.find(str(_marked_year(mention.cited.reference)))) >= 0:
        text = text[place:]
    return f'<a href="{escape(mention.href)}">{_with_year(text, mention.cited)}</a>'


class _Cite(NamedTuple):
    """What of a mention the processor needs to know."""

    reference: Reference
    number: int
    prefix: str
    locator: str
    locator_label: str
    suffix: str


@cache
def _raw_citation(style: Style, cites: tuple[_Cite, ...]) -> str:
    """The citation with its marks, each source between two that carry its place in `cites`."""
    from citeproc import Citation  # noqa: PLC0415 - as in `_compiled`

    numbered = {cite.number: cite.reference for cite in cites}
    bibliography = _bibliography(style, numbered)
    citation = Citation([_citation_item(cite, place) for place, cite in enumerate(cites)])
    bibliography.register(citation)
    bibliography.keys = _numbered(numbered)
    return str(bibliography.cite(citation, lambda item: item.key))


def _citation_item(cite: _Cite, place: int) -> Any:
    from citeproc import CitationItem, Locator  # noqa: PLC0415 - as in `_compiled`

    before = f"{_START}{_escaped(cite.prefix)} " if cite.prefix else _START
    after = f"{_escaped(cite.suffix)}{_END}{place}{_END}"
    if not cite.locator:
        return CitationItem(_key(cite.number), prefix=before, suffix=after)
    locator = Locator(cite.locator_label or "page", _escaped(cite.locator))
    return CitationItem(_key(cite.number), prefix=before, suffix=after, locator=locator)


def _bibliography(style: Style, numbered: Mapping[int, Reference]) -> Any:
    from citeproc import CitationStylesBibliography, formatter  # noqa: PLC0415 - as in `_compiled`
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - as in `_compiled`

    items = CiteProcJSON([_escaped_item(reference, number) for number, reference in numbered.items()])
    return CitationStylesBibliography(_compiled(style), items, formatter.html)


def _key(number: int) -> str:
    return f"n{number}"


def _numbered(numbered: Mapping[int, Reference]) -> list[str]:
    """The processor's list of cited keys, filled up so that each source stands at its number."""
    return [_key(number) if number in numbered else "" for number in range(1, max(numbered) + 1)]


def _marked_year(reference: Reference) -> int:
    return reference.issued[0] * 10_000_000 + _YEAR_MARK if reference.issued else 0


def _marked_date(reference: Reference) -> dict[str, Any]:
    issued = reference.issued
    return {"issued": {"date-parts": [[_marked_year(reference), *issued[1:]]]}} if issued else {}


def _with_year(text: str, cited: Cited) -> str:
    reference = cited.reference
    if reference.issued:
        text = text.replace(str(_marked_year(reference)), f"{reference.issued[0]}{cited.letter}")
    return _MORE_AUTHORS.sub(" et al.", text).replace("et al..", "et al.")


def csl_item(reference: Reference) -> dict[str, Any]:
    """The record as a CSL-JSON item (CSL-JSON schema 1.0), without its id."""
    texts = {
        "title": reference.title,
        "container-title": reference.venue,
        "volume": reference.volume,
        "number" if reference.type == "report" else "issue": reference.number,
        "page": reference.pages,
        "publisher": reference.publisher or ("arXiv" if reference.arxiv and not reference.venue else ""),
        "DOI": reference.doi,
        "URL": "" if reference.doi else reference.url or reference.venue_url,
        "ISBN": reference.isbn,
    }
    item: dict[str, Any] = {name: text for name, text in texts.items() if text}
    people = {"author": reference.authors, "editor": reference.editors}
    item |= {role: [_csl_name(name) for name in names] for role, names in people.items() if names}
    issued = {"issued": {"date-parts": [list(reference.issued)]}} if reference.issued else {}
    return {"type": reference.type, **item, **issued}


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {part: text for part, text in (("family", name.family), ("given", name.given)) if text}


def _escaped_item(reference: Reference, number: int) -> dict[str, Any]:
    """The item as the processor is given it: texts escaped for HTML, since it copies them, and the marks set."""
    item = {name: _escaped(value) for name, value in csl_item(reference).items()}
    if reference.has_more_authors and "author" in item:
        item["author"] = [*item["author"], {"literal": _OTHERS}]
    return item | _marked_date(reference) | {"id": _key(number)}


def _escaped(value: object) -> Any:
    match value:
        case str():
            return escape(value, quote=False)
        case dict():
            return {name: _escaped(inner) for name, inner in value.items()}
        case list():
            return [_escaped(inner) for inner in value]
        case _:
            return value


def year_letters(references: tuple[Reference, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    """The letter behind the year of each reference: a, b, ... by title where several have the same label, else ""."""
    letters = [""] * len(references)
    for label in dict.fromkeys(labels):
        alike = [place for place, own in enumerate(labels) if own == label]
        if len(alike) > 1:
            ranked = sorted(alike, key=lambda place: (references[place].title, references[place].key))
            for rank, place in enumerate(ranked):
                letters[place] = _letter(rank)
    return tuple(letters)


def _letter(rank: int) -> str:
    """0 is a, 25 is z, 26 is aa (CSL 1.0.2, year-suffix)."""
    return (_letter(rank // 26 - 1) if rank >= 26 else "") + chr(ord("a") + rank % 26)


def csl_json(reference: Reference) -> str:
    """The record as CSL-JSON text, for readers to take along."""
    return json.dumps([{"id": reference.key, **csl_item(reference)}], ensure_ascii=False, indent=2) + "\n"
