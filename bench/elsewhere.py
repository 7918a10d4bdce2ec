"""What was measured elsewhere of tools that may be missing here, as issue 3 of this project tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bench.results import Entry

SIZES: Final = (1_000, 10_000)
_FIGURES: Final[Mapping[str, tuple[str, tuple[str, ...], str]]] = MappingProxyType(
    {
        "zola": (
            "backlinks, no related notes; cold, or one note changed",
            ("0.7 (130)", "5.6 to 7.9 (675)"),
            "4.6 (10,000 notes)",
        ),
        "quartz": ("Quartz 4; cold, or one note changed", ("18 (1,058)", "206 (2,568)"), "0.27 (1,000 notes)"),
    }
)


def absentees(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """The figures of tools that are missing: name, what it did, seconds (MB) for each of `SIZES`, a save.

    Nothing, if no tool was to be compared with.
    """
    peers = [entry for entry in entries if entry.name not in {"rlnotes", "floor"}]
    here = [entry.name for entry in peers if not entry.absence]
    for name, (what, builds, save) in _FIGURES.items():
        if peers and name not in here:
            yield name, what, *builds, save
