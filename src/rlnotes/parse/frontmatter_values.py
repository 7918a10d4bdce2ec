"""One value of front matter to its type: a small function for each type, None for a value that can't be used."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from rlnotes.config.nearest import did_you_mean
from rlnotes.model.link import Link
from rlnotes.model.note import Status
from rlnotes.model.url import is_external, is_safe_url
from rlnotes.parse.dates import parse_date
from rlnotes.parse.frontmatter_reading import Reading, gather_wikilinks, is_wikilink, without_wikilinks
from rlnotes.parse.identifiers import bare_arxiv, bare_doi
from rlnotes.parse.yaml_tree import Items, Node, Pairs, Text

_Closed = TypeVar("_Closed", bound=StrEnum)

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "yes", "on"})
_FALSE: Final = frozenset({"false", "no", "off"})
_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,9}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_CLASS_NAME = re.compile(r"[\w\-]{1,64}")
_SPACE = re.compile(r"\s+")
_STATUS_SPACE = re.compile(r"[\s_]+")


def is_null(node: Node) -> bool:
    """Whether `node` is YAML's nothing: an absent value."""
    return isinstance(node, Text) and node.is_plain and node.text in _NULLS


def shown(node: Node) -> str:
    """What stands there, in the words of a message."""
    match node:
        case Items():
            return "a list"
        case Pairs():
            return "a mapping"
        case _:
            return node.text[:60] if node.is_plain else f"the text '{node.text[:60]}'"


def expected(reading: Reading, node: Node, key: str, what: str, help_: str = "") -> None:
    """Report that `key` has a value of the wrong type."""
    reading.report(node.span, f"'{key}' must be {what}, not {shown(node)}", help_, key=key)


def plain_text(reading: Reading, node: Node, key: str) -> str | None:
    """Running text, on one line, with its brackets kept."""
    if isinstance(node, Text):
        return _SPACE.sub(" ", node.text).strip()
    expected(reading, node, key, "text", "put it in quotes")
    return None


def linked_text(reading: Reading, node: Node, key: str) -> str | None:
    """A label that may be written as a wikilink, which then counts as one, or as a mapping with a name."""
    node = _within(node, _LABELS)
    text = plain_text(reading, node, key)
    if text is None or "[[" not in text:
        return text
    gather_wikilinks(reading, node)
    return without_wikilinks(text)


_LABELS: Final = ("name", "title", "content", "text", "id")
_PICTURES: Final = ("image", "src", "path", "relative", "url", "feature", "teaser", "overlay_image")


def _within(node: Node, names: tuple[str, ...]) -> Node:
    """The value that stands for a mapping in the dialect of another tool, by its key; the node itself if none does."""
    values = {name.text: value for name, value in node.pairs} if isinstance(node, Pairs) else {}
    return next((values[name] for name in names if name in values), node)


def citation(reading: Reading, node: Node, key: str) -> str | None:
    """A formatted reference without the HTML that other tools want in it."""
    text = plain_text(reading, node, key)
    return None if text is None else html.unescape(_TAG.sub("", text))


def flag(reading: Reading, node: Node, key: str) -> bool | None:
    """True or false, without quotes."""
    word = node.text.lower() if isinstance(node, Text) and node.is_plain else ""
    if word not in _TRUE | _FALSE:
        expected(reading, node, key, "true or false", "write it without quotes")
        return None
    return word in _TRUE


def hiding_flag(reading: Reading, node: Node, key: str) -> bool:
    """A flag that keeps a note from readers: one that can't be read counts as set, so that nothing slips out."""
    return flag(reading, node, key) is not False


def whole_number(reading: Reading, node: Node, key: str) -> int | None:
    """A whole number of at most nine digits."""
    if isinstance(node, Text) and node.is_plain and _WHOLE_NUMBER.fullmatch(node.text):
        return int(node.text)
    expected(reading, node, key, "a whole number", "write digits without quotes")
    return None


def importance(reading: Reading, node: Node, key: str) -> int | None:
    """A whole number from 0 to 10."""
    number = whole_number(reading, node, key)
    if number is None or 0 <= number <= 10:
        return number
    expected(reading, node, key, "a whole number from 0 to 10")
    return None


def day(reading: Reading, node: Node, key: str) -> date | None:
    """A date; a time of day is left out."""
    found = parse_date(node.text) if isinstance(node, Text) else None
    if found is None:
        reading.report(node.span, f"'{key}' is not a date: {shown(node)}", "write it as 2026-05-03", "bad-date", key)
    return found


def one_of(kinds: type[_Closed]) -> Callable[[Reading, Node, str], _Closed | None]:
    """The reader of a closed list."""
    choices = tuple(choice.value for choice in kinds)

    def read(reading: Reading, node: Node, key: str) -> _Closed | None:
        word = node.text.strip().lower() if isinstance(node, Text) else ""
        if word in choices:
            return kinds(word)
        reading.report(node.span, f"'{key}' can't be {shown(node)}", did_you_mean(word, choices), key=key)
        return None

    return read


