"""Templates compiled in an earlier run are taken from a store, unless they are damaged or another template's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering import DEFAULT, rendered
from sample_views import RICH

from rlnotes.model.collection import Theme
from rlnotes.render.bytecode import Entries, KeptBytecode, code_of, entry_of
from rlnotes.render.environment import templates_of

ENTRY = entry_of(compile("1 + 1", "template:x", "eval"))
NOTE = "note.html.jinja"


def note_page(entries: dict[bytes, bytes], site: dict[str, str] | None = None) -> str:
    kept = KeptBytecode(Entries(entries.get, entries.__setitem__))
    return rendered(NOTE, RICH[NOTE], templates_of(Theme(DEFAULT, site or {}, {}), kept))


class Full(dict[bytes, bytes]):
    """Entries of which none may be added."""

    def __setitem__(self, key: bytes, entry: bytes) -> None:
        raise AssertionError("compiled again")


def test_the_second_run_compiles_nothing_and_makes_the_same_page() -> None:
    entries: dict[bytes, bytes] = {}
    page = note_page(entries)
    assert len(entries) == 8  # the note, article and base templates and five partials
    assert note_page(Full(entries)) == page == rendered(NOTE, RICH[NOTE])


def test_a_changed_template_is_compiled_again_and_no_other() -> None:
    entries: dict[bytes, bytes] = {}
    note_page(entries)
    before = dict(entries)
    changed = note_page(entries, {NOTE: DEFAULT[NOTE] + "{# changed #}"})
    assert len(entries) == len(before) + 1
    assert changed == rendered(NOTE, RICH[NOTE])


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 40, None], ids=["empty", "zeros", "cut in half"])
def test_a_damaged_entry_is_compiled_again(damaged: bytes | None) -> None:
    entries: dict[bytes, bytes] = {}
    page = note_page(entries)
    whole = dict(entries)
    entries = {key: entry[: len(entry) // 2] if damaged is None else damaged for key, entry in whole.items()}
    assert note_page(entries) == page
    assert entries == whole


@given(st.integers(0, len(ENTRY) - 1), st.integers(1, 255))
def test_an_entry_with_any_byte_changed_is_none(place: int, change: int) -> None:
    damaged = bytearray(ENTRY)
    damaged[place] ^= change
    assert code_of(bytes(damaged)) is None


@given(st.binary())
def test_any_bytes_are_no_entry(content: bytes) -> None:
    assert code_of(content) is None


def test_a_whole_entry_is_the_code() -> None:
    code = code_of(ENTRY)
    assert code is not None
    assert eval(code) == 2  # noqa: S307 - compiled above
