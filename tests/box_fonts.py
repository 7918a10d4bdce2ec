"""Fonts for tests: every letter is a box, so that a font for any script is made in a moment."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


@cache
def box_font(letters: str) -> bytes:
    """A TrueType font that has these letters, and a space."""
    names = {ord(letter): f"u{ord(letter):x}" for letter in letters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *names.values()])
    builder.setupCharacterMap({32: "space", **names})
    empty, box = TTGlyphPen(None).glyph(), _box()
    builder.setupGlyf({".notdef": box, "space": empty, **dict.fromkeys(names.values(), box)})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", "space", *names.values()], (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _box() -> Any:
    pen = TTGlyphPen(None)
    for number, place in enumerate(((50, 0), (50, 700), (550, 700), (550, 0))):
        (pen.lineTo if number else pen.moveTo)(place)
    pen.closePath()
    return pen.glyph()
