"""Hubs: sections of cards, and every word the author wrote around them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pages.sites_in_text import PLAIN, built, document, pages, shortcomings, view
from rlnotes.config.site import Config

NOTES = {
    "a.md": "---\ntitle: Ay\ndescription: Own.\nstatus: finished\n---\n",
    "b.md": "---\nstatus: draft\n---\n",
    "c.md": "",
}


def hub(text: str, **others: str) -> Any:
    """The hub `hub.md` written as `text`, beside the notes a, b and c."""
    files = NOTES | {"hub.md": text} | {f"{name}.md": other for name, other in others.items()}
    return view(files, "hub.html")


def listed(made: Any) -> list[tuple[str, list[str]]]:
    return [(section.title, [card.title for card in section.cards]) for section in made.sections]


FRONT = """---
kind: hub
sections:
  - {title: One, text: Read <first>., date: 2026-01-02, notes: [{note: a, title: Other, description: Here.}, b, a]}
  - {title: Empty, notes: [nowhere]}
  - {title: One, notes: [c, a]}
---
Words.
"""


def test_sections_of_front_matter_become_cards_in_order() -> None:
    made = hub(FRONT)
    assert listed(made) == [("One", ["Other", "B"]), ("One", ["C", "Ay"])]
    assert (made.note_count, made.intro_html.strip(), made.outro_html) == (4, "<p>Words.</p>", "")
    first, second = made.sections
    assert (first.id, second.id) == ("section:1:one", "section:2:one")
    assert (str(first.date), first.text_html, second.text_html) == ("2026-01-02", "<p>Read &lt;first&gt;.</p>", "")


def test_a_note_has_another_title_in_one_hub_and_its_own_at_home() -> None:
    made = hub(FRONT)
    other, own = made.sections[0].cards[0], made.sections[1].cards[1]
    assert (other.title, other.description) == ("Other", "Here.")
    assert (own.title, own.description) == ("Ay", "Own.")
    assert view(NOTES | {"hub.md": FRONT}, "a.html").title == "Ay"


def test_a_card_says_only_what_is_unusual() -> None:
    first = hub(FRONT).sections[0].cards
    assert [(card.kind_label, card.status, card.note_count, card.claim) for card in first] == [
        ("", None, None, ""),
        ("", "draft", None, ""),
    ]
    lines = {
        "line": "---\nkind: line\nstate: open\n---\n",
        "top": "---\nkind: hub\nsections: [{title: T, notes: [hub, line]}]\n---\n",
    }
    made = view(NOTES | {"hub.md": FRONT} | {f"{name}.md": text for name, text in lines.items()}, "top.html")
    assert [(card.kind_label, card.state, card.note_count) for card in made.sections[0].cards] == [
        ("Sub-map", None, 4),
        ("Inquiring line", "open", None),
    ]


def test_a_source_has_a_card_too() -> None:
    files = {
        "hub.md": "---\nkind: hub\nsections: [{title: S, notes: [k]}]\n---\n",
        "w.bib": "@book{k, title={T}, author={Doe, Jo}, year=2020}",
    }
    (card,) = view(files, "hub.html").sections[0].cards
    assert (card.title, card.href, card.description, card.kind_label, card.date) == (
        "T",
        "sources/k.html",
        "Doe 2020",
        "Source",
        None,
    )


BODY = """---
kind: hub
---
Before [[c]].

- an unlinked item

## First

Around.

- [[a]] – why
- [[nowhere|gone]]
- [[draft]]

Behind. ^block

## Words only

Nothing listed.

## Second

1. [[b]]

## Last

