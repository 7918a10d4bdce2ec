"""What one run hands to the next: the record by which it sees that nothing changed, and the store behind it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.cache import abandoned, kept, program_mark, secret_of
from rlnotes.shell.census import Seen
from rlnotes.shell.states import Remembered
from rlnotes.shell.store import DamagedStoreError, Store, read_entry

RECORD = "\0record"


@dataclass(frozen=True, slots=True)
class Copied:
    """An attachment of the site: its output path and its path below the notes folder."""

    path: str
    origin: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a build came to: all that the next one needs to know whether anything is to be done.

    `program` and `terms` stand for the program and for all settings; `seen` for the input, `hashes` and `remembered`
    for the output. `findings` are all but those of reading.
    """

    program: str
    terms: bytes
    seen: Seen
    hashes: dict[str, str]
    copies: tuple[Copied, ...]
    remembered: Remembered
    findings: Diagnostics
    notes: int
    sources: int


@dataclass(slots=True)
class Memory:
    """The store and the record of the last build, where there are any that are ours; `why` tells why there are none."""

    secret: bytes
    program: str
    store: Store | None = None
    record: Record | None = None
    why: str = ""


def memory_of(root: Path, settings: str, *, is_wanted: bool) -> Memory:
    """What the last build in the project at `root` left; nothing if it is not wanted.

    What it left is of use only to the same program with the same `settings` of parsing.
    """
    memory = Memory(secret_of(os.environ), f"{program_mark()} {settings}")
    if not is_wanted or (store := kept(root, memory.secret)) is None:
        return memory
    try:
        content = read_entry(store, "rows", RECORD)
        record = None if content is None else _DECODER.decode(content)
    except (DamagedStoreError, msgspec.DecodeError):
        memory.why = "the cache was damaged, or written with another key"
        abandoned(store, root)
        return memory
    if record is None or record.program != memory.program:
        memory.why = "the cache is of another version of rlnotes or of what it is made with"
        abandoned(store, root)
        return memory
    memory.store, memory.record = store, record
    return memory


_DECODER = msgspec.msgpack.Decoder(Record)
_ENCODER = msgspec.msgpack.Encoder()


def packed(record: Record) -> bytes:
    """The record as bytes."""
    return _ENCODER.encode(record)
