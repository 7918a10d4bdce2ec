"""The names in a BibTeX `author` or `editor` field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from rlnotes.model.reference import Name
from rlnotes.parse.latex import plain_text

_OTHERS: Final = frozenset({"others", "et al", "et al."})


@dataclass(frozen=True, slots=True)
class Names:
    """The people and groups named, and whether there are more."""

    names: tuple[Name, ...]
    has_more: bool = False


def parse_names(field: str) -> Names:
    """The names in `field`, which `and` separates; `and others` means that there are more."""
    balanced = field if is_balanced(field) else field.replace("{", "").replace("}", "")
    written = [name.strip(" ,\t\n") for name in split_multiple_persons_names(balanced)]
    names = [_name(name) for name in written if name and name.lower() not in _OTHERS]
    return Names(tuple(name for name in names if name != Name()), any(name.lower() in _OTHERS for name in written))


def is_balanced(text: str) -> bool:
    """Whether every brace in `text` has its partner."""
    depths = _depths(text)
    return depths[-1] == 0 and min(depths) >= 0


_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def _depths(text: str) -> list[int]:
    """The depth of braces at the start and behind each brace."""
    steps = ((mark[0] == "{") - (mark[0] == "}") for mark in _BRACE.finditer(text))
    return list(accumulate((step for step in steps if step), initial=0))


def _is_one_group(name: str) -> bool:
    """Whether one pair of braces holds all of the name, as in `{Kimi Team}`."""
    return name.startswith("{") and name.endswith("}") and not name.startswith("{\\") and 0 not in _depths(name)[1:-1]


@lru_cache(maxsize=4096)
def _name(written: str) -> Name:
    if _is_one_group(written):
        return Name(literal=plain_text(written))
    if "=" in written and (labelled := _labelled(written)):
        return labelled
    parts = parse_single_name_into_parts(written, strict=False)
    family = plain_text(" ".join([*parts.von, *parts.last, *parts.jr]))
    return Name(family=family, given=plain_text(" ".join(parts.first)))


_LABEL = re.compile(r"(?:^|,)\s*(family|given|prefix|suffix|useprefix)\s*=\s*")


def _labelled(written: str) -> Name | None:
    """A name in BibLaTeX's extended format, None if it is none: `family=Beethoven, given=Ludwig, prefix=van`."""
    if not (found := list(_LABEL.finditer(written))) or found[0].start():
        return None
    ends = [*(mark.start() for mark in found[1:]), len(written)]
    parts = {mark[1]: plain_text(written[mark.end() : end]) for mark, end in zip(found, ends, strict=True)}
    family = " ".join(parts[name] for name in ("prefix", "family", "suffix") if parts.get(name))
    return Name(family=family, given=parts.get("given", ""))
