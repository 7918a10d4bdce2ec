"""`rlnotes check --fix` and `--diff`: links mended where there is no doubt."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from rlnotes.app.checking import terrain
from rlnotes.app.mending import Mended, Unmended, mended, wanted_mendings
from rlnotes.checks.mending import Mending
from rlnotes.checks.unlinked_mention import RULE, Mention, NewLink, has_wikilinks, new_link
from rlnotes.cli.looking import Look, options_of
from rlnotes.cli.trees import Tree
from rlnotes.cli.verdict import Terms, is_below
from rlnotes.config.judgement import Judged
from rlnotes.graph.resolve import Terrain
from rlnotes.graph.site import Site
from rlnotes.model.place import Source, Span
from rlnotes.parse.note import ParseOptions
from rlnotes.shell.mending import difference, doubles, text_on_disk, write_mended
from rlnotes.shell.report import Shown, counted
from rlnotes.shell.walk import Found


@dataclass(frozen=True, slots=True)
class Change:
    """A note before and after mending."""

    found: Found
    before: str
    mended: Mended


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes that mending changes, and how many links it leaves although it knows what they mean."""

    notes: tuple[Change, ...] = ()
    left: int = 0


def show_changes(changes: Changes, shown: Shown) -> int:
    """Print what mending would change; how many files that are."""
    for change in changes.notes:
        for line in difference(_name(change, shown), change.before, change.mended.text):
            click.echo(line)
    click.echo(f"would mend {_words(changes.notes, changes.left)}", err=True)
    return len(changes.notes)


def make_changes(changes: Changes, shown: Shown) -> Iterator[Change]:
    """The changes one by one, each when its note is written.

    Raises:
        CannotRun: a file can't be written.
    """
    for change in changes.notes:
        write_mended(change.found.place, _name(change, shown), change.before, change.mended.text)
        yield change


def tell(done: Sequence[Change], left: int) -> None:
    """Say what was done, and what was not; nothing if there was nothing to do."""
    if done or left:
        click.echo(f"mended {_words(done, left)}", err=True)


def _words(changes: Sequence[Change], left: int) -> str:
    links = sum(change.mended.done for change in changes)
    files = len({change.found.path for change in changes})
    told = f"{counted(links, 'link')} in {counted(files, 'file')}"
    return f"{told}; {counted(left, 'link')} left, which can't be edited for certain" if left else told


def _name(change: Change, shown: Shown) -> str:
    return posixpath.normpath(f"{shown.notes}/{change.found.path}")


def changes_of(
    tree: Tree, terms: Terms, found: Look, findings: Sequence[Judged], mentions: Mapping[str, tuple[Mention, ...]]
) -> Changes:
    """What is to be changed so that the findings that can be mended without a doubt are no more."""
    if found.site is None or found.material is None:
        return Changes()
    broken = {(each.diagnostic.path, each.diagnostic.rule, each.diagnostic.span) for each in findings}

    def is_found(path: str, rule: str, span: Span) -> bool:
        return (path, rule, span) in broken

    def is_in(path: str) -> bool:
        return not terms.rules and is_below(path, terms.below)

    around = terrain(found.material, tree.session.config)
    wanted = wanted_mendings(found.site, around, is_found, is_in)
    reported = [each for some in mentions.values() for each in some if is_found(each.path, RULE, each.span)]
    linked = _linked(found.site, around, reported)
    made = tuple(_made(found, options_of(tree.session.config), wanted, linked))
    return Changes(tuple(each for each in made if each.mended.done), sum(each.mended.left for each in made))


def _linked(site: Site, around: Terrain, mentions: Sequence[Mention]) -> Mapping[str, Sequence[NewLink]]:
    """The links to write in the place of mentions, by note."""
    links: dict[str, list[NewLink]] = {}
    is_wiki = bool(mentions) and has_wikilinks(site)
    for each in mentions:
        if link := new_link(site, around, each, is_wiki=is_wiki):
            links.setdefault(each.path, []).append(link)
    return links


def _made(
    found: Look,
    options: ParseOptions,
    wanted: Mapping[str, Sequence[Mending]],
    linked: Mapping[str, Sequence[NewLink]],
) -> Iterator[Change]:
    """The changes of files that still are what was checked; a symbolic link to another note is left to that note."""
    site, states = found.site, found.seen.states
    concerned = [each for each in found.inventory.notes if each.path in wanted or each.path in linked]
    left_alone = doubles(each.place for each in found.inventory.notes) if concerned else ()
    for each in concerned:
        before = text_on_disk(each.place, states[each.path].hash) if each.place not in left_alone else None
        if site and before is not None:
            this = Unmended(before, site.notes[each.path], options)
            yield Change(each, before, mended(this, wanted.get(each.path, ()), linked.get(each.path, ())))


def texts_of(found: Look) -> Iterator[Source]:
    """The texts of the notes that still are what was checked."""
    for each in found.inventory.notes:
        state = found.seen.states.get(each.path)
        text = text_on_disk(each.place, state.hash) if state else None
        if text is not None:
            yield Source(each.path, text)
