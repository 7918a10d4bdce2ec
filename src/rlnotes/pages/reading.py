"""How long a text takes to read."""

from __future__ import annotations

from typing import Final

from rlnotes.model.note import Body

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""


def reading_minutes(body: Body) -> int:
    """How many whole minutes a text takes to read, rounded half up; 0 is less than one."""
    return int(body.word_count / WORDS_PER_MINUTE + 0.5) if body.word_count >= WORDS_PER_MINUTE else 0
