from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.note import FrontMatter
from rlnotes.model.place import Source
from rlnotes.parse.dates import date_in_name, parse_date
from rlnotes.parse.foreign_keys import FOREIGN_KEYS
from rlnotes.parse.frontmatter import parse_front_matter
from rlnotes.parse.frontmatter_keys import BY_NAME, normal_name

PIECES = st.sampled_from(
    ["---\n", "...\n", "title:", "tags:", "sections:", " ", "\n", "- ", "[[", "]]", "{", "}", "|", ">", '"', "'", "#",
     "&a", "*a", "!x", "<<:", "date: 2026-02-31", "draft: ", "true", "\\ud800", "\u2028", "\x00", "\ud800",
     "é", "\t", "%", ",", ": "]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


def front_of(text: str) -> FrontMatter:
    return parse_front_matter(Source("a.md", text)).front


@given(TEXTS)
def test_no_front_matter_raises_and_links_are_numbered_in_order(text: str) -> None:
    parsed = parse_front_matter(Source("a.md", f"---\n{text}\n---\nBody"))
    assert [link.index for link in parsed.links] == list(range(len(parsed.links)))


@given(TEXTS)
def test_body_and_front_matter_are_the_same_for_every_line_end_and_byte_order_mark(text: str) -> None:
    plain = text.replace("\r", "").removeprefix("\ufeff")
    expected = parse_front_matter(Source("a.md", plain))
    for variant in ("\ufeff" + plain, plain.replace("\n", "\r\n"), plain.replace("\n", "\r")):
        assert parse_front_matter(Source("a.md", variant)) == expected


@given(TEXTS)
def test_the_body_starts_at_its_line(text: str) -> None:
    parsed = parse_front_matter(Source("a.md", text))
    normal = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert normal.split("\n")[parsed.body_line - 1 :] == parsed.body.split("\n") or parsed.body == ""


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 1000,
        "a: " + "{b: " * 1000,
        "- " * 1000,
        "a: " + "[" * 60_000,
        "x: " + "9" * 60_000,
        "weight: " + "9" * 5000,
        "date: 99999-99-99",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "t: '" + "[[" * 20_000 + "'",
        "a: " + "x" * 70_000,
        "?" * 30_000,
        "k: v\n" * 10_000,
    ],
)
def test_a_bomb_is_reported_at_once(bomb: str) -> None:
    parsed = parse_front_matter(Source("a.md", f"---\n{bomb}\n---\nBody"))
    assert parsed.body == "Body"
    assert parsed.diagnostics


@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        ("a" + ".a" * 600 + " = 1", "a line with very many dots"),
        ("a = " + "[" * 60 + "]" * 60, "nested deeper than 50 levels"),
        ("a = " + "[" * 9000 + "]" * 9000, "nested too deeply, or a number too large"),
        ("a = " + "9" * 9000, "nested too deeply, or a number too large"),
        ('a = "' + "x" * 70_000 + '"', "front matter is larger than 64 KiB"),
        ("a.b = 1\n" * 2000, "Cannot overwrite a value"),
    ],
)
def test_a_bomb_of_toml_is_reported_at_once(bomb: str, message: str) -> None:
    parsed = parse_front_matter(Source("a.md", f"+++\n{bomb}\n+++\nBody"))
    assert parsed.body == "Body"
    assert parsed.diagnostics[0].message == message


TOML = st.lists(
    st.sampled_from(
        [
            *(
                "title = ",
                "tags = ",
                "a.b = ",
                "[x]",
                "[[x]]",
                "x = ",
                '"',
                "'",
                '"""',
                "1",
                "0xff",
                "true",
                "2026-05-03",
            ),
            *(" 10:00:00", "[", "]", "{", "}", ",", "\n", " ", "#", "é", "[[a]]", "\\", "\\n", "=", ".", '"k" = '),
        ]
    ),
    max_size=20,
).map("".join)


@given(text=TOML)
def test_any_toml_is_read_within_its_lines(text: str) -> None:
    parsed = parse_front_matter(Source("a.md", f"+++\n{text}\n+++\n"))
    places = [*(found.span for found in parsed.diagnostics), *(link.span for link in parsed.links)]
    assert all(1 <= span.line <= text.count("\n") + 3 for span in places)


def test_a_citation_full_of_open_tags_is_read_at_once() -> None:
    assert front_of("---\ncitation: '" + "<a" * 20_000 + "'\n---\n").citation.startswith("<a<a")


def test_holes_cannot_be_forged_from_front_matter() -> None:
    assert front_of('---\ntitle: "\\ufdd0L0\\ufdd1"\n---\n').title == "\ufffdL0\ufffd"


def test_a_surrogate_written_as_an_escape_is_refused() -> None:
    parsed = parse_front_matter(Source("a.md", '---\ntitle: "\\ud800"\n---\n'))
    assert [found.rule for found in parsed.diagnostics] == ["bad-front-matter"]


def test_a_control_character_is_reported_at_its_place() -> None:
    (found,) = parse_front_matter(Source("a.md", "---\ntitle: é\x0bx\n---\n")).diagnostics
    assert (found.span.line, found.span.column) == (2, 9)


def test_a_surrogate_in_the_text_is_reported_at_its_place() -> None:
    (found,) = parse_front_matter(Source("a.md", "---\ntitle: \ud800x\n---\n")).diagnostics
    assert (found.span.line, found.span.column) == (2, 8)


def test_the_line_separator_of_unicode_does_not_move_the_lines_of_findings() -> None:
    (found,) = parse_front_matter(Source("a.md", "---\ntitle: 'a\u2028b'\ndescripton: x\n---\n")).diagnostics
    assert found.span.line == 3


def test_ignored_keys_are_written_as_they_are_compared_and_mean_nothing_here() -> None:
    assert all(normal_name(key) == key and key not in BY_NAME for key in FOREIGN_KEYS)


@pytest.mark.parametrize("text", ["2026-05-03", "2026/5/3", "2026-05-03T10:00:00Z", "2026-05-03 10:00 +0200"])
def test_dates_are_written_in_many_ways(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == "2026-05-03"


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-05/03", "20260503", "2026-05-03x"])
def test_other_texts_are_no_dates(text: str) -> None:
    assert parse_date(text) is None


def test_a_file_name_has_a_date_only_at_its_start() -> None:
    assert date_in_name("a/2026-05-03.md") is not None
    assert date_in_name("a/notes-2026-05-03.md") is None
    assert date_in_name("2026-05-03/a.md") is None
