"""The numbers the issue promises, counted in the built pages and in the notes as written, never by the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from samples import ROOT, by_class, one, page, pages, quick_page, words

from judges.reading import body_links, cards, kind_label, named, part, section_cards, target, title

pytestmark = pytest.mark.xdist_group("judges")

MAIN_LINE = "lines/is-the-prior-the-ceiling.html"


def front_matter(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]))


def hub_pages(site: Path) -> list[Path]:
    return [path for path in pages(site) if kind_label(quick_page(path)).startswith("Topic Hub")]


def test_the_main_hub_shows_12_cards_in_4_sections(site: Path) -> None:
    hub = page(site / "hubs/rl-and-reasoning.html")
    assert kind_label(hub) == "Topic Hub · 12 linked notes · 4 sections"
    assert [len(found) for found in section_cards(hub)] == [2, 2, 3, 5]
    assert len(cards(hub)) == 12


def test_the_mechanics_map_shows_40_cards_in_12_sections(site: Path) -> None:
    hub = page(site / "hubs/rl-training-mechanics.html")
    assert kind_label(hub) == "Topic Hub · 40 linked notes · 12 sections"
    assert len(section_cards(hub)) == 12
    assert len(cards(hub)) == 40


def test_the_topic_lists_42_notes_and_181_papers(site: Path) -> None:
    path = site / "topics/reinforcement-learning.html"
    topic = page(path)
    assert kind_label(topic) == "TOPIC"
    assert words(one(topic, "counts")) == "42 synthesis notes · 181 source papers"
    assert len({target(card, path) for card in cards(topic)}) == len(cards(topic)) == 42
    papers = [item.find("a").get("href") for item in one(topic, "papers")]
    assert len(papers) == len(set(papers)) == 181


def test_the_topic_lists_exactly_the_papers_that_it_names_or_its_notes_cite(site: Path) -> None:
    path = site / "topics/reinforcement-learning.html"
    topic = page(path)
    listed = {(path.parent / item.find("a").get("href")).resolve().stem for item in one(topic, "papers")}
    cited = {source.stem for card in cards(topic) for source in cited_sources(target(card, path))}
    named_by_itself = front_matter(ROOT / "notes" / "topics" / "reinforcement-learning.md")["sources"]
    assert isinstance(named_by_itself, list)
    assert listed == cited | set(named_by_itself)


def cited_sources(path: Path) -> set[Path]:
    """The pages of the sources in a note's list of references."""
    found = by_class(quick_page(path), "reference-page")
    return {(path.parent / link.get("href")).resolve() for link in found}


def test_the_main_line_has_10_sources_in_the_order_of_first_citation(site: Path) -> None:
    path = site / MAIN_LINE
    line = page(path)
    assert kind_label(line) == "INQUIRING LINE"
    section = part(line, "Sources")
    assert words(next(section.iter("h2"))) == "Sources 10 notes"
    sources = [target(card, path) for card in cards(section)]
    linked = [note for note in body_links(line, path) if note.parent.name in ("notes", "hubs")]
    assert sources == list(dict.fromkeys(linked))
    assert len(sources) == 10
    assert "rl-training-mechanics.html" in {note.name for note in sources}


def test_the_sources_of_the_main_line_carry_their_claims(site: Path) -> None:
    path = site / MAIN_LINE
    for card in cards(part(page(path), "Sources")):
        origin = ROOT / "notes" / target(card, path).relative_to(site.resolve()).with_suffix(".md")
        assert words(one(card, "card-claim")) == " ".join(str(front_matter(origin)["claim"]).split())


def test_the_main_line_leads_to_8_next_lines_in_the_authors_order(site: Path) -> None:
    path = site / MAIN_LINE
    following = [target(card, path).stem for card in cards(part(page(path), "Next inquiring lines"))]
    assert following == front_matter(ROOT / "notes" / "lines" / "is-the-prior-the-ceiling.md")["next"]
    assert len(following) == 8


