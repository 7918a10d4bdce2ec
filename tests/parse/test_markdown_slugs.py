"""Heading ids, compared with what GitHub gives."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.parse.slug import heading_slug, unique_slug

TOOLS = Path(__file__).parents[2] / ".tools"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("A  B", "a--b"),
        ("the $r$-cycle", "the-r-cycle"),
        ("snake_case & kebab-case", "snake_case--kebab-case"),
        ("Été à la mer", "été-à-la-mer"),
        ("E\u0301te\u0301", "été"),
        ("为什么？", "为什么"),
        ("C++ / C#", "c--c"),
        ("½ ² №", "--"),
        ("!!!", ""),
    ],
)
def test_a_heading_has_the_slug_github_gives_it(text: str, slug: str) -> None:
    assert heading_slug(text) == slug


def unique_slugs(slugs: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    return tuple(unique_slug(slug, seen) for slug in slugs)


def test_repeated_slugs_are_numbered_around_those_that_look_numbered() -> None:
    assert unique_slugs(["a", "a-1", "a", "a"]) == ("a", "a-1", "a-2", "a-3")


@given(st.lists(st.sampled_from(["a", "a-1", "b", "a-1-1"])))
def test_unique_slugs_are_unique(slugs: list[str]) -> None:
    assert len(set(unique_slugs(slugs))) == len(slugs)


def test_slugs_agree_with_github_slugger() -> None:
    if not (TOOLS / "github-slugger" / "index.js").exists() or not shutil.which("node"):
        pytest.skip("github-slugger is not fetched: make tools")
    points = (*range(0x20, 0x250), *range(0x370, 0x600), *range(0x4E00, 0x4E20))
    texts = [unicodedata.normalize("NFC", f"a{chr(point)}b") for point in points]
    script = "import {slug} from './index.js'; console.log(JSON.parse(process.argv[1]).map(t => slug(t)).join('\\n'))"
    command = ["node", "--input-type=module", "-e", script, json.dumps(texts)]
    found = subprocess.run(command, cwd=TOOLS / "github-slugger", capture_output=True, text=True, check=True).stdout
    assert [
        (t, heading_slug(t), s) for t, s in zip(texts, found.split("\n"), strict=False) if heading_slug(t) != s
    ] == []
