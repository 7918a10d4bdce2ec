"""kramdown's own syntax to ours: formulas, attribute lists, extensions; never inside code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rlnotes.app.importing.steps import Step, one_line, pairs, whole_line

_LETTER = re.compile(r"[^\n]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")
_LIST_MARK = re.compile(r"(?:[-*+>][ \t]+|\d{1,9}[.)][ \t]+)*")
_ATTRIBUTES = re.compile(r"\{:(?![:/])[^{}\n]*\}")
_EXTENSION = re.compile(r"\{:(?::(\w+)[^{}\n]*|/(\w*))\}")
_COMMENT = re.compile(r"(\{::comment\})(?:(?!\{::comment\}|\{:/)[\s\S])*+(\{:/(?:comment)?\})")
_CLASS = re.compile(r"\.([\w-]+)")
_ID = re.compile(r"#([\w-]+)")
_HEADING = re.compile(r"#{1,6}[ \t]")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_NO_PARAGRAPH = re.compile(r"[#>|`~<{$]|[-*+][ \t]|\d{1,9}[.)][ \t]| {4}|\t")
_ESCAPED = re.compile(r"\\([\\.*_+`()\[\]{}#!<>:|\"'$-])")
_NOTICES: Final = {
    "notice": "note", "notice--primary": "note", "notice--info": "info", "notice--warning": "warning",
    "notice--danger": "danger", "notice--success": "success",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text without its end."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int) -> list[Line]:
    """The lines of `text` from `start` on."""
    found = []
    for each in re.finditer(r"([^\n]*)(\n|\Z)", text[start:]):
        words = each[1].removesuffix("\r")
        found.append(Line(start + each.start(), start + each.start() + len(words), words))
    return found


def kramdown_steps(text: str, start: int, code: Iterable[tuple[int, int]]) -> Iterator[Step]:
    """The steps for the body of a note, which begins at `start`; `code` are parts of it that stay as they are."""
    masked = _without(text, code)
    paragraphs = list(_paragraphs(masked, start))
    reaches = [(each[0].start, each[-1].end) for each in paragraphs]
    masked = _without(masked, (span for reach in reaches for span in _code_spans(masked, *reach)))
    for marks, step_of in _FORMULAS:
        formulas = [each for reach in reaches for each in pairs(masked, marks, *reach)]
        yield from filter(None, (step_of(text, *each) for each in formulas))
        masked = _without(masked, formulas)
    yield from _comments(masked, start)
    masked = _without(masked, (found.span() for found in _COMMENT.finditer(masked, start)))
    for paragraph in paragraphs:
        yield from _attributes(masked, paragraph)


def _without(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """`text` with some parts blanked, line ends kept."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted(parts):
        if end > place:
            begin = max(start, place)
            pieces += (text[place:begin], _LETTER.sub("\0", text[begin:end]))
            place = end
    return "".join((*pieces, text[place:]))


def _paragraphs(text: str, start: int) -> Iterator[list[Line]]:
    """The lines between blank ones, but for fenced and indented code."""
    held: list[Line] = []
    fence = ""
    for line in lines_of(text, start):
        mark = _FENCE.match(line.text)
        if fence or mark or not line.text.strip() or (not held and line.text.startswith(("    ", "\t"))):
            if held:
                yield held
            held = []
            fence = _fence_after(fence, mark, line.text)
        else:
            held.append(line)
    if held:
        yield held


def _fence_after(fence: str, mark: re.Match[str] | None, line: str) -> str:
    if not mark:
        return fence
    if not fence:
        return mark[1]
    return "" if mark[1].startswith(fence) and line.strip() == mark[1] else fence


