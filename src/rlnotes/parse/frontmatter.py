"""The front matter of a note: cut from the body, read as YAML or TOML, typed key by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rlnotes.config.nearest import did_you_mean
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.link import Link
from rlnotes.model.note import FrontMatter, Kind
from rlnotes.model.place import Source, Span, span_on_line
from rlnotes.parse.dates import date_in_name
from rlnotes.parse.foreign_keys import FOREIGN_KEYS
from rlnotes.parse.frontmatter_address import is_page_path
from rlnotes.parse.frontmatter_ignores import front_remarks
from rlnotes.parse.frontmatter_keys import (
    BY_NAME,
    COLLECTIONS,
    PUBLICATION_KEYS,
    Key,
    keys_named,
    normal_name,
)
from rlnotes.parse.frontmatter_reading import BAD, Reading, gather_wikilinks
from rlnotes.parse.frontmatter_values import is_null, shown, unique_tags
from rlnotes.parse.ignores import told_by
from rlnotes.parse.toml_tree import parse_toml
from rlnotes.parse.yaml_tree import GREATEST_SIZE, Node, Pairs, Text, Tree, parse_yaml


@dataclass(frozen=True, slots=True)
class ParsedFront:
    """The front matter of a note, its links, and the text below it with LF line ends, which starts at `body_line`."""

    front: FrontMatter
    links: tuple[Link, ...]
    body: str
    body_line: int
    diagnostics: Diagnostics = ()
    ignores: Ignores = ()


_OPENING = re.compile(r"(---|\+\+\+)[^\S\n]*(?:\n|\Z)")
_CLOSING: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[^\S\n]*(?:\n|\Z)", re.MULTILINE),
}
_PARSERS: Final[Mapping[str, Callable[[str, int], Tree]]] = {"---": parse_yaml, "+++": parse_toml}


def parse_front_matter(source: Source) -> ParsedFront:
    """The front matter at the top of a note's text.

    A value that can't be used is reported and left out, except `draft`, `unlisted`, `published` and `publish`:
    a flag there that can't be read keeps the note from readers.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if opening is None:
        return _without(source.path, text)
    mark = opening[1]
    closing = _CLOSING[mark].search(text, opening.end())
    if closing is None:
        found = at_top(source.path, BAD, "front matter is not closed", f"add a line '{mark}' below it")
        return _without(source.path, text, (found,))
    block = text[opening.end() : closing.start()]
    return _read(source.path, block, text[closing.end() :], mark)


def _without(path: str, body: str, found: Diagnostics = ()) -> ParsedFront:
    front = FrontMatter(kind=_kind(path), date=date_in_name(path), is_draft=path.startswith(_DRAFTS))
    return ParsedFront(front, (), body, 1, found)


def _read(path: str, block: str, body: str, mark: str) -> ParsedFront:
    reading = Reading(path)
    tree = _PARSERS[mark](block, 2)
    for span, mistake in tree.mistakes:
        reading.report(span, mistake.message, mistake.help)
    pairs = _pairs(reading, tree.root)
    _report_comments(reading, block.split("\n"), pairs)
    rescued = _hiding_pairs(block, mark, {name.text for name, _ in pairs}) if tree.is_cut else ()
    front = _typed(reading, (*pairs, *rescued))
    body_line = block.count("\n") + 3
    ignores, mistakes = told_by(path, front_remarks(block, tree.root))
    found = sorted_diagnostics((*_worth_telling(reading.found, tree), *mistakes))
    return ParsedFront(front, tuple(reading.links), body, body_line, found, ignores)


def _worth_telling(found: list[Diagnostic], tree: Tree) -> Iterator[Diagnostic]:
    """The findings but those about a value in which the reading stopped: the mistake that stopped it says enough."""
    yield from found[: len(tree.mistakes)]
    stop = tree.mistakes[-1][0] if tree.is_cut else None
    yield from (finding for finding in found[len(tree.mistakes) :] if stop is None or not _holds(finding.span, stop))


def _holds(span: Span, stop: Span) -> bool:
    return (span.line, span.column) <= (stop.line, stop.column) <= (span.end_line, span.end_column)


_COMMENT = re.compile(r"[^#\n]*:[ \t]+(#(?!rlnotes:)\S[^\n]*)")


def _report_comments(reading: Reading, lines: list[str], pairs: tuple[tuple[Text, Node], ...]) -> None:
    """A finding for each value that YAML takes for a comment: `tags: #rl`, `title: #1 reason`."""
    for name, node in pairs:
        lost = _COMMENT.fullmatch(lines[name.span.line - 2]) if is_null(node) else None
        if lost:
            span = span_on_line(name.span.line, lost.start(1) + 1, len(lost[1]))
            reading.report(span, "'#' starts a comment here, so the value is empty", "put the value in quotes")


