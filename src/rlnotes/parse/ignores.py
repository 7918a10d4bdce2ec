"""Comments to rlnotes: `rlnotes: ignore broken-link`, in whatever marks a text has for comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from rlnotes.config.nearest import did_you_mean
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.ignore import Ignore, Ignores
from rlnotes.model.place import Span

MARK: Final = "rlnotes:"
"""A text without it has no such comments."""

_IGNORE: Final = "ignore"
_OPENING = re.compile(r"(?:<!--|%%|#)\s*+rlnotes:")
_CLOSING: Final = {"<": "-->", "%": "%%", "#": ""}
_WORD = re.compile(r"[^\s,]++")


class Word(NamedTuple):
    """A word of a comment and where it stands in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to rlnotes in its place: its words, and the lines of the file it speaks of, both included."""

    span: Span
    words: tuple[tuple[str, Span], ...]
    first_line: int
    last_line: int


def is_for_us(text: str, start: int = 0) -> bool:
    """Whether a comment that begins in `text` at `start` is one to rlnotes."""
    return _OPENING.match(text, start) is not None


def words_in(comment: str) -> tuple[Word, ...]:
    """The words behind `rlnotes:` in a comment, given with its marks; between them stand commas and spaces."""
    opening = _OPENING.match(comment)
    start = opening.end() if opening else len(comment)
    end = len(comment) - len(_CLOSING[comment[0]])
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(comment, start, end))


def told_by(path: str, remarks: Iterable[Remark]) -> tuple[Ignores, Diagnostics]:
    """What the comments in a note ignore, and a finding for each that says something else."""
    ignores: list[Ignore] = []
    mistakes: list[Diagnostic] = []
    for remark in sorted(dict.fromkeys(remarks), key=lambda one: one.span):
        word, span = remark.words[0] if remark.words else ("", remark.span)
        if word == _IGNORE:
            ignores.append(Ignore(remark.words[1:], remark.span, remark.first_line, remark.last_line))
        else:
            mistakes.append(_mistake(path, word, span))
    return tuple(ignores), tuple(mistakes)


def _mistake(path: str, word: str, span: Span) -> Diagnostic:
    message = f"a comment to rlnotes can't say '{word[:60]}'" if word else "a comment to rlnotes says nothing"
    return Diagnostic(path, span, "unused-ignore", message, did_you_mean(word, (_IGNORE,)), word)
