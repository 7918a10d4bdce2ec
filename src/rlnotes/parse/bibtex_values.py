"""The values of BibTeX fields: braces, quotes, numbers and macros, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS: Final[Mapping[str, str]] = {name: str(number) for number, name in enumerate(_MONTH_NAMES, 1)}
LONGEST_VALUE: Final = 200_000  # characters; macros that double each other would fill the memory

_MARK = re.compile(r'\\.|[{}"#]', re.DOTALL)
_NUMBER = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a value and the macros in it that nothing defines."""

    text: str
    undefined: tuple[str, ...] = ()


def parse_value(raw: str, macros: Mapping[str, str]) -> Value:
    """The value that `raw` stands for; an undefined macro stands for its own name."""
    if raw.startswith("{") and raw.endswith("}") and raw.count("{") == 1:
        return Value(raw[1:-1])  # what nearly every value looks like
    texts: list[str] = []
    undefined: list[str] = []
    for part in _parts(raw):
        if part[:1] in ("{", '"') and part[1:].endswith({"{": "}"}.get(part[0], part[0])):
            texts.append(part[1:-1])
            continue
        known = part if not part or _NUMBER.fullmatch(part) else macros.get(part.lower())
        texts.append(part if known is None else known)
        undefined += [part] if known is None else []
    return Value("".join(texts)[:LONGEST_VALUE], tuple(undefined))


def _parts(raw: str) -> Iterator[str]:
    """The operands of `#`, which counts outside braces and quotes alone."""
    depth, in_quotes, start = 0, False, 0
    for mark in _MARK.finditer(raw):
        match mark[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if depth == 0:
                in_quotes = not in_quotes
            case "#" if depth == 0 and not in_quotes:
                yield raw[start : mark.start()].strip()
                start = mark.end()
    yield raw[start:].strip()
