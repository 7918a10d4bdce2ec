"""What is known, as rows to be kept and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final, get_type_hints

import msgspec

from rlnotes.app.codec import DamagedError, codec_of
from rlnotes.app.known import Known, nothing_known
from rlnotes.app.press import COMPOSITES
from rlnotes.app.tables import Cell, Rows, Table, packed_row
from rlnotes.graph.ties import Ties
from rlnotes.model.collection import History
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.pages.edition import Edition
from rlnotes.render.problem import TemplateProblem

HEAD: Final = "\0head"
HISTORY: Final = "\0history"
BYTECODE: Final = "\0bytecode"


@dataclass(frozen=True, slots=True)
class _Head:
    """What is not by key. `orders` are the keys of tables that don't stand in sorted order."""

    constants: dict[str, msgspec.Raw]
    units: tuple[str, ...]
    findings: dict[str, Diagnostics]
    ignores: dict[str, Ignores]
    problems: dict[str, tuple[TemplateProblem, ...]]
    drafts: frozenset[str]
    files: frozenset[str]
    elsewhere_mark: str
    digest: bytes
    theme: bytes
    template_digests: Mapping[str, bytes]
    orders: dict[str, tuple[str, ...]]


def kept_rows(known: Known, rows: Rows | None) -> Iterator[tuple[str, bytes | None]]:
    """The rows that differ from those kept before (`rows`), None for one that is no more."""
    changed: defaultdict[str, dict[str, Cell]] = defaultdict(dict)
    for table in (*known.tables.values(), *known.readers.values()):
        for key in table.dirty:
            changed[str(key)][table.name] = table.cell(key)
        table.dirty.clear()
    for name, cells in changed.items():
        after = {**rows.row(name), **cells} if rows else cells
        row = {cell: content for cell, content in after.items() if content is not None}
        yield name, packed_row(row) if row else None
    yield HEAD, codec_of(_Head).encode(_head(known))
    yield BYTECODE, codec_of(dict[bytes, bytes]).encode(known.bytecode)
    yield HISTORY, codec_of(dict[str, History]).encode(dict(known.history))


def _head(known: Known) -> _Head:
    types = _constant_types()
    tables: tuple[Table[Any, Any], ...] = (*known.tables.values(), *known.readers.values())
    return _Head(
        {name: msgspec.Raw(codec_of(types[name]).encode(value)) for name, value in known.constants.items()},
        tuple(known.units),
        known.findings,
        known.ignores,
        known.problems,
        known.drafts,
        known.files,
        known.elsewhere_mark,
        known.digest or b"",
        known.theme,
        known.template_digests,
        {table.name: tuple(map(str, table.order)) for table in tables if table.order is not None},
    )


def known_again(rows: Rows, head: bytes, history: bytes, bytecode: bytes, bodies: MutableMapping[str, bytes]) -> Known:
    """What an earlier build knew.

    Raises:
        DamagedError: the rows are not what they should be.
    """
    found: _Head = codec_of(_Head).decode(head)
    types = _constant_types()
    if found.constants.keys() - types.keys():
        raise DamagedError
    known = nothing_known(bodies, rows)
    for table in (*known.tables.values(), *known.readers.values()):
        if table.name in found.orders:
            table.order = tuple(map(table.key_type, found.orders[table.name]))
    known.constants = {name: codec_of(types[name]).decode(value) for name, value in found.constants.items()}
    known.units = list(found.units)
    known.findings, known.ignores, known.problems = found.findings, found.ignores, found.problems
    known.drafts, known.files, known.digest = found.drafts, found.files, found.digest
    known.elsewhere_mark = found.elsewhere_mark
    known.bytecode = codec_of(dict[bytes, bytes]).decode(bytecode)
    known.theme, known.template_digests = found.theme, found.template_digests
    known.history = codec_of(dict[str, History]).decode(history)
    return known


def _constant_types() -> dict[str, Any]:
    return _types(Edition, "") | _types(Ties, "ties.")


def _types(type_: type, prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, hint in get_type_hints(type_).items():
        found |= _types(hint, f"{prefix}{name}.") if hint in COMPOSITES else {prefix + name: hint}
    return found
