"""How long a text is, in words."""

from __future__ import annotations

import functools
import re
import string
from typing import Final

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"

# What joins the letters of a word without being one for `\w`: accents and points, the signs of the scripts of India and
# South-East Asia (whole blocks, without their stops), joiners.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd"
    "\u0816-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0963\u0966-\u0df3\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86"
    "\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e\u1050-\u109d\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752\u1753\u1772"
    "\u1773\u17b4-\u17d3\u17dd\u180b-\u180d\u180f\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44"
    "\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cf9\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u2cef-\u2cf1"
    "\u2d7f\u2de0-\u2dff\ua66f-\ua672\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5"
    "\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua9c0\ua9e5\uaa29-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef"
    "\uaaf5\uaaf6\uabe3-\uabea\uabec\uabed\ufb1e\ufe20-\ufe2f"
)

# What is read at a speed of its own. One by one: Han, kana, Hangul, and the letters of Thai, Lao, Burmese and Khmer;
# then what stands between spaces in these last, and words in the Arabic script.
_HAN: Final = "\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED: Final = "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u109d\u1780-\u17d3"
_ARABIC: Final = (
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufdfc\ufe70-\ufefc"
)
_SCRIPTS: Final = (
    f"[{_HAN}]",
    "[\u3040-\u30ff]",
    "[\uac00-\ud7af]",
    "[\u0e01-\u0e2e\u0e30-\u0e33\u0e40-\u0e45\u0e81-\u0eae\u0eb0-\u0ec4\u1000-\u103f\u1780-\u17c5]",
    f"[{_UNSPACED}]+",
    f"[{_ARABIC}]+(?:\u200c[{_ARABIC}]+)*",
)
_COUNTED: Final = f"[{_HAN}\u3040-\u30ff\uac00-\ud7af{_UNSPACED}{_ARABIC}]"

# In ASCII alone, words are counted without looking at each: what stands between spaces, less what a mark joins.
_SPACED: Final = str.maketrans(
    dict.fromkeys(set(map(chr, range(128))) - {*string.ascii_letters, *string.digits, "_"}, " ")
)
_JOINED = re.compile(r"['\-](?<=\w['\-])(?=\w)", re.ASCII)


def word_count(text: str) -> int:
    """The number of words; each Chinese, Japanese or Korean character counts as one."""
    return _ascii_words(text) if text.isascii() else sum(map(_words_in_line, text.split("\n")))


def script_counts(text: str) -> tuple[int, ...]:
    """How much of a text is read at a speed of its own; () where nothing is.

    Characters that are Han, kana, Hangul, and of other scripts without spaces; the runs of these last, and the words in
    the Arabic script.
    """
    if text.isascii() or not _counted_scripts().search(text):
        return ()
    return tuple(len(script.findall(text)) for script in _scripts())


@functools.cache
def _counted_scripts() -> re.Pattern[str]:
    return re.compile(_COUNTED)


@functools.cache
def _scripts() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _SCRIPTS))


def _words_in_line(line: str) -> int:
    return _ascii_words(line) if line.isascii() else len(_word().findall(line))


@functools.cache
def _word() -> re.Pattern[str]:
    """One word; compiled late, since it takes long and many collections need it nowhere."""
    letters = rf"[^\W{_CJK}]"
    part = f"{letters}+(?:[{_MARKS}]+{letters}*+)*+"
    return re.compile(rf"[{_CJK}]|{part}(?:['’\-]{part})*+")


def _ascii_words(text: str) -> int:
    joined = len(_JOINED.findall(text)) if "-" in text or "'" in text else 0
    return len(text.translate(_SPACED).split()) - joined
