"""A note's text on its page: links, citations, tags, pictures and embeds filled in."""

from __future__ import annotations

import re

import pytest

from pages.sites_in_text import PLAIN, built, pages, view
from rlnotes.config.site import Config
from rlnotes.pages.body import MOST_EMBEDDED, with_own_ids

PICTURES = frozenset(["p.png", "s.mp3", "f.mp4", "doc.pdf", "b.canvas"])


def body(text: str, config: Config = PLAIN, **others: str) -> str:
    """The text of the note `a.md` on its page, beside other notes."""
    files = {"a.md": text} | {f"{name}.md": other for name, other in others.items()}
    return str(view(files, "a.html", config).body_html).strip()


def shown(text: str) -> str:
    """The same, rendered with attachments at hand."""
    made = built({"a.md": text}, attachments=PICTURES)
    (page,) = [artifact.content.decode() for artifact in made.artifacts if artifact.path == "a.html"]
    return page


def test_a_link_leads_to_the_page_and_its_place() -> None:
    assert body("[[b]]", b="") == '<p><a id="at:0" href="b.html">b</a></p>'
    assert body("[x](b.md#one 'hint')", b="## One") == '<p><a id="at:0" href="b.html#one" title="hint">x</a></p>'
    assert body("[[#One]]\n\n## One").startswith('<p><a id="at:0" href="#one">')


def test_a_link_to_a_missing_heading_leads_to_the_page() -> None:
    assert 'href="b.html"' in body("[[b#Nowhere]]", b="## One")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[nowhere]]", "This note does not exist yet"),
        ("[[x/same]] [[same]]", "Several notes have this name"),
        ("[[draft]]", "This note is not published yet"),
        ("[x](../../out.md)", "This file is not part of the site"),
    ],
)
def test_a_link_that_leads_nowhere_is_marked_text(text: str, why: str) -> None:
    files = {"a.md": text, "x/same.md": "", "y/same.md": "", "draft.md": "---\ndraft: true\n---\n"}
    html = str(view(files, "a.html").body_html)
    assert re.search(rf'<span id="at:\d" class="missing-link" title="{why}">[^<]+</span>', html)


def test_the_picture_of_front_matter_stands_above_the_text_if_it_is_there() -> None:
    picture = '<figure class="lead-image"><img src="p.png" alt="" loading="lazy"></figure>'
    assert picture in shown("---\nimage: p.png\n---\nText")
    assert "lead-image" not in shown("---\nimage: gone.png\n---\nText")


def test_a_tag_is_a_link_unless_its_note_is_in_no_list() -> None:
    assert body("On #RL.") == '<p>On <a class="tag" href="tags/rl.html">#RL</a>.</p>'
    assert body("---\nunlisted: true\n---\nOn #RL.") == '<p>On <span class="tag">#RL</span>.</p>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A & B](p.png)", '<img src="p.png" alt="A &amp; B" loading="lazy">'),
        ('![A](p.png "T & U")', '<img src="p.png" alt="A" title="T &amp; U" loading="lazy">'),
        ("![[p.png|300]]", '<img src="p.png" alt="" width="300" loading="lazy">'),
        ("![[p.png|A|300x0200]]", '<img src="p.png" alt="A" width="300" height="200" loading="lazy">'),
        ("![[p.png|50%]]", '<img src="p.png" alt="" class="width-50" loading="lazy">'),
        ("![A|33%](p.png)", '<img src="p.png" alt="A" class="width-35" loading="lazy">'),
        ("![[p.png|0%]]", '<img src="p.png" alt="" class="width-5" loading="lazy">'),
        ("![[f.mp4|999%]]", '<video controls preload="metadata" src="f.mp4" class="width-100"></video>'),
        ("![[s.mp3]]", '<audio controls preload="none" src="s.mp3"></audio>'),
        ("![[s.mp3|Song]]", '<audio controls preload="none" src="s.mp3" aria-label="Song"></audio>'),
        ("![[f.mp4|40]]", '<video controls preload="metadata" src="f.mp4" width="40"></video>'),
        ("![[doc.pdf]]", '<a class="attachment" href="doc.pdf">doc.pdf</a>'),
        ("![[doc.pdf|The plan]]", '<a class="attachment" href="doc.pdf">The plan</a>'),
        ("![[doc.pdf#page=3]]", '<a class="attachment" href="doc.pdf#page=3">doc.pdf, p. 3</a>'),
        ("![[doc.pdf#page=3|The plan]]", '<a class="attachment" href="doc.pdf#page=3">The plan</a>'),
        ("![[doc.pdf#height=3&page=x]]", '<a class="attachment" href="doc.pdf#height=3&amp;page=x">doc.pdf</a>'),
        ("![[s.mp3#t=30]]", '<audio controls preload="none" src="s.mp3#t=30"></audio>'),
        (
            "![[b.canvas]]",
            '<span id="at:0" class="missing-link" title="This file can only be seen in the program it is of">',
        ),
        ("![x](no.png)", '<span id="at:0" class="missing-link" title="This note does not exist yet">x</span>'),
    ],
)
def test_attachments_are_shown_by_their_kind(text: str, html: str) -> None:
    assert html in shown(text)


