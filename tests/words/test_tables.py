"""The tables of words that come along, those of a site, and what is looked up in them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rlnotes.words.plurals import plural_forms
from rlnotes.words.reading import built_in, parse_words, words_findings
from rlnotes.words.table import ENGLISH, counted, day, number, said, script_words, series, term, words_for

ROOT = Path(__file__).parents[2]
TABLES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "src/rlnotes/words").glob("*.toml")}
SCRIPTS = (
    "rlnotes.js",
    "on-demand/search.js",
    "on-demand/all-notes.js",
    "on-demand/bibliography.js",
    "on-demand/map.js",
)


def test_german_and_arabic_come_along() -> None:
    assert sorted(TABLES) == ["ar", "de", "en"]


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_table_that_comes_along_lacks_nothing_and_has_nothing_to_mend(language: str) -> None:
    parsed = parse_words(TABLES[language], language)
    assert parsed.diagnostics == ()
    assert parsed.entries.keys() == built_in("en").keys()
    assert words_for(language, {}).borrowed == frozenset()


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_table_that_comes_along_has_the_plural_forms_of_its_language(language: str) -> None:
    forms = words_for(language, {}).forms
    assert {key: tuple(each) for key, each in forms.items()} == dict.fromkeys(forms, plural_forms(language))


def test_a_word_that_a_language_lacks_is_english_with_english_plurals() -> None:
    words = words_for("pl", {"words/pl.toml": '[page]\nsearch = "Szukaj"\n'})
    assert (said(words, "page.search"), said(words, "page.home")) == ("Szukaj", "Home")
    assert "page.home" in words.borrowed
    assert "page.search" not in words.borrowed
    assert [counted(words, "count.note", count) for count in (1, 2, 5)] == ["1 note", "2 notes", "5 notes"]


def test_a_language_without_a_table_is_english() -> None:
    assert words_for("fr", {}).texts == ENGLISH.texts


def test_a_site_says_it_otherwise_by_a_file_and_more_so_by_one_of_its_country() -> None:
    files = {
        "words/de.toml": '[page]\nhome = "Anfang"\nread = "Ansehen"\n',
        "words/de-CH.toml": '[number]\ngroup = "’"\n[page]\nread = "Anschauen"\n',
        "words/fr.toml": '[page]\nhome = "Accueil"\n',
        "note.html.jinja": "",
    }
    german, swiss = words_for("de", files), words_for("de-CH-1996", files)
    assert [said(german, f"page.{key}") for key in ("home", "read", "tags")] == ["Anfang", "Ansehen", "Schlagwörter"]
    assert [said(swiss, f"page.{key}") for key in ("home", "read", "tags")] == ["Anfang", "Anschauen", "Schlagwörter"]
    assert (number(german, 12345), number(swiss, 12345)) == ("12.345", "12’345")


def test_a_site_may_have_its_own_english() -> None:
    words = words_for("en", {"words/en.toml": '[kinds]\nhub = "Maps"\n[count]\nnote = { other = "{count} leaves" }\n'})
    assert (said(words, "kinds.hub"), counted(words, "count.note", 1)) == ("Maps", "1 leaves")
    assert script_words(words) == {}


def test_what_is_wrong_with_a_table_is_told_with_its_place() -> None:
    text = (
        'serch = "x"\n[page]\nhomes = "x"\nread = 1\nmoved = "Gone"\nnumbered = "{titel} {number} {count}"\n'
        '[count]\nnote = "x"\ntag = { one = "x" }\nlink = { once = "x", other = "{count} {more}" }\n'
        '[date]\npattern = "{year}-{number}-{day}"\n'
    )
    found = [(each.span.line, each.message, each.help) for each in words_findings({"words/de.toml": text})]
    assert found == [
        (1, "no word 'serch'", ""),
        (3, "no word 'page.homes'", "did you mean 'page.home'?"),
        (4, "'page.read' must be text", "write it in quotes"),
        (5, "'page.moved' lacks {title}", "without it the page would not say it"),
        (6, "'page.numbered' has no place for {titel}", "did you mean 'title'?"),
        (6, "'page.numbered' lacks {title}", "without it the page would not say it"),
        (8, "'count.note' must be a table of plural forms", "write one, other"),
        (9, "'count.tag' must be a table of plural forms", "write one, other"),
        (10, "no plural form 'once' in 'count.link'", "did you mean 'one'?"),
        (10, "'count.link.other' has no place for {more}", "one of count"),
    ]
    words = words_for("de", {"words/de.toml": text})
    assert (said(words, "page.moved", title="X"), day(words, date(2026, 5, 3))) == (
        "Diese Seite ist umgezogen: X.",
        "2026-5-3",
    )


@pytest.mark.parametrize("text", ["[page", "a = " + "[" * 9999, f"a = {'9' * 5000}"])
def test_a_table_that_is_no_toml_is_told_and_left_out(text: str) -> None:
    (finding,) = words_findings({"words/de.toml": text})
    assert (finding.path, finding.rule, finding.message[:14]) == ("words/de.toml", "bad-template", "not valid TOML")
    assert words_for("de", {"words/de.toml": text}).texts == words_for("de", {}).texts


def test_a_table_of_no_language_is_told() -> None:
    (finding,) = words_findings({"words/german!.toml": "", "note.html.jinja": "x"})
    assert (finding.path, finding.message) == ("words/german!.toml", "'words/german!.toml' is named after no language")


def test_a_day_is_written_as_the_language_writes_it() -> None:
    days = [day(words_for(language, {}), date(2026, 11, 20)) for language in ("en", "de", "ar")]
    assert days == ["20 November 2026", "20. November 2026", "20 نوفمبر 2026"]


def test_things_in_a_row_end_in_and() -> None:
    arabic = words_for("ar", {})
    assert [series(ENGLISH, tuple("abc"[:count])) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert series(arabic, ("أ", "ب", "ج")) == "أ، ب وج"


def test_a_term_that_is_in_no_list_is_said_without_its_hyphens() -> None:
    assert (term(ENGLISH, "highly-likely"), term(ENGLISH, "not-known")) == ("highly likely", "not known")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_in_english_what_the_table_says(name: str) -> None:
    table = _english_of(name)
    english = script_words(words_for("fr", {}))
    assert table == {key: english[key] for key in table}


def test_every_word_of_scripts_is_one_that_a_script_says() -> None:
    there = {key for name in SCRIPTS for key in _english_of(name)}
    assert script_words(words_for("de", {})).keys() == there


def _english_of(name: str) -> dict[str, Any]:
    """The words in a script, whose table is JSON but for the quotes around keys."""
    text = (ROOT / "templates/static" / name).read_text(encoding="utf-8")
    body = re.search(r"const WORDS = \{\n(.*?)\n  \};", text, re.DOTALL)
    assert body
    quoted = re.sub(r"(^|[{,]) *(\w+):(?= [\"{])", r'\1"\2":', body[1], flags=re.MULTILINE)
    found: dict[str, Any] = json.loads("{" + quoted.rstrip().rstrip(",") + "}")
    return found
