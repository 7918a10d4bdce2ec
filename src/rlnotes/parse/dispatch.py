"""The parser's rules tried only where they can begin: each knows its first characters, so most need not be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import InlineRule, Silent

BlockRule: TypeAlias = Callable[[StateBlock, int, int, Silent], bool]
_Rule = TypeVar("_Rule")

# The characters with which what a rule reads begins; a rule that is not here may begin with any.
_INLINE_STARTS: Final[Mapping[str, str]] = {
    "newline": "\n",
    "comment": "%",
    "math": "$\\",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "highlight": "=",
    "plain_emphasis": "*_",
    "emphasis": "*_",
    "citation": "[",
    "narrative_citation": "@-",
    "embed": "!",
    "wikilink": "[",
    "plain_link": "[",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_comment": "<",
    "html_inline": "<",
    "entity": "&",
    "tag": "#",
    "autolink_protocol": ":",
    "autolink_www": "w",
    "autolink_email": "@",
    "role": "{",
    "span_attributes": "{",
    "loose_span_attributes": "{",
}
_BLOCK_STARTS: Final[Mapping[str, str]] = {
    "comment_block": "%",
    "admonition": "!?",
    "directive": "`~:",
    "target": "(",
    "tabs": "=",
    "math_block": "$\\",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "0123456789*-+",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_CHAINS: Final = ("paragraph", "reference", "blockquote", "list")  # what a block may end in the midst of

# Blocks that only their second line shows, and a line that may be one; marks of quotes may stand before it.
_SECOND_LINES: Final[Mapping[str, re.Pattern[str]]] = {
    "table": re.compile(r"\n[ \t>]*+[|:\-][|:\- \t]++(?=\n|\Z)"),
    "lheading": re.compile(r"\n[ \t>]*+(?:=++|-++)[ \t]*+(?=\n|\Z)"),
    "deflist": re.compile(r"\n[ \t>]*+[:~][ \t]"),
}


def absent_blocks(text: str) -> frozenset[str]:
    """The rules for blocks of which `text` has none for sure: no line of it looks like their second line."""
    return frozenset(name for name, pattern in _SECOND_LINES.items() if not pattern.search(text))


def dispatch(md: MarkdownIt) -> None:
    """Put one rule that knows where each of `md`'s rules can begin in the place of them all."""
    _dispatch_blocks(md)
    _dispatch_inlines(md)
    _dispatch_pairs(md)
    md.core.ruler.at("text_join", _join_texts)


def _by_character(rules: Iterable[tuple[str, _Rule]], starts: Mapping[str, str]) -> dict[str, tuple[_Rule, ...]]:
    """The rules that can begin with each character, in their order; those that can begin with any other under ""."""
    named = tuple(rules)
    characters = sorted({"", *"".join(starts.values())})
    return {
        character: tuple(rule for name, rule in named if name not in starts or character in tuple(starts[name]))
        for character in characters
    }


def _dispatch_blocks(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    names = dict(zip(ruler.getRules(""), ruler.get_active_rules(), strict=True))
    chains = {chain: _by_character(_named(ruler.getRules(chain), names), _BLOCK_STARTS) for chain in ("", *_CHAINS)}
    ruler.enableOnly("code")  # by its name the library asks whether indented code is read
    ruler.at("code", _block_start(chains[""]))
    for chain in _CHAINS:
        ruler.push(f"{chain}_end", _block_end(chains[chain]), {"alt": [chain]})


def _named(rules: Sequence[BlockRule], names: Mapping[BlockRule, str]) -> list[tuple[str, BlockRule]]:
    return [(names[rule], rule) for rule in rules]


def _block_start(starting: Mapping[str, tuple[BlockRule, ...]]) -> BlockRule:
    """The rule that reads any block."""
    others = starting[""]

    def read_block(state: StateBlock, line: int, end_line: int, silent: Silent) -> bool:
        first = state.src[state.bMarks[line] + state.tShift[line]]
        rules = iter(starting.get(first, others))
        while not next(rules)(state, line, end_line, silent):
            pass  # until one reads it: the last one takes anything for a paragraph
        return True

    return read_block


def _block_end(starting: Mapping[str, tuple[BlockRule, ...]]) -> BlockRule:
    """The rule that tells whether a line ends the paragraph, quote or list before it; it reads no block itself."""
    others = starting[""]

    def is_end(state: StateBlock, line: int, end_line: int, silent: Silent) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        rules = starting.get(state.src[start : start + 1], others) if silent else ()
        for rule in rules:  # noqa: SIM110 - a generator would cost more than most rules
            if rule(state, line, end_line, silent):
                return True
        return False

    return is_end


def _dispatch_inlines(md: MarkdownIt) -> None:
    ruler = md.inline.ruler
    rules = zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)
    starting = _by_character((named for named in rules if named[0] != "text"), _INLINE_STARTS)
    ruler.enableOnly("text")
    ruler.at("text", _running_text(starting, md.inline.terminator_re))


def _running_text(starting: Mapping[str, tuple[InlineRule, ...]], stops: re.Pattern[str]) -> InlineRule:
    """The rule that reads plain text up to the next stop, and unless it looks ahead, also what begins there."""
    search, others = stops.search, starting[""]

    def running_text(state: StateInline, silent: Silent) -> bool:
        src, start = state.src, state.pos
        stop = search(src, start)
        end = stop.start() if stop else state.posMax
        if end > start:
            state.pos = end
            if silent:
                return True
            state.append_pending(src[start:end])
            if end >= state.posMax:
                return True
        for rule in starting.get(src[end], others):
            if rule(state, silent):
                return True
        return end > start

    return running_text


def _join_texts(state: StateCore) -> None:
    """Join texts where there may be some apart: only characters escaped or named are read as tokens of their own."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def _dispatch_pairs(md: MarkdownIt) -> None:
    """Look for pairs, and for texts that pairs left apart, only where there are marks."""
    ruler = md.inline.ruler2
    rules = tuple(ruler.getRules(""))

    def pairs(state: StateInline) -> None:
        if state.delimiters or any(meta and meta["delimiters"] for meta in state.tokens_meta):
            for rule in rules:
                rule(state)

    ruler.enableOnly("balance_pairs")
    ruler.at("balance_pairs", pairs)
