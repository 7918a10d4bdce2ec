"""How much a body may make of its definitions: `[a]: long` used in a thousand places is a thousand times as long."""

from __future__ import annotations

from typing import Any, Final

from markdown_it.rules_inline import StateInline
from markdown_it.utils import EnvType

from rlnotes.parse.places import InlineRule, Silent

_ALWAYS_ALLOWED: Final = 100_000
_LEFT: Final = "expansion left"


def allowed_expansion(text: str) -> dict[str, Any]:
    """The environment in which `text` is parsed: its definitions may make it three times as long."""
    return {_LEFT: max(_ALWAYS_ALLOWED, 2 * len(text))}


def charged(rule: InlineRule) -> InlineRule:
    """`rule`, which reads a link or picture; when all that is allowed is used up, definitions are there no more."""

    def charging(state: StateInline, silent: Silent) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and state.env.get("references"):
            _charge(state, first, state.pos - start)
        return True

    return charging


def is_within(env: EnvType, made: int) -> bool:
    """Whether so many characters more may be made of what stands elsewhere; then they count."""
    env[_LEFT] = env.get(_LEFT, _ALWAYS_ALLOWED) - made
    return bool(env[_LEFT] >= 0)


def _charge(state: StateInline, first: int, written: int) -> None:
    made = sum(len(str(value)) for token in state.tokens[first : first + 2] for value in token.attrs.values())
    if not is_within(state.env, max(made - written, 0)):
        state.env["references"] = {}