After.
"""


def test_a_hub_written_as_a_body_keeps_every_word() -> None:
    made = hub(BODY, draft="---\ndraft: true\n---\n")
    assert listed(made) == [("First", ["Ay"]), ("Second", ["B"])]
    assert [section.id for section in made.sections] == ["first", "second"]
    assert [section.cards[0].description for section in made.sections] == ["why", ""]
    assert "Before" in made.intro_html
    assert "an unlinked item" in made.intro_html
    first = made.sections[0].text_html
    assert ("Around." in first, "Behind." in first, ">gone</span>" in first, "draft" in first) == (
        True,
        True,
        True,
        False,
    )
    assert all(word in made.outro_html for word in ("Words only", "Nothing listed.", "Last", "After."))


def test_a_list_that_stays_as_it_was_written_is_not_told_again() -> None:
    made = hub("---\nkind: hub\n---\n- [[a]]\n- [[nowhere|gone]] - soon\n- words alone\n")
    assert listed(made) == [("", ["Ay"])]
    assert made.sections[0].text_html.count("soon") == 1


def test_a_list_without_a_heading_is_a_section_without_a_title() -> None:
    made = hub("---\nkind: hub\n---\nWords.\n\n- [[a]]\n- [[b]]\n")
    assert listed(made) == [("", ["Ay", "B"])]
    assert (made.sections[0].id, made.sections[0].text_html.strip()) == ("section:1", "<p>Words.</p>")


def test_a_hub_that_lists_nothing_is_its_text() -> None:
    made = hub("---\nkind: hub\n---\n## Soon\n\n- [[nowhere]]\n")
    assert (made.sections, made.note_count) == ((), 0)
    assert "Soon" in made.intro_html
    assert "missing-link" in made.intro_html


def test_links_to_places_in_a_list_that_became_cards_stay_valid() -> None:
    files = NOTES | {
        "hub.md": "---\nkind: hub\n---\n## [[c|See]] here\n\n- [[a]] [@k] ^one\n- [[b]]\n",
        "d.md": "[[hub#^one]] and [[hub#See here]].",
        "w.bib": "@book{k, title={T}, author={Doe, Jo}, year=2020}",
    }
    made = built(files, PLAIN)
    assert list(shortcomings(made, PLAIN)) == []
    (page,) = [document(artifact.content) for artifact in made.artifacts if artifact.path == "hub.html"]
    assert page.ids["^one"] == 1


def test_a_template_of_its_own_is_used() -> None:
    made = pages({"a.md": "---\ntemplate: wide\n---\n", "b.md": "---\nkind: hub\ntemplate: x/own.html.jinja\n---\n"})
    assert (made["a.html"].own_template, made["b.html"].own_template) == ("wide.html.jinja", "x/own.html.jinja")


words = st.sampled_from(["aleph", "gimel", "dalet", "zayin", "lamed"])
blocks = st.one_of(
    words,
    words.map("## {}".format),
    words.map("- [[a]] – {}".format),
    words.map("- {}".format),
    st.tuples(words, words).map("- [[a]]\n- [[b]] – {0[0]} {0[1]}\n- [[nowhere|{0[1]}]]".format),
    words.map("- [[b]]\n  - {}".format),
)


@settings(max_examples=60)
@given(st.lists(blocks, max_size=7))
def test_no_word_of_a_hub_is_lost(written: list[str]) -> None:
    text = "\n\n".join(written)
    made = hub(f"---\nkind: hub\n---\n{text}")
    cards = " ".join(f"{card.title} {card.description}" for section in made.sections for card in section.cards)
    titles = " ".join(section.title for section in made.sections)
    there = f"{made.intro_html} {titles} {cards} {[section.text_html for section in made.sections]} {made.outro_html}"
    for word in ("aleph", "gimel", "dalet", "zayin", "lamed"):
        assert there.count(word) >= min(text.count(word), 1)


def test_a_hub_may_stand_in_front_of_the_site() -> None:
    made = pages(
        {"index.md": "---\nkind: hub\nsections: [{title: T, notes: [a]}]\n---\n", "a.md": ""}, Config(title="S")
    )
    assert made["index.html"].template == "hub.html.jinja"
