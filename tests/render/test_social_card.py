"""Social cards as drawn: read back as pictures, and their lines."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from box_fonts import box_font
from PIL import Image, ImageChops
from PIL.Image import Image as Picture

from rlnotes.model.link import REVERSED
from rlnotes.pages.social_letters import card_text
from rlnotes.pages.views.social import CARD_SIZE, CardMap, CardPoint, SocialCardView
from rlnotes.render import social_card
from rlnotes.render.social_card import MARGIN, PAPER, drawn_card, font_problem, joins_letters
from rlnotes.render.social_lines import Column, setting_of

ROOT = Path(__file__).resolve().parents[2]
FONT = next((ROOT / "src/rlnotes/fonts").glob("*.otf")).read_bytes()
POINTS = (
    CardPoint(136, 20, "hubs"),
    CardPoint(184, 20, "hubs"),
    CardPoint(44, 90, "before", "contradicts"),
    CardPoint(276, 90, "after"),
    CardPoint(160, 180, "papers"),
)
MAP = CardMap(160, 100, 320, 200, POINTS)


def view(
    title: str, text: str = "", kind: str = "NOTE", site: str = "Site", mapped: CardMap | None = None
) -> SocialCardView:
    return SocialCardView(card_text(title), card_text(text), kind, site, is_mirrored=False, map=mapped)


def picture(shown: SocialCardView, font: bytes = FONT) -> Picture:
    made = Image.open(BytesIO(drawn_card(shown, font)))
    assert (made.format, made.size) == ("PNG", CARD_SIZE)
    return made.convert("RGB")


def ink(made: Picture, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The box within `box` in which anything is drawn."""
    part = made.crop(box)
    ground = Image.new("RGB", part.size, PAPER)
    return ImageChops.difference(part, ground).convert("L").point(lambda value: 255 * (value > 12)).getbbox()


def margins_are_empty(made: Picture, right: int = CARD_SIZE[0]) -> bool:
    width, height = right, CARD_SIZE[1]
    edges = (
        (0, 11, 45, height),
        (width - 30, 11, width, height),
        (0, 11, width, MARGIN),
        (0, height - MARGIN, width, height),
    )
    return not any(ink(made, box) for box in edges)


LONG = (
    "A" * 100_000,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Does reinforcement learning create new reasoning skills, or activate what a base model already has? " * 9,
    "a\u0301\u0323\u0330" * 500,
    "W" * 60 + " " + "i" * 60,
    "…",
)


@pytest.mark.parametrize("title", LONG)
@pytest.mark.parametrize("mapped", [MAP, None])
def test_whatever_the_title_is_nothing_is_written_in_the_margins(title: str, mapped: CardMap | None) -> None:
    shown = view(title, title, "K" * 200, title[:300], mapped)
    made = picture(shown)
    assert margins_are_empty(made, 800 if mapped else 1200)
    assert ink(made, (MARGIN, MARGIN, 756 if mapped else 1144, 574))


def test_the_same_card_is_the_same_file_and_another_is_another() -> None:
    first, again, other = (drawn_card(view(title, mapped=MAP), FONT) for title in ("One", "One", "Two"))
    assert first == again
    assert first != other


def test_a_card_is_small() -> None:
    assert len(drawn_card(view(LONG[2], LONG[2], mapped=MAP), FONT)) < 60_000


def test_a_map_is_drawn_in_the_colours_of_the_site() -> None:
    made = picture(view("One", mapped=MAP))
    panel = made.crop((800, 10, 1200, 630))
    for wanted in ("#6a4394", "#155a75", "#2b6a3f", "#855300", "#a3341f", "#1f1d1a"):
        away = ImageChops.difference(panel, Image.new("RGB", panel.size, wanted))
        bands = [band.point(lambda value: 255 * (value < 12)) for band in away.split()]
        assert ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox(), wanted


def test_every_colour_is_one_of_the_style_sheet_by_day() -> None:
    sheet = (ROOT / "templates/static/rlnotes.css").read_text(encoding="utf-8")
    used = set(re.findall(r"#[0-9a-f]{6}", Path(social_card.__file__).read_text(encoding="utf-8")))
    assert used <= set(re.findall(r"light-dark\((#[0-9a-f]{6})", sheet))


def test_every_way_to_stand_to_another_has_a_colour() -> None:
    for relation, way in REVERSED.items():
        for name in (relation.value, way):
            points = (CardPoint(44, 90, "before", name),)
            assert ink(picture(view("One", mapped=CardMap(160, 100, 320, 200, points))), (800, 11, 1200, 630))


def test_a_title_from_right_to_left_stands_at_the_right_and_its_map_at_the_left() -> None:
    font = box_font("אבגd")
    shown = SocialCardView("אבג", "d", "", "אב", is_mirrored=True, map=MAP)
    made = picture(shown, font)
    left, _, right, _ = ink(made, (410, 11, 1200, 480)) or (0, 0, 0, 0)
    assert left > 200
    assert 410 + right in range(1130, 1154)
    plain = picture(SocialCardView("אבג", "", "", "", is_mirrored=True), font)
    assert not ink(plain, (0, 11, 400, 500))


def test_a_font_that_is_none_is_told() -> None:
    assert font_problem(FONT) == ""
    assert all(map(font_problem, (b"", b"OTTO", FONT[:3000], b"\0\1\0\0" * 900)))
    assert isinstance(joins_letters(), bool)


def test_a_font_that_breaks_while_it_is_used_leaves_a_card_without_text() -> None:
    made = picture(view("One", mapped=MAP), b"OTTO" + b"\0" * 50)
    assert not ink(made, (0, 11, 790, 630))
    assert ink(made, (800, 11, 1200, 630))


def lines(text: str, width: int, *rooms: tuple[int, int]) -> tuple[int, tuple[str, ...]]:
    made = setting_of(text, Column(width, rooms), lambda size: lambda text: float(len(text) * size))
    return made.size, made.lines


@pytest.mark.parametrize(
    ("text", "width", "rooms", "expected"),
    [
        ("one two three", 100, [(1, 1)], (1, ("one two three",))),
        ("one two three four", 10, [(1, 2)], (1, ("one two", "three four"))),
        ("one two three four", 10, [(2, 2), (1, 2)], (1, ("one two", "three four"))),
        ("a b c d e f", 9, [(1, 2)], (1, ("a b c", "d e f"))),
        ("one two three", 7, [(1, 1)], (1, ("one…",))),
        ("one, two", 6, [(1, 1)], (1, ("one…",))),
        ("abcdefgh", 5, [(1, 3)], (1, ("abcde", "fgh"))),
        ("abcdefgh", 5, [(1, 1)], (1, ("abcd…",))),
        ("ab" + "e\u0301" * 4, 3, [(1, 5)], (1, ("ab", *["e\u0301"] * 4))),
        ("pass-at-one", 5, [(1, 3)], (1, ("pass-", "at-", "one"))),
        ("強化学習は、何を？変えるか", 4, [(1, 5)], (1, ("強化学習", "は、何", "を？変え", "るか"))),
        ("これは「新しい」能力", 5, [(1, 4)], (1, ("これは「新", "しい」能力"))),
        ("", 5, [(1, 3)], (1, ())),
        ("--", 5, [(1, 3)], (1, ("--",))),
    ],
)
def test_a_text_is_broken_where_a_reader_would(
    text: str, width: int, rooms: list[tuple[int, int]], expected: tuple[int, tuple[str, ...]]
) -> None:
    assert lines(text, width, *rooms) == expected
