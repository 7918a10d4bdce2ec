"""What one run hands to the next: the record by which it sees that nothing changed, and the store behind it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeAlias, TypeVar

import msgspec

from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.cache import BUILDS, abandoned, begun_store, changed, kept_store
from rlnotes.shell.census import Seen
from rlnotes.shell.ledger import DamagedStoreError
from rlnotes.shell.program import program_mark
from rlnotes.shell.secret import secret_of
from rlnotes.shell.states import Remembered
from rlnotes.shell.store import BusyStoreError, Entries, Store, close_store, read_entry

RECORD = "\0record"


@dataclass(frozen=True, slots=True)
class Copied:
    """An attachment of the site: its output path and its path below the notes folder."""

    path: str
    origin: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a build came to: all that the next one needs to know whether anything is to be done.

    `terms` stand for all settings, `seen` for the input, `hashes` and `remembered` for the output. `findings` are all
    but those of reading.
    """

    terms: bytes
    seen: Seen
    hashes: dict[str, str]
    copies: tuple[Copied, ...]
    remembered: Remembered
    findings: Diagnostics
    notes: int
    sources: int


RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Kept(Generic[RecordT]):
    """What is kept from one run to the next: the name of its store, and how the record in it is read."""

    name: str
    decoder: msgspec.msgpack.Decoder[RecordT]


@dataclass(slots=True)
class MemoryOf(Generic[RecordT]):
    """The store and the record of the last run, where there are any that are ours.

    `why` tells why there are none although there is a store; `trouble`, why this run can't be remembered.
    """

    secret: bytes
    program: str
    name: str = BUILDS
    store: Store | None = None
    record: RecordT | None = None
    why: str = ""
    trouble: str = ""


Memory: TypeAlias = MemoryOf[Record]


_DAMAGED = "the cache was damaged, or written with another key"
_OTHER = (
    "the cache is of another rlnotes, of other libraries, of other settings of `html`, `math_macros`, `dialects` or "
    "`language`, or of other words within notes"
)
_BUSY = "another rlnotes is writing to the cache"


def memory_of(root: Path, settings: str, kept: Kept[RecordT], *, is_wanted: bool) -> MemoryOf[RecordT]:
    """What the last run in the project at `root` left; nothing if it is not wanted.

    What it left is of use only to the same program with the same `settings` of parsing.
    """
    memory: MemoryOf[RecordT] = MemoryOf(b"", f"{program_mark()} {settings}", kept.name)
    if not is_wanted:
        return memory
    try:
        memory.secret = secret_of(os.environ)
    except OSError:  # told by who wants to write
        return memory
    try:
        _take(memory, root, kept)
    except BusyStoreError:
        memory.why = _BUSY
    except (DamagedStoreError, msgspec.DecodeError):
        forget(memory, root, _DAMAGED)
    return memory


def _take(memory: MemoryOf[RecordT], root: Path, kept: Kept[RecordT]) -> None:
    memory.store = kept_store(root, memory.secret, kept.name)
    if memory.store is None:
        return
    if memory.store.mark != memory.program:
        forget(memory, root, _OTHER)
        return
    content = read_entry(memory.store, "rows", RECORD)
    if content is None:
        raise DamagedStoreError
    memory.record = kept.decoder.decode(content)


def forget(memory: MemoryOf[RecordT], root: Path, why: str = "the cache was damaged") -> None:
    """Remove a store that is of no use, so that it misleads nobody."""
    abandoned(root, memory.store, memory.name)
    memory.store, memory.record, memory.why = None, None, why


def begun(memory: MemoryOf[RecordT], root: Path) -> Store | None:
    """A new store for what this run comes to know; None, and then it is told, where none can be made."""
    try:
        memory.secret = memory.secret or secret_of(os.environ)
    except OSError as error:
        memory.trouble = f"the key of the cache can't be kept: {_words(error)}; set RLNOTES_CACHE_KEY"
        return None
    try:
        return begun_store(root, memory.secret, memory.program, memory.name)
    except OSError as error:
        memory.trouble = f"the cache can't be written: {_words(error)}"
        return None


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def renew(memory: MemoryOf[RecordT], root: Path, record: RecordT) -> None:
    """Keep `record` in the place of the one before, where nothing else has changed."""
    if memory.store is None:
        return
    entries: Mapping[str, Entries] = {"rows": [(RECORD, packed(record))]}
    try:
        memory.trouble = trouble_of(changed(memory.store, entries))
    except DamagedStoreError:
        abandoned(root, memory.store, memory.name)


def trouble_of(problem: str) -> str:
    """What to say of a problem with writing the cache, if there is one."""
    return problem and f"the cache can't be written: {problem}"


def close(memory: MemoryOf[RecordT]) -> None:
    """Let the store go."""
    if memory.store:
        close_store(memory.store)


OF_BUILDS: Final = Kept(BUILDS, msgspec.msgpack.Decoder(Record))
_ENCODER: Final = msgspec.msgpack.Encoder()


def packed(record: object) -> bytes:
    """The record as bytes."""
    return _ENCODER.encode(record)
