"""Liquid in a text: what has an answer of its own here is replaced, the rest is left as it is and reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rlnotes.app.importing.steps import Step, whole_line

_OPENING = re.compile(r"\{[{%]")
_CLOSINGS: Final = {"raw": "endraw", "comment": "endcomment"}
_ENDS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(rf"\{{%-?\s*{closing}\s*-?%\}}") for name, closing in _CLOSINGS.items()
}
_ROOTS: Final = frozenset({"base_path", "site.url", "site.baseurl", "site.github.url"})
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or an output if it has no name; `inner_end` and `end` differ for what runs to a closing tag."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """What Liquid asks the site for: the address of a file, of a post, of the site; and of its first page for links."""

    of_file: Callable[[str], str]
    of_post: Callable[[str], str]
    home: str
    first_page: str


def tokens(text: str, start: int) -> list[Token]:
    """The tags and outputs of `text`, in order; what stands raw or in a comment is one token with its tags."""
    found: list[Token] = []
    hopeless: set[str] = set()
    place = start
    while opening := _OPENING.search(text, place):
        place = opening.end()
        closer = "%}" if opening[0] == "{%" else "}}"
        end = -1 if closer in hopeless else text.find(closer, place)
        if end < 0:
            hopeless.add(closer)
            continue
        token = _token(text, opening.start(), end, closer)
        if token.name in _ENDS and token.name not in hopeless:
            token = _closed(text, token, hopeless)
        found.append(token)
        place = token.end
    return found


def _token(text: str, start: int, end: int, closer: str) -> Token:
    words = text[start + 2 : end].removeprefix("-").removesuffix("-").strip()
    name, _, rest = words.partition(" ") if closer == "%}" else ("", "", words)
    return Token(start, end + 2, end + 2, end + 2, name, rest.strip())


def _closed(text: str, token: Token, hopeless: set[str]) -> Token:
    end = _ENDS[token.name].search(text, token.end)
    if end is None:
        hopeless.add(token.name)
        return token
    return Token(token.start, token.inner_start, end.start(), end.end(), token.name, token.rest)


def code_of(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where Markdown has nothing to say: tags, comments, highlighted code. Text that is raw to Liquid is Markdown."""
    opened = -1
    for token in found:
        if token.name == "raw":
            yield token.start, token.inner_start
            yield token.inner_end, token.end
        elif token.name == "endhighlight" and opened >= 0:
            yield opened, token.end
            opened = -1
        elif opened < 0:
            opened = token.start if token.name == "highlight" else -1
            yield token.start, token.end


def liquid_steps(text: str, found: Sequence[Token], addresses: Addresses) -> Iterator[Step]:
    """A step for each token; the last first, since what an address begins with depends on what follows."""
    closers: list[Token] = []
    after = (len(text), "")
    for token in reversed(found):
        steps = list(_steps(text, token, addresses, closers, after))
        first = steps[0]
        new = text[first.start : first.end] if first.new is None else first.new
        after = (token.start, (new or (after[1] if after[0] == token.end else text[token.end : token.end + 1]))[:1])
        yield from steps


def _steps(
    text: str, token: Token, addresses: Addresses, closers: list[Token], after: tuple[int, str]
) -> Iterator[Step]:
    """The steps for one token, at least one."""
    if token.name == "endhighlight":
        closers.append(token)
    if token.name == "highlight" and closers:
        yield from _fenced(text, token, closers.pop())
    elif token.name == "endhighlight":
        yield Step(token.start, token.start, "")  # told by its beginning
    elif token.end > token.inner_end:
        yield from _unwrapped(text, token)
    elif token.name == "include" and token.rest == "base_path":
        yield Step(
            *whole_line(text, token.start, token.end), "", "Liquid that has no use here", "{% include base_path %}"
        )
    else:
        following = after[1] if after[0] == token.end else text[token.end : token.end + 1]
        yield _answered(text, token, addresses, following)


def _answered(text: str, token: Token, addresses: Addresses, following: str) -> Step:
    if token.name:
        ask = {"link": addresses.of_file, "post_url": addresses.of_post}.get(token.name)
        new = ask(token.rest.strip("\"'")) if ask else ""
        if new:
            return Step(token.start, token.end, new, "Liquid that names an address")
        kind = "Liquid include" if token.name.startswith("include") else "Liquid"
        return Step(token.start, token.end, None, kind)
    result = evaluated(token.rest)
    if result is None:
        return Step(token.start, token.end, None, "Liquid")
    if result == "":
        result = _root(text[max(0, token.start - 1) : token.start], following, addresses)
    return Step(token.start, token.end, result, "Liquid that names an address")


def _root(before: str, following: str, addresses: Addresses) -> str:
    """The site's own address: nothing where `following` begins a path, its first page in a link, else in full."""
    if following in {"/", "{"}:
        return ""
    return addresses.first_page if before in {"(", '"', "'"} else addresses.home


def evaluated(words: str) -> str | None:
    """The address that the words of an output come to, "" for that of the site; None where they are about else."""
    first, *filters = (part.strip() for part in words.split("|"))
    result = _simple(first)
    if not filters and first not in _ROOTS:
        return None
    for each in filters:
        result = None if result is None else _filtered(result, each)
    return result


def _simple(words: str) -> str | None:
    if words in _ROOTS:
        return ""
    quoted = _QUOTED.fullmatch(words)
    return None if quoted is None else quoted[1] or quoted[2] or ""


def _filtered(result: str, words: str) -> str | None:
    name, _, argument = words.partition(":")
    if name in ("relative_url", "absolute_url"):
        return result if "://" in result else f"/{result.lstrip('/')}"
    other = _simple(argument.strip())
    if name == "prepend" and other is not None:
        return other + result
    if name == "append" and other is not None:
        return result + other
    return None


def _fenced(text: str, opening: Token, closing: Token) -> Iterator[Step]:
    """`{% highlight lang %}` and what closes it as a fence that is longer than any inside."""
    runs = re.findall(r"`{3,}", text[opening.end : closing.start])
    fence = "`" * max((len(run) + 1 for run in runs), default=3)
    language = next(iter(opening.rest.split()), "")
    end = "\r\n" if "\r\n" in text else "\n"
    before = end if text[text.rfind("\n", 0, opening.start) + 1 : opening.start].strip() else ""
    after = "" if text[opening.end : opening.end + 2].startswith(("\n", "\r\n")) else end
    yield Step(opening.start, opening.end, f"{before}{fence}{language}{after}", "highlighted code to a fence")
    is_first = not text[text.rfind("\n", 0, closing.start) + 1 : closing.start].strip()
    is_last = text[closing.end : closing.end + 2].startswith(("\n", "\r\n")) or closing.end == len(text)
    yield Step(closing.start, closing.end, f"{'' if is_first else end}{fence}{'' if is_last else end}")


def _unwrapped(text: str, token: Token) -> Iterator[Step]:
    """Raw text without its tags; a comment as one of ours, which is not published either."""
    if token.name == "comment":
        words = text[token.inner_start : token.inner_end].replace("%%", "% %")
        yield Step(token.start, token.end, f"%%{words}%%", "comment to ours", "{% comment %}")
        return
    first = whole_line(text, token.start, token.inner_start)
    last = whole_line(text, token.inner_end, token.end)
    yield Step(*first, "", "`raw` tags removed", "{% raw %}")
    yield Step(max(last[0], first[1]), last[1], "")
