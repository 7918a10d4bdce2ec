"""Social cards on disk: written, kept, and told of where their font can't be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from box_fonts import box_font

from cli.sites_on_disk import SITE, ran, site_on_disk

CARDS = {**SITE, "rlnotes.toml": f"{SITE['rlnotes.toml']!s}social_cards = true\n"}


def built(root: Path, *more: str) -> str:
    made = ran("build", "-f", root / "rlnotes.toml", *more)
    return made.out + made.err


def test_cards_are_written_and_drawn_again_only_where_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site_on_disk(tmp_path, CARDS)
    monkeypatch.chdir(root)
    built(root)
    cards = {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*.card.png")}
    assert sorted(path.name for path in cards) == [
        "baking.card.png",
        "dough.card.png",
        "index.card.png",
        "sourdough.card.png",
    ]
    (root / "notes/dough.md").write_text("# Dough\n\nFlour, water and salt: [@hamelman2004, p. 3]. ![](crumb.png)\n")
    assert "verified" in built(root, "--verify")
    assert {path: path.stat().st_mtime_ns for path in cards} == cards


def test_a_damaged_font_is_told_by_every_build_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = f'{CARDS["rlnotes.toml"]!s}social_card_font = "own.ttf"\n'
    root = site_on_disk(tmp_path, {**CARDS, "rlnotes.toml": toml, "own.ttf": box_font("a")[:200]})
    monkeypatch.chdir(root)
    for _ in range(2):
        assert "own.ttf:1:1: error[bad-configuration] not a usable font" in built(root)
        (root / "notes/dough.md").write_text("# Dough\n\nFlour\n")
    assert not list((root / "build").rglob("*.card.png"))
    (root / "own.ttf").write_bytes(box_font("a"))
    assert "font" not in built(root, "--verify")
    assert list((root / "build").rglob("*.card.png"))
    (root / "own.ttf").unlink()
    assert "rlnotes.toml:4:" in built(root, "--verify")
    assert not list((root / "build").rglob("*.card.png"))
