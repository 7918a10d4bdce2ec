"""A site, and what is related in it, after a quiet change: the same as linked anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from quiet_edits import Edit, crowds, edit_of, edits

from rlnotes.graph.lines import lines_resting, next_lines
from rlnotes.graph.link import link_notes, terrain_of
from rlnotes.graph.related import closest
from rlnotes.graph.resolution import Found, Missing, NoSuchAnchor, Resolution
from rlnotes.graph.resolve import resolver
from rlnotes.graph.site import Site
from rlnotes.graph.ties import Own, Subject, Ties, tied, ties_of
from rlnotes.graph.ties_update import TiesUpdate, retied, ties_update
from rlnotes.graph.update import Update, keeps_names, quiet_update, updated_site
from rlnotes.model.collection import Collection
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.note import Kind
from rlnotes.model.place import Source


def linked(edit: Edit) -> tuple[Site, Site]:
    return link_notes(edit.before, with_drafts=False), link_notes(edit.after, with_drafts=False)


def test_a_site_with_its_update_laid_over_it_is_the_site_linked_anew_for_edits_of_every_sort() -> None:
    tried: set[str] = set()

    @settings(max_examples=400)
    @given(edits())
    def holds(edit: Edit) -> None:
        if update := right_update(edit):
            site = link_notes(edit.before, with_drafts=False)
            tried.update(sort for sort, claim in SORTS.items() if claim(edit, site, update))

    holds()
    assert tried == SORTS.keys()


def right_update(edit: Edit) -> Update | None:
    """The update that an edit amounts to, which is certainly right; None if the edit is not quiet."""
    old, new = linked(edit)
    resolve = resolver(terrain_of(edit.before, with_drafts=False))

    def only_new(origin: str, made: Link) -> Resolution:
        known = {(each.form, each.target, each.fragment) for each in old.notes[origin].links}
        assert (made.form, made.target, made.fragment) not in known
        return resolve(origin, made)

    update = quiet_update(old, ties_of(old), edit.notes, only_new)
    if update:
        _leads(old, update, new)
        _holds(ties_of(old), ties_of(new), update.ties)
        assert update.touches_lines or next_lines(old, 3) == next_lines(new, 3)
        assert update.touches_lines or lines_resting(old) == lines_resting(new)
    return update


def _leads(old: Site, update: Update, new: Site) -> None:
    found = updated_site(old, update)
    for field in fields(Site):
        value, expected = getattr(found, field.name), getattr(new, field.name)
        assert value == expected, field.name
        if isinstance(expected, Mapping):
            assert list(value) == list(expected), field.name
            assert len(value) == len(expected), field.name
    for name in ("notes", "resolutions", "cites", "cited_by", "backlinks"):
        values = getattr(old, name)
        assert all(values.get(key) != value for key, value in getattr(update, name).items()), name


GIVEN = {
    "a.md": "# A\n\nWords.",
    "rl/a.md": "Words.",
    "rl/b.md": "---\ntags: [rl]\n---\n# B\n\nSee [[a.md]] and [[b]].\n\n## Loss\n\nA claim. ^claim\n\nAbout #rl.",
    "hidden.md": "---\nunlisted: true\n---\nWords.",
    "hub.md": "---\nkind: hub\n---\n# Hub\n\nWords.\n\n## One\n\n- [[a]]",
    "listed.md": "---\nkind: hub\nsections: [{title: One, notes: [b, hub]}]\n---\n# Listed",
    "line.md": "---\nkind: line\n---\nSee [[rl/b]].",
    "other line.md": "---\nkind: line\n---\nAs [@xu2025] shows.",
    "shao2024.md": "---\nkind: source\n---\n# A paper",
    "draft.md": "---\ndraft: true\n---\n# Draft",
    "w.bib": "@misc{xu2025, title = {K}, year = 2025}",
}


def edited(path: str, written: str, instead: str) -> Edit:
    assert GIVEN[path].count(written) == 1
    return edit_of(_collection(GIVEN), _collection(GIVEN | {path: GIVEN[path].replace(written, instead)}))


def _collection(given: Mapping[str, str]) -> Collection:
    sources = [Source(path, text) for path, text in given.items()]
    return Collection(tuple(sources[:-1]), (sources[-1],), frozenset({"a.png"}), {}, {})


@pytest.mark.parametrize(
    ("path", "written", "instead"),
    [
        ("a.md", "Words.", "[[b]], [[#A]], [[@xu2025]], [[shao2024]], [[nothing]], ![[b]], [@xu2025; @nobody]"),
        ("a.md", "# A\n\nWords.", "# A\n\n\nOther words, further down."),
        ("rl/b.md", "[[b]]", "[[hub]] and [again](a.md)"),
        ("rl/b.md", "[[b]]", "[[hub]] and [[hub]]"),
        ("rl/b.md", "[[b]]", "[[b]] and [@xu2025]"),
        ("rl/b.md", "See [[a.md]] and [[b]].\n\n## Loss", "## Loss"),
        ("rl/b.md", "About #rl.", "About #RL and #rl."),
        ("hidden.md", "Words.", "[[a]] and [@xu2025] and [[xu2025]]"),
        ("hub.md", "Words.", "Words of [[b]]."),
        ("listed.md", "# Listed", "# Listed\n\n- [[a]]"),
        ("line.md", "[[rl/b]]", "[[a]]"),
        ("shao2024.md", "# A paper", "# A paper\n\n[[a]] and [@shao2024; @xu2025] and [[shao2024]]"),
        ("draft.md", "# Draft", "# Draft\n\n[[a]] and [@xu2025]"),
    ],
)
def test_a_change_is_quiet_if_no_other_note_and_no_list_depends_on_it(path: str, written: str, instead: str) -> None:
    assert right_update(edited(path, written, instead))


@pytest.mark.parametrize(
    ("path", "written", "instead"),
    [
        ("rl/b.md", "tags: [rl]", "tags: [rl, other]"),
        ("rl/b.md", "# B", "# Another"),
        ("rl/b.md", "## Loss", "## Losses {#loss}"),
        ("rl/b.md", "^claim", "^other"),
        ("rl/b.md", "#rl.", "#rl and #other."),
        ("a.md", "Words.", "![[a.png]]"),
        ("hub.md", "- [[a]]", "- [[a]]\n- [[b]]"),
        ("hub.md", "- [[a]]", "- [[nothing]]"),
    ],
)
def test_a_change_is_not_quiet_if_more_depends_on_it(path: str, written: str, instead: str) -> None:
    assert right_update(edited(path, written, instead)) is None


def test_a_change_of_the_title_alone_is_not_quiet() -> None:
    (note, *_) = edited("a.md", "Words.", "Other [[b]].").before.notes
    assert not keeps_names(note, replace(note, title="Another"))


@given(crowds())
def test_ties_are_kept_right_where_many_notes_share_a_feature(edit: tuple[dict[str, Own], dict[str, Own]]) -> None:
    before, after = edit
    changed = {path: after.get(path) for path in {**before, **after} if after.get(path) != before.get(path)}
    _holds(tied(before), tied(after), ties_update(tied(before), changed))


def test_a_word_may_be_evidence_once_there_are_more_notes() -> None:
    wordy, plain = Own((), Subject(is_map=False, features=("wclipping",))), Own((), Subject(is_map=False, features=()))
    before = {f"{number:03}.md": wordy if number < 4 else plain for number in range(99)}
    after = before | {"099.md": plain}
    update = ties_update(tied(before), {"099.md": plain})
    assert update.again == tuple(after)
    _holds(tied(before), tied(after), update)


def test_a_page_that_becomes_a_note_stands_beside_those_that_link_it() -> None:
    plain = Subject(is_map=False, features=())
    before = {"a.md": Own(("b.md",), plain), "b.md": Own((), None), "c.md": Own((), plain)}
    update = ties_update(tied(before), {"b.md": Own((), plain)})
    assert update.again == ("a.md", "b.md")
    _holds(tied(before), tied(before | {"b.md": Own((), plain)}), update)


def _holds(old: Ties, new: Ties, update: TiesUpdate) -> None:
    found = retied(old, update)
    for field in fields(Ties):
        assert getattr(found, field.name) == getattr(new, field.name), field.name
    for name in ("subjects", "sharers", "crowds", "out", "back"):
        values = getattr(old, name)
        assert all(values.get(key) != value for key, value in getattr(update, name).items())
    before = {path: closest(old, path, 3) for path in old.subjects if path in new.subjects}
    assert before | {path: closest(found, path, 3) for path in update.again} == {
        path: closest(new, path, 3) for path in new.subjects
    }


def _gained(edit: Edit, old: Site, update: Update, is_meant: Callable[[Link, Resolution], bool]) -> bool:
    return any(
        is_meant(made, found) and found not in old.resolutions[path]
        for path, resolutions in update.resolutions.items()
        for made, found in zip(update.notes[path].links, resolutions, strict=True)
    )


def _any_note(update: Update, is_meant: Callable[[str], bool]) -> bool:
    return any(map(is_meant, update.resolutions))


Claim = Callable[[Edit, Site, Update], bool]

SORTS: dict[str, Claim] = {
    "a link to a note": lambda e, s, u: _gained(e, s, u, lambda _, r: isinstance(r, Found) and r.node in s.notes),
    "a link to a source": lambda e, s, u: _gained(e, s, u, lambda _, r: isinstance(r, Found) and r.node not in s.notes),
    "a missing link": lambda e, s, u: _gained(e, s, u, lambda _, r: isinstance(r, Missing)),
    "a missing anchor": lambda e, s, u: _gained(e, s, u, lambda _, r: isinstance(r, NoSuchAnchor)),
    "a link to itself": lambda e, s, u: _gained(e, s, u, lambda made, _: not made.target),
    "an embed": lambda e, s, u: _gained(e, s, u, lambda made, _: made.form is LinkForm.EMBED),
    "a repeated link": lambda _, s, u: any(len(b.links) > 1 for found in u.backlinks.values() for b in found or ()),
    "the last link to a note goes": lambda _, s, u: None in u.backlinks.values(),
    "a citation": lambda _, s, u: bool(u.cites) and any(u.cited_by.values()),
    "the last citation goes": lambda _, s, u: () in u.cited_by.values(),
    "two notes at once": lambda _, s, u: len(u.notes) > 1,
    "a draft": lambda e, _s, _u: any(old.front.is_draft for old, _ in e.notes),
    "an unlisted note": lambda _, s, u: _any_note(u, lambda path: s.notes[path].front.is_unlisted),
    "a line": lambda _, s, u: _any_note(u, lambda path: s.notes[path].front.kind is Kind.LINE) and u.touches_lines,
    "a note about a source": lambda _, s, u: _any_note(u, lambda path: s.nodes[path] != path),
    "a note that lines rest on as before": lambda _, s, u: bool(u.backlinks) and not u.touches_lines,
    "others are related": lambda _, s, u: any(path not in u.notes for path in u.ties.again),
}
