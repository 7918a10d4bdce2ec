"""The font of social cards, as it is read: ours, the site's own, and what is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from box_fonts import box_font

from rlnotes.config.parse_config import parse_config
from rlnotes.config.site import Config
from rlnotes.shell import card_font
from rlnotes.shell.card_font import card_font_findings, read_card_font

CARDS = Config(base_url="https://example.org", social_cards=True)
NAMED = replace(CARDS, social_card_font="own.ttf")


def findings(root: Path, text: str) -> list[str]:
    parsed = parse_config("rlnotes.toml", text)
    found = card_font_findings(root, parsed.config, "rlnotes.toml", parsed.places)
    return [f"{each.path}:{each.span.line}: {each.rule}: {each.message}" for each in found]


def test_our_font_is_read_where_there_are_cards_and_only_there(tmp_path: Path) -> None:
    assert read_card_font(tmp_path, CARDS).startswith(b"OTTO")
    assert read_card_font(tmp_path, Config(base_url="https://example.org")) == b""
    assert read_card_font(tmp_path, Config(social_cards=True)) == b""


def test_our_font_is_not_large() -> None:
    assert len(read_card_font(Path(), CARDS)) < 400_000


def test_a_font_of_the_sites_own_is_read_from_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(box_font("a"))
    assert read_card_font(tmp_path, NAMED) == box_font("a")
    assert findings(tmp_path, 'social_card_font = "own.ttf"') == []


def test_what_is_no_font_is_told_at_the_key_and_no_card_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(b"<html>")
    assert findings(tmp_path, 'title = "T"\nsocial_card_font = "own.ttf"') == [
        "rlnotes.toml:2: bad-configuration: no font 'own.ttf': the file holds no font"
    ]
    assert read_card_font(tmp_path, NAMED) == b""


@pytest.mark.parametrize(
    ("name", "why"),
    [("none.ttf", "no such file or directory"), (".", "is a directory"), ("n" * 300, "file name too long")],
)
def test_a_font_that_is_not_there_is_told(tmp_path: Path, name: str, why: str) -> None:
    assert findings(tmp_path, f'social_card_font = "{name}"')[0].endswith(f": {why}")
    assert read_card_font(tmp_path, replace(CARDS, social_card_font=name)) == b""


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "own.ttf").open("wb") as file:
        file.write(b"OTTO")
        file.truncate(card_font.MOST_BYTES + 1)
    assert "64 MB" in findings(tmp_path, 'social_card_font = "own.ttf"')[0]
    assert read_card_font(tmp_path, NAMED) == b""


def test_the_fonts_folder_tells_where_its_font_comes_from() -> None:
    folder = Path(card_font.__file__).parent.parent / "fonts"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert card_font.OWN_FONT in readme
    assert "SIL Open Font License" in (folder / "LICENSE.md").read_text(encoding="utf-8")
