"""Cells of a table: values and packed values are kept as the same bytes."""

from __future__ import annotations

from rlnotes.app.codec import codec_of
from rlnotes.app.recording import Readers, gather
from rlnotes.app.tables import Rows, Table, packed_row

TEXTS = codec_of(tuple[str, ...])


def test_a_value_is_kept_as_it_would_be_if_it_were_packed() -> None:
    table = Table[str, tuple[str, ...]]("texts", TEXTS)
    table.lay("a", ("x", "y"))
    table.lay_packed("b", TEXTS.encode(("x", "y")))
    rows = {key: packed_row({"texts": table.cell(key)}) for key in "ab"}
    assert rows["a"] == rows["b"]
    again = Table[str, tuple[str, ...]]("texts", TEXTS, rows=Rows(rows.get, rows.items))
    assert (again["a"], again["b"], again.get("c", "none"), table.cell("c")) == (("x", "y"), ("x", "y"), "none", None)


def test_what_is_laid_in_at_once_is_there_and_to_be_kept() -> None:
    empty: dict[str, bytes] = {}
    table = Table[str, tuple[str, ...]]("texts", TEXTS, rows=Rows(empty.get, empty.items))
    table.drop("a")
    table.lay_all({"a": ("x",), "b": ()})
    assert (dict(table), table.dirty) == ({"a": ("x",), "b": ()}, {"a", "b"})


def test_readers_of_several_chunks_are_gathered_key_by_key() -> None:
    readers: Readers = {"notes": {"a": [1]}}
    gather(readers, {"notes": {"a": [2], "b": [2]}, "faces": {"": [3]}})
    assert readers == {"notes": {"a": [1, 2], "b": [2]}, "faces": {"": [3]}}
