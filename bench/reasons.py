"""Why a command failed, in one line that names no folder."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 200
_TELLING: Final = (re.compile(r"not found \(required by"), re.compile(r"\bError\b|\bERROR\b|\berror\b"))
_FOLDERS: Final = re.compile(r"(?:/[\w.@+-]+)+/")
_KIND: Final = re.compile(r"^(?:\[?\w+\]?: )+")
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")


def reason(said: str, code: int) -> str:
    """The line of what a command said that tells most."""
    lines = [line.strip() for line in _COLOUR.sub("", said).splitlines() if line.strip()]
    telling = [line for sign in _TELLING for line in lines if sign.search(line)]
    chosen = (telling or lines[-1:] or [f"exit code {code}"])[0]
    return _KIND.sub("", _FOLDERS.sub("", chosen))[:_LONGEST]
