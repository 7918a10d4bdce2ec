"""From what changed in the files to what changed in the edition: the facts that differ from those of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.app.codec import codec_of
from rlnotes.app.execution import Executor, Tell, silent
from rlnotes.app.known import BODIES, MENTIONS, NOTES, PARSED, RECORDS, Known, edition_from
from rlnotes.app.parsing import Packed, parsed
from rlnotes.app.press import COMPOSITES
from rlnotes.app.quiet import (
    days_of,
    found_changed,
    quietly_changed,
    recounted,
    shelf_of,
    shown_changed,
    update_of,
)
from rlnotes.app.recording import Fact, fact
from rlnotes.app.relating import related_anew
from rlnotes.app.tables import taken_apart
from rlnotes.app.terms import Changes, Terms
from rlnotes.graph.link import link_notes
from rlnotes.graph.related import Related
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.graph.ties import Ties, own_ties, tied, ways_to_stand
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition, edition_of, lettered
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.words.table import words_for


@dataclass(frozen=True, slots=True)
class Step:
    """The edition of now, the facts in which it differs from the last one, and how many files were parsed.

    `is_anew` tells that the collection was linked anew, so that pages may have come or gone; `is_other` that something
    which every page depends on has changed.
    """

    edition: Edition
    facts: frozenset[Fact]
    parsed: int
    is_anew: bool
    is_other: bool


def advance(known: Known, changes: Changes, terms: Terms, executor: Executor, tell: Tell = silent) -> Step:
    """The step from what is `known` to what the files say now; `known` is brought up to date."""
    tell("parsing")
    known.elsewhere = changes.elsewhere
    packs: Iterable[Packed] = parsed(tuple(changes.notes.values()), terms.options, executor)
    is_other = known.digest != terms.digest
    update, edition = None, None
    before: dict[str, Note] = {}
    if not is_other and not _is_loud(known, changes):
        packs = tuple(packs)
        tell("linking")
        before = {pack.path: known.tables[NOTES][pack.path] for pack in packs}
        update = update_of(known, changes, terms, [(before[pack.path], _note(pack)) for pack in packs])
    count, facts = _take_in(known, changes, packs)
    if update:
        facts |= quietly_changed(known, update, terms)
        facts |= shown_changed(known, frozenset(changes.notes), terms)
        facts |= found_changed(known, before, terms)
        facts |= recounted(known, changes.history)
    else:
        fixed = known.constants
        edition, differing = _replaced(known, changes, terms, executor, tell)
        facts |= differing
        is_other = is_other or any(
            fixed.get(name) != known.constants[name] for name in known.constants.keys() - _UNREAD
        )
    known.digest = terms.digest
    return Step(
        edition or edition_from(known, terms), frozenset(facts), count, is_anew=update is None, is_other=is_other
    )


def _is_loud(known: Known, changes: Changes) -> bool:
    """Whether more than the text of notes has changed."""
    return bool(
        changes.gone
        or changes.bibliographies
        or changes.files != known.files
        or changes.elsewhere_mark != known.elsewhere_mark
        or (changes.history is not None and days_of(changes.history) != days_of(known.history))
        or any(path not in known.tables[NOTES] for path in changes.notes)
    )


def _note(pack: Packed) -> Note:
    note: Note = codec_of(Note).decode(pack.note)
    return note


def _take_in(known: Known, changes: Changes, packs: Iterable[Packed]) -> tuple[int, set[Fact]]:
    """Lay in what was parsed, forget what is gone; how many files were parsed, and the facts that differ."""
    facts: set[Fact] = set()
    count = 0
    for pack in packs:
        facts |= _laid(known, pack)
        count += 1
    for source in changes.bibliographies.values():
        records = parse_bibliography(source)
        known.tables[RECORDS].lay(source.path, records.references)
        _tell(known, source.path, records.diagnostics)
    for path in changes.gone:
        for name in (RECORDS, NOTES, MENTIONS):
            known.tables[name].drop(path)
        known.bodies.pop(path, None)
        _tell(known, path, ())
        _ignore(known, path, ())
        facts |= {fact(name, path) for name in PARSED}
    return count, facts


def _laid(known: Known, pack: Packed) -> set[Fact]:
    """Put one parsed file in; the facts that differ."""
    path, facts = pack.path, set[Fact]()
    if known.bodies.get(path) != pack.body:
        known.bodies[path] = pack.body
        facts.add(fact(BODIES, path))
    if known.digest is None:  # nothing is known: notes stay packed, since few are ever asked for again
        known.tables[NOTES].lay_packed(path, pack.note)
    elif known.tables[NOTES].get(path) != (note := _note(pack)):
        known.tables[NOTES].lay(path, note)
        facts.add(fact(NOTES, path))
    if known.tables[MENTIONS].lay_packed(path, pack.mentions):
        facts.add(fact(MENTIONS, path))
    _tell(known, path, pack.diagnostics)
    _ignore(known, path, pack.ignores)
    return facts


def _tell(known: Known, path: str, diagnostics: Diagnostics) -> None:
    known.findings.pop(f"<{path}", None)
    if diagnostics:
        known.findings[f"<{path}"] = diagnostics


def _ignore(known: Known, path: str, ignores: Ignores) -> None:
    known.ignores.pop(path, None)
    if ignores:
        known.ignores[path] = ignores


def _replaced(
    known: Known, changes: Changes, terms: Terms, executor: Executor, tell: Tell
) -> tuple[Edition, set[Fact]]:
    """Link all anew and put it in the place of what is known; the edition, and the facts that differ."""
    tell("linking")
    known.terrain = None
    known.files = changes.files
    known.elsewhere_mark = changes.elsewhere_mark
    known.history = changes.history if changes.history is not None else known.history
    site = link_notes(shelf_of(known, changes, terms.config), with_drafts=terms.config.drafts)
    own = own_ties(site)
    ties = tied(own, ways_to_stand(site.relations))
    tell("relating")
    related = related_anew(known, own, ties, terms, executor)
    tell("arranging")
    edition = _arranged(site, terms, related)
    tell("comparing")
    mappings, constants = taken_apart(edition, COMPOSITES)
    bonds, counts = taken_apart(ties, (Ties,), "ties")
    for name, mapping in bonds.items():
        known.tables[name].replace_all(mapping)
    facts: set[Fact] = set()
    for name in mappings.keys() - PARSED:
        differing = known.tables[name].replace_all(mappings[name])
        if known.digest is not None:  # where nothing was known nobody has read anything
            facts |= {fact(name, key) for key in differing}
    listed = known.constants.get("site.listed", frozenset())
    known.constants = {name: value for name, value in (constants | counts).items() if name != "style"}
    known.drafts = frozenset(known.tables[NOTES].keys() - site.notes.keys())
    return edition, facts | {fact("site.listed", node) for node in listed ^ site.listed}


def _arranged(site: Site, terms: Terms, related: Mapping[NodeId, tuple[Related, ...]]) -> Edition:
    words = words_for(terms.config.language, terms.theme.site_templates)
    plain = edition_of(site, terms.config, terms.style, tuple(terms.theme.assets), related, words)
    return lettered(plain, terms.letters)


_UNREAD: Final = frozenset(
    {
        "site.listed",
        "site.doubled_references",
        "site.embedding",
        "site.moved",
        "site.unlisted",
        "addresses.doubled",
        "ties.counts",
    }
)
"""Constants that no page reads, or whose parts are facts of their own."""
