"""Parsed files as rows that are kept from one check to the next, and the material of a check that they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Final

from rlnotes.app.checking import Material
from rlnotes.app.codec import Codec, codec_of
from rlnotes.app.execution import Executor
from rlnotes.app.known import Unpacked
from rlnotes.app.parsing import parsed
from rlnotes.model.collection import Elsewhere
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.note import Note
from rlnotes.model.place import Source
from rlnotes.model.reference import Reference
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions


@dataclass(frozen=True, slots=True)
class Row:
    """What one file says: `note` is packed, b"" for a bibliography."""

    note: bytes
    references: tuple[Reference, ...] = ()
    ignores: Ignores = ()
    told: Diagnostics = ()


ROW: Final[Codec] = codec_of(Row)


@dataclass(slots=True)
class Harvest:
    """The rows of all files by path, the packed bodies of the notes among them, and which rows are new."""

    rows: dict[str, Row]
    bodies: MutableMapping[str, bytes]
    fresh: set[str] = field(default_factory=set)


def take_in_notes(harvest: Harvest, sources: Iterable[Source], options: ParseOptions, executor: Executor) -> None:
    """Parse notes and put them in the place of what was known of them."""
    for pack in parsed(tuple(sources), options, executor):
        harvest.rows[pack.path] = Row(pack.note, (), pack.ignores, pack.diagnostics)
        harvest.bodies[pack.path] = pack.body
        harvest.fresh.add(pack.path)


def take_in_records(harvest: Harvest, sources: Iterable[Source]) -> None:
    """Parse bibliographies and put them in the place of what was known of them."""
    for source in sources:
        records = parse_bibliography(source)
        harvest.rows[source.path] = Row(b"", records.references, (), records.diagnostics)
        harvest.fresh.add(source.path)


def material_of(harvest: Harvest, files: frozenset[str], elsewhere: Mapping[str, Elsewhere]) -> Material:
    """The material that the rows are, with the attachments `files` and the other sites that links may name.

    Raises:
        DamagedError: a row is not what it should be.
    """
    rows: Mapping[str, Row] = {path: harvest.rows[path] for path in sorted(harvest.rows)}
    decode = codec_of(Note).decode
    return Material(
        tuple(decode(row.note) for row in rows.values() if row.note),
        Unpacked(harvest.bodies),
        tuple(reference for row in rows.values() for reference in row.references),
        files,
        tuple(finding for row in rows.values() for finding in row.told),
        {path: row.ignores for path, row in rows.items() if row.ignores},
        elsewhere=elsewhere,
    )
