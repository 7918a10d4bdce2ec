"""A social card to its PNG: the picture that stands for a page where its address is shared.

Its letters are laid out one after the other, by the tables of the font alone, so that every machine draws the same;
only scripts whose letters are joined or reordered go through HarfBuzz, where the machine has FriBidi, which that needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from typing import Final

from PIL import Image, features
from PIL.Image import Dither, Quantize
from PIL.Image import Image as Picture
from PIL.ImageDraw import Draw, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from rlnotes.pages.social_letters import JOINED
from rlnotes.pages.views.social import CARD_SIZE, CardMap, SocialCardView
from rlnotes.render.social_lines import Column, Measure, Setting, setting_of

WIDTH, HEIGHT = CARD_SIZE
MARGIN: Final = 56
"""Nothing is written nearer to an edge."""

# The colours of rlnotes.css by day.
PAPER, SUNK, INK, SOFT = "#fdfcfa", "#f5f3ee", "#1f1d1a", "#5d5850"
RULE, STRONG, ACCENT = "#dedad2", "#8f897e", "#155a75"
_GROUPS: Final[Mapping[str, str]] = {"hubs": "#6a4394", "before": ACCENT, "after": "#2b6a3f", "papers": "#855300"}
_SUPPORT, _AGAINST, _REFINE = "#2b6a3f", "#a3341f", "#6a4394"
_RELATIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("supports", "supported-by"), _SUPPORT),
    **dict.fromkeys(("contradicts", "contradicted-by"), _AGAINST),
    **dict.fromkeys(("refines", "refined-by"), _REFINE),
    **dict.fromkeys(("depends", "needed-by"), ACCENT),
}

_PANEL: Final = 400  # the width of the ground below a map
_STRETCH: Final = (1.22, 2.1)
_FINE: Final = 3  # maps are drawn so many times as large, and made smaller
_COLOURS: Final = 96
_BAR: Final = 10
_BLEED: Final = 8  # letters reach a little beyond where they begin and end
_GAP: Final = 44
_KIND, _FOOT_SIZE, _SMALL = 24, 30, 30
_ROOMS: Final = ((80, 3), (70, 3), (62, 4), (54, 4), (46, 4))
_LEADING, _SMALL_LEADING, _ASCENT = 1.16, 1.34, 0.8  # of the size of letters
_MOST: Final = 3  # lines below a title
_TOP, _TITLE, _FLOOR, _RULER, _FOOT = 94, 124, 514, 524, 544
_BETWEEN: Final = 20


def drawn_card(view: SocialCardView, font: bytes) -> bytes:
    """The PNG of a card, its text in `font`; what that turns out to be unable to draw is left out."""

    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    if view.map:
        panel = _panel(view.map)
        if view.is_mirrored:
            picture.paste(panel.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (0, 0))
        else:
            picture.paste(panel, (WIDTH - _PANEL, 0))
    beside = _PANEL + _GAP if view.map else MARGIN
    width = WIDTH - MARGIN - beside
    layer = Image.new("RGB", (width + 2 * _BLEED, HEIGHT - 2 * MARGIN), PAPER)  # what is written beyond it is cut off
    _write(layer, view, font, width)
    picture.paste(layer, ((beside if view.is_mirrored else MARGIN) - _BLEED, MARGIN))
    picture.paste(ACCENT, (0, 0, WIDTH, _BAR))
    return _png(picture)


def _png(picture: Picture) -> bytes:
    """The file of a picture; so few colours need no more than a palette, a third of the bytes."""

    file = BytesIO()
    picture.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE).save(file, "PNG")
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Pen:
    """Where text goes: lines of a width, from the left or, where it is mirrored, from the right."""

    draw: ImageDraw
    font: bytes
    width: int
    is_mirrored: bool

    def write(self, text: str, size: int, baseline: float, colour: str) -> None:
        """Write one line."""
        x, anchor = (self.width + _BLEED, "rs") if self.is_mirrored else (_BLEED, "ls")
        is_joined = JOINED.search(text) is not None
        letters = _letters_of(self.font, size, is_joined=is_joined)
        way = ("rtl" if self.is_mirrored else "ltr") if is_joined else None
        self.draw.text((x, baseline - MARGIN), text, colour, letters, anchor, direction=way)


def _write(layer: Picture, view: SocialCardView, font: bytes, width: int) -> None:
    """Write a card's text from its top to its foot."""

    pen = _Pen(Draw(layer), font, width, view.is_mirrored)
    try:
        if view.kind:
            pen.write(view.kind, _KIND, _TOP, ACCENT)
        title = setting_of(view.title, Column(width, _ROOMS), partial(_measure_at, font))
        below = _written(pen, title, _TITLE, _LEADING, INK)
        room = min(int((_FLOOR - below - _BETWEEN) / (_SMALL * _SMALL_LEADING)), _MOST)  # two at least
        text = setting_of(view.text, Column(width, ((_SMALL, room),)), partial(_measure_at, font))
        _written(pen, text, below + _BETWEEN, _SMALL_LEADING, SOFT)
        pen.draw.rectangle((_BLEED, _RULER - MARGIN, _BLEED + width, _RULER - MARGIN + 1), RULE)
        foot = setting_of(view.site_title, Column(width, ((_FOOT_SIZE, 1),)), partial(_measure_at, font))
        _written(pen, foot, _FOOT, 1.0, INK)
    except OSError:  # a font that is damaged where nobody looked
        return


