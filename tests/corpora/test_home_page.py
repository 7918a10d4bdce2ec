"""An academic home page in the shape of a widespread template: its habits are read, and none breaks a page.

The files in `home_page/` are written for this test.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from judges.sitewide import complaints, dead_references, repeated_ids
from samples import Run, built, by_class, page, pages, words

pytestmark = pytest.mark.xdist_group("corpora")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("home-page")
    shutil.copytree(Path(__file__).parent / "home_page", folder / "notes")
    return built(folder / "build", "--base-url", "https://example.org/", cwd=folder)


def text_of(run: Run, path: str) -> str:
    return words(page(run.site / path))


def test_it_builds_without_a_traceback_and_with_no_error(run: Run) -> None:
    assert "Traceback" not in run.said
    assert [finding for finding in run.findings if finding.severity == "error"] == [], run.said
    assert run.code == 0


def test_its_pages_are_valid_and_every_link_is_alive(run: Run) -> None:
    assert complaints(run.site) == []
    assert dead_references(run.site) == []
    assert repeated_ids(run.site) == []


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "cv/index.html",
        "publication/2024-02-17-short-answers.html",
        "talks/2023-09-12-lisbon-seminar.html",
        "teaching/2022-spring-statistics/index.html",
        "posts/2199/01/future-post/index.html",
        "posts/2024/05/kramdown-math/index.html",
    ],
)
def test_a_permalink_is_kept_with_and_without_its_last_slash(run: Run, path: str) -> None:
    assert (run.site / path).is_file()


@pytest.mark.parametrize("path", ["about/index.html", "about.html", "resume.html"])
def test_an_old_address_leads_to_the_new_one(run: Run, path: str) -> None:
    assert page(run.site / path).xpath("//meta[@http-equiv='refresh']")


def test_setext_headings_are_headings(run: Run) -> None:
    assert "======" not in text_of(run, "cv/index.html")
    assert "------" not in text_of(run, "index.html")


def test_a_closing_line_with_a_space_behind_it_ends_the_front_matter(run: Run) -> None:
    course = text_of(run, "teaching/2022-spring-statistics/index.html")
    assert "Twelve weeks" in course
    assert "collection:" not in course


def test_a_recommended_citation_is_text_without_entities_or_tags(run: Run) -> None:
    publication = text_of(run, "publication/2024-02-17-short-answers.html")
    assert "Recommended citation" in publication
    assert "Short answers, long rewards." in publication
    assert "&quot;" not in publication
    assert "<i>" not in publication


def test_an_excerpt_that_is_a_comment_is_none(run: Run) -> None:
    talk = page(run.site / "talks/2023-09-12-lisbon-seminar.html")
    assert by_class(talk, "standfirst") == []
    assert "None" not in words(talk)


def test_prices_are_no_formulas_and_doubled_dollars_are(run: Run) -> None:
    assert "$5 to print and $10 to bind" in text_of(run, "index.html")
    post = page(run.site / "posts/2024/05/kramdown-math/index.html")
    assert "A ticket is $3, two are $6." in words(post)
    assert len(list(post.iter("{http://www.w3.org/1998/Math/MathML}math"))) >= 2


def test_template_language_is_text(run: Run) -> None:
    assert "{{ page.title }}" in text_of(run, "posts/2024/05/kramdown-math/index.html")


def test_a_post_takes_its_date_from_its_name_and_no_clock_hides_the_future(run: Run) -> None:
    math = page(run.site / "posts/2024/05/kramdown-math/index.html")
    assert "2024-05-06" in math.xpath("//time/@datetime")
    future = page(run.site / "posts/2199/01/future-post/index.html")
    assert "2199-01-01" in future.xpath("//time/@datetime")


def test_each_collection_of_the_template_has_the_kind_of_its_name(run: Run) -> None:
    assert "Published:" in text_of(run, "posts/2024/05/kramdown-math/index.html")
    assert "Workshop on Examples" in text_of(run, "publication/2024-02-17-short-answers.html")
    labels = {
        words(found).split(" · ")[0].casefold() for path in pages(run.site) for found in by_class(page(path), "kicker")
    }
    assert {"publication", "talk", "teaching"} <= labels


@pytest.fixture(scope="module")
def in_kramdown(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("home-page-in-kramdown")
    shutil.copytree(Path(__file__).parent / "home_page", folder / "notes")
    (folder / "rlnotes.toml").write_text('dialects = ["kramdown"]\n')
    return built(folder / "build", cwd=folder)


def test_attribute_lists_are_text_unless_kramdown_is_named(run: Run, in_kramdown: Run) -> None:
    path = "publication/2024-02-17-short-answers.html"
    assert "{: .notice}" in text_of(run, path)
    assert "{:" not in text_of(in_kramdown, path)
    assert by_class(page(in_kramdown.site / path), "notice")
    assert "{:" not in text_of(in_kramdown, "talks/2023-09-12-lisbon-seminar.html")


def test_kramdown_has_formulas_with_doubled_backslashes_in_its_lines(in_kramdown: Run) -> None:
    post = page(in_kramdown.site / "posts/2024/05/kramdown-math/index.html")
    formulas = list(post.iter("{http://www.w3.org/1998/Math/MathML}math"))
    assert [formula.get("display", "inline") for formula in formulas] == ["inline", "block", "inline"]
    assert "A ticket is $3, two are $6." in words(post)
    assert "$5 to print and $10 to bind" in text_of(in_kramdown, "index.html")


def test_each_file_with_template_language_is_told_of_once(in_kramdown: Run) -> None:
    paths = [finding.path for finding in in_kramdown.findings if finding.rule == "liquid-tag"]
    assert sorted(paths) == ["notes/_pages/cv.md", "notes/_posts/2024-05-06-kramdown-math.md"]
