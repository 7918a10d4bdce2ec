"""unused-source: a bibliography has a source that no note cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import Subject
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.reference import Reference

_MOST: Final = 20
"""Sources of one bibliography told one by one: of a whole library, exported, the rest would be drowned."""
_NAMED: Final = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each record without a note that cites, links or is about it; one for all of a file with many."""
    unused: defaultdict[str, list[Reference]] = defaultdict(list)
    for record in _unused(subject.site):
        unused[record.path].append(record)
    for path, records in unused.items():
        if len(records) > _MOST:
            yield _many(path, records)
        else:
            yield from map(_one, records)


def _unused(site: Site) -> Iterator[Reference]:
    hidden = {key for path in site.unlisted for key in site.cites[path]}
    for key, citing in site.cited_by.items():
        if not citing and key not in hidden and key not in site.comments:
            yield site.references[key]


def _many(path: str, records: list[Reference]) -> Diagnostic:
    first, *others = sorted(records, key=lambda each: each.span)
    named = ", ".join(f"'{each.key}'" for each in (first, *others[: _NAMED - 1]))
    message = f"no note cites {len(records):,} sources of this file: {named} and others"
    return Diagnostic(
        path, first.span, "unused-source", message, "cite them, take them out, or turn the rule off", path
    )


def _one(record: Reference) -> Diagnostic:
    message = f"no note cites '{record.key}'"
    return Diagnostic(record.path, record.span, "unused-source", message, "cite it, or take it out", record.key)
