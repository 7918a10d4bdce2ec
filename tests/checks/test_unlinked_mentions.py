"""Names of notes in texts that do not link them: found in running text alone, and linked in the note's own manner."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import pytest
from collections_in_prose import Case, collection_of
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.app.checking import Material, linked, terrain
from rlnotes.app.mending import Unmended, mended
from rlnotes.app.mentions import findings_of, mentions_in
from rlnotes.checks.unlinked_mention import new_link
from rlnotes.config.site import Config
from rlnotes.model.place import Source
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note

NOTES = {
    "rl/ppo.md": "---\naliases: [Proximal policy, GAE, clip]\n---\n# PPO\n",
    "rl/trust-regions.md": "# Trust regions\n",
    "rl/monotonicity.md": "# Monotonicity\n",
    "one/shared name.md": "# A shared name\n",
    "two/shared name.md": "# A shared name\n",
    "odd (1)/twin.md": "# The odd name\n",
    "we#ird.md": "# The weird name\n",
    "even/twin.md": "# Even\n",
    "hidden.md": "---\nunlisted: true\n---\n# A hidden note\n",
    "rewards.md": "# What rewards change?\n",
    "pg.md": "# 策略梯度方法\n\n",
    "policy.md": "# 策略\n",
    "tram.md": "# Straßenbahn\n",
    "sharp.md": "# C# for mathematicians\n",
    "bars.md": "# Bars | and [brackets]\n",
    "shao2024.md": "---\nkind: source\ntitle: Group relative policy\n---\nText.\n",
    "works.bib": "@article{shao2024, title = {Group relative policy}}\n",
}


@dataclass(frozen=True, slots=True)
class Story:
    """What a note says, and what it says when its mentions are linked."""

    told: str
    before: str
    after: str

    def __str__(self) -> str:
        return self.told


def same(told: str, text: str) -> Story:
    return Story(told, text, text)


STORIES = (
    Story("a title of two words", "On trust regions.", "On [[trust-regions|trust regions]]."),
    Story("a long word, whatever its case", "By monotonicity!", "By [[monotonicity]]!"),
    Story("only the first mention", "PPO and PPO", "[[PPO]] and PPO"),
    Story("short capitals as they are", "a GAE, no gae", "a [[ppo|GAE]], no gae"),
    Story("the longest name", "A proximal policy.", "A [[ppo|proximal policy]]."),
    Story("around marks", "*Trust regions* and **PPO**", "*[[trust-regions|Trust regions]]* and **[[PPO]]**"),
    Story("lists, quotes", "> - x trust regions\n", "> - x [[trust-regions|trust regions]]\n"),
    Story("a table", "| a |\n|-|\n| trust regions |\n", "| a |\n|-|\n| [[trust-regions\\|trust regions]] |\n"),
    Story(
        "behind front matter",
        "---\ntitle: Trust regions too\n---\r\nTrust regions.\r\n",
        "---\ntitle: Trust regions too\n---\r\n[[trust-regions|Trust regions]].\r\n",
    ),
    Story(
        "a note that links by paths",
        "[x](../bars.md) trust regions",
        "[x](../bars.md) [trust regions](../rl/trust-regions.md)",
    ),
    Story("a source", "The group relative policy.", "The [[shao2024|group relative policy]]."),
    Story("several notes", "PPO has trust regions.", "[[PPO]] has [[trust-regions|trust regions]]."),
    Story(
        "a path that is not plain",
        "[x](../bars.md) the odd name",
        "[x](../bars.md) [the odd name](../odd%20%281%29/twin.md)",
    ),
    Story(
        "a source in a note that links by paths",
        "[x](../bars.md) group relative policy",
        "[x](../bars.md) [group relative policy](../shao2024.md)",
    ),
    Story("a work without a note", "The odd reward\nmodel", "The odd reward\nmodel"),
    Story("a question without its mark", "What changes with PPO, is", "What changes with [[PPO]], is"),
    Story("a question", "It asks what rewards change.", "It asks [[rewards|what rewards change]]."),
    Story("words of Chinese", "关于策略梯度方法的笔记", "关于[[pg|策略梯度方法]]的笔记"),
    Story("between underscores", "_PPO_ __Trust regions__", "_[[PPO]]_ __[[trust-regions|Trust regions]]__"),
    Story("beside letters that fold to two", "STRASSENBAHN straßenbahn", "[[tram|STRASSENBAHN]] straßenbahn"),
    same("names in code", "\\` a `PPO` and ``GAE ` `` b"),
    Story("names with marks", "In c# for mathematicians.", "In [[sharp|c# for mathematicians]]."),
    Story(
        "a callout, a footnote",
        "> [!note] PPO\n\na[^1]\n\n[^1]: trust regions ",
        "> [!note] [[PPO]]\n\na[^1]\n\n[^1]: [[trust-regions|trust regions]] ",
    ),
    same("a name over a line end, where no wikilink goes", "On trust\nregions."),
    Story(
        "a name over a line end, in a note that links by paths",
        "[x](../bars.md) trust\nregions",
        "[x](../bars.md) [trust\nregions](../rl/trust-regions.md)",
    ),
    same("what is cited", "The group relative policy [@shao2024]."),
    same("part of the name of a variable", "max_monotonicity monotonicity_max x_PPO"),
    same("too short in Chinese", "策略"),
    same("in brackets that would become others", "[[PPO] and [trust regions]: x"),
    Story("a stem that two notes have", "The odd name.", "[[odd (1)/twin|The odd name]]."),
    same("a stem that no link could hold", "The weird name."),
    same("a short word that is no name of its own", "clip it"),
    same("part of a word", "monotonicitys PPOx xPPO trust regionsx"),
    same("what is linked anywhere", "PPO, see [[ppo]]; trust regions [t](../rl/trust-regions.md)"),
    same(
        "code, formulas, comments, headings",
        "`PPO` $PPO$ %% PPO %% <!-- PPO -->\n\n# PPO\n\n    PPO\n\n```\nPPO\n```\n",
    ),
    same(
        "words of links, citations, tags",
        "[PPO](https://example.org) [@ppo] #PPO ![PPO](x.png) <a href='https://x.org'>PPO</a>",
    ),
    same("a name that two notes share, or a hidden one", "A shared name, a hidden note."),
    same("a name that no link could hold", "Bars | and [brackets]"),
)


def material() -> tuple[Material, Config]:
    return made(NOTES)


def made(files: dict[str, str]) -> tuple[Material, Config]:
    collection, config = collection_of(Case("", "", files, frozenset(), {}))
    notes = [parse_note(source, ParseOptions()) for source in collection.notes]
    works = [parse_bibliography(source) for source in collection.bibliographies]
    references = tuple(reference for each in works for reference in each.references)
    return Material(tuple(each.note for each in notes), {}, references, frozenset(), (), {}), config


def after_linking(text: str) -> str:
    found, config = material()
    source = Source("notes/a.md", text)
    found = replace(found, notes=(*found.notes, parse_note(source, ParseOptions()).note))
    site, around = linked(found, config), terrain(found, config)
    mentions = mentions_in(site, [source]).get("notes/a.md", ())
    links = [new_link(site, around, each, is_wiki=True) for each in mentions]
    this = Unmended(text, site.notes[source.path], ParseOptions())
    return mended(this, (), filter(None, links)).text


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_mention_is_linked_or_left(story: Story) -> None:
    assert after_linking(story.before) == story.after


def test_what_is_linked_is_no_mention_any_more() -> None:
    for story in STORIES:
        assert after_linking(story.after) == story.after


def test_a_finding_names_the_note_and_stands_at_the_words() -> None:
    found, config = material()
    source = Source("notes/a.md", "---\nx: 1\n---\nOn *trust regions*.\n")
    found = replace(found, notes=(*found.notes, parse_note(source, ParseOptions()).note))
    (finding,) = findings_of(mentions_in(linked(found, config), [source, Source("gone.md", "PPO")]))
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (4, 5, 18)
    assert finding.message == "'trust regions' is the name of 'rl/trust-regions.md', which is linked nowhere here"
    assert finding.subject == "rl/trust-regions.md"


PIECES = st.sampled_from(
    ["PPO", " ", "trust regions", "*", "`", "[[", "]]", "<a>", "</a>", "\n\n", "> ", "| ", "$", "é", "[", "](x)"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read_and_words_alone_are_linked(text: str) -> None:
    linked_text = after_linking(text)
    assert (
        linked_text.replace("[[trust-regions|", "").replace("[[", "").replace("]]", "")
        == text.replace("[[", "").replace("]]", "")
        or linked_text == text
    )


def test_many_names_and_many_words_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        files = {f"n{n}.md": f"# The name number {n}\n" for n in range(count)}
        found, config = made(files)
        site = linked(found, config)
        texts = [Source(path, f"the name number {n} of the name number " * 20) for n, path in enumerate(files)]
        start = time.process_time()
        assert mentions_in(site, texts) == {}
        return time.process_time() - start

    assert seconds(800) < 12 * seconds(200)
