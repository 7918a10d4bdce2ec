"""How long a text is, in words."""

from __future__ import annotations

import functools
import re
import string
from typing import Final

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"

# Characters that are read one by one: Han, kana, Hangul, and those of Thai, Lao, Burmese and Khmer, without spaces.
_SCRIPTS: Final = (
    "\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "\u3040-\u30ff",
    "\uac00-\ud7af",
    "\u0e01-\u0e2e\u0e30-\u0e33\u0e40-\u0e45\u0e81-\u0eae\u0eb0-\u0ec4\u1000-\u103f\u1780-\u17c5",
)

# In ASCII alone, words are counted without looking at each: what stands between spaces, less what a mark joins.
_SPACED: Final = str.maketrans(
    dict.fromkeys(set(map(chr, range(128))) - {*string.ascii_letters, *string.digits, "_"}, " ")
)
_JOINED = re.compile(r"['\-](?<=\w['\-])(?=\w)", re.ASCII)


def word_count(text: str) -> int:
    """The number of words; each Chinese, Japanese or Korean character counts as one."""
    return _ascii_words(text) if text.isascii() else sum(map(_words_in_line, text.split("\n")))


def script_counts(text: str) -> tuple[int, ...]:
    """How many characters are Han, kana, Hangul, and of other scripts without spaces; () where there are none."""
    if text.isascii() or not _counted_scripts().search(text):
        return ()
    return tuple(len(script.findall(text)) for script in _scripts())


@functools.cache
def _counted_scripts() -> re.Pattern[str]:
    return re.compile("[" + "".join(_SCRIPTS) + "]")


@functools.cache
def _scripts() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"[{letters}]") for letters in _SCRIPTS)


def _words_in_line(line: str) -> int:
    return _ascii_words(line) if line.isascii() else len(_word().findall(line))


@functools.cache
def _word() -> re.Pattern[str]:
    """One word; compiled late, since it takes long and many collections need it nowhere."""
    return re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’\-][^\W{_CJK}]+)*+")


def _ascii_words(text: str) -> int:
    joined = len(_JOINED.findall(text)) if "-" in text or "'" in text else 0
    return len(text.translate(_SPACED).split()) - joined
