"""Inventories as bytes: what is read, what is refused, and that no bytes do harm."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.parse import inventory
from rlnotes.parse.inventory import InventoryObject, parse_inventory, unpacked_inventory

HEAD = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# The remainder is compressed using zlib.\n"


def objects(lines: str) -> tuple[InventoryObject, ...]:
    return parse_inventory(HEAD + zlib.compress(lines.encode()))


def test_a_line_has_a_name_a_kind_a_place_and_a_title() -> None:
    assert objects("a.b py:class 1 api.html#$ -\nTwo words std:label -1 x.html A title, long\n") == (
        InventoryObject("a.b", "py:class", "api.html#a.b", "a.b"),
        InventoryObject("Two words", "std:label", "x.html", "A title, long"),
    )


def test_a_line_that_is_no_object_is_left_out() -> None:
    assert objects("\nnothing\nname kind 1 x -\nname a:b one x -\n# remark\n") == ()


def test_a_title_that_is_not_there_is_the_name() -> None:
    assert [each.title for each in objects("a b:c 1 x \na b:c 1 x -\n")] == ["a", "a"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is no Sphinx inventory of version 2"),
        (b"# Sphinx inventory version 1\n", "it is no Sphinx inventory of version 2"),
        (b"<!DOCTYPE html>", "it is no Sphinx inventory of version 2"),
        (b"# Sphinx inventory version 2\n# Project", "its head is not whole"),
        (HEAD.replace(b"zlib", b"zstd") + b"x", "its head is not whole"),
        (HEAD + b"no zlib at all", "it can't be unpacked"),
        (HEAD + zlib.compress(b"a b:c 1 x -\n" * 100)[:-8], "its end is missing"),
        (HEAD, "its end is missing"),
    ],
)
def test_what_is_no_inventory_says_why(content: bytes, problem: str) -> None:
    assert unpacked_inventory(content).problem == problem
    assert parse_inventory(content) == ()


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "_MOST_BYTES", 1000)
    assert unpacked_inventory(HEAD + zlib.compress(b" " * 100_000)).problem == "it is too large"


def test_windows_line_ends_in_the_head_do_no_harm() -> None:
    assert unpacked_inventory(HEAD.replace(b"\n", b"\r\n") + zlib.compress(b"a b:c 1 x -\r\n")).problem == ""


@given(st.binary(max_size=60), st.text(max_size=60))
def test_no_bytes_raise(content: bytes, lines: str) -> None:
    parse_inventory(content)
    parse_inventory(HEAD + content)
    objects(lines)
