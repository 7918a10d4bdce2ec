"""Citations as a CSL style writes them: the only place that knows the processor (citeproc-py).

The processor is asked for one reference or one citation at a time, so each result depends on little and is remembered.
Marks ride through it: noncharacters around each source of a citation, to make each a link; a year that no one writes,
to find where the year stands (for `[-@key]`, and for the letter that tells two papers of a year apart); and a last
author that stands for BibTeX's `and others`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any, Final, NamedTuple

from rlnotes.model.reference import Reference, short_label
from rlnotes.pages.csl.names import with_whole_names
from rlnotes.pages.csl.punctuation import is_inside_quotes, punctuated, with_apostrophes
from rlnotes.pages.records.csl_json import csl_item

_START, _END, _OTHERS = "\ufdd2", "\ufdd3", "\ufdd4"  # they can't come from a note or a bibliography
_YEAR_MARK: Final = 7_070_707
_REMEMBERED: Final = 65_536  # results, so that a program that runs for days does not grow with every edit
_NO_YEAR: Final = 10_000  # later than any
_NUMBER = re.compile(r"^(?:[\[(]1[\])]\.?|1[.)])\s*")
_MARKED = re.compile(f"{_START}(.*?){_END}([0-9]+){_END}", re.DOTALL)
_MORE_AUTHORS = re.compile(rf",?\s*(?:(?:&amp;|and)\s+)?{_OTHERS}")
_TITLES: Final = ("title", "container-title")
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style: its XML and the language of its terms (a locale such as "en-US")."""

    xml: str
    locale: str = "en-US"

    @property
    def is_numeric(self) -> bool:
        """Whether it cites by number (CSL 1.0.2, `citation-format`)."""
        return _is_numeric(self.xml)


@lru_cache(maxsize=8)
def _is_numeric(xml: str) -> bool:
    return 'citation-format="numeric"' in xml


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


