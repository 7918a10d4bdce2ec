"""Pages of notes, topics, lines, posts, entries and sources: what surrounds the text."""

from __future__ import annotations

import pytest

from pages.sites_in_text import PLAIN, edition, pages, view
from rlnotes.config.site import Config
from rlnotes.graph.related import Evidence, Reason, Related
from rlnotes.model.note import Body
from rlnotes.model.page import Copy
from rlnotes.model.reference import Reference
from rlnotes.pages.identifiers import identifier_views
from rlnotes.pages.plan import plan_pages, used_files
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.reasons import reason
from rlnotes.pages.sources import type_label
from rlnotes.words.table import ENGLISH

BIB = """@article{shao2024, title={Deep}, author={Shao, Zhihong and Xu, R and Wang, P}, year=2024,
  journal={J}, volume=3, number=2,
  pages={1--9}, publisher={P}, doi={10.1/x}, url={https://example.org/a}, note={Best paper}}
@misc{kimi2025, title={Kimi}, author={{Kimi Team}}, year=2025, eprint={2501.12599}, archivePrefix={arXiv}}
@misc{undated, title={Undated}, author={Guo, Daya and others}}
"""


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (237, 0), (238, 1), (356, 1), (357, 2), (2380, 10)])
def test_less_than_a_minute_is_none(words: int, minutes: int) -> None:
    assert reading_minutes(Body(word_count=words)) == minutes


def test_a_note_shows_what_is_known_about_it() -> None:
    front = "status: finished\nconfidence: likely\nimportance: 3\ndate: 2026-01-01\nupdated: 2026-01-01\nauthors: [Ada]"
    known = view({"a.md": f"---\n{front}\n---\n"}, "a.html", Config(license="CC0")).colophon
    assert (known.status, known.confidence, known.importance, known.authors) == ("finished", "likely", 3, ("Ada",))
    assert (str(known.created), known.updated, known.license) == ("2026-01-01", None, "CC0")
    own = view(
        {"a.md": "---\nlicense: MIT\ndate: 2026-01-01\nupdated: 2026-01-02\n---\n"}, "a.html", Config(license="CC0")
    )
    assert (str(own.colophon.updated), own.colophon.license) == ("2026-01-02", "MIT")


def test_contents_are_listed_from_three_headings_on() -> None:
    text = "# Title\n\n## One\n\n### Two\n\n"
    assert view({"a.md": text}, "a.html").toc == ()
    toc = view({"a.md": text + "## Three"}, "a.html").toc
    assert [(entry.text, entry.id, entry.level) for entry in toc] == [
        ("One", "one", 2),
        ("Two", "two", 3),
        ("Three", "three", 2),
    ]


def test_breadcrumbs_hubs_and_topics_name_the_way_down() -> None:
    files = {
        "top.md": "---\nkind: hub\nshort_title: T\nsections: [{title: S, notes: [sub]}]\n---\n",
        "sub.md": "---\nkind: hub\nsections: [{title: S, notes: [a]}]\n---\n",
        "a.md": "---\ntags: [t]\n---\n",
        "topic.md": "---\nkind: topic\nmembers: {tags: [t]}\n---\n",
    }
    made = view(files, "a.html")
    assert [crumb.label for crumb in made.breadcrumbs] == ["All notes", "T", "Sub"]
    assert [hub.label for hub in made.hubs] == ["Sub"]
    assert [topic.label for topic in made.topics] == ["Topic"]


def test_backlinks_are_told_in_the_sentence_with_its_place() -> None:
    files = {
        "a.md": "",
        "b.md": "First. It says [[a|that]] on [@shao2024] and @kimi2025. Last.\n\nAgain [[a]].",
        "l.md": "---\nkind: line\nsources: [{note: a, claim: C.}]\n---\n",
        "h.md": "---\nkind: hub\n---\nSee [[a]] first.\n\n- [[a]] – listed\n",
        "only.md": "---\nkind: hub\nsections: [{title: S, notes: [a]}]\n---\n",
        "w.bib": BIB,
    }
    first, hub, line = view(files, "a.html").backlinks
    assert [(one.before, one.marked, one.after, one.href) for one in first.sentences] == [
        ("It says ", "that", " on (Shao et al. 2024) and Kimi Team 2025.", "b.html#at:0"),
        ("Again ", "a", ".", "b.html#at:1"),
    ]
    assert (first.title, first.kind_label) == ("B", "")
    assert (hub.title, hub.kind_label, [one.before for one in hub.sentences]) == ("H", "Hub", ["See "])
    assert (line.title, line.kind_label, line.sentences) == ("L", "Inquiring line", ())


