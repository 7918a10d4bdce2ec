"""Bare addresses as links: `https://host/path`, `www.host`, `name@host.org` (GFM's extended autolinks)."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import InlineRule, Silent, Stamp

_SCHEME_BEFORE = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.IGNORECASE)
_AFTER_SCHEME = re.compile(r"://[^\s<\x00-\x20.\[\]][^\s<\[\]]*+")
_WWW = re.compile(r"www\.[^\s<.\[\]][^\s<\[\]]*\.[^\s<\[\]]++")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]+\Z")
_HOST_AFTER = re.compile(r"@(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]*[A-Za-z0-9](?![A-Za-z0-9_-])")
_LONGEST_NAME = 64  # RFC 5321, section 4.5.3.1.1
_TRAILING = "?!.,:*_~'\""
_ENTITY_TAIL = re.compile(r"&[A-Za-z0-9]{1,32};\Z")


def autolinks(md: MarkdownIt) -> None:
    """Link bare addresses in running text."""
    for name, rule in (("protocol", _protocol), ("www", _www), ("email", _email)):
        md.inline.ruler.push(f"autolink_{name}", _outside_links(rule))


def _outside_links(rule: InlineRule) -> InlineRule:
    return lambda state, silent: not silent and state.linkLevel == 0 and rule(state, silent)


def _protocol(state: StateInline, _silent: Silent) -> bool:
    if not state.src.startswith("://", state.pos):
        return False
    before = _SCHEME_BEFORE.search(state.src, max(0, state.pos - 6), state.pos)
    after = _AFTER_SCHEME.match(state.src, state.pos, state.posMax)
    if not before or not after or not state.pending.endswith(before[0]):
        return False
    return _push(state, before[0], _trimmed(after[0]), "")


def _www(state: StateInline, _silent: Silent) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if not state.src.startswith("www.", state.pos) or not (before.isspace() or before in "*_~("):
        return False
    match = _WWW.match(state.src, state.pos, state.posMax)
    return _push(state, "", _trimmed(match[0]), "http://") if match else False


def _email(state: StateInline, _silent: Silent) -> bool:
    if state.src[state.pos] != "@":
        return False
    before = _NAME_BEFORE.search(state.src, max(0, state.pos - _LONGEST_NAME), state.pos)
    after = _HOST_AFTER.match(state.src, state.pos, state.posMax)
    if not before or not after or not state.pending.endswith(before[0]):
        return False
    return _push(state, before[0], after[0], "mailto:")


def _trimmed(text: str) -> str:
    """`text` without the punctuation that ends the sentence around it."""
    end = len(text)
    closers = text.count(")") - text.count("(")
    while True:
        entity = _ENTITY_TAIL.search(text, max(0, end - 34), end) if text[end - 1] == ";" else None
        if entity:
            end = entity.start()
        elif text[end - 1] in _TRAILING:
            end -= 1
        elif text[end - 1] == ")" and closers > 0:
            end, closers = end - 1, closers - 1
        else:
            break
    return text[:end]


def _push(state: StateInline, before: str, after: str, prefix: str) -> bool:
    if before:
        state.pending = state.pending[: -len(before)]
    text = before + after
    start = state.env["base"] + state.pos - len(before)
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(prefix + text)}
    token.meta["at"] = Stamp(state.env["block"], start, start + len(text))
    token.info = "auto"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1).info = "auto"
    state.pos += len(after)
    return True