def test_every_line_lists_its_sources_once_each_in_the_order_of_first_citation(site: Path) -> None:
    lines = sorted((site / "lines").glob("*.html"))
    lines = [path for path in lines if kind_label(quick_page(path)) == "INQUIRING LINE"]
    assert len(lines) == 9
    for path in lines:
        line = page(path)
        sources = [target(card, path) for card in cards(part(line, "Sources"))]
        linked = dict.fromkeys(note for note in body_links(line, path) if note.parent.name in ("notes", "hubs"))
        assert sources == list(linked), path.name


def test_the_counts_on_every_hub_equal_its_cards(site: Path) -> None:
    hubs = hub_pages(site)
    assert len(hubs) == 3
    for path in hubs:
        hub = page(path)
        notes, sections = map(int, re.findall(r"\d+", kind_label(hub)))
        assert (len(cards(hub)), len(section_cards(hub))) == (notes, sections), path.name


def test_the_count_beside_every_heading_equals_the_cards_below_it(site: Path) -> None:
    for path in pages(site):
        for section in by_class(quick_page(path), "card-section"):
            counts = [words(found) for heading in section.iter("h2") for found in by_class(heading, "count")]
            said = [int(found.split()[0]) for found in counts]
            assert said in ([], [len(cards(section))]), f"{path.name}: {counts}"
            assert not counts or counts[0].isdigit() or counts[0].endswith(" note" if said == [1] else "s"), counts


def test_a_note_listed_under_another_title_keeps_its_own_at_home(site: Path) -> None:
    renamed = 0
    for path in [*hub_pages(site), site / "topics/reinforcement-learning.html"]:
        for card in cards(page(path)):
            home = target(card, path)
            origin = ROOT / "notes" / home.relative_to(site.resolve()).with_suffix(".md")
            own = " ".join(str(front_matter(origin)["title"]).split())
            assert title(quick_page(home)) == own
            renamed += words(one(card, "card-title")) != own
    assert renamed >= 5


def test_all_notes_lists_each_note_under_its_own_title(site: Path) -> None:
    path = site / "all-notes.html"
    for card in cards(page(path)):
        assert words(one(card, "card-title")) == title(quick_page(target(card, path)))


def test_all_notes_lists_all_77_notes(site: Path) -> None:
    path = site / "all-notes.html"
    listed = {target(card, path).name for card in cards(page(path))}
    assert {origin.with_suffix(".html").name for origin in (ROOT / "notes" / "notes").glob("*.md")} <= listed


def test_each_of_the_195_sources_has_a_page_that_names_who_cites_it(site: Path) -> None:
    keys = re.findall(r"(?m)^@\w+\{([^,\s]+),", (ROOT / "notes" / "sources.bib").read_text(encoding="utf-8"))
    assert len(keys) == len(set(keys)) == 195
    for key in keys:
        source = quick_page(site / "sources" / f"{key}.html")
        assert title(source)
        assert "Cited by" in [named(heading) for heading in source.iter("h2")], key


def test_the_bibliography_lists_every_source_once(site: Path) -> None:
    listed = page(site / "bibliography.html").xpath("//ul[contains(@class, 'papers')]/li/a/@href")
    assert len(listed) == len(set(listed)) == 195


def test_no_heading_stands_over_an_empty_list_and_no_label_without_a_value(site: Path) -> None:
    for path in pages(site):
        empty = quick_page(path).xpath(
            "//ul[not(*)] | //ol[not(*)] | //dl[not(*)] | //dd[not(node())] | //p[not(node()) and not(@role='status')]"
        )
        assert [f"{path.name}: {found.tag}.{found.get('class')}" for found in empty] == []


def test_no_page_says_one_notes_or_zero_of_anything(site: Path) -> None:
    wrong = re.compile(r"\b(?:1 (?:notes|papers|sections|sources|minutes|linked notes)|0 \w+s)\b")
    for path in pages(site):
        labels = [
            *by_class(quick_page(path), "count"),
            *by_class(quick_page(path), "kicker"),
            *by_class(quick_page(path), "counts"),
        ]
        assert [words(label) for label in labels if wrong.search(words(label))] == [], path.name