def test_a_topic_lists_its_notes_and_every_paper_behind_them_once() -> None:
    files = {
        "t.md": "---\nkind: topic\nmembers: {tags: [x], notes: [{note: z, title: First}]}\n---\nAs @kimi2025 says.",
        "a.md": "---\ntags: [x]\n---\n[@shao2024] [@kimi2025]",
        "z.md": "[@undated]",
        "w.bib": BIB,
    }
    made = view(files, "t.html")
    assert [card.title for card in made.notes] == ["First", "A"]
    assert [(paper.title, paper.cited_by_count) for paper in made.papers] == [("Undated", 1), ("Kimi", 2), ("Deep", 1)]
    assert made.references == ()
    assert 'href="sources/kimi2025.html"' in made.body_html


def test_a_line_has_its_sources_in_order_with_claims_and_the_next_lines() -> None:
    files = {
        "l.md": "---\nkind: line\nnext: [far]\nsources: [{note: a, claim: Claimed.}]\n---\n"
        "From [[hub]], [[b]], [[a]] and [[b]] [@kimi2025].",
        "near.md": "---\nkind: line\n---\nFrom [[b]].", "far.md": "---\nkind: line\n---\n",
        "away.md": "---\nkind: line\n---\nFrom [[c]].",
        "paper.md": "---\nkind: line\n---\n[@kimi2025] and [[b]].",
        "a.md": "", "b.md": "---\nclaim: Own.\n---\n", "c.md": "", "hub.md": "---\nkind: hub\n---\n", "w.bib": BIB,
    }  # fmt: skip
    made = view(files, "l.html")
    assert [(card.title, card.claim, card.kind_label) for card in made.sources] == [
        ("Hub", "", "Hub"), ("B", "Own.", ""), ("A", "Claimed.", ""),
    ]  # fmt: skip
    assert [card.title for card in made.next_lines] == ["Far", "Paper", "Near"]
    assert [card.title for card in view(files, "l.html", Config(related_count=2)).next_lines] == ["Far", "Paper"]
    assert view(files, "away.html").next_lines == ()


def test_a_post_has_its_day_and_reading_time() -> None:
    made = view({"p.md": "---\nkind: post\ndate: 2026-01-02\n---\n" + "word " * 500}, "p.html")
    assert (str(made.published), made.reading_minutes) == ("2026-01-02", 2)


def test_an_entry_has_its_venue_citation_links_and_identifiers() -> None:
    front = (
        "kind: publication\nvenue: V\ncitation: C\ndoi: 10.1/x\narxiv: '2501.12599'\npaper_url: https://example.org/p"
    )
    made = view({"p.md": f"---\n{front}\n---\n"}, "p.html")
    assert (made.kind_label, made.venue, made.citation, made.date) == ("Publication", "V", "C", None)
    assert [(each.label, each.href) for each in made.identifiers] == [
        ("DOI", "https://doi.org/10.1/x"), ("arXiv", "https://arxiv.org/abs/2501.12599"),
    ]  # fmt: skip
    assert [(link.label, link.href) for link in made.links] == [("Paper", "https://example.org/p")]


def test_links_of_an_entry_are_those_it_has() -> None:
    front = "kind: talk\npaper_url: https://a.example/p\nslides_url: https://b.example\nurl: https://c.example"
    made = view({"talks/t.md": f"---\n{front}\n---\n", "talks/u.md": "---\nkind: talk\n---\n"}, "talks/t.html")
    assert [link.label for link in made.links] == ["Paper", "Slides", "Website"]