_DRAFTS: Final = "_drafts/"  # where Jekyll keeps them
_HIDING_LINE = re.compile(
    r"^(?:draft|unlisted|published|publish)(?:[ \t]*:[ \t]+|[ \t]*=[ \t]*)[A-Za-z]{2,5}[ \t]*$", re.MULTILINE
)


def _hiding_pairs(block: str, mark: str, known: set[str]) -> Iterator[tuple[Text, Node]]:
    """The flags that keep a note from readers and stand below the mistake that stopped the reading."""
    for line in _HIDING_LINE.finditer(block[: 2 * GREATEST_SIZE]):
        root = _PARSERS[mark](line[0], 2 + block.count("\n", 0, line.start())).root
        if isinstance(root, Pairs) and root.pairs[0][0].text not in known:
            yield root.pairs[0]


def _pairs(reading: Reading, root: Node | None) -> tuple[tuple[Text, Node], ...]:
    if root is None or is_null(root):
        return ()
    if isinstance(root, Pairs):
        return root.pairs
    reading.report(root.span, f"front matter must be 'key: value' lines, not {shown(root)}", "name each value by a key")
    return ()


def _typed(reading: Reading, pairs: Iterable[tuple[Text, Node]]) -> FrontMatter:
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, node in pairs:
        written = normal_name(name.text)
        key = BY_NAME.get(written)
        if key is None:
            _unknown(reading, name, node)
        elif written in values:
            reading.report(name.span, f"'{written}' stands here a second time", "keep one of the two")
        elif not is_null(node):
            spans[key.name] = node.span if written == key.name else spans.get(key.name, node.span)
            values[written] = key.read(reading, node, name.text)
    return _front_matter(reading.path, values, tuple(spans.items()))


def _unknown(reading: Reading, name: Text, node: Node) -> None:
    gather_wikilinks(reading, node)
    if normal_name(name.text) not in FOREIGN_KEYS:
        help_ = did_you_mean(normal_name(name.text), BY_NAME)
        reading.report(name.span, f"no front-matter key '{name.text[:60]}'", help_, "unknown-key")


def _kind(path: str, collection: str = "") -> Kind:
    """The kind of a note that names none: that of its Jekyll collection, by key or by folder, else a plain note."""
    folder = path.partition("/")[0]
    names = (collection, folder.removeprefix("_") if folder.startswith("_") else "")
    return next((COLLECTIONS[name] for name in names if name in COLLECTIONS), Kind.NOTE)


def _front_matter(path: str, values: Mapping[str, Any], spans: tuple[tuple[str, Span], ...]) -> FrontMatter:
    fields = {key.field or key.name: value for key in keys_named(values) if (value := _value(key, values)) is not None}
    cited, source_entries = fields.pop("sources", ((), ()))
    granted = [values[key.name] for key in PUBLICATION_KEYS if key.name in values]
    published = next((value for value in granted if isinstance(value, date)), None)
    fields["is_draft"] = fields.get("is_draft", False) or True in granted or path.startswith(_DRAFTS)
    fields["date"] = fields.get("date") or published or date_in_name(path)
    fields.setdefault("kind", _kind(path, values.get("collection") or ""))
    _sort_addresses(fields)
    _sort_files(fields)
    return FrontMatter(**fields, cited=cited, source_entries=source_entries, spans=spans)


def _sort_addresses(fields: dict[str, Any]) -> None:
    """Take an alias, or a `url`, that is a path on the site for what Hugo means by it: an address of this page."""
    names = fields.get("aliases", ())
    if paths := tuple(name for name in names if name.startswith("/")):
        fields["aliases"] = tuple(name for name in names if not name.startswith("/"))
        fields["redirect_from"] = (*fields.get("redirect_from", ()), *paths)
    if is_page_path(fields.get("url", "")):
        address = fields.pop("url")
        fields.setdefault("permalink", address)


def _sort_files(fields: dict[str, Any]) -> None:
    """Keep a file of the notes apart from an address elsewhere."""
    for name in ("paper", "slides"):
        if isinstance(fields.get(f"{name}_url"), Link):
            fields[f"{name}_file"] = fields.pop(f"{name}_url")


def _value(key: Key, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of the type of its field
    """The value under the key's own name, else under the first synonym; tags of all names are gathered."""
    written = [values[name] for name in (key.name, *key.synonyms) if values.get(name) is not None]
    if key.name == "tags":
        return unique_tags(tag for group in written for tag in group)
    return written[0] if written else None