# Of MkDocs, digital gardens and glossaries, with a hyphen for each space; a page that is new says nothing of its state.
_STATUS_WORDS: Final[Mapping[str, Status | None]] = {
    **{status.value: status for status in Status},
    "new": None,
    **dict.fromkeys(("stub", "seed", "seedling", "idea", "todo"), Status.DRAFT),
    **dict.fromkeys(
        ("wip", "work-in-progress", "doing", "active", "budding", "growing", "sapling"), Status.IN_PROGRESS
    ),
    **dict.fromkeys(("complete", "completed", "done", "published", "stable", "final", "evergreen"), Status.FINISHED),
    **dict.fromkeys(("deprecated", "outdated", "superseded", "archived"), Status.OBSOLETE),
    **dict.fromkeys(("dropped", "cancelled", "canceled"), Status.ABANDONED),
}


def status(reading: Reading, node: Node, key: str) -> Status | None:
    """How far the writing is; the words of other tools count, and one that nobody knows is left out."""
    if not isinstance(node, Text):
        expected(reading, node, key, "a word")
        return None
    word = _STATUS_SPACE.sub("-", node.text.strip().lower())
    if word not in _STATUS_WORDS:
        way_out = did_you_mean(word, tuple(Status))
        reading.report(node.span, f"the status {shown(node)} means nothing here", way_out, "unknown-status", key)
    return _STATUS_WORDS.get(word)


def class_names(reading: Reading, node: Node, key: str) -> tuple[str, ...]:
    """Names of classes, in a list or with spaces between."""
    found: list[str] = []
    for item in listed(node):
        words = item.text.replace(",", " ").split() if isinstance(item, Text) else [""]
        if not all(map(_CLASS_NAME.fullmatch, words)):
            expected(reading, item, key, "names of classes", "use letters, digits, '-' and '_'")
        found += (word for word in words if _CLASS_NAME.fullmatch(word))
    return tuple(dict.fromkeys(found))


def language(reading: Reading, node: Node, key: str) -> str | None:
    """A language tag as in BCP 47."""
    if isinstance(node, Text) and _LANGUAGE.fullmatch(node.text):
        return node.text
    expected(reading, node, key, "a language tag like 'en' or 'pt-BR'")
    return None


def url(reading: Reading, node: Node, key: str) -> str | None:
    """An address that a page may link: one with a safe scheme, or a path."""
    text = plain_text(reading, node, key)
    if text is None or is_safe_url(text) or not is_external(text):
        return text
    reading.report(node.span, f"'{key}' has an unsafe address '{text[:60]}'", "use an https address", "unsafe-url")
    return None


def url_or_file(reading: Reading, node: Node, key: str) -> str | Link | None:
    """An address elsewhere, or a link to a file of the notes."""
    text = url(reading, node, key)
    if not text or (is_external(text) and not is_wikilink(text)):
        return text
    return reading.link(text, node.span)


def doi(reading: Reading, node: Node, key: str) -> str | None:
    """A bare DOI."""
    text = plain_text(reading, node, key)
    return None if text is None else bare_doi(text)


def arxiv(reading: Reading, node: Node, key: str) -> str | None:
    """A bare arXiv number."""
    text = plain_text(reading, node, key)
    return None if text is None else bare_arxiv(text)


def labels(reading: Reading, node: Node, key: str) -> tuple[str, ...] | None:
    """One text or a list of them; an author may stand as a mapping with a name."""
    found = [linked_text(reading, item, key) for item in _named(listed(node))]
    return tuple(dict.fromkeys(text for text in found if text))


def _named(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        name = _within(node, ("name",))
        yield _full_name(name) if isinstance(name, Pairs) else name


def _full_name(node: Pairs) -> Node:
    """A name given in parts, as one text; the node itself if it has none of these."""
    values = {normal: value for name, value in node.pairs if (normal := name.text.replace("_", "-"))}
    parts = [values[name] for name in ("literal", "given", "given-names", "family", "family-names") if name in values]
    text = " ".join(part.text for part in parts if isinstance(part, Text))
    return Text(text, text, is_plain=False, span=node.span) if text else node


def listed(node: Node) -> tuple[Node, ...]:
    """The items of a list, or the single value in place of a list of one, without empty ones."""
    items = node.items if isinstance(node, Items) else (node,)
    return tuple(item for item in items if not is_null(item))


def tags(reading: Reading, node: Node, key: str) -> tuple[str, ...] | None:
    """Tags, in a list or separated by commas, each once."""
    found: list[str] = []
    for item in listed(node):
        text = linked_text(reading, item, key) or ""
        found += text.split(",") if not isinstance(node, Items) else [text]
    return unique_tags(map(bare_tag, found))


def bare_tag(text: str) -> str:
    """A tag without `#`, in Unicode's composed form, in the author's letter case."""
    return unicodedata.normalize("NFC", text.strip().lstrip("#").strip().strip("/"))


def unique_tags(found: Iterable[str]) -> tuple[str, ...]:
    """The tags, each once, as first written: letter case makes no difference."""
    first: dict[str, str] = {}
    for tag in found:
        first.setdefault(tag.casefold(), tag)
    return tuple(tag for tag in first.values() if tag)


def picture(reading: Reading, node: Node, key: str) -> object:
    """A link to a picture below the notes folder."""
    node = _within(node, _PICTURES)
    if not isinstance(node, Text):
        expected(reading, node, key, "the path of a picture")
        return None
    text = node.text.strip()
    if is_external(text) and not is_wikilink(text):
        message = f"'{key}' is a picture on another host, which is not shown"
        reading.report(node.span, message, "put a copy into the notes folder", "foreign-image", key)
        return None
    return reading.link(text, node.span)
