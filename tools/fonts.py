"""A build hook: the formula font's common characters in a file of their own, made when the package is built.

The whole font weighs 400 KB and formulas use a seventh of it. A page loads the small file, and the whole font only for
a character that the small one lacks: `rlnotes.css` says which of the two has what. The font in the repository stays as
it was published; the small one is made from it by fontTools, which keeps a formula's taller and wider forms with each
character, and is not committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = Path("templates/static/fonts")
WHOLE = FONTS / "stix-two-math-latin-400-normal.woff2"
COMMON = FONTS / "stix-two-math-common.woff2"
STYLES = Path("templates/static/rlnotes.css")
# What mathematics needs of OpenType: smaller forms in scripts, dotless and flat ones below accents, and marks in place.
_FEATURES = ["ssty", "dtls", "flac", "kern", "mark", "mkmk", "ccmp", "locl"]


def characters_of(ranges: str) -> Iterator[int]:
    """The code points of a CSS `unicode-range`, like `U+20-7E, U+131`."""
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def common_ranges(styles: str) -> str:
    """The `unicode-range` of the small file, from the style sheet: there alone it is written down."""
    (found,) = re.findall(r"unicode-range:\s*([^;]+);", styles)
    return str(found)


def make_common(root: Path) -> None:
    """Make the small font file below the root of the project."""
    options = subset.Options(flavor="woff2", layout_features=_FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = ["*"]  # the licence stays in the file
    font = subset.load_font(root / WHOLE, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters_of(common_ranges((root / STYLES).read_text(encoding="utf-8"))))
    subsetter.subset(font)
    subset.save_font(font, root / COMMON, options)


class FontHook(BuildHookInterface):  # type: ignore[type-arg]  # its type parameter can't be named at run time
    """Makes the small font file before the package is put together, also for an editable install."""

    PLUGIN_NAME = "fonts"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's names
        """Make the file and have it packed, though git ignores it."""
        make_common(Path(self.root))
        build_data["artifacts"].append(f"/{COMMON.as_posix()}")
