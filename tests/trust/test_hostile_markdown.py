"""Markdown made to take long: every text is read in time that grows as it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.hostile_texts import TEXTS
from samples import ROOT, built, written

from rlnotes.model.place import Source
from rlnotes.parse.note import Parsed, ParseOptions, parse_note

SECONDS = 60  # the share of one run; what grows by the square takes far longer
SHARES = 3

# Lines of 100,000 characters, but for texts that hold so much that a tenth of them takes its time already.
_READ_ALL = """
import sys, time
from bench.hostile_texts import DIALECTS, TEXTS
from rlnotes.model.place import Source
from rlnotes.parse.note import ParseOptions, parse_note
for name in sys.argv[1:]:
    print(name, flush=True)
    options = ParseOptions(dialects=DIALECTS.get(name, ()))
    started = time.process_time()
    parse_note(Source("a.md", TEXTS[name](10_000)), options)
    if time.process_time() - started < 0.012:
        parse_note(Source("a.md", TEXTS[name](100_000)), options)
"""


def read(text: str) -> Parsed:
    return parse_note(Source("a.md", text), ParseOptions())


@pytest.mark.parametrize("share", range(SHARES))
def test_texts_made_to_take_long_do_not(share: int) -> None:
    names = [*TEXTS][share::SHARES]
    command = [sys.executable, "-c", _READ_ALL, *names]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=path, cwd=ROOT)
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        pytest.fail(f"took too long at {said.splitlines()[-1]!r}")
    assert (process.returncode, said.splitlines()) == (0, names)


def test_definitions_do_not_make_a_text_very_much_longer() -> None:
    body = read(f"[a]: /{'x' * 50_000}\n\n" + "[a] " * 5_000).body.html
    assert len(body) < 500_000
    assert "[a]" in body


def test_a_few_uses_of_a_definition_are_all_links() -> None:
    assert len(read("[a]: b.md\n\n" + "[a] ![a] " * 50).note.links) == 100


def test_a_large_text_may_use_its_definitions_as_often_as_it_likes() -> None:
    text = f"[a]: {'b' * 40}.md\n\n" + "Words that stand before a link [a].\n" * 5_000
    assert len(read(text).note.links) == 5_000


def test_html_is_read_two_hundred_levels_deep_and_what_is_deeper_is_told() -> None:
    parsed = read("<div>\n" * 2_000 + "words" + "\n</div>" * 2_000)
    assert parsed.body.html.count("<div>") == 200
    assert "words" in parsed.body.html
    assert ("nesting-too-deep", 1) in [(found.rule, found.span.line) for found in parsed.diagnostics]


def test_styles_that_nothing_closes_do_not_multiply_in_every_paragraph() -> None:
    html = read("".join(f'<b id="a{n}">\n' for n in range(600)) + "<p>x\n" * 2_000).body.html
    assert html.count("<b id") <= 30 * 2_001


@pytest.mark.parametrize(
    "piece",
    [
        "<b><i>x</b></i>",
        "<p>x",
        "<li>x",
        "<table><tr><td>a<th>b<tr><td><p>c</table>",
        "<dl><dt>a<dd><p>b<dt>c</dl>",
        "<ul><li><p>a<li>b</ul>",
        "<br><img src='a.png' alt=''><hr>",
        "<div>x</div></div>",
        "<style>b { } <div></style>",
        "<!-- <div> --><!DOCTYPE a></ div>",
        "<span title='</span>'>x</span>",
        "<button>x</button><foo>",
    ],
)
def test_html_that_closes_what_it_opens_is_never_too_deep(piece: str) -> None:
    assert "nesting-too-deep" not in {found.rule for found in read(f"<div>\n{piece * 2_000}\n</div>").diagnostics}


@pytest.mark.parametrize(
    "piece",
    [
        '<div title="</div>">',
        "<div a=b\"><div a='>",
        "<span><blockquote></span></blockquote><i>",
        "<b><table></b>",
        "<div <div>",
        "<section></div>",
    ],
)
def test_html_that_only_seems_to_close_what_it_opens_is_too_deep(piece: str) -> None:
    html = read(f"<div>\n{piece * 3_000}\n</div>").body.html
    depth = deepest = 0
    for part in html.split("<")[1:]:
        depth += -1 if part.startswith("/") else 1
        deepest = max(deepest, depth)
    assert deepest < 300


def test_a_file_beyond_measure_is_one_finding_and_the_others_are_published(tmp_path: Path) -> None:
    folder = written(
        tmp_path, {"rlnotes.toml": "", "notes/good.md": "# Good\n", "notes/huge.md": "Words of a text.\n" * 600_000}
    )
    written(folder, {"notes/huge.bib": "@article{a,\n" + " " * 11_000_000 + "}"})
    run = built(folder / "site", cwd=folder)
    assert [(found.path, found.rule) for found in run.findings] == [
        ("notes/huge.bib", "unreadable-file"),
        ("notes/huge.md", "unreadable-file"),
    ]
    assert "files of more than 10 MB are not read" in run.said
    assert (run.site / "good.html").is_file()


def test_a_note_of_very_many_links_is_published(tmp_path: Path) -> None:
    number = 200_000 if "RLNOTES_LONG_TESTS" in os.environ else 20_000
    links = "\n\n".join(" ".join(f"[[n{place + at}]]" for at in range(10)) for place in range(0, number, 10))
    folder = written(
        tmp_path, {"rlnotes.toml": "", "notes/many.md": f"# Many\n\n{links}\n", "notes/n7.md": "# Seven\n"}
    )
    run = built(folder / "site", cwd=folder)
    assert run.said.rstrip().endswith(f"{number - 1:,} errors")
    assert 'href="n7.html"' in (run.site / "many.html").read_text(encoding="utf-8")
