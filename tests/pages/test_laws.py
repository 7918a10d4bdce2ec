"""Laws of the pages: whatever the notes say, the site they make holds together."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pages.sites_in_text import PLAIN, built, document, pages, shortcomings
from rlnotes.config.site import Config
from rlnotes.model.page import Artifact

NAMES = ("alpha", "beta", "gamma delta", "sub/alpha", "Épsilon")
LINKS = (
    "[[{0}]]", "[[{0}|words]]", "![[{0}]]", "![[{0}#A heading]]", "![[{0}#^block]]", "[words]({0}.md)", "[[{0}#Two]]",
    "- [[{0}]] and more", "[[nowhere]]", "[@known; @other, p. 3]", "[@unknown]", "@known says", "#tag/{1}",
    "## A heading",
    "## See [[{0}]]", "# Two", "A block. ^block",
    "![picture](files/p.png)", "[[files/p.png]]",
    "A note.[^1]\n\n[^1]: With [[{0}]].",
    "- see [[{0}]] [@other]\n- [[beta]]", "> [!note]- [[{0}]]\n> Inside.", "`[[{0}]]` and $x < y$", "[[{0}#]]",
)  # fmt: skip
KINDS = ("note", "hub", "topic", "line", "post", "page", "source", "talk")
BIB = (
    "@article{known, title={A <title>}, author={Doe, Jo}, year=2020, journal={J}}\n"
    "@misc{other, title={Other}, author={Doe, Jo}, year=2020}\n"
    "@misc{x y, title={Spaced}, author={{A & B}}}\n"
)
SITES = (
    PLAIN,
    Config(title="S", url_style="directory", base_url="https://example.org/s"),
    Config(title="S", citation_style="ieee"),
)

written = st.lists(
    st.tuples(st.sampled_from(LINKS), st.sampled_from(NAMES), st.sampled_from(("one", "Two"))), max_size=5
).map(lambda lines: "\n\n".join(line.format(name, tag) for line, name, tag in lines))


@st.composite
def notes(draw: Callable[..., object]) -> str:
    front = [f"kind: {draw(st.sampled_from(KINDS))}", *draw(st.sets(st.sampled_from(FRONT), max_size=3))]  # type: ignore[misc]  # draw is untyped
    return "\n".join(["---", *sorted(front), "---", str(draw(written))])


FRONT = (
    "aliases: [Other name, alpha, index]",
    "tags: [a, A/b]", "unlisted: true", "date: 2024-01-02", "next: [beta]",
    "sections: [{title: One, notes: [alpha, beta]}, {title: One, notes: [known]}]",
    "redirect_from: [/old/, /beta.html]",
    "members: {tags: [a], notes: [alpha]}", "permalink: /", "related: [alpha]", "slug: alpha",
    "sources: [known, {note: beta, claim: C}]",
)  # fmt: skip

collections = st.dictionaries(st.sampled_from((*NAMES, "index", "posts/index")), notes(), min_size=1, max_size=5).map(
    lambda found: {f"{name}.md": text for name, text in found.items()} | {"works.bib": BIB}
)


@settings(max_examples=40)
@given(collections, st.sampled_from(SITES))
def test_every_address_leads_somewhere_and_every_id_stands_once(files: dict[str, str], config: Config) -> None:
    made = built(files, config, frozenset(["files/p.png"]))
    assert list(shortcomings(made, config)) == []


@settings(max_examples=25)
@given(collections, st.randoms())
def test_the_order_of_files_makes_no_difference(files: dict[str, str], random: Random) -> None:
    paths = list(files)
    random.shuffle(paths)
    assert pages({path: files[path] for path in paths}) == pages(files)


path_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=30)


@given(path_texts, path_texts, path_texts)
def test_no_page_leaves_the_output(permalink: str, alias: str, tag: str) -> None:
    front = "".join(f"{key}: {_quoted(text)}\n" for key, text in (("permalink", permalink), ("slug", alias)))
    lists = "".join(f"{key}: [{_quoted(text)}]\n" for key, text in (("aliases", alias), ("tags", tag)))
    lists += f"redirect_from: [{_quoted(alias)}]\n"
    for path in pages({"a.md": f"---\n{front}{lists}---\n", "b.md": ""}):
        segments = path.split("/")
        assert not {"", ".", ".."} & set(segments)
        assert not any(char in path for char in '\\:*?"<>|\0')
        assert all(len(segment.encode()) <= 255 for segment in segments)


def _quoted(text: str) -> str:
    return "'" + "".join(char for char in text if char.isprintable()).replace("'", "''") + "'"


@settings(max_examples=30)
@given(path_texts.map(_quoted), path_texts.map(_quoted))
def test_any_title_is_text_in_every_page_and_feeds_no_markup(title: str, description: str) -> None:
    text = f"---\ntitle: {title}\ndescription: {description}\ntags: [{title}]\ndate: 2024-01-01\n---\nBody.\n"
    made = built({"a.md": text, "works.bib": BIB}, Config(title="S", base_url="https://example.org/s"))
    files = {artifact.path: artifact for artifact in made.artifacts}
    shown = next(iter(made.site.notes.values())).title
    assert _heading(files["a.html"]) == " ".join(shown.split())
    for artifact in made.artifacts:
        if artifact.path.endswith(".html"):
            document(artifact.content)
        elif artifact.path.endswith(".xml"):
            etree.fromstring(artifact.content)


def _heading(artifact: Artifact) -> str:
    return " ".join("".join(next(document(artifact.content).root.iter("h1")).itertext()).split())


@pytest.mark.parametrize("directory", [False, True])
def test_a_hundred_notes_of_one_name_all_have_a_page(directory: bool) -> None:
    config = Config(url_style="directory" if directory else "file")
    files = {f"{'?' * number}x.md": "" for number in range(100)}
    assert sum(page.template == "note.html.jinja" for page in pages(files, config).values()) == 100
