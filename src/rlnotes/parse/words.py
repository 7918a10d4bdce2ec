"""How long a text is, in words."""

from __future__ import annotations

import re

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])\w)+(?:['’\-](?:(?![{_CJK}])\w)+)*+")


def word_count(text: str) -> int:
    """The number of words; each Chinese, Japanese or Korean character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))
