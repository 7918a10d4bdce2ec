"""Texts made to take long, read at twice their size: `python -m bench.pathological` tells how much longer it takes."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bench.hostile_texts import DIALECTS, IMPORTED, TEXTS, Text
from rlnotes.app.importing.jekyll import import_jekyll
from rlnotes.app.importing.outcome import Origin
from rlnotes.model.place import Source
from rlnotes.parse.note import ParseOptions, parse_note

MOST: Final = 2.5
_TOO_SHORT: Final = 0.04  # seconds of processor time that can't be measured well
_LARGEST: Final = 1_600_000
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Doubling:
    """How long a text of `size` characters took, and one of twice that size, in seconds of processor time."""

    name: str
    size: int
    once: float
    twice: float

    @property
    def ratio(self) -> float:
        """How many times longer the longer one took."""
        return self.twice / self.once


def doubling(name: str, text: Text, size: int, read: Callable[[str], object]) -> Doubling:
    """How `text` fares when doubled, at a size that takes long enough; the best of a few tries if it seems slow."""
    while (once := _seconds(text(size), read)) < _TOO_SHORT and size < _LARGEST:
        size *= 2
    found = Doubling(name, size, once, _seconds(text(2 * size), read))
    for _ in range(_TRIES):
        if found.ratio <= MOST:
            break
        again = Doubling(name, size, _seconds(text(size), read), _seconds(text(2 * size), read))
        found = min(found, again, key=lambda each: each.ratio)
    return found


def _seconds(text: str, read: Callable[[str], object]) -> float:
    gc.collect()
    started = time.process_time()
    read(text)
    return time.process_time() - started


def doublings(texts: Mapping[str, Text], size: int) -> Iterator[Doubling]:
    """The doubling of each text, as a note, or as a page of Jekyll that is imported."""
    for name, text in texts.items():
        yield doubling(name, text, size, _imported if name in IMPORTED else _parser(name))


def _parser(name: str) -> Callable[[str], object]:
    """The reader of a text of that name, in its dialect."""
    options = ParseOptions(dialects=DIALECTS.get(name, ()))
    return lambda text: parse_note(Source("a.md", text), options)


def _imported(text: str) -> object:
    return import_jekyll(Origin("x", {"a.md": text.encode()}))


def line(found: Doubling) -> str:
    """One line of the report."""
    verdict = "  too slow" if found.ratio > MOST else ""
    return f"{found.name:48} {found.size:>9,} {found.once:8.3f} s {found.twice:8.3f} s {found.ratio:6.2f}{verdict}"


def main() -> int:
    """The report, and 1 if any text takes more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=50_000, help="characters to begin with")
    parser.add_argument("names", nargs="*", help="only texts whose names have one of these words")
    given = parser.parse_args()
    texts = {**TEXTS, **IMPORTED}
    chosen = {name: texts[name] for name in texts if not given.names or any(word in name for word in given.names)}
    slow = 0
    print(f"{'text':48} {'size':>9} {'once':>10} {'twice':>10} {'ratio':>6}")
    for found in doublings(chosen, given.size):
        slow += found.ratio > MOST
        print(line(found), flush=True)
    print(f"{len(chosen)} texts, {slow} of them more than {MOST} times slower at twice the size")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
