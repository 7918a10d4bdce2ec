"""The font of social cards: that of rlnotes, or the file that the configuration names."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from rlnotes.config.site import Config
from rlnotes.config.toml_places import TomlPlaces
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.shell.failure import reason

OWN_FONT: Final = "source-serif-4-subhead-semibold.otf"
MOST_BYTES: Final = 64_000_000
"""How large a font may be: the largest, with all of Chinese, Japanese and Korean, have half of it."""

_SIGNATURES: Final = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")


def read_card_font(root: Path, config: Config) -> bytes:
    """The font that the cards of the project at `root` are written in, b"" if there are none or it can't be read."""
    if not (config.social_cards and config.base_url):
        return b""
    if not config.social_card_font:
        return (resources.files("rlnotes") / "fonts" / OWN_FONT).read_bytes()
    path = root / config.social_card_font
    return b"" if _problem(path) else path.read_bytes()


def card_font_findings(root: Path, config: Config, config_name: str, places: TomlPlaces) -> Diagnostics:
    """A finding if the font that the configuration names is not there, or is no font."""
    problem = config.social_card_font and _problem(root / config.social_card_font)
    if not problem:
        return ()
    span, message = places.span(("social_card_font",)), f"no font {config.social_card_font!r}: {problem}"
    return (Diagnostic(config_name, span, "bad-configuration", message, "name an OpenType or TrueType file"),)


def _problem(path: Path) -> str:
    try:
        with path.open("rb") as file:
            is_font = file.read(4) in _SIGNATURES
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        return reason(error) if isinstance(error, OSError) else "its name can't be one of a file"
    if size > MOST_BYTES:
        return f"it has {size // 1_000_000} MB, and fonts of more than {MOST_BYTES // 1_000_000} MB are not read"
    return "" if is_font else "the file holds no font"
