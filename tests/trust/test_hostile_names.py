"""A folder in which everything is named by chance and written by every editor there is: nothing is lost."""

from __future__ import annotations

import html
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from samples import Run, built, pages, written

NUMBER = 10_000 if "RLNOTES_LONG_TESTS" in os.environ else 2_000
WORDS = (
    "policy gradient",
    "策略 梯度",
    "方策勾配法",
    "정책 경사",
    "السياسة التدرج",
    "नीति ढाल",
    "การไล่ระดับ",
    "Стратегия",
    "מדיניות",
    "στρατηγική",
    "Café Ångström",
    "ﬁne ﬂow",
    "🎲 dice",
    "a+b=c & d",
    "100%",
    "it's #1",
    "x^2 [y]",
    "İstanbul ı",
    "Straße",
    "e\u0301lan",
)
_MARK = re.compile(rb"mark-(\d+)-end")


def text_of(number: int) -> str:
    """A note whose text tells which one it is."""
    return f"# Note {number}\n\nThis is mark-{number}-end. See [[{WORDS[number % len(WORDS)]} {number - 20}]].\n"


def bytes_of(number: int) -> bytes:
    """The note as one of the editors there are would save it."""
    text = text_of(number)
    match number % 9:
        case 0:
            return text.replace("\n", "\r\n").encode()
        case 1:
            return b"\xef\xbb\xbf" + text.encode()
        case 2:
            return text.encode("utf-16")
        case 3:
            return text.replace("\n", "\r").encode()
        case 4 if number % 4 == 0:
            return (b"", b" ", b"\n\n", b"\xef\xbb\xbf", b"---\n---\n")[number // 36 % 5]
        case 5:
            return f"---\ntitle: {WORDS[number % len(WORDS)]!r}\n--- \n{text}".encode()
        case _:
            return text.encode()


def name_of(number: int) -> str:
    """A name in one of ten scripts; each twentieth is the twin of another, in letter case or composition."""
    name = f"{WORDS[number % len(WORDS)]} {number}"
    if number % 20 == 7:
        return f"{WORDS[0].upper()} {number - 7}"
    if number % 20 == 9:
        return unicodedata.normalize("NFD", f"{WORDS[10]} {number + 1}")
    return name


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, dict[str, int]]:
    """The site of the folder, and the number of the note in each of its files."""
    folder = written(tmp_path_factory.mktemp("names"), {"rlnotes.toml": 'title = "Names"\n'})
    notes: dict[str, int] = {}
    for number in range(NUMBER):
        place = folder / "notes" / f"part {number // 500}" / f"{name_of(number)}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        assert not place.exists()
        place.write_bytes(bytes_of(number))
        notes[unicodedata.normalize("NFC", place.relative_to(folder).as_posix())] = number
    return built(folder / "site", cwd=folder, timeout=600), notes


def marks(site: Path) -> Counter[int]:
    """How many pages of its own each note has: the first mark on a page that is no list."""
    found: Counter[int] = Counter()
    for path in pages(site):
        content = path.read_bytes()
        if b'<main id="page:content"' in content and b"prose" in content and (match := _MARK.search(content)):
            found[int(match[1])] += 1
    return found


def test_every_note_is_on_the_site_or_in_the_report(project: tuple[Run, dict[str, int]]) -> None:
    run, notes = project
    assert "Traceback" not in run.said
    shown = marks(run.site)
    told = {found.path for found in run.findings} | set(re.findall(r"notes/part [^:'\n]*?\.md", run.said))
    lists = (path.read_text(encoding="utf-8") for path in run.site.glob("all-notes*.html"))
    named = html.unescape("".join(lists)).casefold()
    lost = [
        path
        for path, number in notes.items()
        if number not in shown
        and path not in told
        and path.rpartition("/")[2].removesuffix(".md").casefold() not in named
    ]
    assert lost == []
    assert len(shown) > NUMBER * 0.8


def test_no_page_was_written_over(project: tuple[Run, dict[str, int]]) -> None:
    run, _ = project
    assert int(re.findall(r"([\d,]+) written", run.said)[-1].replace(",", "")) == sum(
        1 for path in run.site.rglob("*") if path.is_file() and not path.name.startswith(".rlnotes")
    )


def test_twins_are_told_by_name(project: tuple[Run, dict[str, int]]) -> None:
    run, _ = project
    twins = [found for found in run.findings if found.rule == "duplicate-address"]
    assert len(twins) >= NUMBER // 20 * 2