def _code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Backticks, with what stands between them and as many others (CommonMark 6.1)."""
    runs = [(each.start(), each.end()) for each in _TICKS.finditer(text, start, end)]
    last = {after - begin: place for place, (begin, after) in enumerate(runs)}
    place = 0
    while place < len(runs):
        begin, after = runs[place]
        other = place + 1
        if last[after - begin] > place:
            while runs[other][1] - runs[other][0] != after - begin:
                other += 1
            yield begin, runs[other][1]
            other += 1
        place = other


def _dollars(text: str, start: int, end: int) -> Step | None:
    """A formula with doubled dollars in running text as one of ours; set apart they mean the same."""
    tex = text[start + 2 : end - 2].strip()
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = _LIST_MARK.sub("", text[first:start], count=1) + text[end : last if last >= 0 else len(text)]
    if "\n" in tex or not tex or not around.strip() or text[max(0, start - 1) : start] == "\\":
        return None
    is_plain = "$" not in tex and not text[end : end + 1].isdigit() and not tex.endswith("\\")
    return Step(start, end, f"${tex}$" if is_plain else f"\\({tex}\\)", "formulas in running text")


def _backslashes(text: str, start: int, end: int) -> Step:
    """A formula whose marks and letters are escaped once more than here."""
    tex = _ESCAPED.sub(r"\1", text[start + 3 : end - 3])
    new = f"{text[start + 1 : start + 3]}{tex}{text[end - 2 : end]}"
    return Step(start, end, new, "doubled backslashes of formulas")


_FORMULAS: Final[tuple[tuple[tuple[str, str], Callable[[str, int, int], Step | None]], ...]] = (
    (("$$", "$$"), _dollars),
    (("\\\\(", "\\\\)"), _backslashes),
    (("\\\\[", "\\\\]"), _backslashes),
)
"""The marks around formulas: those inside of others mean nothing, so the outer ones come first."""


def _attributes(masked: str, paragraph: Sequence[Line]) -> Iterator[Step]:
    prose = next((n for n, line in enumerate(paragraph) if _NO_PARAGRAPH.match(line.text)), len(paragraph))
    for place, line in enumerate(paragraph):
        words = masked[line.start : line.end]
        if _ATTRIBUTES.fullmatch(words.strip()):
            yield from _of_block(masked, paragraph, place, prose)
            continue
        for found in _ATTRIBUTES.finditer(words):
            begin = line.start + found.start()
            name = _ID.search(found[0])
            kind = "names of places" if name else "attribute lists removed"
            yield Step(begin, line.start + found.end(), _anchor(name), kind, one_line(found[0]))
        yield from _extensions(line, words)


def _comments(masked: str, start: int) -> Iterator[Step]:
    """`{::comment}` to what closes it as a comment of ours; one that nothing closes stays and is reported."""
    for found in _COMMENT.finditer(masked, start):
        for number in (1, 2):
            yield Step(*found.span(number), "%%", "comment to ours")


def _extensions(line: Line, words: str) -> Iterator[Step]:
    """What is no comment stays and is reported."""
    for found in _EXTENSION.finditer(words):
        yield Step(line.start + found.start(), line.start + found.end(), None, "kramdown extension")


def _of_block(masked: str, paragraph: Sequence[Line], place: int, prose: int) -> Iterator[Step]:
    """The steps for an attribute list on a line of its own: it speaks of the lines above, else of those below.

    The first `prose` lines of the paragraph begin no other block. A list comes after many lines and many lists, so
    the lines around it are looked at one by one only where they are changed.
    """
    line = paragraph[place]
    has_above, has_below = place > 0, place + 1 < len(paragraph)
    first = 0 if has_above else min(1, len(paragraph) - 1)  # of the lines that it speaks of
    start, end = whole_line(masked, line.start, line.end)
    words = line.text.strip()
    classes = _CLASS.findall(words)
    notice = next((_NOTICES[each] for each in classes if each in _NOTICES), "")
    name = _ID.search(words)
    if notice and _is_prose(paragraph, place, prose):
        yield Step(start, end, "\n" if has_above and has_below else "", "notices to callouts", words)
        yield from _quoted(paragraph[:place] or paragraph[place + 1 :], notice)
    elif name and has_above and (heading := _heading(paragraph[max(0, place - 2) : place])):
        yield Step(start, end, "", "names of headings", words)
        yield Step(heading.end, heading.end, f" {{#{name[1]}}}")
    elif name and (has_above or has_below) and not _NO_PARAGRAPH.match(paragraph[first].text):
        yield Step(start, end, "", "names of places", words)
        yield Step(paragraph[first].start, paragraph[first].start, _anchor(name))
    elif has_above and "toc" in re.findall(r"\w+", words):
        above = paragraph[place - 1]
        yield Step(
            whole_line(masked, above.start, above.end)[0], end, "", "tables of contents, which pages have", words
        )
    else:
        yield Step(start, end, "", "attribute lists removed", words)


def _is_prose(paragraph: Sequence[Line], place: int, prose: int) -> bool:
    """Whether the lines above an attribute list, else those below it, are there and begin no block of their own."""
    if place:
        return place <= prose
    return len(paragraph) > 1 and not any(_NO_PARAGRAPH.match(each.text) for each in paragraph[1:])


def _anchor(name: re.Match[str] | None) -> str:
    """A place that links can name; letters that a name may have need no escape in HTML."""
    return f'<a id="{name[1]}"></a>' if name else ""


def _heading(above: Sequence[Line]) -> Line | None:
    """The heading that lines end in."""
    if _HEADING.match(above[-1].text):
        return above[-1]
    return above[-2] if len(above) > 1 and _UNDERLINE.fullmatch(above[-1].text) else None


def _quoted(lines: Sequence[Line], kind: str) -> Iterator[Step]:
    first = lines[0]
    yield Step(first.start, first.start, f"> [!{kind}]\n> ")
    yield from (Step(line.start, line.start, "> ") for line in lines[1:])
