"""Words and sentences are found by shorter ways where a text is plain; the result is that of the long way."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rlnotes.parse.excerpts import _ABBREVIATION, _END, sentence_starts
from rlnotes.parse.words import word_count

CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])\w)+(?:['’\-](?:(?![{CJK}])\w)+)*+")
WORDS = ["a", "it's", "it’s", "co-operate", "x--y", "-", "'", "_", "é", "中文", "かな", "7", "\n", " ", "\t", "."]
SENTENCES = [
    "See",
    "al.",
    "e.g.",
    "Fig.",
    "fig.",
    "figſ.",
    "A.",
    "end.",
    "End!",
    "“So.”",
    "(cf.",
    "。",
    "」",
    "…",
    "\n\n",
    " ",
    "b",
]


@settings(max_examples=300)
@given(text=st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3))).map("".join))
def test_words_are_counted_as_one_by_one(text: str) -> None:
    assert word_count(text) == len(WORD.findall(text))


@settings(max_examples=300)
@given(text=st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=3))).map(" ".join))
def test_abbreviations_end_no_sentence_however_they_are_found(text: str) -> None:
    ends = [end for end in _END.finditer(text) if not _ABBREVIATION.search(text[: end.start() + 1])]
    assert sentence_starts(text) == [0, *(end.end() for end in ends)]
