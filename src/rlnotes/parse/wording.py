"""Words of our own within a note, in its language or in that of the site."""

from __future__ import annotations

from typing import Final

from markdown_it.utils import EnvType

from rlnotes.words.in_notes import words_within

TONGUE: Final = "tongue"
"""Where the environment of a parse has the language of our words and what the site's own tables say."""


def word_within(env: EnvType, key: str) -> str:
    """The text of a key in the language of `env`; "" if no table has it."""
    return words_within(*env.get(TONGUE, ("en", ()))).get(key, "")
