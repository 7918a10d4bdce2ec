"""Front matter for the Markdown of pages: facts as lines of YAML that every reader of YAML reads alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | date | tuple[str, ...] | None

# What JSON may hold but readers of YAML fold, refuse or show in disguise (controls, line ends, marks of direction), and
# what who takes the lines for Markdown could take for a tag or a link.
_UNFIT = re.compile(
    "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufdd0-\ufdef\ufff0-\uffff]"
    r"|<(?=[A-Za-z/!?])|(?<=\])[(\[]"
)


def front_lines(facts: Iterable[tuple[str, Value]]) -> Iterator[str]:
    """A line for each fact that says something; texts are quoted, so that none is read as anything else."""
    for name, value in facts:
        if isinstance(value, tuple):
            yield from (f"{name}: [{', '.join(map(_quoted, value))}]",) if value else ()
        elif isinstance(value, str):
            yield from (f"{name}: {_quoted(value)}",) if value else ()
        elif value is not None:
            yield f"{name}: {value}"


def _quoted(text: str) -> str:
    """`text` as a string of JSON, which is one of YAML."""
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
