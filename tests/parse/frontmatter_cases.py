"""The reader of the case documents in tests/parse/frontmatter: a title, a note, what is read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rlnotes.model.link import Link
from rlnotes.model.note import CitedKey, Entry, Members, Section
from rlnotes.parse.frontmatter import ParsedFront

_CASE = re.compile(
    r"# (?P<title>[^\n]+)\n\nGiven `(?P<path>[^`]+)`:\n\n~~~\n(?P<text>.*?)~~~\n\n"
    r"Then:\n\n(?P<then>(?:- [^\n]+\n)+)\n*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    title: str
    path: str
    text: str
    expected: tuple[str, ...]


def cases_in(document: str) -> list[Case]:
    """The cases of a document; text that is no case is a mistake in the document."""
    cases, position = [], 0
    while position < len(document):
        found = _CASE.match(document, position)
        if found is None:
            raise ValueError(f"not a case: {document[position : position + 80]!r}")
        expected = tuple(found["then"].strip().removeprefix("- ").split("\n- "))
        cases.append(Case(found["title"], found["path"], found["text"], expected))
        position = found.end()
    return cases


def account(parsed: ParsedFront, expected: tuple[str, ...]) -> tuple[str, ...]:
    """What the reader found, in the words of `expected`: all links, ignores, findings, and the fields named there."""
    wanted = [line.partition(":")[0] for line in expected if not line.startswith(("link:", "ignore:", "finding:"))]
    fields = tuple(f"{name}: {shown(_field(parsed, name))}" for name in wanted)
    links = tuple(f"link: {shown(link)} at {link.span.line}:{link.span.column}" for link in parsed.links)
    findings = tuple(
        f"finding: {found.span.line}:{found.span.column} {found.rule}: {found.message}"
        + (f"; {found.help}" if found.help else "")
        for found in parsed.diagnostics
    )
    return fields + links + _ignores(parsed) + (findings or ("finding: none",) * ("finding: none" in expected))


def _ignores(parsed: ParsedFront) -> tuple[str, ...]:
    names = [
        " + ".join(f"{name} at {span.line}:{span.column}" for name, span in one.rules) or "every rule"
        for one in parsed.ignores
    ]
    return tuple(
        f"ignore: {name} in lines {one.first_line}-{one.last_line}, written at {one.span.line}:{one.span.column}"
        for name, one in zip(names, parsed.ignores, strict=True)
    )


def _field(parsed: ParsedFront, name: str) -> object:
    return getattr(parsed, name) if name in ("body", "body_line") else getattr(parsed.front, name)


def shown(value: object) -> str:
    match value:
        case tuple():
            return " + ".join(shown(item) for item in value) or "nothing"
        case Link():
            anchor = "" if value.fragment is None else f"#{value.fragment}"
            return f"{value.target}{anchor}" + (f"|{value.text}" if value.text else "")
        case Entry():
            labels = "".join(f" ({label})" for label in (value.title, value.description, value.claim) if label)
            return shown(value.link) + labels
        case Section():
            return f"{value.title} [{value.date}] {value.text}: {shown(value.entries)}"
        case Members():
            return " / ".join(map(shown, (value.tags, value.folders, value.hubs, value.entries)))
        case CitedKey():
            return value.key
        case _:
            return _simple(value)


def _simple(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value in (None, "") else str(value).replace("\n", "⏎")
