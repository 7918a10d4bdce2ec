"""Packed bodies in a store: read one by one, written in batches."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from rlnotes.shell.store import Store, add_entries, read_entries, read_entry

_BATCH = 1000


class StoredBodies(MutableMapping[str, bytes]):
    """The bodies in a store, with changes that are not written until the end or, where `is_eager`, a batch is full.

    `trouble` is what the system said when it refused a batch: the bodies are all there, but the store won't be.
    """

    def __init__(self, store: Store, *, is_eager: bool) -> None:
        """Nothing is changed yet."""
        self.store, self.is_eager = store, is_eager
        self.changes: dict[str, bytes | None] = {}
        self.trouble = ""

    def __getitem__(self, path: str) -> bytes:
        content = self.changes[path] if path in self.changes else read_entry(self.store, "bodies", path)
        if content is None:
            raise KeyError(path)
        return content

    def __setitem__(self, path: str, content: bytes) -> None:
        self.changes[path] = content
        if self.is_eager and len(self.changes) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        try:
            add_entries(self.store, "bodies", self.changes.items())
        except OSError as error:
            self.trouble, self.is_eager = str(error), False
        else:
            self.changes = {}

    def __delitem__(self, path: str) -> None:
        self.changes[path] = None

    def __iter__(self) -> Iterator[str]:
        kept = (path for path, _ in read_entries(self.store, "bodies") if path not in self.changes)
        yield from kept
        yield from (path for path, content in self.changes.items() if content is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
