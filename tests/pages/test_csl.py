"""Citations and references as citation styles write them."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.sites_in_text import style_texts
from rlnotes.model.reference import Name, Reference, short_label
from rlnotes.pages.csl.check import style_problem
from rlnotes.pages.csl.processor import Cited, Mention, Style, citation_html, reference_html, year_letters

APA, IEEE = Style(style_texts()["apa"]), Style(style_texts()["ieee"])
SHAO = Reference(
    "shao", "article-journal", "Deep math", (Name("Shao", "Zhihong"), Name("Xu", "Runxin")), issued=(2024, 2, 5),
    venue="Journal", volume="3", number="2", pages="1-9", doi="10.1000/x",
)  # fmt: skip
KIMI = Reference("kimi", "article", "Kimi k1.5", (Name(literal="Kimi Team"),), issued=(2025,), arxiv="2501.12599")
GUO = Reference("guo", "article", "Incentives", (Name("Guo", "Daya"), Name("Yang", "Dejian")), True, (2025,))
UNDATED = Reference("old", "book", "Some time", (Name("Old", "Otto"),), publisher="Press")
ANONYMOUS = Reference("anon", "webpage", "No name", issued=(2020,), url="https://example.org/?a=1&b=2")


def cite(style: Style, *mentions: Mention) -> str:
    """The citation without its links."""
    return re.sub(r"</?a[^>]*>", "", citation_html(style, mentions))


def about(reference: Reference, number: int = 1, letter: str = "", **where: object) -> Mention:
    return Mention(Cited(reference, number, letter), f"#{reference.key}", **where)  # type: ignore[arg-type]  # fields by name


def test_a_bracket_is_sorted_as_the_style_says_and_links_each_source() -> None:
    both = (about(SHAO, 1), about(KIMI, 2))
    assert citation_html(APA, both) == '(<a href="#kimi">Kimi Team, 2025</a>; <a href="#shao">Shao &amp; Xu, 2024</a>)'
    assert citation_html(IEEE, both) == '<a href="#shao">[1]</a>, <a href="#kimi">[2]</a>'


def test_numbers_are_those_of_the_page() -> None:
    assert cite(IEEE, about(KIMI, 12), about(SHAO, 3)) == "[3], [12]"


@pytest.mark.parametrize(
    ("label", "locator", "apa", "ieee"),
    [
        ("", "3", "p. 3", "p. 3"),
        ("page", "3-5", "pp. 3–5", "pp. 3–5"),
        ("chapter", "2", "Chapter 2", "Ch. 2"),
        ("section", "4", "Section 4", "Sec. 4"),
        ("page", "<3>", "p. &lt;3&gt;", "p. &lt;3&gt;"),
    ],
)
def test_a_locator_has_its_label(label: str, locator: str, apa: str, ieee: str) -> None:
    mention = about(KIMI, locator=locator, locator_label=label)
    assert cite(APA, mention) == f"(Kimi Team, 2025, {apa})"
    assert cite(IEEE, mention) == f"[1, {ieee}]"


def test_words_stand_before_and_after() -> None:
    assert (
        cite(APA, about(KIMI, prefix="see", locator="3", suffix="and more")) == "(see Kimi Team, 2025, p. 3, and more)"
    )
    assert cite(APA, about(KIMI, suffix="[sic]")) == "(Kimi Team, 2025 [sic])"
    assert cite(APA, about(KIMI, prefix="<b>", suffix="; R&D")) == "(&lt;b&gt; Kimi Team, 2025; R&amp;D)"


@pytest.mark.parametrize(
    ("reference", "shown"), [(SHAO, "(2024)"), (GUO, "(2025)"), (UNDATED, "(n.d.)"), (ANONYMOUS, "(2020)")]
)
def test_the_author_can_be_left_out(reference: Reference, shown: str) -> None:
    assert cite(APA, about(reference, author_suppressed=True)) == shown
    assert cite(IEEE, about(reference, author_suppressed=True)) == "[1]"


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        (GUO, "(Guo et al., 2025)"),
        (replace(GUO, authors=GUO.authors[:1]), "(Guo et al., 2025)"),
        (UNDATED, "(Old, n.d.)"),
        (ANONYMOUS, "(<i>No Name</i>, 2020)"),
    ],
)
def test_what_is_not_known_of_a_source_is_told_as_usual(reference: Reference, shown: str) -> None:
    assert cite(APA, about(reference)) == shown


def test_works_of_one_label_are_told_apart_by_letters() -> None:
    other = replace(SHAO, key="b", title="Another")
    labels = ("Shao 2024", "Kimi 2025", "Shao 2024")
    assert year_letters((SHAO, KIMI, other), labels) == ("b", "", "a")
    assert cite(APA, about(SHAO, letter="b")) == "(Shao &amp; Xu, 2024b)"
    assert cite(APA, about(UNDATED, letter="a")) == "(Old, n.d.-a)"
    assert "(2024b)" in reference_html(APA, Cited(SHAO, 1, "b"))
    assert "(n.d.-a)" in reference_html(APA, Cited(UNDATED, 1, "a"))


def test_a_work_that_is_not_out_yet_says_so_in_the_place_of_its_year() -> None:
    coming = replace(UNDATED, status="in press <b>")
    assert cite(APA, about(coming)) == "(Old, in press &lt;b&gt;)"
    assert "(in press &lt;b&gt;-b)" in reference_html(APA, Cited(coming, 1, "b"))
    assert short_label(coming) == "Old in press <b>"


def test_letters_go_on_after_z() -> None:
    works = tuple(replace(SHAO, key=f"{number:02}") for number in range(28))
    assert year_letters(works, ("",) * 28)[24:] == ("y", "z", "aa", "ab")


@pytest.mark.parametrize(
    ("reference", "apa"),
    [
        (SHAO, "Shao, Z., &amp; Xu, R. (2024). Deep math. <i>Journal</i>, <i>3</i>(2), 1–9. https://doi.org/10.1000/x"),
        (KIMI, "Kimi Team. (2025). <i>Kimi k1.5</i>. arXiv."),
        (GUO, "Guo, D., Yang, D. et al. (2025). <i>Incentives</i>."),
        (UNDATED, "Old, O. (n.d.). <i>Some time</i>. Press."),
        (ANONYMOUS, "<i>No name</i>. (2020). https://example.org/?a=1&amp;b=2"),
    ],
)
def test_a_reference_is_told_in_full(reference: Reference, apa: str) -> None:
    assert re.sub(r"</?a[^>]*>", "", reference_html(APA, Cited(reference))) == apa


def test_a_numbered_reference_leaves_its_number_to_the_list() -> None:
    assert reference_html(IEEE, Cited(KIMI, 7)) == "Kimi Team, “Kimi k1.5,” 2025, <i>arXiv</i>."
    assert reference_html(IEEE, Cited(UNDATED, 1)) == "O. Old, <i>Some time</i>. Press."
    assert reference_html(IEEE, Cited(ANONYMOUS, 1)).startswith("“No name.”")


def test_addresses_in_a_reference_are_links() -> None:
    link = '<a href="https://example.org/?a=1&amp;b=2" rel="external">https://example.org/?a=1&amp;b=2</a>'
    assert reference_html(APA, Cited(ANONYMOUS)).endswith(f" {link}")


texts = st.text(st.sampled_from("aZ9 <>&\"'{}[]();./:\\$%#é“”!1"), min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=60)
@given(texts, texts, texts, st.sampled_from([APA, IEEE]))
def test_nothing_hostile_gets_through(title: str, name: str, words: str, style: Style) -> None:
    record = replace(SHAO, title=title, authors=(Name(literal=name),), venue=words, publisher=words, doi="", url="")
    html = reference_html(style, Cited(record)) + citation_html(
        style, (about(record, prefix=words, suffix=words, locator=words),)
    )
    fragment = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    assert {element.tag for element in fragment.iter()} <= {"DOCUMENT_FRAGMENT", "i", "b", "a", "span"}
    assert "\ufdd2" not in html
    assert "\ufdd3" not in html
    assert "7070707" not in html


def csl(inside: str) -> str:
    return f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>{inside}</style>'


TITLE = '<layout><text variable="title"/></layout>'
PARENT = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("<!DOCTYPE html><p>Not found<br>", "it is a page of HTML"),
        ("<", "it is not in the language of citation styles, CSL"),
        ("not XML", "it is not in the language of citation styles, CSL"),
        ("<a/>", "it is not in the language of citation styles, CSL"),
        (style_texts()["apa"][:2000], "it is not XML that can be read: "),
        (f'<!DOCTYPE s [<!ENTITY e0 "ha">{ENTITIES}]>{csl("&e11;")}', "it is not XML that can be read: Maximum entity"),
        (f'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///dev/zero">]>{csl("&e;")}', "it is not XML that can be read: Entity"),
        (csl(PARENT), "it is a dependent style, which names another one, http://www.zotero.org/styles/apa; take that"),
        (csl('<link rel="independent-parent"/>'), "it is a dependent style, which names another one, its parent"),
        (csl(""), "it has no element 'citation'"),
        (csl(f"<citation>{TITLE}</citation>"), "it has no element 'bibliography', which lists of sources take"),
        (csl("<citation/><bibliography/>"), "the citation processor can't use it (AttributeError: "),
    ],
)
def test_what_is_no_style_is_said(xml: str, problem: str) -> None:
    assert style_problem(Style(xml)).startswith(problem)


def test_a_style_that_fails_for_works_of_one_type_tells_these_by_label_and_title() -> None:
    choose = f'<choose><if type="patent"><text macro="none"/></if><else>{TITLE[8:-9]}</else></choose>'
    layout = f"<layout>{choose}</layout>"
    style = Style(csl(f"<citation>{layout}</citation><bibliography>{layout}</bibliography>"))
    patent = replace(KIMI, type="patent", title="A <b>")
    assert style_problem(style) == ""
    assert reference_html(style, Cited(KIMI)) == "Kimi k1.5"
    assert reference_html(style, Cited(patent)) == "Kimi Team 2025. A &lt;b&gt;."
    assert citation_html(style, (about(patent),)) == '<a href="#kimi">Kimi Team 2025</a>'


def test_the_styles_that_come_along_are_styles() -> None:
    assert [style_problem(style) for style in (APA, IEEE)] == ["", ""]
    assert (APA.is_numeric, IEEE.is_numeric) == (False, True)


@pytest.mark.parametrize(
    ("title", "apa", "ieee"),
    [
        ("What is it?", "<i>What is it?</i> arXiv.", "“What is it?,” 2025"),
        ("It's 'so'!", "<i>It’s 'so'!</i> arXiv.", "“It’s 'so'!,” 2025"),
        ("So said the “judge”", "<i>So said the “judge”</i>. arXiv.", "“So said the “judge”,” 2025"),
        ("And so on...", "<i>And so on...</i> arXiv.", "“And so on...,” 2025"),
    ],
)
def test_punctuation_meets_as_readers_expect(title: str, apa: str, ieee: str) -> None:
    record = replace(KIMI, title=title)
    assert apa in reference_html(APA, Cited(record))
    assert ieee in reference_html(IEEE, Cited(record))


def test_commas_stand_outside_of_quotes_where_the_language_or_the_style_has_them_there() -> None:
    own = replace(IEEE, xml=f'{IEEE.xml}<!-- punctuation-in-quote="false" -->')
    assert "k1.5’, 2025" in reference_html(replace(IEEE, locale="en-GB"), Cited(KIMI))
    assert "k1.5”, 2025" in reference_html(own, Cited(KIMI))


def test_a_given_name_without_a_capital_letter_is_told_whole() -> None:
    names = (Name("Wei", "J"), Name("ichter", "brian"))
    assert "Wei, J., &amp; ichter, brian (2025)" in reference_html(APA, Cited(replace(KIMI, authors=names)))


NAMES = '<bibliography{0}><layout><names variable="author"><name{1}/></names></layout></bibliography>'


@pytest.mark.parametrize(
    ("above", "name", "shown"),
    [
        ("", ' initialize="false"', "Zhihong Shao, Runxin Xu"),
        (' initialize-with=". "', ' initialize="false"', "Zhihong Shao, Runxin Xu"),
        ("", ' initialize="false" initialize-with=". "', "Zhihong Shao, Runxin Xu"),
        (' initialize-with="."', "", "Z. Shao, R. Xu"),
        ("", ' initialize-with="."', "Z. Shao, R. Xu"),
    ],
)
def test_given_names_stand_whole_where_the_style_says_so(above: str, name: str, shown: str) -> None:
    other = '<macro name="m"><names variable="editor"><name initialize="false"/></names></macro>'
    style = Style(csl(other + f"<citation>{TITLE}</citation>" + NAMES.format(above, name)))
    assert reference_html(style, Cited(SHAO)) == shown
