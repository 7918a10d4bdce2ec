"""Tags of Liquid and shortcodes of Hugo in a text: nothing runs them, which each file is told once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from rlnotes.parse.ledger import Ledger, report
from rlnotes.parse.places import Stamp

_OPENING = re.compile(r"\{%[-+]?[ \t]*+[A-Za-z#]|\{\{[<%]?-?[ \t]*+[A-Za-z/.\"$]")
_CLOSING = re.compile(r"%\}|\}\}")
_READ: Final = ("text", "html_inline")
_SHOWN: Final = 60  # characters of a tag in a message


def report_template_tags(ledger: Ledger, source: str, tokens: Sequence[Token]) -> None:
    """Report the first tag that readers will see; those in code and formulas are no tags."""
    if "{%" not in source and "{{" not in source:
        return
    tags = [*_tags_in(tokens)]
    if not tags:
        return
    block, opening = tags[0]
    start = max(block.content.find(opening), 0)
    closing = _CLOSING.search(block.content, start + 2, start + _SHOWN)
    end = closing.end() if closing else start + len(opening)
    others = f"; this file has {len(tags)} tags" if len(tags) > 1 else ""
    message = f"'{block.content[start:end]}' is shown as it is written{others}"
    report(ledger, Stamp(block, start, end), "liquid-tag", message, "no tags are run here; write what it stands for")


def _tags_in(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The block and the beginning of each tag."""
    for token in tokens:
        if token.type == "html_block":
            yield from ((token, found[0]) for found in _OPENING.finditer(token.content))
        elif token.type == "inline" and ("{%" in token.content or "{{" in token.content):
            text = "\0".join(child.content for child in token.children or () if child.type in _READ)
            yield from ((token, found[0]) for found in _OPENING.finditer(text))
