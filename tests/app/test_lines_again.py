"""Builds again of sites with inquiring lines: what they rest on, their ledger, and how often notes were revised."""

from __future__ import annotations

from datetime import date

import pytest
from app.warm_builds import Disk, Warm, cold, reopen, update

from rlnotes.model.collection import History

FEBRUARY = date(2026, 2, 1)
RULES = {"obsolete-support", "overclaim", "stale-review"}


def disk() -> Disk:
    """Two lines over three notes, and notes beside them."""
    notes = {
        "line.md": "---\nkind: line\nconfidence: certain\nreviewed: 2026-02-01\n---\n[[a]] rests, as does [[b]].\n",
        "hidden.md": "---\nkind: line\nunlisted: true\n---\n[[a]] [[b]]\n",
        "a.md": "---\nconfidence: likely\n---\n# A\n\nWords on [[b]].\n",
        "b.md": "---\nconfidence: likely\n---\n# B\n\nWords on [[a]].\n",
        "c.md": "---\nconfidence: possible\nstatus: obsolete\n---\n# C\n\nWords on [[a]].\n",
        **{f"n{number}.md": "# N\n\n[[a]]\n" for number in range(20)},
    }
    return Disk(notes, history={path: History(FEBRUARY, FEBRUARY, 1) for path in notes})


def told(site: Disk, warm: Warm) -> list[str]:
    """The rules that find something about the line after the site was brought up to date; it is as if built anew."""
    findings = update(warm, site)
    pages, expected, _ = cold(site)
    assert warm.pages == pages
    assert findings == expected
    return sorted({each.rule for each in findings if each.path == "line.md"} & RULES)


@pytest.mark.parametrize("is_reopened", [False, True])
def test_what_a_line_rests_on_is_followed(is_reopened: bool) -> None:
    site, warm = disk(), Warm()
    assert told(site, warm) == ["overclaim"]
    edits = {
        "the other way round": ("line.md", "[[a]] rests, as does [[b]]", "[[b]] rests, as does [[a]]", ["overclaim"]),
        "one more": ("line.md", "[[b]]", "[[b]] [[c]]", ["obsolete-support", "overclaim"]),
        "a surer note": ("a.md", "likely", "certain", ["obsolete-support"]),
        "one that holds again": ("c.md", "obsolete", "finished", []),
        "one that changed": ("b.md", "confidence: likely", "updated: 2026-03-01", ["stale-review"]),
        "a review": ("line.md", "2026-02-01", "2026-03-01", []),
        "words": ("a.md", "Words", "More words\n\nand words", []),
    }
    for path, old, new, rules in edits.values():
        if is_reopened:
            reopen(warm)
        assert old in site.notes[path]
        site.notes[path] = site.notes[path].replace(old, new)
        assert told(site, warm) == rules


def test_a_word_more_in_a_note_leaves_the_ledger_alone() -> None:
    site, warm = disk(), Warm()
    told(site, warm)
    before = warm.pages["questions.html"]
    site.notes["a.md"] = site.notes["a.md"].replace("Words", "Words\n\nand more words")
    told(site, warm)
    assert warm.pages["questions.html"] is before


@pytest.mark.parametrize("is_reopened", [False, True])
def test_another_revision_on_the_same_day_makes_the_pages_of_its_files_again_and_no_other(is_reopened: bool) -> None:
    site, warm = disk(), Warm()
    told(site, warm)
    if is_reopened:
        reopen(warm)
    site.history = {**site.history, "a.md": History(FEBRUARY, FEBRUARY, 2), "gone.md": History(FEBRUARY, FEBRUARY)}
    told(site, warm)  # a file that has come, which may be an attachment, is no quiet change
    site.history = {**site.history, "a.md": History(FEBRUARY, FEBRUARY, 3), "gone.md": History(FEBRUARY, FEBRUARY, 2)}
    assert "stale-review" not in told(site, warm)
    assert (warm.parsed, warm.count.rendered) == (0, 1)
    assert b"3 revisions" in warm.pages["a.html"]
    told(site, warm)
    assert warm.count.planned == 0


def test_a_commit_after_a_review_is_told_of() -> None:
    site, warm = disk(), Warm()
    assert told(site, warm) == ["overclaim"]
    site.history = {**site.history, "b.md": History(FEBRUARY, date(2026, 2, 2), 2)}
    assert told(site, warm) == ["overclaim", "stale-review"]
