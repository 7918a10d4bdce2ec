"""What to write into `rlnotes.toml` for notes that were never configured, after a first look at them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Severity
from rlnotes.model.dialect import Dialect

_MANY: Final = 50
"""Warnings of one rule that are a way of writing rather than mistakes."""
_HABITS: Final = ("case-mismatch", "foreign-image", "unknown-key", "unknown-language", "unknown-status")
"""The rules that may be a matter of habit; the others tell of what is lost."""
_FEW: Final = 0.02
"""The share of notes that must show a dialect before it is proposed."""


def proposal(
    title: str, language: str, dialects: Mapping[Dialect, int], findings: Sequence[Judged], note_count: int
) -> tuple[str, ...]:
    """The lines of a configuration that fits; `dialects` tells how many notes show each."""
    seen = [str(dialect) for dialect, count in sorted(dialects.items()) if count >= max(1, _FEW * note_count)]
    return (
        f"title = {_text(title)}",
        'base_url = ""  # where it will be published: the sitemap needs it',
        *([f"language = {_text(language)}"] if language not in ("", "en") else ()),
        *([f"dialects = [{', '.join(map(_text, seen))}]"] if seen else ()),
        *_rules(findings),
    )


def _rules(findings: Sequence[Judged]) -> Iterator[str]:
    counts = Counter(each.diagnostic.rule for each in findings if each.severity is Severity.WARNING)
    many = [(rule, counts[rule]) for rule in _HABITS if counts[rule] >= _MANY]
    if many:
        yield "[rules]"
        yield from (f'{rule} = "off"  # {count:,} of them' for rule, count in many)


def _text(text: str) -> str:
    """A TOML string, without what can't be printed; JSON writes one that TOML reads alike."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return json.dumps(plain, ensure_ascii=False)
