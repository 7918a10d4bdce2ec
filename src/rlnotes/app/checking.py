"""A check of a tree: all that is found in it, before anyone says what of it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rlnotes.checks.ignoring import heeded, not_ignored
from rlnotes.checks.links import Subject
from rlnotes.checks.own_address import check as own_address
from rlnotes.checks.run import findings
from rlnotes.config.site import Config
from rlnotes.graph.link import Shelf, link_notes, terrain_of
from rlnotes.graph.resolve import Terrain
from rlnotes.graph.site import Site
from rlnotes.model.collection import Elsewhere, History
from rlnotes.model.diagnostic import Diagnostics, sorted_diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.note import Body, Note
from rlnotes.model.reference import Reference
from rlnotes.pages.urls import addresses_of


@dataclass(frozen=True, slots=True)
class Material:
    """What a tree holds, parsed: its notes and what they show, the records of its bibliographies, its attachments.

    `told` are the findings of parsing, `ignores` those of each note that has some, by path; `history` is empty where no
    rule asks for days; `elsewhere` are the other sites that links may name.
    """

    notes: tuple[Note, ...]
    bodies: Mapping[str, Body]
    references: tuple[Reference, ...]
    files: frozenset[str]
    told: Diagnostics
    ignores: Mapping[str, Ignores]
    history: Mapping[str, History] = field(default_factory=dict)
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a tree was found to hold.

    `findings` are those of rules and of parsing, before anyone ignores them, `ignores` those of the notes judged: a
    draft's links are not, so its comments are heeded but never called unused. `notes` and `links` are counts; links
    are those of every kind, citations among them. `has_records` tells whether there are sources to be cited.
    """

    findings: Diagnostics
    ignores: Mapping[str, Ignores]
    notes: int
    links: int
    has_records: bool


def linked(material: Material, config: Config) -> Site:
    """The site that the material makes. It knows no sentences, since no rule asks for them."""
    return link_notes(_shelf(material, config), with_drafts=config.drafts)


def terrain(material: Material, config: Config) -> Terrain:
    """What the links of that site are looked up in."""
    return terrain_of(_shelf(material, config), with_drafts=config.drafts)


def _shelf(material: Material, config: Config) -> Shelf:
    return Shelf(
        material.notes,
        material.references,
        material.bodies,
        {},
        material.files,
        material.history,
        config.link_root,
        config.attachment_folder,
        material.elsewhere,
        config.language,
    )


def checked(material: Material, site: Site, config: Config) -> Checked:
    """What is found in the site that the material makes."""
    subject = Subject(site, addresses_of(site, config.url_style, config.base_url))
    links = sum(len(note.links) + len(note.external_links) + len(note.citations) for note in material.notes)
    drafts = {path: each for path, each in material.ignores.items() if path not in site.notes}
    return Checked(
        sorted_diagnostics(not_ignored((*findings(subject), *own_address(subject), *material.told), drafts)),
        {path: each for path, each in material.ignores.items() if path in site.notes},
        len(material.notes),
        links,
        has_records=bool(site.references),
    )


def counting(found: Checked, more: Iterable[Diagnostics], silent_rules: frozenset[str]) -> Diagnostics:
    """The findings that no comment ignores, those among them that were made apart.

    An ignore of one of the `silent_rules`, which did not run, is not called unused.
    """
    every = (*found.findings, *(finding for each in more for finding in each))
    return heeded(every, found.ignores, silent_rules)
