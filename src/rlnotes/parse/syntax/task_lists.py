"""Task lists: `- [ ] to do`, `- [x] done`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_BOX = re.compile(r"\[([ xX])\][ \t]+")


def task_lists(md: MarkdownIt) -> None:
    """Mark list items that open with a box, and cut the box out, before inline content is parsed."""
    md.core.ruler.before("inline", "task_list", _boxes)


def _boxes(state: StateCore) -> None:
    if not _BOX.search(state.src):
        return
    tokens = state.tokens
    for index, token in enumerate(tokens[2:], 2):
        if token.type != "inline" or tokens[index - 2].type != "list_item_open":
            continue
        match = _BOX.match(token.content)
        if match:
            token.content = token.content[match.end() :]
            token.meta["task"] = match[1] != " "
            tokens[index - 2].attrJoin("class", "task-list-item")
