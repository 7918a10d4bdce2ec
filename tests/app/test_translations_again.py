"""Translations come, change and go: the pages that lead to them follow."""

from __future__ import annotations

from dataclasses import replace

from app.warm_builds import Disk, Warm, cold, reopen, update


def test_pages_follow_their_translations() -> None:
    disk, warm = Disk(), Warm()
    disk.notes = {"a.md": "Text", "b.md": "---\nlang: de\n---\n", "c.md": "Else [[a]]"}
    german = "---\nlang: de\ntranslation_of: a\n---\n"
    edits: tuple[dict[str, str], ...] = (
        {"b.md": german},
        {"b.md": german + "More"},
        {"b.md": german.replace("de", "fr")},
        {"c.md": "---\nlang: it\ntranslation_of: b\n---\n"},
        {"a.md": "---\ntranslation_of: c\n---\n"},
        {"a.md": "---\nunlisted: true\n---\n"},
        {"a.md": "Text"},
    )
    seen = []
    for edit in ({}, *edits):
        disk.notes |= edit
        findings = update(warm, disk)
        pages, expected, _ = cold(disk)
        assert (warm.pages, findings) == (pages, expected)
        seen.append(pages["a.html"].count(b"hreflang="))
        reopen(warm)
    assert seen == [0, 4, 4, 4, 6, 0, 0, 6]
    disk.config = replace(disk.config, language="fr")
    findings = update(warm, disk)
    assert (warm.pages, findings) == cold(disk)[:2]


def test_an_edit_of_a_translation_makes_its_page_alone_again() -> None:
    disk, warm = Disk(), Warm()
    disk.notes = {"a.md": "Text", "b.md": "---\nlang: de\ntranslation_of: a\n---\nText"}
    update(warm, disk)
    before = dict(warm.pages)
    disk.notes["b.md"] += " and more"
    update(warm, disk)
    assert {path for path in before if warm.pages[path] is not before[path] and path.endswith(".html")} == {"b.html"}
