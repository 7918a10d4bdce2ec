"""A file becomes a note: title, front matter, body."""

import pytest

from rlnotes.model.place import Source
from rlnotes.parse.body import ParseOptions, parse_body
from rlnotes.parse.excerpts import excerpt, sentence_starts
from rlnotes.parse.note import Parsed, parse_note, title_of_path


def noted(text: str, path: str = "dir/a-note.md") -> Parsed:
    return parse_note(Source(path, text), ParseOptions())


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("a-note.md", "A note"),
        ("dir/My note-book.md", "My note-book"),
        ("deep/some-topic/index.md", "Some topic"),
        ("some-topic/README.md", "Some topic"),
        ("some-topic/_index.md", "Some topic"),
        ("index.md", "Index"),
        ("2026-05-03-a-day.md", "A day"),
        ("v1.2-notes.md", "V1.2 notes"),
    ],
)
def test_a_file_name_is_a_title(path: str, title: str) -> None:
    assert title_of_path(path) == title


def test_front_matter_has_the_first_word_on_the_title() -> None:
    parsed = noted("---\ntitle: Front\n---\n\n# Body\n")
    assert parsed.note.title == "Front"
    assert "<h1" in parsed.body.html


def test_a_first_heading_that_repeats_the_title_is_not_shown_twice() -> None:
    parsed = noted("---\ntitle: Same thing\n---\n\n# Same Thing\n\nText\n")
    assert (parsed.body.html, parsed.note.headings) == ('<span id="same-thing"></span>\n<p>Text</p>\n', ())
    assert "same-thing" in parsed.note.anchors


def test_the_first_heading_of_level_one_is_the_title_wherever_it_stands() -> None:
    parsed = noted("Text\n\n## Two\n\n# One *x*\n")
    assert (parsed.note.title, len(parsed.note.headings)) == ("One x", 2)


def test_without_a_heading_the_file_name_is_the_title() -> None:
    assert noted("Text\n").note.title == "A note"


def test_links_of_the_front_matter_come_first_and_places_count_its_lines() -> None:
    parsed = noted('---\nrelated: ["[[x]]"]\n---\n\n[[y]]\n')
    assert [(link.index, link.target, link.span.line) for link in parsed.note.links] == [(0, "x", 2), (1, "y", 5)]
    assert "\ufdd0L1\ufdd1" in parsed.body.html


def test_line_ends_and_mark_of_a_whole_file_change_nothing() -> None:
    text = "---\ntitle: T\n---\n\nSee [[y]].\n"
    assert noted("\ufeff" + text.replace("\n", "\r\n")) == noted(text)


def test_findings_of_front_matter_and_body_come_together() -> None:
    parsed = noted("---\ndate: 2026-02-31\n---\n\n[x](javascript:y)\n")
    assert [(found.rule, found.span.line) for found in parsed.diagnostics] == [("bad-date", 2), ("unsafe-url", 5)]


def test_a_long_code_block_is_kept_plain() -> None:
    body = parse_body("n.md", "```python\n" + "x = 1\n" * 20_000 + "```\n", 1, 0, ParseOptions()).html
    assert "<span" not in body


def test_an_excerpt_of_one_endless_word_is_still_short() -> None:
    text = "x" * 1000
    found = excerpt(text, sentence_starts(text), 500, 501)
    assert len(found.before + found.marked + found.after) <= 300


def test_a_very_long_marked_text_is_cut() -> None:
    text = "a " * 500
    assert len(excerpt(text, [0], 0, 1000).marked) <= 300
