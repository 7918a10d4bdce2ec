"""`rlnotes list gaps`: the gaps of a collection as lines for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rlnotes.app.gaps import Gap, GapList
from rlnotes.shell.report import printable


def gaps_text(lists: Sequence[GapList], limit: int) -> str:
    """Each list under its words and its number: one gap a line, with tabs between name, count and title or places."""
    return "\n".join("".join(_lines(each, limit)) for each in lists)


def _lines(found: GapList, limit: int) -> Iterator[str]:
    yield f"{found.words}: {len(found.gaps):,}\n"
    for gap in found.gaps[:limit]:
        yield f"  {_columns(gap)}\n"
    if (left := len(found.gaps) - limit) > 0:
        yield f"  and {left:,} more\n"


def _columns(gap: Gap) -> str:
    columns = (gap.name, f"{gap.count}" if gap.count else "", gap.title or ", ".join(gap.places))
    return "\t".join(printable(column) for column in columns if column)


def gaps_json(lists: Sequence[GapList]) -> str:
    """An object with a list for each kind of gap, complete."""
    content = {each.name: [asdict(gap) for gap in each.gaps] for each in lists}
    return json.dumps(content, indent=2) + "\n"
