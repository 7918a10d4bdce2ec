"""How long a text takes to read, by the scripts it is written in."""

from __future__ import annotations

from typing import Final

from rlnotes.model.note import Body

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction: the mean of 190 studies (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).

It stands for every script with spaces between words but the Arabic one.
"""

HAN_PER_MINUTE: Final = 255
JAPANESE_PER_MINUTE: Final = 357
ARABIC_PER_MINUTE: Final = 138
SYLLABLES_PER_MINUTE: Final = 370
LETTERS_PER_MINUTE: Final = 863
"""Characters of Chinese and of Japanese, words of Arabic, syllables of Hangul, letters where nothing stands apart.

The International Reading Speed Texts, read aloud by 25 young adults a language, of Japanese 36
(Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284, table 2): Chinese 255 ± 29 characters, Japanese 357 ± 56
characters, Arabic 138 ± 20 words. The last two are the means of all seventeen languages, 370 ± 80 syllables and
863 ± 234 characters, among which there is neither Korean, nor Thai, Lao, Khmer or Burmese: an estimate.
"""


def reading_minutes(body: Body) -> int:
    """How many whole minutes a text takes to read, rounded half up; 0 is less than one."""
    minutes = _minutes(body) if body.scripts else body.word_count / WORDS_PER_MINUTE
    return int(minutes + 0.5) if minutes >= 1 else 0


def _minutes(body: Body) -> float:
    """The time for a text some of which is written in characters that are counted each."""
    han, kana, hangul, letters, runs, arabic = body.scripts
    words = max(0, body.word_count - han - kana - hangul - runs - arabic)
    ideographs = han / (JAPANESE_PER_MINUTE if kana else HAN_PER_MINUTE) + kana / JAPANESE_PER_MINUTE
    others = hangul / SYLLABLES_PER_MINUTE + letters / LETTERS_PER_MINUTE + arabic / ARABIC_PER_MINUTE
    return words / WORDS_PER_MINUTE + ideographs + others
