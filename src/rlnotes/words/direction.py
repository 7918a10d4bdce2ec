"""Which way a language is written, and a text whose language no one tells."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"

# The languages whose likely script (Unicode CLDR, likely subtags) is written from right to left, and those scripts.
_LANGUAGES: Final = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_SCRIPTS: Final = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])


def direction(lang: str) -> str:
    """The writing direction of a language tag, "rtl" or "ltr": that of the script it names, else of its usual one."""
    language, *rest = lang.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    is_right_to_left = script in _SCRIPTS if script else language in _LANGUAGES
    return RIGHT_TO_LEFT if is_right_to_left else LEFT_TO_RIGHT


def runs_against(text: str, way: str) -> bool:
    """Whether a text's first strong letter (Unicode Standard Annex 9, P2) is of the other direction than `way`."""
    if way == LEFT_TO_RIGHT and text.isascii():
        return False
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "")
    return bool(strong) and (strong == "L") != (way == LEFT_TO_RIGHT)
