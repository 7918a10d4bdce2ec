"""The small font for formulas: made from the whole one, with what the style sheet says it has."""

from __future__ import annotations

import re

from fontTools.ttLib import TTFont
from samples import ROOT

FONTS = ROOT / "templates" / "static" / "fonts"
WHOLE = TTFont(FONTS / "stix-two-math-latin-400-normal.woff2")
COMMON = TTFont(FONTS / "stix-two-math-common.woff2")


def promised() -> set[int]:
    """The code points that the style sheet looks for in the small font."""
    (ranges,) = re.findall(r"unicode-range:\s*([^;]+);", (ROOT / "templates/static/rlnotes.css").read_text())
    found = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    return {each for first, last in found for each in range(int(first, 16), int(last or first, 16) + 1)}


def test_the_small_font_has_what_the_style_sheet_says() -> None:
    """If it fails after the ranges were changed: `pip install -e .` makes the font again."""
    assert promised() & set(WHOLE.getBestCmap()) - set(COMMON.getBestCmap()) == set()


def test_what_stretches_still_does() -> None:
    for character in "()[]{}|∑∫√⟨⟩":
        was, now = (font.getBestCmap()[ord(character)] for font in (WHOLE, COMMON))
        assert forms(WHOLE, was) == forms(COMMON, now) > 1, character


def forms(font: TTFont, glyph: str) -> int:
    """How many forms of a character there are, the parts that it is built of included."""
    variants = font["MATH"].table.MathVariants
    found = 1
    for coverage, constructions in (
        (variants.VertGlyphCoverage, variants.VertGlyphConstruction),
        (variants.HorizGlyphCoverage, variants.HorizGlyphConstruction),
    ):
        if glyph in coverage.glyphs:
            construction = constructions[coverage.glyphs.index(glyph)]
            assembly = construction.GlyphAssembly
            found += len(construction.MathGlyphVariantRecord) + (len(assembly.PartRecords) if assembly else 0)
    return found


def test_the_constants_of_formulas_and_the_licence_are_kept() -> None:
    assert vars(COMMON["MATH"].table.MathConstants).keys() == vars(WHOLE["MATH"].table.MathConstants).keys()
    assert COMMON["name"].getDebugName(13) == WHOLE["name"].getDebugName(13)


def test_it_weighs_a_fifth() -> None:
    whole, common = ((FONTS / name).stat().st_size for name in (WHOLE.reader.file.name, COMMON.reader.file.name))
    assert common < whole / 5
