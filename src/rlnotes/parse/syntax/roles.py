"""MyST's roles: a name in braces in front of code in a line, as for a formula, a citation or a link to a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick

from rlnotes.parse.places import Silent, Stamp, placed, push_between_tags, stop_at
from rlnotes.parse.syntax.citations import Item
from rlnotes.parse.syntax.labels import label_id, note_unnamed

_OPENING = re.compile(r"\{([A-Za-z][\w:+.\-]{0,63})\}(`++)")
_KEY = re.compile(r"[^\s`{}\[\],;@]{1,300}")
_NUMBERS = re.compile(r"(?<!\s)\s*+(?:%s|\{number\}|\{name\})")


class _Role(NamedTuple):
    """A role: its name, its text, and the place of that from the start of the role."""

    name: str
    text: str
    start: int


def roles(md: MarkdownIt) -> None:
    """Read the roles that have a meaning here; others stay the code that CommonMark says."""
    stop_at(md, "{")
    md.inline.ruler.before("backticks", "role", placed(_role))


def _role(state: StateInline, silent: Silent) -> bool:
    opening = _OPENING.match(state.src, state.pos, state.posMax)
    push = _PUSHES.get(opening[1].lower()) if opening else None
    if opening is None or push is None:
        return False
    start, end = opening.end(), _end(state, opening)
    written = state.src[start : end - len(opening[2])]
    text = written.strip()
    role = _Role(opening[1].lower(), text.replace("\n", " "), start - state.pos + written.find(text))
    if not text or not _is_readable(state, role):
        return False
    if not silent:
        push(state, role)
    state.pos = end
    return True


def _end(state: StateInline, opening: re.Match[str]) -> int:
    """The place behind the code of the role; that of its first mark if nothing closes it."""
    pos, state.pos = state.pos, opening.start(2)
    backtick(state, True)  # noqa: FBT003 - markdown-it's signature
    end, state.pos = state.pos, pos
    return end


def _is_readable(state: StateInline, role: _Role) -> bool:
    """Whether the role can stand where it stands: no link in links, and keys in citations."""
    if role.name in _CITATIONS:
        return state.linkLevel == 0 and all(_KEY.fullmatch(key.strip()) for key in role.text.split(","))
    return role.name not in _LINKS or state.linkLevel == 0


def _push_math(state: StateInline, role: _Role) -> None:
    token = state.push("math", "", 0)
    token.content, token.meta["display"] = role.text, False


def _push_code(state: StateInline, role: _Role) -> None:
    state.push("code_inline", "code", 0).content = role.text


def _push_element(state: StateInline, role: _Role) -> None:
    tag = _ELEMENTS[role.name]
    push_between_tags(state, tag, tag, role.text)


def _push_abbreviation(state: StateInline, role: _Role) -> None:
    short, _, long = role.text.removesuffix(")").rpartition("(") if role.text.endswith(")") else (role.text, "", "")
    is_titled = bool(short.strip() and long.strip())
    tags = push_between_tags(state, "abbr", "abbr", short.rstrip() if is_titled else role.text)
    if is_titled:
        tags[0].attrSet("title", long.strip())


def _push_citation(state: StateInline, role: _Role) -> None:
    items = [*_items(role)]
    if not _CITATIONS[role.name]:
        token = state.push("citation", "", 0)
        token.content = f"[{'; '.join(f'@{item.key}' for item in items)}]"
        token.meta.update(items=tuple(items), is_narrative=False)
        return
    base = state.env["base"] + state.pos
    for number, item in enumerate(items):
        if number:
            state.push("text", "", 0).content = ", "
        token = state.push("citation", "", 0)
        own = item._replace(start=0, end=item.end - item.start)
        at = Stamp(state.env["block"], base + item.start, base + item.end)
        token.content, token.meta = f"@{item.key}", {"items": (own,), "is_narrative": True, "at": at}


def _items(role: _Role) -> list[Item]:
    found, start = [], role.start
    for part in role.text.split(","):
        key = part.strip()
        place = start + part.find(key)
        found.append(Item(key, place, place + len(key), "", "", "", "", author_suppressed=False))
        start += len(part) + 1
    return found


def _target(text: str) -> tuple[str, str]:
    """The target of a link, and its words: `words <target>`, or the target alone."""
    words, mark, target = text.removesuffix(">").rpartition("<") if text.endswith(">") else ("", "", text)
    return (target.strip(), words.strip()) if mark and target.strip() else (text, "")


def _push_reference(state: StateInline, role: _Role) -> None:
    label, words = _target(role.text)
    words = _NUMBERS.sub("", words) if role.name == "numref" else words
    tags = push_between_tags(state, "link", "a", words or label)
    tags[0].attrs["href"] = state.md.normalizeLink(f"#{label_id(label)}")
    if not words:
        note_unnamed(state.env, label, state.tokens[-2])


def _push_document(state: StateInline, role: _Role) -> None:
    path, words = _target(role.text)
    tags = push_between_tags(state, "link", "a", words or path.rpartition("/")[2] or path)
    tags[0].attrs["href"] = state.md.normalizeLink(path)


_ELEMENTS: Final = {
    "sub": "sub",
    "subscript": "sub",
    "sup": "sup",
    "superscript": "sup",
    "kbd": "kbd",
    "keyboard": "kbd",
    "del": "del",
    "strike": "del",
    "u": "u",
    "underline": "u",
}
_CITATIONS: Final = {  # and whether they are part of the sentence
    **dict.fromkeys(("cite", "cite:p", "cite:ps", "cite:cp", "cite:cps", "cite:alp", "cite:alps"), False),
    **dict.fromkeys(("cite:t", "cite:ts", "cite:ct", "cite:cts"), True),
}
_LINKS: Final = ("ref", "numref", "doc")
_PUSHES: Final[Mapping[str, Callable[[StateInline, _Role], None]]] = {
    "math": _push_math,
    **dict.fromkeys(("code", "literal"), _push_code),
    **dict.fromkeys(_ELEMENTS, _push_element),
    **dict.fromkeys(("abbr", "abbreviation"), _push_abbreviation),
    **dict.fromkeys(_CITATIONS, _push_citation),
    **dict.fromkeys(("ref", "numref"), _push_reference),
    "doc": _push_document,
}
