"""How well inquiring lines stand: the ledger of questions, what a line rests on, how often a note was revised."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pages.sites_in_text import PLAIN, built, collection, document, edition, pages, shortcomings, style_texts, view
from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection, History
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import edition_of
from rlnotes.pages.plan import plan_pages
from rlnotes.pages.sitemaps import sitemap_entries
from rlnotes.words.table import words_for


def note(*lines: str, body: str = "") -> str:
    return "\n".join(("---", *lines, "---", body))


FILES = {
    "l/open.md": note("kind: line", "weight: 2", "title: Is it <so>?", "confidence: likely", body="[[a]] [[b]] [[c]]"),
    "l/none.md": note("kind: line", body="[[c]]"),
    "l/partial.md": note(
        "kind: line", "state: partial", "claim: In part.", "reviewed: 2026-05-01", body="[[old]] [[d]]"
    ),
    "l/answered.md": note("kind: line", "state: answered", "claim: Yes & no.", "sources: ['[[a]]']"),
    "l/dropped.md": note("kind: line", "state: dropped"),
    "l/hidden.md": note("kind: line", "unlisted: true", body="[[a]]"),
    "a.md": note("confidence: highly-likely", "date: 2026-01-01"),
    "b.md": note("confidence: possible", "date: 2026-03-01", "updated: 2026-09-01"),
    "c.md": note("date: 2026-02-01"),
    "d.md": note("confidence: possible", "updated: 2026-04-01", "status: abandoned"),
    "old.md": note("confidence: possible", "status: obsolete"),
}


def _line(path: str) -> Any:
    return view(FILES, f"l/{path}.html")


def test_questions_stand_by_their_state_and_one_without_is_open() -> None:
    made = view(FILES, "questions.html")
    assert [(group.state, [one.title for one in group.questions]) for group in made.groups] == [
        ("open", ["None", "Is it <so>?"]),
        ("partial", ["Partial"]),
        ("answered", ["Answered"]),
        ("dropped", ["Dropped"]),
    ]
    assert (made.title, made.question_count, made.paging) == ("Questions", 5, None)


def test_a_question_tells_its_answer_its_confidence_its_review_and_its_newest_evidence() -> None:
    (_, asked), (partial,), (answered,), (dropped,) = (
        group.questions for group in view(FILES, "questions.html").groups
    )
    assert (asked.confidence, asked.newest.label, asked.written) == ("likely", "B", date(2026, 3, 1))
    assert (partial.answer, partial.reviewed) == ("In part.", date(2026, 5, 1))
    assert (partial.newest.label, partial.written) == ("D", date(2026, 4, 1))  # its last change is all that it tells
    assert (answered.answer, answered.href) == ("Yes & no.", "l/answered.html")
    assert (dropped.support, dropped.newest, dropped.written) == (None, None, None)


def test_a_line_shows_its_weakest_support_and_what_holds_no_longer() -> None:
    made = _line("open").support
    assert (made.count, made.unstated, made.confidence) == (3, 1, "possible")
    assert (made.weakest.label, made.weakest.href) == ("B", "../b.html")
    assert made.fallen == ()
    fallen = _line("partial").support
    assert [(one.note.label, one.status) for one in fallen.fallen] == [("D", "abandoned"), ("Old", "obsolete")]
    assert fallen.weakest.label == "D"  # of equals the first by path: the order of an essay makes no difference
    silent = _line("none").support
    assert (silent.count, silent.unstated, silent.weakest, silent.confidence) == (1, 1, None, None)
    assert _line("dropped").support is None
    assert _line("hidden").support.count == 1


def test_what_a_line_contradicts_does_not_support_it_unless_its_sources_say_so() -> None:
    body = "[[a]]{contradicts} [[a]] [[b]]{contradicts} [[c]]{supports}"
    files = {**FILES, "l/open.md": note("kind: line", "sources: ['[[b]]']", body=body)}
    made = view(files, "l/open.html")
    assert (made.support.count, made.support.weakest.label) == (2, "B")
    assert len(made.sources) == 3


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_pages_say_so_in_words(language: str) -> None:
    config = Config(title="Site", language=language)
    made = built(FILES, config)
    assert list(shortcomings(made, config)) == []
    texts = {each.path: each.content.decode() for each in made.artifacts if each.path.endswith(".html")}
    words = words_for(language, {})
    assert f'title="{words.texts["meaning.possible"]}">{words.texts["term.possible"]}</span>' in texts["l/open.html"]
    assert words.texts["page.claim"] not in texts["l/partial.html"].partition("popover>")[0]
    assert words.texts["page.answer"] in texts["l/partial.html"]
    assert "Is it &lt;so&gt;?" in texts["questions.html"]
    assert "Yes &amp; no." in texts["questions.html"]


def test_english_tells_one_note_from_several() -> None:
    made = {each.path: each.content for each in built(FILES).artifacts}

    def told(path: str) -> list[str]:
        found = document(made[path]).root.iter("p")
        return ["".join(one.itertext()) for one in found if one.get("class") == "support"]

    assert told("l/open.html") == ["Rests on 3 notes. The weakest, B, is possible. 1 does not state its confidence."]
    assert told("l/partial.html") == [
        "Rests on 2 notes. The weakest, D, is possible. No longer held: D (abandoned), Old (obsolete)."
    ]
    assert told("l/answered.html") == ["Rests on 1 note. It is A, and highly likely."]
    assert told("l/none.html") == ["Rests on 1 note. 1 does not state its confidence."]


def test_there_is_no_ledger_without_lines_and_every_page_leads_to_one_that_is_there() -> None:
    without = pages({"a.md": "", "hidden.md": note("kind: line", "unlisted: true")})
    assert "questions.html" not in without
    assert [link.label for link in without["a.html"].view.page.nav] == ["All notes"]
    made = pages(FILES, Config(title="Site", base_url="https://example.org/n", url_style="directory"))
    assert [(link.label, link.href) for link in made["a/index.html"].view.page.nav] == [
        ("All notes", "../all-notes/"),
        ("Questions", "../questions/"),
    ]
    assert made["questions/index.html"].view.page.canonical == "https://example.org/n/questions/"
    mapped = edition(FILES, Config(title="Site", base_url="https://example.org/n"))
    assert "questions.html" in {path for path, _ in sitemap_entries(mapped)}


def test_a_note_keeps_the_address_that_the_ledger_would_have() -> None:
    made = pages({**FILES, "questions.md": "# Mine"})
    assert made["questions.html"].view.title == "Mine"
    assert made["questions-2.html"].view.title == "Questions"


def test_a_hundred_questions_stand_on_a_page() -> None:
    made = pages({f"l/{number:03}.md": note("kind: line") for number in range(101)})
    first, second = made["questions.html"].view, made["questions-2.html"].view
    assert (len(first.groups[0].questions), len(second.groups[0].questions)) == (100, 1)
    assert (second.question_count, second.page.title) == (101, "Questions, page 2 of 2")
    assert second.paging.previous_href == "questions.html"


def test_a_claim_that_is_the_description_is_not_told_twice() -> None:
    files = {"a.md": note("claim: So.", "description: So."), "b.md": note("claim: So.", "description: It is.")}
    assert [view(files, f"{name}.html").colophon.claim for name in "ab"] == ["", "So."]


def _with_history(config: Config) -> dict[str, Any]:
    read = collection({"n/a b.md": "", "n/new.md": ""})
    past = {"n/a b.md": History(date(2026, 1, 1), date(2026, 1, 2), 12)}
    site = link(Collection(read.notes, (), frozenset(), past, style_texts()), config).site
    made = edition_of(site, config, Style(style_texts()["apa"]), ())
    return {page.path: page.view for page in plan_pages(made)}


def test_a_note_tells_how_often_it_was_revised_and_leads_to_its_log() -> None:
    made = _with_history(Config(title="Site", repository_url="https://codeberg.org/me/notes"))
    told = made["n/a-b.html"].colophon
    assert (told.revisions, told.log_href) == (
        12,
        "https://codeberg.org/me/notes/commits/branch/main/notes/n/a%20b.md",
    )
    assert made["n/new.html"].colophon.revisions == 0
    assert _with_history(PLAIN)["n/a-b.html"].colophon.log_href == ""
