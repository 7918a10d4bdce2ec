"""All that is known of a site after a build, from which the next one starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from msgspec import Struct

from rlnotes.app.codec import codec_of, table_types
from rlnotes.app.press import COMPOSITES
from rlnotes.app.recording import Fact, Readers
from rlnotes.app.tables import Rows, Table, put_together
from rlnotes.app.terms import Terms
from rlnotes.graph.atlas import Atlas
from rlnotes.graph.resolve import Terrain
from rlnotes.graph.site import Site
from rlnotes.graph.ties import Ties
from rlnotes.model.collection import Elsewhere, History
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.note import Body, Note
from rlnotes.model.reference import Reference
from rlnotes.pages.edition import Edition
from rlnotes.pages.urls import Addresses
from rlnotes.render.problem import TemplateProblem

NOTES, BODIES, MENTIONS = "site.notes", "site.bodies", "site.mentions"
PARSED: Final = frozenset({NOTES, BODIES, MENTIONS})
"""What parsing fills, note by note; every other table is what the collection means."""

RECORDS: Final = "records"
UNITS: Final = "units"


class Unit(Struct, frozen=True, gc=False, array_like=True):
    """Something made on its own, a page or the findings of a note: what readers of facts are listed by.

    For a page: its emitter and subject, and the digest of its view and templates.
    """

    number: int
    emitter: int = -1
    subject: str = ""
    digest: bytes = b""


def findings_unit(path: str) -> str:
    """The name of the unit that is the findings of the note at `path`; a page's is its output path."""
    return f"!{path}"


SITE_FINDINGS: Final = "!"
"""The unit of the rules about the whole site."""


@dataclass(slots=True)
class Known:
    """What a build leaves behind; the next one changes it in place.

    `tables` hold the mappings of the edition by name, the records of each bibliography and the units; `readers`, for
    each of those mappings, the numbers of the units that read a key of it, or (key "") all of it. `constants` are the
    edition's other parts, by name. `template_digests` and `bytecode` are those of the templates for which the digest
    `theme` stands. `elsewhere` are the other sites of this build, and `elsewhere_mark` stands for those of the last
    one. `terrain` is there only once a new link has asked for it. `findings` are those of each unit and, by "<path",
    those of parsing a file; `ignores` those of each note that has some.
    """

    tables: dict[str, Table[Any, Any]]
    readers: dict[str, Table[str, list[int]]]
    bodies: MutableMapping[str, bytes]
    constants: dict[str, Any] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    findings: dict[str, Diagnostics] = field(default_factory=dict)
    ignores: dict[str, Ignores] = field(default_factory=dict)
    problems: dict[str, tuple[TemplateProblem, ...]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    history: Mapping[str, History] = field(default_factory=dict)
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    elsewhere_mark: str = ""
    digest: bytes | None = None
    theme: bytes = b""
    template_digests: Mapping[str, bytes] = field(default_factory=dict)
    bytecode: dict[bytes, bytes] = field(default_factory=dict)
    terrain: Terrain | None = None

    @property
    def built(self) -> Mapping[str, Note]:
        """The notes of the site."""
        notes: Table[str, Note] = self.tables[NOTES]
        return Without(notes, self.drafts) if self.drafts else notes

    @property
    def unpacked(self) -> Mapping[str, Body]:
        """The bodies, each unpacked when it is asked for."""
        return Unpacked(self.bodies)


def nothing_known(bodies: MutableMapping[str, bytes], rows: Rows | None = None) -> Known:
    """Empty tables, or those over the rows of an earlier build."""
    types = table_types(Edition, COMPOSITES)
    tied = table_types(Ties, (), "ties")
    tables: dict[str, Table[Any, Any]] = {
        name: Table(name, codec_of(value), rows=rows, key_type=_maker(key))
        for name, (key, value) in (types | tied).items()
    }
    tables[RECORDS] = Table(RECORDS, codec_of(tuple[Reference, ...]), rows=rows)
    tables[UNITS] = Table(UNITS, codec_of(Unit), rows=rows)
    readers: dict[str, Table[str, list[int]]] = {
        name: Table(f"r:{name}", codec_of(list[int]), rows=rows) for name in (*types, *_SETS)
    }
    return Known(tables, readers, bodies)


def _maker(type_: Any) -> Any:  # noqa: ANN401 - a type of keys
    return type_ if isinstance(type_, type) and issubclass(type_, Enum) else str


_SETS: Final = ("site.listed",)  # recorded as mappings are, but kept as a constant


@dataclass(frozen=True, slots=True)
class Unpacked(Mapping[str, Body]):
    """Bodies, each unpacked when it is asked for."""

    packed: Mapping[str, bytes]

    def __getitem__(self, path: str) -> Body:
        body: Body = codec_of(Body).decode(self.packed[path])
        return body

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


@dataclass(frozen=True, slots=True)
class Without(Mapping[str, Note]):
    """The notes less the drafts."""

    notes: Mapping[str, Note]
    drafts: frozenset[str]

    def __getitem__(self, path: str) -> Note:
        if path in self.drafts:
            raise KeyError(path)
        return self.notes[path]

    def __iter__(self) -> Iterator[str]:
        return (path for path in self.notes if path not in self.drafts)

    def __len__(self) -> int:
        return len(self.notes) - len(self.drafts)


def units_that_read(known: Known, facts: frozenset[Fact]) -> frozenset[str]:
    """The units that read one of `facts`, or the whole of a mapping that holds one."""
    wanted: dict[str, set[str]] = {}
    for one in facts:
        name, _, key = one.partition("\t")
        wanted.setdefault(name, {""}).add(key)
    numbers = {n for name, keys in wanted.items() for key in keys for n in known.readers[name].get(key, ())}
    return frozenset(known.units[number] for number in numbers)


def add_readers(known: Known, readers: Readers) -> None:
    """Note which units, by number, have read what; what they no longer read stays noted, which costs time only."""
    for name, keys in readers.items():
        table = known.readers[name]
        before = {key: found for key in keys if (found := table.get(key)) is not None}
        table.lay_all({key: numbers for key, numbers in keys.items() if key not in before})
        for key, found in before.items():
            if missing := sorted(set(keys[key]).difference(found)):
                table.lay(key, found + missing)


def number_of(known: Known, name: str) -> int:
    """The number of the unit `name`; a new one if it has none."""
    unit = known.tables[UNITS].get(name)
    if unit is not None:
        return int(unit.number)
    known.units.append(name)
    return len(known.units) - 1


def edition_from(known: Known, terms: Terms) -> Edition:
    """The edition over the tables of what is known."""
    parts: dict[str, Any] = {**known.tables, **known.constants, "style": terms.style}
    parts |= {NOTES: known.built, BODIES: known.unpacked}
    return put_together(Edition, parts, {"site": Site, "addresses": Addresses, "atlas": Atlas})


def with_packed_notes(known: Known, edition: Edition) -> Edition:
    """The edition over notes that are unpacked one by one: workers that share it copy less memory."""
    return replace(edition, site=replace(edition.site, notes=known.built))


def ties_from(known: Known) -> Ties:
    """The ties over the tables of what is known."""
    return put_together(Ties, {**known.tables, **known.constants}, {}, "ties")
