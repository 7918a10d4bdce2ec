"""How long a text takes to read, by the scripts it is written in."""

from __future__ import annotations

from typing import Final

from rlnotes.model.note import Body

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

HAN_PER_MINUTE: Final = 255
JAPANESE_PER_MINUTE: Final = 357
SYLLABLES_PER_MINUTE: Final = 370
LETTERS_PER_MINUTE: Final = 863
"""Characters a minute in scripts without spaces, and in Hangul, where a character is a syllable.

The International Reading Speed Texts in 17 languages (Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284):
the mean for Chinese, for Japanese, of syllables in all languages, and of characters in all languages, which stands for
Thai, Lao, Khmer and Burmese.
"""


def reading_minutes(body: Body) -> int:
    """How many whole minutes a text takes to read, rounded half up; 0 is less than one."""
    minutes = _minutes(body) if body.scripts else body.word_count / WORDS_PER_MINUTE
    return int(minutes + 0.5) if minutes >= 1 else 0


def _minutes(body: Body) -> float:
    """The time for a text some of which is written in characters that are counted each."""
    han, kana, hangul, letters = body.scripts
    words = max(0, body.word_count - han - kana - hangul)
    ideographs = han / (JAPANESE_PER_MINUTE if kana else HAN_PER_MINUTE) + kana / JAPANESE_PER_MINUTE
    return words / WORDS_PER_MINUTE + ideographs + hangul / SYLLABLES_PER_MINUTE + letters / LETTERS_PER_MINUTE