def test_what_only_another_program_can_show_is_not_published() -> None:
    made = built({"a.md": "[[b.canvas]] and ![](b.canvas)"}, attachments=PICTURES)
    assert made.copies == ()


def test_the_classes_that_a_note_asks_for_stand_on_its_article() -> None:
    made = built({"a.md": "---\ncssclasses: [wide, dark]\n---\nText"})
    assert any(b'<article class="article wide dark">' in artifact.content for artifact in made.artifacts)


def test_an_attachment_is_linked_where_it_is_published() -> None:
    made = built({"a.md": "[x](tags.html)"}, attachments=frozenset(["tags.html"]))
    assert [(copy.path, copy.origin) for copy in made.copies] == [("tags-2.html", "tags.html")]
    assert any(b'href="tags-2.html"' in artifact.content for artifact in made.artifacts)


def test_a_whole_note_a_section_and_a_block_are_embedded() -> None:
    other = "Intro\n\n## One\n\nFirst\n\n### Deep\n\nDeeper\n\n## Two\n\nSecond ^here"
    assert {word for word in ("Intro", "First", "Deeper", "Second") if word in body("![[b]]", b=other)} == {
        "Intro", "First", "Deeper", "Second",
    }  # fmt: skip
    section = body("![[b#One]]", b=other)
    assert ("First" in section, "Deeper" in section, "Second" in section, "Intro" in section) == (
        True,
        True,
        False,
        False,
    )
    assert "Deeper" in body("![[b#Deep]]", b=other)
    block = body("![[b#^here]]", b=other)
    assert ("Second" in block, "First" in block) == (True, False)


def test_what_is_embedded_is_titled_by_a_link() -> None:
    assert '<p class="embed-title"><a id="at:0" href="b.html#one">Bee</a></p>' in body(
        "![[b#One]]", b="---\ntitle: Bee\n---\n## One"
    )


@pytest.mark.parametrize("target", ["nowhere", "b#Nowhere", "b#^nowhere", "b#raw", "a"])
def test_what_can_not_be_embedded_is_a_link(target: str) -> None:
    html = body(f"![[{target}]]", b='<b id="raw">x</b>\n\n## One')
    assert "embed" not in html
    assert re.fullmatch(r"<p><(a|span) id=\"at:0\".*</(a|span)></p>", html)


def test_embeds_in_a_circle_end_in_a_link() -> None:
    html = body("![[b]]", b="B says ![[a]]\n\n![[a]]")
    assert html.count('class="embed"') == 1


def test_an_embed_in_an_embed_has_ids_of_its_own_and_is_not_confused_with_the_page() -> None:
    html = body("## One\n\n![[b]]\n\n![[b]]", b="## One\n\n[[a#One]]\n\n![[c]]", c="## One\n\n[[a#One|up]]")
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert {"one", "e0:one", "e1:one", "e0:e1:one"} <= set(ids)
    assert html.count('href="#one"') == 4  # every author's link leads to the page itself


def test_embedded_footnotes_come_along_and_lead_back() -> None:
    other = "## One\n\nFirst.[^a]\n\n## Two\n\nSecond.[^b] Third.[^a]\n\n[^a]: Note A\n\n[^b]: Note B with [[a]]"
    html = body("Own.[^1]\n\n![[b#Two]]\n\n[^1]: Mine", b=other)
    assert "Note A" in html
    assert "Note B" in html
    assert 'href="#e0:fn:2"' in html
    assert 'id="e0:fn:2"' in html
    assert 'href="b.html#fnref:1"' in html  # the first mention did not come along
    assert html.count('href="#fnref:1"') == 1
    one = body("![[b#One]]", b=other)
    assert ("Note A" in one, "Note B" in one) == (True, False)
    assert "footnotes" not in body("![[b#Plain]]", b="## Plain\n\nx\n\n## Other\n\ny[^a]\n\n[^a]: z")


def test_citations_of_an_embed_lead_to_the_list_of_the_page() -> None:
    files = {
        "a.md": "![[b#One]]",
        "b.md": "## One\n\n[@k1]\n\n![[c]]\n\n## Two\n\n[@k2]",
        "c.md": "[@k3] [@nobody]",
        "w.bib": "".join(f"@book{{k{n}, title={{T{n}}}, author={{Doe{n}, Jo}}, year=2020}}\n" for n in (1, 2, 3)),
    }
    made = view(files, "a.html")
    assert 'href="#ref:k1"' in made.body_html
    assert [reference.id for reference in made.references] == ["ref:k1", "ref:k3"]
    assert all(reference.places == () for reference in made.references)


