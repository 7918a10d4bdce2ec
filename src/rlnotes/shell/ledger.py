"""The ledger of a store: which entries it holds, each under a keyed hash, so that none changes, goes or returns unseen.

A hash beside each entry would not do: whoever writes to the file could leave an entry out, or bring back an older one
that was written with the same secret. So the hashes stand in leaves, a keyed hash of each leaf stands in the root, and
the root stands under a keyed hash of its own: a hash tree of two levels (Merkle, US patent 4309569, 1979), of which
reading an entry touches the root and one leaf. What passes is one state of the store as a whole, perhaps an older one;
a build that starts from an older state compares the files with it and is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Final

TABLES: Final = ("rows", "bodies")
SUM_SIZE: Final = 16
_LEAVES: Final = 1024  # of each table: at ten thousand notes a leaf is some fifty entries
_ENTRY_SIZE: Final = 2 * SUM_SIZE  # the hash of its name, and that of the whole entry
_EMPTY: Final = bytes(SUM_SIZE)
_ROOT_SIZE: Final = len(TABLES) * _LEAVES * SUM_SIZE


class DamagedStoreError(Exception):
    """The store is not as it was written, so that nothing in it is of use."""


@dataclass(slots=True)
class Ledger:
    """The keyed hash of each leaf, by number; the leaves that were looked at; and the numbers of those that changed."""

    secret: bytes
    sums: list[bytes] = field(default_factory=lambda: [_EMPTY] * (len(TABLES) * _LEAVES))
    leaves: dict[int, bytearray] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)


def keyed_sum(secret: bytes, *parts: bytes) -> bytes:
    """The hash of `parts` that only who has the secret can make (keyed BLAKE2b, RFC 7693)."""
    keyed = hashlib.blake2b(key=secret, digest_size=SUM_SIZE)
    for part in parts:
        keyed.update(len(part).to_bytes(8, "little"))  # so that no two lists of parts run together to the same bytes
        keyed.update(part)
    return keyed.digest()


def name_of(ledger: Ledger, table: str, key: bytes) -> bytes:
    """What an entry is called in the ledger."""
    return keyed_sum(ledger.secret, b"name", table.encode(), key)


def entry_sum(ledger: Ledger, table: str, key: bytes, content: bytes) -> bytes:
    """The hash of an entry."""
    return keyed_sum(ledger.secret, b"entry", table.encode(), key, content)


def leaf_number(table: str, name: bytes) -> int:
    """The number of the leaf that an entry stands in."""
    return TABLES.index(table) * _LEAVES + int.from_bytes(name[:4], "little") % _LEAVES


def leaf_numbers(table: str) -> range:
    """The numbers of all leaves of a table."""
    start = TABLES.index(table) * _LEAVES
    return range(start, start + _LEAVES)


def is_empty(ledger: Ledger, number: int) -> bool:
    """Whether no entry was ever put into a leaf."""
    return ledger.sums[number] == _EMPTY


def take_leaf(ledger: Ledger, number: int, content: object) -> bytearray:
    """Take in a leaf as the store has it.

    Raises:
        DamagedStoreError: it is not the leaf of which the root tells.
    """
    if not isinstance(content, bytes) or not compare_digest(_leaf_sum(ledger, number, content), ledger.sums[number]):
        raise DamagedStoreError
    leaf = ledger.leaves[number] = bytearray(content)
    return leaf


def _leaf_sum(ledger: Ledger, number: int, content: bytes) -> bytes:
    return keyed_sum(ledger.secret, b"leaf", number.to_bytes(4, "little"), content)


def sum_in(leaf: bytearray, name: bytes) -> bytes | None:
    """The hash of the entry called `name`, None if there is none."""
    place = _place(leaf, name)
    return None if place < 0 else bytes(leaf[place + SUM_SIZE : place + _ENTRY_SIZE])


def put(ledger: Ledger, number: int, name: bytes, entry: bytes | None) -> None:
    """Note the hash of an entry, or with None that it is gone, in a leaf that is taken in or empty."""
    leaf = ledger.leaves.setdefault(number, bytearray())
    place = _place(leaf, name)
    if place < 0:
        place = len(leaf)
    leaf[place : place + _ENTRY_SIZE] = b"" if entry is None else name + entry
    ledger.changed.add(number)


def _place(leaf: bytearray, name: bytes) -> int:
    place = leaf.find(name)
    while place >= 0 and place % _ENTRY_SIZE:
        place = leaf.find(name, place + 1)
    return place


def count_in(ledger: Ledger, table: str) -> int:
    """How many entries a table has, all leaves of which are taken in."""
    return sum(len(ledger.leaves.get(number, b"")) for number in leaf_numbers(table)) // _ENTRY_SIZE


def changed_leaves(ledger: Ledger) -> Iterator[tuple[int, bytes]]:
    """The leaves to be written, which from now on count as written."""
    for number in sorted(ledger.changed):
        content = bytes(ledger.leaves[number])
        ledger.sums[number] = _leaf_sum(ledger, number, content)
        yield number, content
    ledger.changed.clear()


def root_of(ledger: Ledger, mark: str) -> tuple[bytes, bytes]:
    """The root, with the mark of who writes it, and its hash."""
    content = b"".join(ledger.sums) + mark.encode()
    return content, keyed_sum(ledger.secret, b"root", content)


def ledger_from(secret: bytes, content: object, seal: object) -> tuple[Ledger, str]:
    """The ledger of a root, and the mark of who wrote it.

    Raises:
        DamagedStoreError: it was not written with this secret.
    """
    if not (isinstance(content, bytes) and isinstance(seal, bytes) and len(content) >= _ROOT_SIZE):
        raise DamagedStoreError
    if not compare_digest(keyed_sum(secret, b"root", content), seal):
        raise DamagedStoreError
    sums = [content[place : place + SUM_SIZE] for place in range(0, _ROOT_SIZE, SUM_SIZE)]
    return Ledger(secret, sums), content[_ROOT_SIZE:].decode(errors="replace")