def test_the_paper_of_an_entry_may_be_a_file_of_the_notes() -> None:
    front = "kind: talk\npaperurl: /files/a b.pdf#page=2\nslides_url: gone.pdf\nurl: https://c.example"
    files = {"talks/t.md": f"---\n{front}\n---\n", "talks/u.md": "---\nkind: talk\nslides_url: t.md\n---\n"}
    files["talks/v.md"] = "---\nkind: talk\npaper_url: ../talks/\n---\n"
    files["k.md"] = "---\nkind: source\npaper_url: '[[a b.pdf]]'\n---\n"
    site = edition(files, attachments=frozenset(["files/a b.pdf"]))
    pages = {page.path: page.view for page in plan_pages(site)}
    links = [("Paper", "../files/a%20b.pdf#page=2"), ("Website", "https://c.example")]
    assert [(link.label, link.href) for link in pages["talks/t.html"].links] == links
    listed = {entry.title: entry.links for group in pages["talks/index.html"].groups for entry in group.entries}
    assert [(link.label, link.href) for link in listed["T"]] == links
    assert [link.href for link in listed["V"]] == ["index.html"]
    assert [(link.label, link.href) for link in listed["U"]] == [("Slides", "t.html")]
    assert [(link.label, link.href) for link in pages["sources/k.html"].links] == [("Paper", "../files/a%20b.pdf")]
    assert used_files(site) == (Copy("files/a b.pdf", "files/a b.pdf"),)


def test_identifiers_lead_to_their_registries() -> None:
    views = identifier_views(Reference("k", "book", "T", doi="10.1/a<b>", arxiv="cs/01", isbn="978"))
    assert [(each.label, each.value, each.href) for each in views] == [
        ("DOI", "10.1/a<b>", "https://doi.org/10.1/a%3Cb%3E"), ("arXiv", "cs/01", "https://arxiv.org/abs/cs/01"),
        ("ISBN", "978", ""),
    ]  # fmt: skip
    assert identifier_views(Reference("k", "book", "T")) == ()


SOURCES = {
    "a.md": "Later [[shao2024]] is. Before [@kimi2025]; see [@shao2024; @undated].",
    "b.md": "---\nsources: [shao2024]\n---\n",
    "c.md": "---\nunlisted: true\n---\n[@shao2024]",
    "h.md": "---\nkind: hub\n---\n- [[b]] – as [@shao2024] says\n",
    "w.bib": BIB,
}


def test_a_source_tells_who_cites_it_in_the_order_of_the_text() -> None:
    made = view(SOURCES, "sources/shao2024.html")
    first, second, hub = made.cited_by
    assert [(one.before, one.marked, one.href) for one in first.sentences] == [
        ("Later ", "shao2024", "../a.html#at:0"),
        ("Before (Kimi Team 2025); see ", "(Shao et al. 2024; Guo et al. n.d.)", "../a.html#cite:1"),
    ]
    assert (second.title, second.sentences) == ("B", ())
    assert [(one.marked, one.href) for one in hub.sentences] == [("(Shao et al. 2024)", "../h.html")]
    assert [(paper.label, paper.count) for paper in made.co_cited] == [("Kimi Team 2025", 1), ("Guo et al. n.d.", 1)]


def test_a_source_shows_its_record() -> None:
    made = view(SOURCES, "sources/shao2024.html")
    assert (made.type_label, made.year, made.venue) == (
        "Journal article",
        "2024",
        "J, volume 3, number 2, pages 1–9, P",
    )
    assert (made.authors, made.has_more_authors, made.remark) == (
        ("Zhihong Shao", "R Xu", "P Wang"),
        False,
        "Best paper",
    )
    assert [(link.label, link.href) for link in made.links] == [("example.org", "https://example.org/a")]
    assert [export.label for export in made.exports] == ["BibTeX", "CSL-JSON", "RIS"]
    assert "Deep" in made.citation_html
    kimi = view(SOURCES, "sources/kimi2025.html")
    assert (kimi.authors, kimi.type_label, kimi.venue, kimi.links) == (("Kimi Team",), "Preprint", "", ())
    undated = view(SOURCES, "sources/undated.html")
    assert (undated.has_more_authors, undated.year, undated.type_label, undated.cited_by[0].title) == (
        True,
        "",
        "",
        "A",
    )


@pytest.mark.parametrize(
    ("kind", "arxiv", "label"), [("article", "1", "Preprint"), ("article", "", "Article"), ("odd", "", "")]
)
def test_a_type_of_work_is_named_if_known(kind: str, arxiv: str, label: str) -> None:
    assert type_label(Reference("k", kind, "T", arxiv=arxiv), ENGLISH) == label


def test_a_note_adds_commentary_to_a_source() -> None:
    front = "kind: source\ndescription: D.\ntags: [t]\nstatus: finished\ntemplate: own"
    note = f"---\n{front}\n---\nSee [@kimi2025] and [[a]]."
    page = pages(SOURCES | {"n/shao2024.md": note})["sources/shao2024.html"]
    made = page.view
    assert (page.own_template, made.title, made.page.description, made.colophon.status) == (
        "own.html.jinja",
        "Deep",
        "D.",
        "finished",
    )
    assert 'href="#ref:kimi2025"' in made.commentary_html
    assert [reference.id for reference in made.references] == ["ref:kimi2025"]
    assert [tag.label for tag in made.tags] == ["t"]


