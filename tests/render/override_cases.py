"""The cases of `overrides.txt`, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent

_EXPECTATION: Final = re.compile(r"(template|shows|hides|problem): (.+)")


@dataclass(frozen=True, slots=True)
class OverrideCase:
    """A site's templates and what is expected of the note's page: pairs of a word and a text."""

    title: str
    templates: dict[str, str]
    expectations: tuple[tuple[str, str], ...]

    def expected(self, word: str) -> tuple[str, ...]:
        """The texts after `word`."""
        return tuple(text for name, text in self.expectations if name == word)


def override_cases() -> tuple[OverrideCase, ...]:
    """Every case of the fixture document."""
    document = (HERE / "overrides.txt").read_text(encoding="utf-8")
    _, *chapters = re.split(r"^# ", document, flags=re.MULTILINE)
    return tuple(_case(chapter) for chapter in chapters)


def _case(chapter: str) -> OverrideCase:
    title, _, rest = chapter.partition("\n")
    before, *templates, expected = re.split(r"^---", rest, flags=re.MULTILINE)
    assert not before.strip(), f"text before the first template of {title!r}"
    expectations = tuple(_expectation(line) for line in expected.splitlines() if line.strip())
    assert {word for word, _ in expectations} - {"template"}, f"{title!r} expects nothing"
    return OverrideCase(title, dict(_template(text) for text in templates), expectations)


def _template(text: str) -> tuple[str, str]:
    name, _, body = text.partition("\n")
    return name.strip(), body


def _expectation(line: str) -> tuple[str, str]:
    match = _EXPECTATION.fullmatch(line)
    assert match, f"can't read {line!r}"
    return match[1], match[2]
