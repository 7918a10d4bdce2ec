"""The very characters of a link that name its target, and other ones in their place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from markdown_it.common.utils import normalizeReference, unescapeAll

from rlnotes.model.link import Link, LinkForm
from rlnotes.model.place import Span
from rlnotes.parse.hrefs import target_and_fragment

_LINE: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a text, from `start` to before `end`, and those that shall stand there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class NewName:
    """What a link shall name; `shown` is what a wikilink without words of its own shall show, "" for nothing."""

    target: str
    fragment: str | None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A link as it is `written` in a text, from `start` on."""

    text: str
    line: int
    start: int
    written: str


def edit_of(text: str, link: Link, new: NewName) -> Edit | None:
    """The edit of `text`, a file as it was read, by which `link` names something new.

    None where its characters can't be told, or where the new name can't be written there. Only the text that comes
    of it, read again, proves that they were the right ones: code looks like a link, too.
    """
    passage = _passage(text, link.span)
    finders = (_in_wikilink, _in_inline_link, _in_tag, _in_definition, _in_front_matter)
    return next(filter(None, (find(passage, link, new) for find in finders)), None)


def edit_at(text: str, span: Span, old: str, new: str) -> Edit | None:
    """The edit that puts `new` into the place of `old`, which stands at `span`; None if it does not."""
    passage = _passage(text, span)
    return Edit(passage.start, passage.start + len(old), new) if passage.written == old else None


def applied(text: str, edits: Iterable[Edit]) -> str:
    """`text` after edits that do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda each: each.start):
        pieces += (text[end : edit.start], edit.new)
        end = edit.end
    return "".join((*pieces, text[end:]))


def _passage(text: str, span: Span) -> _Passage:
    start, end = _offset(text, span.line, span.column), _offset(text, span.end_line, span.end_column)
    return _Passage(text, span.line, start, text[start:end])


def _offset(text: str, line: int, column: int) -> int:
    """The place of a line and a column, both from 1, with whatever line ends."""
    starts = _line_starts(text)
    return starts[min(line, len(starts)) - 1] + column - 1


@lru_cache(maxsize=1)  # a text has many links
def _line_starts(text: str) -> tuple[int, ...]:
    mark = len(text) - len(text.removeprefix("\ufeff"))  # is no character of the first line
    return (mark, *(match.end() for match in _LINE.finditer(text)))


_WIKI: Final = re.compile(r"\[\[(?P<name>[^\[\]|\\\n]*)(?P<bar>\\?\|)?[^\n]*?\]\]")
_UNFIT_IN_WIKI: Final = re.compile(r"[\[\]|\\\n]")


def _in_wikilink(passage: _Passage, link: Link, new: NewName) -> Edit | None:
    match = _WIKI.search(passage.written)
    if not match or link.form in _PATHLIKE:
        return None
    name = match["name"]
    target, mark, fragment = name.partition("#")
    if (target.strip(), fragment.strip() if mark else None) != (link.target, link.fragment):
        return None
    whole = f"{new.target}{_marked(new.fragment)}"
    is_unfit = _UNFIT_IN_WIKI.search(whole) or "#" in new.target or _UNFIT_IN_WIKI.search(new.shown)
    if is_unfit or (link.form is LinkForm.FRONT_MATTER and not _PLAIN_YAML.fullmatch(whole)):
        return None
    if new.shown and not match["bar"] and not passage.written.startswith("!"):
        bar = "\\|" if passage.line in _table_lines(passage.text) else "|"
        whole += f"{bar}{new.shown}"
    place = passage.start + match.start("name")
    return Edit(place, place + len(name), whole)


_PATHLIKE: Final = (LinkForm.MARKDOWN, LinkForm.IMAGE)


@lru_cache(maxsize=1)
def _table_lines(text: str) -> frozenset[int]:
    """The lines of tables, where a bar ends a cell unless it is escaped: those around a row of dashes and bars."""
    found: set[int] = set()
    is_inside = False
    for number, line in enumerate(_LINE.split(text), start=1):
        if "|" in line and "-" in line and set(line) <= _DELIMITERS:
            found.add(number - 1)
            is_inside = True
        elif not line.strip(" \t>"):
            is_inside = False
        if is_inside:
            found.add(number)
    return frozenset(found)


_DELIMITERS: Final = frozenset(" \t>:|-")


def _marked(fragment: str | None) -> str:
    return "" if fragment is None else f"#{fragment}"


_LETTER: Final = r"[^\s()\\]|\\."
_DESTINATION: Final = re.compile(  # in angles, or with balanced brackets, of which few stand in others
    rf"\]\(\s*(?P<place><(?:[^<>\\\n]|\\.)*>|(?!<)(?:{_LETTER}|\((?:{_LETTER}|\((?:{_LETTER})*\))*\))+)"
)
_AFTER: Final = re.compile(
    r"""\s*(?:\s(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*)?\)""", re.DOTALL
)


def _in_inline_link(passage: _Passage, link: Link, new: NewName) -> Edit | None:
    """`[words](destination "title")`: the destination after which nothing but a title follows (CommonMark 6.3)."""
    if link.form not in _PATHLIKE:
        return None
    written, start = passage.written, passage.start
    for match in _DESTINATION.finditer(written):
        is_it = _AFTER.fullmatch(written, match.end()) and _means(match["place"], link)
        if is_it and (destination := _destination(match["place"], new)):
            return Edit(start + match.start("place"), start + match.end("place"), destination)
    return None


def _means(written: str, link: Link) -> bool:
    """Whether a destination as it is written is that of the link."""
    bare = written[1:-1] if written.startswith("<") and written.endswith(">") else written
    return target_and_fragment(unescapeAll(bare)) == (link.target, link.fragment)


_NEEDS_ESCAPE: Final = re.compile(r"[\s()<>\\\x00-\x1f\x7f\"'%#?&*_`\[\]]")
_SAFE: Final = "/~!$+,;=:@.-"


def _destination(written: str, new: NewName) -> str:
    """The new name written like the old one: in angles, percent-encoded, or plain where that is enough."""
    if written.startswith("<"):
        whole = f"{new.target}{_marked(new.fragment)}"
        return "" if re.search(r"[<>\\\n&%]", whole) else f"<{whole}>"
    is_encoded = "%" in written
    return _encoded(new.target, always=is_encoded) + (
        "" if new.fragment is None else f"#{_encoded(new.fragment, always=is_encoded)}"
    )


def _encoded(name: str, *, always: bool) -> str:
    if not always and not _NEEDS_ESCAPE.search(name):
        return name
    return "".join(quote(letter, safe=_SAFE) if _NEEDS_ESCAPE.match(letter) or always else letter for letter in name)


_ATTRIBUTE: Final = re.compile(r"""\s(?:href|src)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)


