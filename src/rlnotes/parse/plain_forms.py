"""The plainest emphasis, links and paragraphs, read at once: what CommonMark's rules come to in the simplest case."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import Silent, is_hopeless, placed, push_between_tags
from rlnotes.parse.syntax.typed_links import typed

# Between these neighbours the first marks can only open and the last only close (CommonMark, "Left-flanking delimiter
# run"), and nothing between them is a mark: so they pair with each other, whatever else is open.
_EMPHASIS = re.compile(r"(?<![^ (])(\*\*?|__?)(?![*_])([A-Za-z0-9]+(?: [A-Za-z0-9]+)*+)\1(?=[ .,;:?)]|\Z)")
_EMPHASIS_TAGS: Final = {1: "em", 2: "strong"}

# Neither words nor address have a character that any rule reads, that is escaped, or that an address ends with.
_LINK = re.compile(r"\[([A-Za-z0-9 .,;()]++)\]\(([A-Za-z0-9./#:?+,%_~\-]++)\)")


def plain_forms(md: MarkdownIt) -> None:
    """Read the plainest forms ahead of the rules that read all forms; the result is the same."""
    md.inline.ruler.before("emphasis", "plain_emphasis", _emphasis)
    md.inline.ruler.before("link", "plain_link", typed(placed(_link)))
    md.block.ruler.before("paragraph", "line_paragraph", _line)


def _emphasis(state: StateInline, silent: Silent) -> bool:
    """Read `*a word*`, `**a word**`, `_a word_` and `__a word__`."""
    found = None if silent else _EMPHASIS.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    name = _EMPHASIS_TAGS[len(found[1])]
    for token in push_between_tags(state, name, name, found[2]):
        token.markup = found[1]
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: Silent) -> bool:
    """Read `[a word](address)`."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or state.md.inline.terminator_re.search(found[1]) or is_hopeless(state, state.pos):
        return False
    if not silent:
        push_between_tags(state, "link", "a", found[1])[0].attrs["href"] = state.md.normalizeLink(found[2])
    state.pos = found.end()
    return True


def _line(state: StateBlock, line: int, _end_line: int, _silent: Silent) -> bool:
    """Read a line before an empty one, or the last line, as a paragraph."""
    after = line + 1
    if after < state.lineMax and not state.isEmpty(after):
        return False
    start = state.bMarks[line] + state.tShift[line]
    state.push("paragraph_open", "p", 1).map = [line, after]
    content = state.push("inline", "", 0)
    content.content = mdTrim(state.src[start : state.eMarks[line]])
    content.map = [line, after]
    content.children = []
    state.push("paragraph_close", "p", -1)
    state.line = after
    return True