@lru_cache(maxsize=8)
def compiled(style: Style) -> Any:
    """The style as the processor takes it."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415 - lxml and the locales load only where something is cited

    xml = with_whole_names(style.xml).encode()
    return CitationStylesStyle(BytesIO(xml), locale=style.locale, validate=False)


def reference_html(style: Style, cited: Cited) -> str:
    """The entry of a reference list as HTML, with its addresses as links; numbering is left to the list."""
    entry = _entry(style, cited.reference)
    text = _NUMBER.sub("", entry) if style.is_numeric else entry
    inside = is_inside_quotes(style.xml, style.locale)
    return _URL.sub(_link, punctuated(_with_year(text, cited), inside_quotes=inside))


def _entry(style: Style, reference: Reference) -> str:
    try:
        return raw_entry(style, reference)
    except Exception:  # a style may be wrong for works of one type alone: then they are told by label and title
        return escape(f"{short_label(reference)}. {shown_title(reference)}.", quote=False)


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}" rel="external">{match[0]}</a>'


@lru_cache(maxsize=_REMEMBERED)
def raw_entry(style: Style, reference: Reference) -> str:
    """The entry with its marks, as the first and only one of a list; a style that is wrong raises anything."""
    from citeproc import Citation, CitationItem  # noqa: PLC0415 - as in `compiled`

    bibliography = _bibliography(style, (Cite(reference, 1),))
    bibliography.register(Citation([CitationItem(_key(1))]))
    entry = "".join(str(part) for part in bibliography.bibliography()[0])
    return entry if reference.authors else _without_second(entry, escape(shown_title(reference), quote=False))


def _without_second(entry: str, title: str) -> str:
    """`entry` with its title once: the processor repeats a title that stands in for authors (CSL 1.0.2, substitute)."""
    before, found, rest = entry.partition(title)
    return before + found + re.sub(rf"(?:<i>)?{re.escape(title)}(?:</i>)?[.,]?\s*", "", rest, count=1)


def citation_html(style: Style, mentions: tuple[Mention, ...]) -> str:
    """A citation in the text as HTML, each source a link."""
    cites = tuple(
        Cite(
            mention.cited.reference,
            mention.cited.number if style.is_numeric else place,
            mention.prefix,
            mention.locator,
            mention.locator_label,
            mention.suffix,
        )
        for place, mention in enumerate(mentions, 1)
    )
    try:
        told = raw_citation(style, cites)
    except Exception:  # as in `_entry`
        labels = (escape(short_label(cite.reference), quote=False) for cite in cites)
        told = "; ".join(f"{_START}{label}{_END}{place}{_END}" for place, label in enumerate(labels))
    return _MARKED.sub(lambda match: _mention_html(match[1], mentions[int(match[2])]), told)


def _mention_html(text: str, mention: Mention) -> str:
    if mention.author_suppressed and (place := text.find(_year_mark(mention.cited.reference))) >= 0:
        text = text[place:]
    return f'<a href="{escape(mention.href)}">{_with_year(text, mention.cited)}</a>'


class Cite(NamedTuple):
    """What of a mention the processor needs to know."""

    reference: Reference
    number: int
    prefix: str = ""
    locator: str = ""
    locator_label: str = ""
    suffix: str = ""


@lru_cache(maxsize=_REMEMBERED)
def raw_citation(style: Style, cites: tuple[Cite, ...]) -> str:
    """The citation with its marks, each source between two that carry its place in `cites`; raises as `raw_entry`."""
    from citeproc import Citation  # noqa: PLC0415 - as in `compiled`

    bibliography = _bibliography(style, cites)
    citation = Citation([_citation_item(cite, place) for place, cite in enumerate(cites)])
    bibliography.register(citation)
    bibliography.keys = _numbered({cite.number for cite in cites})
    return str(bibliography.cite(citation, lambda item: item.key))


def _citation_item(cite: Cite, place: int) -> Any:
    from citeproc import CitationItem, Locator  # noqa: PLC0415 - as in `compiled`

    before = f"{_START}{_escaped(cite.prefix)} " if cite.prefix else _START
    gap = ", " if cite.suffix[:1].isalnum() else " " if cite.suffix.startswith(("[", "(")) else ""
    after = f"{gap}{_escaped(cite.suffix)}{_END}{place}{_END}"
    if not cite.locator:
        return CitationItem(_key(cite.number), prefix=before, suffix=after)
    locator = Locator(cite.locator_label or "page", _escaped(cite.locator))
    return CitationItem(_key(cite.number), prefix=before, suffix=after, locator=locator)


def _bibliography(style: Style, cites: tuple[Cite, ...]) -> Any:
    from citeproc import CitationStylesBibliography, formatter  # noqa: PLC0415 - as in `compiled`
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - as in `compiled`

    items = CiteProcJSON([_escaped_item(cite, is_numeric=style.is_numeric) for cite in cites])
    return CitationStylesBibliography(compiled(style), items, formatter.html)


def _key(number: int) -> str:
    return f"n{number}"


def _numbered(numbers: set[int]) -> list[str]:
    """The processor's list of cited keys, filled up so that each source stands at its number."""
    return [_key(number) if number in numbers else "" for number in range(1, max(numbers) + 1)]


def _year_mark(reference: Reference) -> str:
    """The year that stands for that of `reference`; years order as those they stand for, and the undated come last."""
    return str((reference.issued[0] if reference.issued else _NO_YEAR) * 10_000_000 + _YEAR_MARK)


def _with_year(text: str, cited: Cited) -> str:
    reference, letter = cited.reference, cited.letter
    undated = f"{reference.status or 'n.d.'}{letter and '-'}{letter}"
    year = f"{reference.issued[0]}{letter}" if reference.issued else escape(undated, quote=False)
    told = text.replace(f"{_year_mark(reference)}.", f"{year.removesuffix('.')}.").replace(_year_mark(reference), year)
    return _MORE_AUTHORS.sub(" et al.", told).replace("et al..", "et al.")


def shown_title(reference: Reference) -> str:
    """The title as entries have it."""
    return with_apostrophes(reference.title)


def _escaped_item(cite: Cite, *, is_numeric: bool) -> dict[str, Any]:
    """The item as the processor is given it: texts escaped for HTML, since it copies them, and the marks set.

    A style that cites by author and year tells an undated work by a mark too, for the letter behind "n.d.". The locator
    is among the variables, because the processor looks there whether it is a number.
    """
    reference = cite.reference
    item = {name: _escaped(value) for name, value in csl_item(reference).items()}
    item |= {name: with_apostrophes(item[name]) for name in _TITLES if name in item}
    if reference.has_more_authors and "author" in item:
        item["author"] = [*item["author"], {"literal": _OTHERS}]
    if reference.issued or not is_numeric:
        item["issued"] = {"date-parts": [[int(_year_mark(reference)), *reference.issued[1:]]]}
    return item | {"id": _key(cite.number)} | ({"locator": _escaped(cite.locator)} if cite.locator else {})


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
