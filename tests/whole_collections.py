"""A Hypothesis strategy for whole collections: notes of every kind that link, list, cite and embed each other."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from rlnotes.model.collection import Collection
from rlnotes.model.place import Source

_STEMS: Final = ("a", "b", "B", "ppo", "kl-penalty", "café", "cafe\u0301", "index", "策略 梯度")
_FOLDERS: Final = ("", "rl/", "rl/online/", "RL/", "maps/")
PATHS: Final = tuple(f"{folder}{stem}.md" for folder in _FOLDERS for stem in _STEMS)
_KEYS: Final = ("shao2024", "xu2025", "Shao2024", "ppo")
FILES: Final = ("a.png", "rl/a.png", "img/talk.pdf")
_FRAGMENTS: Final = ("", "#", "#Loss", "#loss", "#Setup#Loss", "#^claim", "#nowhere", "#^nowhere")
_KINDS: Final = ("note", "note", "note", "hub", "topic", "line", "line", "source", "post", "page")

_NAMES: Final = (
    *_STEMS,
    *(path.removesuffix(".md") for path in PATHS),
    *_KEYS,
    *FILES,
    "Title of a",
    "nothing",
    "rl/",
    "rl/online",
    "./",
    "/",
    "../a",
    "../../out",
)
_JUDGEMENTS: Final = (
    (),
    ("confidence: certain", "reviewed: 2020-01-02"),
    ("confidence: possible", "status: obsolete", "date: 2020-01-01"),
    ("confidence: likely", "state: dropped", "updated: 2020-01-03"),
    ("claim: So it is.", "state: answered"),
)
_TARGETS = st.builds(str.__add__, st.sampled_from(_NAMES), st.sampled_from(_FRAGMENTS))


PIECES = st.one_of(
    _TARGETS.map("Words [[{}]] words.".format),
    _TARGETS.map("Words [[{}]]{{contradicts}} words.".format),
    _TARGETS.map("- [[{}|label]]: description".format),
    _TARGETS.map("Words [text](<{}>) words.".format),
    _TARGETS.map("![[{}]]".format),
    _TARGETS.map("Words ![alt](<{}>) words.".format),
    st.sampled_from(_KEYS).map("As [@{}, p. 3] shows.".format),
    _TARGETS.map("Words [[{}]] words. <!-- rlnotes: ignore broken-link -->".format),
    st.sampled_from(("<!-- rlnotes: ignore -->", "%% rlnotes: ignore broken-link, orphan, broken-lnk %%")),
    st.sampled_from(("# Title of a", "## Setup", "### Loss", "## Loss", "A claim. ^claim", "About #rl and #rl/ppo.")),
)


@st.composite
def _front_matter(draw: st.DrawFn) -> str:
    names = st.lists(st.sampled_from(_NAMES).map(lambda name: f'"[[{name}]]"'), max_size=3).map(", ".join)
    lines = [f"kind: {draw(st.sampled_from(_KINDS))}"]
    if draw(st.integers(0, 4)) == 0:
        lines.append(f"# rlnotes: ignore {draw(st.sampled_from(['', 'broken-link', 'duplicate-address']))}")
    lines += [f"{flag}: true" for flag in ("draft", "unlisted") if draw(st.integers(0, 5)) == 0]
    for key in ("related", "next", "sources", "depends"):
        if draw(st.booleans()):
            lines.append(f"{key}: [{draw(names)}]")
    if draw(st.booleans()):
        lines.append(f"sections: [{{title: One, notes: [{draw(names)}]}}, {{title: Two, notes: [{draw(names)}]}}]")
    if draw(st.booleans()):
        lines.append(f"members: {{tags: [rl], folders: [rl], hubs: [{draw(names)}], notes: [{draw(names)}]}}")
    if draw(st.integers(0, 2)) == 0:
        lines += [f"lang: {draw(st.sampled_from(['de', 'ar']))}", f"translation_of: {draw(st.sampled_from(_STEMS))}"]
    if draw(st.booleans()):
        lines.append(f"tags: [{draw(st.sampled_from(['rl', 'RL/ppo', 'other']))}]")
    lines += draw(st.sampled_from(_JUDGEMENTS))
    return "\n".join(("---", *lines, "---", ""))


TEXTS = st.builds(str.__add__, st.one_of(st.just(""), _front_matter()), st.lists(PIECES, max_size=6).map("\n\n".join))

_BIBLIOGRAPHY = st.lists(st.sampled_from(_KEYS), max_size=4).map(
    lambda keys: "\n".join(f"@article{{{key}, title = {{Of {key}}}, year = 2024}}" for key in keys)
)


@st.composite
def collections(draw: st.DrawFn) -> Collection:
    """Collections of up to eight notes, with a bibliography and a few attachments."""
    paths = draw(st.lists(st.sampled_from(PATHS), unique=True, max_size=8))
    notes = tuple(Source(path, draw(TEXTS)) for path in sorted(paths))
    return Collection(notes, (Source("works.bib", draw(_BIBLIOGRAPHY)),), frozenset(FILES), {}, {})


def bibliographies() -> st.SearchStrategy[str]:
    """BibTeX with up to four records, some of them twice."""
    return _BIBLIOGRAPHY
