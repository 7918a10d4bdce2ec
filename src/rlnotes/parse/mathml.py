"""MathML as HTML checkers know it: MathML Core's global attributes on the one element that MathML 3 has for them."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-z]+)([^<>]*?)(/?)>")
_LEVEL = re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"')
_SCRIPT_LEVEL = re.compile(r' scriptlevel="[^"]*"')


def with_styles_apart(mathml: str) -> str:
    """`mathml` with `displaystyle` and `scriptlevel` moved to an `<mstyle>` around each element that has them.

    Browsers treat both the same (MathML Core, 2.1.4 and 3.3.4). A table keeps its `displaystyle`, which it has in
    MathML 3 too.
    """
    ends: list[str] = []
    return _TAG.sub(lambda tag: _rewritten(tag, ends), mathml) if _LEVEL.search(mathml) else mathml


def _rewritten(tag: re.Match[str], ends: list[str]) -> str:
    """The tag as it shall be; `ends` holds what closes each open element."""
    if tag[1]:
        return ends.pop()
    before, start, end = _styled(tag[2], tag[3])
    if tag[4]:
        return f"{before}<{start}/>{'</mstyle>' if before else ''}"
    ends.append(end)
    return f"{before}<{start}>"


def _styled(name: str, attributes: str) -> tuple[str, str, str]:
    """What goes before an element, the inside of its start tag, and what closes it."""
    if name == "mtable":
        return "", name + _SCRIPT_LEVEL.sub("", attributes), "</mtable>"
    levels = "".join(_LEVEL.findall(attributes))
    if not levels or name == "math":
        return "", name + attributes, f"</{name}>"
    return f"<mstyle{levels}>", name + _LEVEL.sub("", attributes), f"</{name}></mstyle>"
