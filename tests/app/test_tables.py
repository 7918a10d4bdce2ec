"""Tables over rows: what is laid over an earlier build's values reads like a mapping made anew."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.app.codec import DamagedError, codec_of
from rlnotes.app.tables import Rows, Table, packed_row

KEYS = st.sampled_from("abcdef")
VALUES = st.dictionaries(KEYS, st.integers(0, 3))
NUMBERS = codec_of(int)


def rows_of(values: Mapping[str, int]) -> Rows:
    """The rows of a table "numbers" with these values, and of one that is of no concern."""
    packed = {key: packed_row({"numbers": value, "others": None}) for key, value in values.items()}
    packed["z"] = packed_row({"others": None})
    return Rows(packed.get, packed.items)


def table_of(values: Mapping[str, int]) -> Table[str, int]:
    """A table over rows."""
    return Table("numbers", NUMBERS, rows=rows_of(values))


@given(VALUES, st.lists(st.tuples(KEYS, st.none() | st.integers(0, 3)), max_size=12), VALUES)
def test_a_table_is_the_mapping_that_its_edits_make(
    start: dict[str, int], edits: list[tuple[str, int | None]], end: dict[str, int]
) -> None:
    table, plain = table_of(start), dict(start)
    for key, value in edits:
        if value is None:
            table.drop(key)
            plain.pop(key, None)
        else:
            table.lay(key, value)
            plain[key] = value
    assert dict(table) == plain
    assert list(table) == sorted(plain)
    assert {key for key in "abcdefz" if key in table} == plain.keys()
    assert table.replace_all(end) == {key for key in "abcdef" if plain.get(key) != end.get(key)}
    assert dict(table) == end
    assert list(table) == list(end)
    assert table.replace_all(end) == frozenset()


@given(VALUES, VALUES, VALUES)
def test_what_is_kept_of_a_table_makes_it_again(
    start: dict[str, int], second: dict[str, int], third: dict[str, int]
) -> None:
    table = table_of(start)
    table.replace_all(second)
    table.replace_all(third)
    kept = {key: start[key] for key in start if key not in table.dirty}
    kept |= {key: NUMBERS.decode(packed) for key in table.dirty if (packed := table.packed(key)) is not None}
    assert kept == third


def test_a_packed_value_is_unpacked_when_it_is_asked_for() -> None:
    table = table_of({"a": 1})
    assert not table.lay_packed("a", NUMBERS.encode(1))
    assert table.lay_packed("a", NUMBERS.encode(2))
    assert (table["a"], table.packed("a"), len(table)) == (2, NUMBERS.encode(2), 1)
    assert not table.lay_packed("a", NUMBERS.encode(2))


def test_an_order_that_is_not_alphabetical_is_kept() -> None:
    table = table_of({})
    table.replace_all({"b": 1, "a": 2})
    assert list(table) == ["b", "a"]
    assert table.order == ("b", "a")


def test_rows_that_are_none_are_damaged() -> None:
    with pytest.raises(DamagedError):
        Table[str, int]("numbers", NUMBERS, rows=Rows({"a": b"\xff"}.get, dict[str, bytes]().items)).get("a")
    with pytest.raises(DamagedError):
        Table[str, str]("others", codec_of(str), rows=rows_of({"a": 1})).get("a")