def _written(pen: _Pen, setting: Setting, top: float, leading: float, colour: str) -> float:
    """Write lines from `top` on; where they end."""
    for number, line in enumerate(setting.lines):
        pen.write(line, setting.size, top + setting.size * (number * leading + _ASCENT), colour)
    return top + setting.size * leading * len(setting.lines)


def _measure_at(font: bytes, size: int) -> Measure:
    return partial(_width, font, size)


def _width(font: bytes, size: int, text: str) -> float:
    return _letters_of(font, size, is_joined=JOINED.search(text) is not None).getlength(text)


@lru_cache(maxsize=32)
def _letters_of(font: bytes, size: int, *, is_joined: bool) -> FreeTypeFont:
    """A font at a size; `is_joined` asks for HarfBuzz."""

    return truetype(BytesIO(font), size, layout_engine=Layout.RAQM if is_joined else Layout.BASIC)


def font_problem(font: bytes) -> str:
    """Why no card can be written in `font`, "" if one can."""
    try:
        _width(font, _SMALL, "Aa")
    except (OSError, ValueError) as error:
        return str(error)
    return ""


def joins_letters() -> bool:
    """Whether letters can be joined and set in order on this machine."""

    return bool(features.check("raqm"))


def _panel(shown: CardMap) -> Picture:
    """The map of what stands around a note, on its ground."""

    panel = Image.new("RGB", (_PANEL * _FINE, HEIGHT * _FINE), SUNK)
    draw = Draw(panel)
    middle = _place(shown, shown.x, shown.y)
    for point in shown.points:
        colour, width = (_RELATIONS[point.relation], 4.5) if point.relation else (STRONG, 2)
        draw.line((middle, _place(shown, point.x, point.y)), colour, round(width * _FINE))
    for point in shown.points:
        _dot(draw, _place(shown, point.x, point.y), 12, _GROUPS[point.name])
    _dot(draw, middle, 20, INK)
    return panel.reduce(_FINE)


def _place(shown: CardMap, x: int, y: int) -> tuple[float, float]:
    """A point of a map on the panel, in fine pixels."""
    across, down = (x - shown.width / 2) * _STRETCH[0], (y - shown.height / 2) * _STRETCH[1]
    return (_PANEL / 2 + across) * _FINE, ((HEIGHT + _BAR) / 2 + down) * _FINE


def _dot(draw: ImageDraw, place: tuple[float, float], radius: float, colour: str) -> None:
    """A dot, in a ring of the ground's colour that keeps it clear of lines."""
    draw.circle(place, (radius + 5) * _FINE, SUNK)
    draw.circle(place, radius * _FINE, colour)