def test_a_page_takes_in_no_more_than_it_can_carry() -> None:
    tenfold = {f"n{level}": "\n\n".join([f"![[n{level + 1}]]"] * 10) for level in range(7)}
    made = pages({f"{name}.md": text for name, text in tenfold.items()} | {"n7.md": "word " * 2000})
    assert all(
        len(page.view.body_html) < 4 * MOST_EMBEDDED for page in made.values() if hasattr(page.view, "body_html")
    )


def test_embeds_are_nested_only_so_deep() -> None:
    files = {f"n{level}.md": f"![[n{level + 1}]]" for level in range(20)} | {"n20.md": "Ground"}
    html = view(files, "n0.html").body_html
    assert html.count('class="embed"') == 8
    assert "Ground" not in html


def test_ids_are_made_own_in_tags_and_not_in_text() -> None:
    html = '<h2 id="x">id="x"</h2><label for="x"></label><a href="#x">1</a><a href="#y">2</a><a href="#ref:k">3</a>'
    assert with_own_ids(html, "e0:", "b.html") == (
        '<h2 id="e0:x">id="x"</h2><label for="e0:x"></label><a href="#e0:x">1</a><a href="b.html#y">2</a>'
        '<a href="#ref:k">3</a>'
    )


BIB = "@book{k, title={T}, author={Doe, Jo}, year=2020}\n@book{x y, title={S}, author={Roe, Al}, year=2021}\n"


def cited(text: str, style: str = "apa") -> str:
    config = Config(title="S", citation_style=style)
    return str(view({"a.md": text, "w.bib": BIB}, "a.html", config).body_html).strip()


def test_citations_know_their_place_and_their_source() -> None:
    assert (
        cited("[@k, p. 3]") == '<p><span class="citation" id="cite:0">(<a href="#ref:k">Doe, 2020, p. 3</a>)</span></p>'
    )
    assert cited("@k says") == '<p><span class="citation" id="cite:0">Doe (<a href="#ref:k">2020</a>)</span> says</p>'
    assert (
        cited("@k says", "ieee") == '<p><span class="citation" id="cite:0">Doe <a href="#ref:k">[1]</a></span> says</p>'
    )


def test_an_unknown_source_is_marked_and_a_bare_at_sign_stays_text() -> None:
    assert cited("[@k; @no]").endswith('<span class="missing-link" title="unknown source">@no</span></span></p>')
    assert cited("[@no]") == '<p><span class="missing-link" title="unknown source">[@no]</span></p>'
    assert cited("@no says") == "<p>@no says</p>"


def test_the_list_leads_back_to_every_citation_in_order() -> None:
    files = {"a.md": "[@k] [@k; @k, p. 2] [@{x y}]", "w.bib": BIB}
    (reference, *_) = view(files, "a.html").references
    assert (reference.id, reference.places) == ("ref:k", ("#cite:0", "#cite:1"))


@pytest.mark.parametrize(
    ("title", "shown", "href"),
    [
        ("On A & B", '<a class="reference-page" href="sources/k.html">On A &amp; B</a>', ""),
        ("amp", '<a class="reference-page" href="sources/k.html">amp</a>', ""),
        ("https://e.org/x", '<a href="https://e.org/x" rel="external">', "sources/k.html"),
        ("i", "<i>i</i>", "sources/k.html"),
        ("", '<a class="reference-page" href="sources/k.html">k</a>', ""),
    ],
    ids=["title", "title like an entity", "title that is an address", "title that stands in a tag", "no title"],
)
def test_the_title_of_an_entry_leads_to_the_sources_page_where_it_can(title: str, shown: str, href: str) -> None:
    bib = f"@misc{{k, title={{{title}}}, author={{A \\& B}}, year=2020, url={{https://href.example/}}}}"
    (reference,) = view({"a.md": "[@k]", "w.bib": bib}, "a.html").references
    assert shown in reference.html
    assert reference.href == href


def test_the_list_is_by_author_or_by_number() -> None:
    files = {
        "a.md": "[@z] [@b]",
        "w.bib": BIB.replace("x y", "b").replace("Roe", "Abe") + "@book{z, title={Z}, author={Zed, Z}, year=1}",
    }
    assert [each.id for each in view(files, "a.html").references] == ["ref:b", "ref:z"]
    numbered = view(files, "a.html", Config(title="S", citation_style="ieee")).references
    assert [each.id for each in numbered] == ["ref:z", "ref:b"]


def test_a_key_with_a_space_is_still_an_id() -> None:
    made = view({"a.md": "[[x y]]", "sources/x y.md": "---\nkind: source\ntitle: S\n---\n"}, "a.html")
    assert [each.id for each in made.references] == ["ref:x~20~y"]
