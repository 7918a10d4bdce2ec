"""Reads collections written as prose: documents of cases, each with given files and what is expected of them.

`tests/README.md` describes the format. Nothing in a document is skipped: text that can't be read, an expectation that
nobody checks and a file without content are failures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from rlnotes.app.pipeline import Linked, link
from rlnotes.config.parse_config import parse_config
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import Source

CONFIG: Final = "rlnotes.toml"
WHOLE_NOTE_RULES: Final = frozenset(
    {
        "dead-end",
        "duplicate-title",
        "empty-section",
        "missing-description",
        "missing-title",
        "orphan",
        "unused-source",
    }
)
"""What these rules miss in a note, a few lines that show something else may well lack."""
ATTACHMENTS: Final = "Attachments"

View: TypeAlias = Callable[[Linked], Iterator[str]]
"""What an expectation is compared with, line by line."""

_FENCE: Final = re.compile(r"(`{3,})\w*")
_PATH: Final = re.compile(r"`([^`]+)`")
_ESCAPE: Final = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a document: its title, the given files by path, other files that are there, and expected lines."""

    document: str
    title: str
    files: Mapping[str, str]
    attachments: frozenset[str]
    expected: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        """The case's name in the report of a test run."""
        return f"{self.document}: {self.title}"


def cases_in(*documents: Path) -> list[Case]:
    """Every case of the documents; a title may stand only once."""
    assert documents, "no documents of cases"
    cases = [case for document in documents for case in _cases(document.stem, document.read_text(encoding="utf-8"))]
    names = [str(case) for case in cases]
    assert sorted(set(names)) == sorted(names), "two cases have the same title"
    return cases


def _cases(document: str, text: str) -> list[Case]:
    chapters = [*_split(text.split("\n"), "# ")]
    assert chapters[0] == ("", []), f"{document}: text before the first title"
    return [_case(document, title, lines) for title, lines in chapters[1:]]


def _split(lines: list[str], mark: str) -> Iterator[tuple[str, list[str]]]:
    """The lines before the first heading that starts with `mark`, then each heading with the lines below it."""
    title, below, fence = "", list[str](), ""
    for line in lines:
        opening = _FENCE.fullmatch(line)
        if opening and not fence:
            fence = opening[1]
        elif line == fence:
            fence = ""
        if line.startswith(mark) and not fence:
            yield title, below
            title, below = line.removeprefix(mark), []
        else:
            below.append(line)
    assert not fence, f"a fenced block below {title!r} is not closed"
    yield title, below


def _case(document: str, title: str, lines: list[str]) -> Case:
    (_, prose), *parts = _split(lines, "## ")
    where = f"{document}: {title}"
    assert any(line.strip() for line in prose), f"{where}: nothing says what matters"
    assert not any(_FENCE.fullmatch(line) for line in prose), f"{where}: a block before the first part"
    names = [name for name, _ in parts]
    assert len(set(names)) == len(names), f"{where}: a part stands twice"
    blocks = {_unescaped(name): _block(f"{where}: {name}", below) for name, below in parts}
    files = {path[1]: "\n".join(block) + "\n" for name, block in blocks.items() if (path := _PATH.fullmatch(name))}
    lists = {name: block for name, block in blocks.items() if not _PATH.fullmatch(name)}
    attachments = frozenset(lists.pop(ATTACHMENTS, ()))
    assert files, f"{where}: no file is given"
    assert lists, f"{where}: nothing is expected"
    return Case(document, title, files, attachments, lists)


def _block(where: str, lines: list[str]) -> tuple[str, ...]:
    """The content of the one fenced block in `lines`."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    assert written, f"{where}: no fenced block"
    first, last = written[0], written[-1]
    fence = _FENCE.fullmatch(lines[first])
    assert fence, f"{where}: can't read {lines[first]!r}"
    assert lines[last] == fence[1], f"{where}: can't read {lines[last]!r}"
    inside = lines[first + 1 : last]
    assert fence[1] not in inside, f"{where}: text after the fenced block"
    return tuple(_unescaped(line) for line in inside)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def collection_of(case: Case) -> tuple[Collection, Config]:
    """The collection and configuration that a case gives, as if read from disk."""
    sources = {path: Source(path, text) for path, text in sorted(case.files.items()) if path != CONFIG}
    notes = tuple(source for path, source in sources.items() if path.endswith((".md", ".markdown")))
    works = tuple(source for path, source in sources.items() if path.endswith((".bib", ".json")))
    assert len(notes) + len(works) == len(sources), f"{case}: a file is neither a note nor a bibliography"
    parsed = parse_config(CONFIG, case.files.get(CONFIG, ""))
    assert not parsed.diagnostics, f"{case}: {parsed.diagnostics}"
    return Collection(notes, works, case.attachments, {}, {}), parsed.config


def linked(case: Case) -> Linked:
    """The site of a case and its findings."""
    return link(*collection_of(case))


def findings(made: Linked) -> Iterator[str]:
    """The findings, less those of the rules about whole notes: "path:line:column rule message; help"."""
    yield from (_written(each) for each in made.diagnostics if each.rule not in WHOLE_NOTE_RULES)


def whole_note_findings(made: Linked) -> Iterator[str]:
    """The findings of the rules about whole notes, which the few lines of a case seldom are."""
    yield from (_written(each) for each in made.diagnostics if each.rule in WHOLE_NOTE_RULES)


def _written(each: Diagnostic) -> str:
    way_out = f"; {each.help}" if each.help else ""
    return f"{each.path}:{each.span.line}:{each.span.column} {each.rule} {each.message}{way_out}"


def shortcomings(case: Case, views: Mapping[str, View]) -> dict[str, object]:
    """What a case expects and what there is, for each expectation that does not hold; {} if all do.

    A case that expects no findings must have none. An expectation without a view is a shortcoming.
    """
    made = linked(case)
    known = {"Findings": findings, "Whole notes": whole_note_findings, **views}
    wrong: dict[str, object] = {name: "nobody checks this" for name in case.expected if name not in known}
    for name in dict.fromkeys(("Findings", *case.expected)):
        if name in known:
            there, expected = tuple(known[name](made)), case.expected.get(name, ())
            if there != expected:
                wrong[name] = {"expected": list(expected), "there": list(there)}
    return wrong
