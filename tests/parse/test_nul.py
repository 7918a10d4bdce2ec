from __future__ import annotations

from rlnotes.model.place import Source, span_on_line
from rlnotes.parse.note import ParseOptions, parse_note


def test_a_nul_character_is_one_finding_at_its_place_and_shown_as_a_replacement() -> None:
    parsed = parse_note(Source("a.md", "---\r\ntitle: a\0b\0\r\n---\r\nText\0\r\n"), ParseOptions())
    assert parsed.note.title == "a\ufffdb\ufffd"
    assert [(found.rule, found.span) for found in parsed.diagnostics] == [("bad-character", span_on_line(2, 9, 1))]