def test_a_source_without_a_note_describes_itself() -> None:
    assert view(SOURCES, "sources/kimi2025.html").page.description == "Kimi Team 2025"


def test_a_citation_as_words_is_shorter_without_its_author() -> None:
    files = {"a.md": "In [-@shao2024] and [-@undated] it [[b]] is [@nobody].", "b.md": "", "w.bib": BIB}
    (sentence,) = view(files, "b.html").backlinks[0].sentences
    assert (sentence.before, sentence.after) == ("In (2024) and (Guo et al. n.d.) it ", " is [@nobody].")


WORKS = {
    "a.md": "",
    "h.md": "---\nkind: hub\nshort_title: H\nsections: [{title: Part, notes: [a]}, {title: '', notes: [a]}]\n---\n",
    "w.bib": BIB,
}


@pytest.mark.parametrize(
    ("evidence", "shared", "phrase"),
    [
        (Evidence.AUTHOR, (), "chosen by the author"),
        (Evidence.LINKS, (), "linked from here"),
        (Evidence.LINKED, (), "links here"),
        (Evidence.SOURCE, ("shao2024",), "both cite Shao et al. 2024"),
        (Evidence.SOURCE, ("kimi2025", "shao2024"), "both cite Kimi Team 2025 and 1 other paper"),
        (Evidence.SOURCE, ("kimi2025", "shao2024", "undated"), "both cite Kimi Team 2025 and 2 other papers"),
        (Evidence.LIST, ("h.md#0",), "both listed under “Part”"),
        (Evidence.NEIGHBOUR, ("h.md",), "“H” is linked with both"),
        (Evidence.NEIGHBOUR, ("a.md", "h.md"), "2 notes are linked with both"),
        (Evidence.TAG, ("x",), "both tagged x"),
        (Evidence.TAG, ("x", "y", "z"), "both tagged x and y"),
        (Evidence.WORD, ("policy",), "both speak of policy"),
        (Evidence.WORD, ("a", "b", "c", "d"), "both speak of a, b and c"),
    ],
)
def test_a_reason_is_a_phrase_that_a_reader_understands(
    evidence: Evidence, shared: tuple[str, ...], phrase: str
) -> None:
    assert reason(edition(WORKS, PLAIN), Related("a.md", (Reason(evidence, shared),))) == phrase


def test_two_reasons_are_both_told() -> None:
    made = edition(WORKS, PLAIN)
    both, tag = Reason(Evidence.MUTUAL), Reason(Evidence.TAG, ("x",))
    assert reason(made, Related("a.md", (both, tag))) == "each links the other; both tagged x"


def test_cards_offer_the_closest_notes_with_the_reason() -> None:
    files = {
        "a.md": "[@shao2024]",
        "b.md": "[@shao2024]",
        "h.md": "---\nkind: hub\nsections: [{title: S, notes: [a]}]\n---\n",
        "w.bib": BIB,
    }
    (card,) = view(files, "h.html").sections[0].cards
    assert [(each.title, each.href, each.reason) for each in card.related] == [
        ("B", "b.html", "both cite Shao et al. 2024")
    ]
    assert view(files, "h.html", Config(related_count=0)).sections[0].cards[0].related == ()


def test_a_place_in_brackets_behind_a_citation_belongs_to_it() -> None:
    text = "As @x [p. 9] says, see [[b]]. And @x [see] with [[b]]. Also [@x [sic], p. 3] in [[b]]. Then @x [[b]]."
    files = {"a.md": text, "b.md": "", "w.bib": "@book{x, title={T}, author={Shao, Z}, year=2020}"}
    sentences = view(files, "b.html").backlinks[0].sentences
    assert [one.before for one in sentences] == [
        "As Shao 2020 says, see ",
        "And Shao 2020 [see] with ",
        "Also (Shao 2020) in ",
        "Then Shao 2020 ",
    ]
    assert "As Shao (2020, p. 9) says" in view(files, "a.html").body_html.striptags()
    ieee = view(files, "a.html", Config(title="Site", citation_style="ieee"))
    assert "As Shao [1, p. 9] says" in ieee.body_html.striptags()
