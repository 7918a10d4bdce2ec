"""The report of an import, as a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rlnotes.app.importing.outcome import NOTES, Outcome, Remark

REPORT_NAME: Final = "import-report.md"

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def report(outcome: Outcome) -> str:
    """All that was changed and all that was left behind, by kind, with files and lines of the folder before."""
    return "\n".join(_lines(outcome)) + "\n"


def summary(outcome: Outcome) -> str:
    """The counts in one line."""
    return (
        f"{counted(len(outcome.notes), 'note')}, {counted(len(outcome.copies), 'file')} they lead to; "
        f"{counted(len(outcome.changes), 'change')}, {len(outcome.losses)} not carried over"
    )


def written_files(outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    """The files of the new site that are not copies, by their path in it."""
    yield "rlnotes.toml", outcome.settings.encode()
    yield REPORT_NAME, report(outcome).encode()
    yield from ((f"{NOTES}/{path}", content) for path, content in outcome.notes.items())


def counted(number: int, word: str) -> str:
    """A number and its noun."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"# Import of {shown(outcome.name)} from {outcome.program}"
    yield ""
    yield "| | |"
    yield "|---|--:|"
    yield f"| notes carried over | {len(outcome.notes)} |"
    yield f"| files they lead to, copied | {len(outcome.copies)} |"
    yield f"| files no note leads to, left | {len(outcome.unused)} |"
    yield f"| changes | {len(outcome.changes)} |"
    yield f"| not carried over | {len(outcome.losses)} |"
    yield ""
    yield "Paths and lines are those of the folder that was imported, which is as it was."
    yield from _chapter("What was changed", outcome.changes)
    yield from _chapter("What could not be carried over", outcome.losses)
    yield from _chapter("What was left", [Remark("files that no note leads to", each, 0) for each in outcome.unused])
    yield from _next(outcome)


def _chapter(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield from ("", f"## {title}")
    for kind, group in groupby(remarks, key=lambda each: each.kind):
        members = list(group)
        yield from ("", f"### {kind} ({len(members)})", "")
        yield from map(_entry, members)


def _entry(remark: Remark) -> str:
    place = f"{remark.path}:{remark.line}" if remark.line else remark.path
    return f"- {shown(place)}" + (f": {shown(remark.text)}" if remark.text else "")


def shown(words: str) -> str:
    """Words as code, so that nothing in them is Markdown."""
    clean = _UNFIT.sub("�", words)
    fence = "`" * (max((len(each) for each in re.findall("`+", clean)), default=0) + 1)
    pad = " " if clean.startswith("`") or clean.endswith("`") else ""
    return f"{fence}{pad}{clean}{pad}{fence}"


def _next(outcome: Outcome) -> Iterator[str]:
    yield from ("", "## What to do next", "")
    yield "1. `rlnotes check` here tells which links lead nowhere; most of them did before, too."
    yield "2. `rlnotes serve` shows the site."
    yield from (f"{number}. {each}" for number, each in enumerate(_advice(outcome), start=3))


def _advice(outcome: Outcome) -> Iterator[str]:
    kinds = {each.kind for each in outcome.losses}
    if any(each.startswith("Liquid") for each in kinds):
        yield (
            "Liquid that is left stands in the pages as text. Lists of posts, publications and talks are made by "
            "rlnotes; what else there is has to be written out."
        )
    if "navigation" in kinds:
        yield "Menus: hubs stand on the home page, in the order of their `weight`; make one of what your menu named."
    if kinds & {"layouts", "includes", "styles"}:
        yield "Looks: `templates` in `rlnotes.toml` names a folder of your own templates and styles."
    yield from outcome.advice
    yield f"Keep `{NOTES}/` and `rlnotes.toml` in version control; this report can go."