def _in_tag(passage: _Passage, link: Link, new: NewName) -> Edit | None:
    """`<a href="destination">`."""
    if not passage.written.startswith("<"):
        return None
    for match in _ATTRIBUTE.finditer(passage.written):
        name = "double" if match["double"] is not None else "single"
        if target_and_fragment(html.unescape(match[name])) == (link.target, link.fragment):
            is_encoded = "%" in match[name]
            whole = _encoded(new.target, always=is_encoded) + _marked(
                None if new.fragment is None else _encoded(new.fragment, always=is_encoded)
            )
            return Edit(passage.start + match.start(name), passage.start + match.end(name), html.escape(whole))
    return None


_REFERENCE: Final = re.compile(r"!?\[(?P<words>.*?)\](?:\[(?P<label>(?:[^\[\]\\]|\\.)*)\])?", re.DOTALL)
_DEFINITION: Final = re.compile(  # or the fence before and after code, which may hold what looks like one
    r"""^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*+
        (?:(?P<fence>`{3,}|~{3,})
          |\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:\n[ \t>]*)?(?P<place><[^<>\n]*>|[^\s<]\S*))""",
    re.MULTILINE | re.VERBOSE,
)


def _in_definition(passage: _Passage, link: Link, new: NewName) -> Edit | None:
    """`[words][label]`, whose destination stands in a definition `[label]: destination` (CommonMark 4.7)."""
    match = _REFERENCE.fullmatch(passage.written)
    if not match or link.form not in _PATHLIKE:
        return None
    place = _definitions(passage.text).get(normalizeReference(match["label"] or match["words"]))
    written = passage.text[slice(*place)] if place else ""
    destination = _destination(written, new) if _means(written, link) else ""
    return Edit(*place, destination) if place and destination else None


@lru_cache(maxsize=1)
def _definitions(text: str) -> dict[str, tuple[int, int]]:
    """Where the destination of each label stands: the first of each, as in CommonMark, that is not in fenced code."""
    found: dict[str, tuple[int, int]] = {}
    fence = ""
    plain = text.replace("\r\n", " \n").replace("\r", "\n")  # as long as it was
    for match in _DEFINITION.finditer(plain):
        if mark := match["fence"]:
            fence = "" if fence and mark.startswith(fence) else fence or mark
        elif not fence:
            found.setdefault(normalizeReference(match["label"]), match.span("place"))
    return found


_PLAIN_YAML: Final = re.compile(r"[\w./](?:[\w ./()+#^-]*[\w./()+-])?")


def _in_front_matter(passage: _Passage, link: Link, new: NewName) -> Edit | None:
    """A path or name as a value of YAML, quoted or plain; only names that mean the same in every style of quoting."""
    whole, old = f"{new.target}{_marked(new.fragment)}", f"{link.target}{_marked(link.fragment)}"
    bare = passage.written.strip("\"'")
    if link.form is LinkForm.FRONT_MATTER and bare == old and _PLAIN_YAML.fullmatch(whole) and " #" not in whole:
        place = passage.start + passage.written.index(old)
        return Edit(place, place + len(old), whole)
    return None
