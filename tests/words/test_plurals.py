"""Which form of a noun stands with a count, against the examples that Unicode CLDR gives for its rules."""

from __future__ import annotations

import pytest

from rlnotes.words.plurals import FORMS, plural_form, plural_forms

EXAMPLES = {
    "en": "one 1; other 0 2 11 101",
    "de-AT": "one 1; other 0 2 100",
    "hi": "one 0 1; other 2 100",
    "fr": "one 0 1; many 1000000; other 2 17 100",
    "es": "one 1; many 1000000; other 0 2 100",
    "he": "one 1; two 2; other 0 3 20",
    "ar": "zero 0; one 1; two 2; few 3 10 103 110; many 11 26 99 111; other 100 102 200 1000",
    "ru": "one 1 21 101; few 2 4 22 102; many 0 5 11 14 19 100 111",
    "hr": "one 1 21; few 2 4 22; other 0 5 11 14 100",
    "pl": "one 1; few 2 4 22; many 0 5 12 21 101",
    "cs": "one 1; few 2 4; other 0 5 22",
    "sl": "one 1 101; two 2 102; few 3 4 103; other 0 5 11 100",
    "lt": "one 1 21; few 2 9 22; other 0 10 11 19 20 100",
    "lv": "zero 0 10 11 19 20 100; one 1 21; other 2 9 22",
    "ro": "one 1; few 0 2 19 101; other 20 100",
    "is": "one 1 21 101; other 0 2 11 111",
    "ga": "one 1; two 2; few 3 6; many 7 10; other 0 11 100",
    "cy": "zero 0; one 1; two 2; few 3; many 6; other 4 5 7 100",
    "ja": "other 0 1 2 100",
}


@pytest.mark.parametrize("language", EXAMPLES)
def test_a_count_has_the_form_that_its_language_wants(language: str) -> None:
    told = dict(part.split(" ", 1) for part in EXAMPLES[language].split("; "))
    for form, counts in told.items():
        assert {plural_form(language, int(count)) for count in counts.split()} == {form}
    assert plural_forms(language) == tuple(form for form in FORMS if form in told or form == "other")
