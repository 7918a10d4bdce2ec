"""Transcripts: documents that tell what is given, what is typed, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

_STEP: Final = re.compile(
    r"(?:(?P<given>Given) `(?P<path>[^`]+)`|(?:When|And) `rlnotes(?P<arguments>[^`]*)` exits with (?P<code>\d+)"
    r"|Then `(?P<written>[^`]+)` (?P<verb>holds|is gone|is there))(?P<colon>:?)"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a file planted, a command run, or a file looked at."""

    act: Literal["given", "when", "holds", "is gone", "is there"]
    subject: str
    text: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A story with its title."""

    title: str
    steps: tuple[Step, ...]


def read_transcript(path: Path) -> Transcript:
    """The transcript in a document: a title, then steps, a step that ends in a colon with its text fenced by `~~~`.

    Raises:
        ValueError: a line is none of these.
    """
    lines = path.read_text("utf-8").splitlines()
    if not lines or not lines[0].startswith("# "):
        raise ValueError(f"{path.name}: no title")
    return Transcript(lines[0][2:], tuple(_steps(path.name, lines[1:])))


def _steps(name: str, lines: list[str]) -> Iterator[Step]:
    rest = iter(lines)
    for line in rest:
        if not line:
            continue
        step = _STEP.fullmatch(line)
        if step is None:
            raise ValueError(f"{name}: can't read {line!r}")
        text = _fenced(name, rest) if step["colon"] else ""
        if step["given"]:
            yield Step("given", step["path"], text)
        elif step["code"]:
            yield Step("when", step["arguments"].strip(), text, int(step["code"]))
        elif step["verb"] == "holds":
            yield Step("holds", step["written"], text)
        else:
            yield Step("is gone" if step["verb"] == "is gone" else "is there", step["written"])


def _fenced(name: str, lines: Iterator[str]) -> str:
    opening = next((line for line in lines if line), "")
    if opening != "~~~":
        raise ValueError(f"{name}: expected ~~~, found {opening!r}")
    content: list[str] = []
    for line in lines:
        if line == "~~~":
            return "".join(f"{each}\n" for each in content)
        content.append(line)
    raise ValueError(f"{name}: ~~~ is not closed")
