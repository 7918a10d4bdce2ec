"""What the YAML library complains about, in words for authors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import yaml


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and the way out."""

    message: str
    help: str = ""


_IN_QUOTES: Final = "put the value in quotes"

# Then the place to show is the bracket or quotation mark that was opened, not where the text ran out.
_UNCLOSED: Final = ("',' or ", "unexpected end of stream", "unexpected document")

_INDENTED: Final = Mistake("a line indented too far, or a colon inside a value", "indent it like the line above")

# A part of the library's message, in libyaml's wording or PyYAML's own, and what it means.
_MEANINGS: Final[tuple[tuple[str, Mistake], ...]] = (
    ("mapping values are not allowed", Mistake("a colon inside a value", _IN_QUOTES)),
    ("tab character", Mistake("a tab where spaces belong", "indent with spaces")),
    ("'\\t'", Mistake("a tab where spaces belong", "indent with spaces")),
    ("cannot start any token", Mistake("a value can't start with this character", _IN_QUOTES)),
    ("alphabetic or numeric", Mistake("'*' and '&' have a meaning in YAML", _IN_QUOTES)),
    (
        "unexpected end of stream",
        Mistake("a quotation mark is not closed", "close it, or double a ' that belongs to the text"),
    ),
    (
        "unexpected document",
        Mistake("a quotation mark is not closed", "close it, or double a ' that belongs to the text"),
    ),
    ("',' or ']'", Mistake("a list in brackets is not closed", "close it with ']', or put the value in quotes")),
    ("',' or '}'", Mistake("a mapping in braces is not closed", "close it with '}', or put the value in quotes")),
    (
        "could not find expected ':'",
        Mistake("a line that is not 'key: value'", "add a colon and a space after the key"),
    ),
    ("escape c", Mistake("an unknown escape after a backslash", "use single quotes, or double the backslash")),
    ("sequence entries are not allowed", Mistake("a list can't start here", "start the list on a line of its own")),
    ("comment or ", Mistake("text behind '|' or '>'", "start the text on the next line, or put it in quotes")),
    (
        "indentation indicators",
        Mistake("text behind '|' or '>'", "start the text on the next line, or put it in quotes"),
    ),
    (
        "expected key",
        Mistake(
            "text after a closed value, or a wrong indentation", "put the whole value in quotes, or indent all alike"
        ),
    ),
    (
        "expected <block end>",
        Mistake(
            "text after a closed value, or a wrong indentation", "put the whole value in quotes, or indent all alike"
        ),
    ),
    ("did not find expected '-'", Mistake("a line of another indentation inside a list", "indent all items alike")),
    ("node content", Mistake("a bracket without its partner", _IN_QUOTES)),
)


def mistake_of(error: yaml.YAMLError | UnicodeEncodeError, text: str) -> tuple[int, Mistake]:
    """Where in `text` the library stopped, as an index, and why."""
    if not isinstance(error, yaml.MarkedYAMLError):
        place = getattr(error, "position", getattr(error, "start", 0))
        return _first_odd(text, place), Mistake("a character that YAML does not allow", "remove it")
    problem = str(error.problem or error.context)
    is_unclosed = any(part in problem for part in _UNCLOSED)
    mark = (error.context_mark if is_unclosed else None) or error.problem_mark
    index = mark.index if mark else 0
    if "mapping values are not allowed" in problem and _is_first_colon(text, index):
        return index, _INDENTED
    fallback = Mistake(f"not valid YAML: {problem}", "see docs/reference/front-matter.md")
    return index, next((mistake for part, mistake in _MEANINGS if part in problem), fallback)


def _is_first_colon(text: str, index: int) -> bool:
    """Whether the line has no `key:` before `index`: then its own key stands in the wrong place."""
    return ": " not in text[text.rfind("\n", 0, index) + 1 : index]


def _first_odd(text: str, fallback: int) -> int:
    """The index of the first control character or surrogate: libyaml counts bytes there, not characters."""
    return next((index for index, char in enumerate(text) if _is_odd(char)), min(fallback, len(text)))


def _is_odd(char: str) -> bool:
    code = ord(char)
    is_control = (code < 32 and char not in "\t\n\r") or (127 <= code < 160 and code != 133)
    return is_control or 0xD800 <= code <= 0xDFFF or code in (0xFEFF, 0xFFFE, 0xFFFF)
