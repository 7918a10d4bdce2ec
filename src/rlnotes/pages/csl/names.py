"""Whole given names where a style asks for them: the citation processor knows no `initialize="false"` (CSL 1.0.2)."""

from __future__ import annotations

import re
from typing import Final

_WHOLE: Final = 'initialize="false"'
_ABOVE = re.compile(r'(<(?:style|citation|bibliography)\b[^<>]*?)\s+initialize-with="([^"]*)"')
_NAME = re.compile(r"<name(?=[\s/>])[^<>]*>")
_OWN = re.compile(r'\s+initialize-with="[^"]*"')


def with_whole_names(xml: str) -> str:
    """A style that says of each name itself what follows its initials, and nothing of those that stand whole."""
    if _WHOLE not in xml:
        return xml
    above = _ABOVE.search(xml)
    mark = f' initialize-with="{above[2]}"' if above else ""
    return _NAME.sub(lambda name: _said(name[0], mark), _ABOVE.sub(r"\1", xml))


def _said(name: str, mark: str) -> str:
    if _WHOLE in name:
        return _OWN.sub("", name)
    return name if _OWN.search(name) else f"<name{mark}{name[5:]}"
