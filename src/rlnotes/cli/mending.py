"""`rlnotes check --fix` and `--diff`: links mended where there is no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from rlnotes.app.checking import terrain
from rlnotes.app.mending import Mended, mended, wanted_mendings
from rlnotes.checks.mending import Mending
from rlnotes.checks.unlinked_mention import RULE, Mention, link_text
from rlnotes.cli.looking import Look
from rlnotes.cli.trees import Tree
from rlnotes.cli.verdict import Terms, is_below
from rlnotes.config.judgement import Judged
from rlnotes.model.place import Source, Span
from rlnotes.shell.mending import difference, text_on_disk, write_mended
from rlnotes.shell.report import Shown, counted
from rlnotes.shell.walk import Found


@dataclass(frozen=True, slots=True)
class Change:
    """A note before and after mending."""

    found: Found
    before: str
    mended: Mended


def show_changes(changes: Sequence[Change], shown: Shown) -> int:
    """Print what mending would change; how many files that are."""
    for change in changes:
        for line in difference(
            f"{shown.notes}/{change.found.path}".removeprefix("./"), change.before, change.mended.text
        ):
            click.echo(line)
    click.echo(f"would mend {_words(changes)}", err=True)
    return len(changes)


def make_changes(changes: Sequence[Change]) -> None:
    """Write the mended notes, and say what was done.

    Raises:
        CannotRun: a file can't be written; those before it are mended.
    """
    for change in changes:
        write_mended(change.found.place, change.mended.text)
    click.echo(f"mended {_words(changes)}", err=True)


def _words(changes: Sequence[Change]) -> str:
    links = sum(change.mended.done for change in changes)
    return f"{counted(links, 'link')} in {counted(len(changes), 'file')}"


def changes_of(
    tree: Tree, terms: Terms, found: Look, findings: Sequence[Judged], mentions: Mapping[str, tuple[Mention, ...]]
) -> tuple[Change, ...]:
    """What is to be changed so that the findings that can be mended without a doubt are no more."""
    if found.site is None or found.material is None:
        return ()
    broken = {(each.diagnostic.path, each.diagnostic.rule, each.diagnostic.span) for each in findings}

    def is_found(path: str, rule: str, span: Span) -> bool:
        return (path, rule, span) in broken

    def is_in(path: str) -> bool:
        return not terms.rules and is_below(path, terms.below)

    around = terrain(found.material, tree.session.config)
    wanted = wanted_mendings(found.site, around, is_found, is_in)
    links: dict[str, list[tuple[Span, str]]] = {}
    for each in (one for some in mentions.values() for one in some):
        new = link_text(found.site, around, each) if is_found(each.path, RULE, each.span) else ""
        links.setdefault(each.path, []).extend([(each.span, new)] if new else [])
    return tuple(_changes(found, wanted, links))


def _changes(
    found: Look, wanted: Mapping[str, tuple[Mending, ...]], links: Mapping[str, Sequence[tuple[Span, str]]]
) -> Iterator[Change]:
    """The changes of files that still are what was checked."""
    for each in found.inventory.notes:
        mendings, linked = wanted.get(each.path, ()), links.get(each.path, ())
        before = text_on_disk(each.place, found.seen.states[each.path].hash) if mendings or linked else None
        if before is not None and (after := mended(before, mendings, linked)).done:
            yield Change(each, before, after)


def texts_of(found: Look) -> Iterator[Source]:
    """The texts of the notes that still are what was checked."""
    for each in found.inventory.notes:
        state = found.seen.states.get(each.path)
        text = text_on_disk(each.place, state.hash) if state else None
        if text is not None:
            yield Source(each.path, text)
