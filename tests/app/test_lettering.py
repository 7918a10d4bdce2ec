"""What social cards are written in, and that they cost nothing where there are none; cards drawn again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from app.warm_builds import Disk, Warm, cold, reopen, update
from box_fonts import box_font

from rlnotes.app.lettering import card_letters
from rlnotes.config.site import Config
from rlnotes.model.collection import Theme
from rlnotes.pages.social_letters import Letters
from rlnotes.render.reach import template_digests, theme_digest
from rlnotes.render.social_card import joins_letters

CARDS = Config(title="Site", base_url="https://example.org/n", social_cards=True)
NAMED = replace(CARDS, social_card_font="own.ttf")
BOXES = Theme({}, {}, {}, box_font("abc"))


def test_there_are_cards_where_they_are_asked_for_and_have_an_address_and_a_font() -> None:
    assert card_letters(CARDS, BOXES) == (Letters.OWN, ())
    for config, theme in (
        (Config(base_url="https://example.org"), BOXES),
        (Config(social_cards=True), BOXES),
        (CARDS, Theme({}, {}, {})),
    ):
        assert card_letters(config, theme) == (Letters.NONE, ())


def test_a_font_of_the_sites_own_has_all_letters() -> None:
    wanted = Letters.ALL if joins_letters() else Letters.UNJOINED
    assert card_letters(NAMED, BOXES) == (wanted, ())


def test_a_font_that_can_not_be_used_is_told_at_its_file() -> None:
    letters, (finding,) = card_letters(NAMED, Theme({}, {}, {}, b"OTTO, it says"))
    assert letters is Letters.NONE
    assert (finding.path, finding.rule) == ("own.ttf", "bad-configuration")
    assert finding.message.startswith("not a usable font: ")


def test_another_font_is_another_theme() -> None:
    others = (BOXES, Theme({}, {}, {}, box_font("ab")), Theme({}, {}, {}))
    assert len({theme_digest(each) for each in others}) == 3
    assert len({template_digests(each).get("card.png") for each in others}) == 3


def test_a_site_without_cards_never_loads_what_draws_them() -> None:
    program = (
        "import sys, rlnotes.cli.main, rlnotes.cli.building, rlnotes.cli.incremental, rlnotes.app.pipeline as app\n"
        "from rlnotes.config.site import Config\n"
        "from rlnotes.model.collection import Collection, Theme\n"
        "from rlnotes.model.place import Source\n"
        "config = Config(base_url='https://example.org')\n"
        "notes = (Source('a.md', 'A'),)\n"
        "app.build(Collection(notes, (), frozenset(), {}, {'apa': '<style/>'}), Theme({}, {}, {}), config)\n"
        "sys.exit('PIL' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_cards_after_edits_are_those_of_a_build_from_nothing() -> None:
    disk, warm = Disk(config=CARDS, card_font=box_font("abcSiteNOT")), Warm()
    disk.notes = {"a.md": "---\ntitle: A\n---\n[[b]]", "b.md": "---\ntitle: B\n---\n", "c.md": "---\ntitle: C\n---\n"}
    edits = (
        {"a.md": "---\ntitle: A\n---\n[[b]] more."},
        {"a.md": "---\ntitle: A\n---\n[[c]]"},
        {"b.md": "---\ntitle: 強\nclaim: C\n---\n"},
        {"b.md": "---\ntitle: Back\nclaim: C\n---\n"},
    )
    rendered = []
    for edit in ({}, *edits):
        disk.notes |= edit
        findings = update(warm, disk)
        pages, expected, _ = cold(disk)
        assert (warm.pages, findings) == (pages, expected)
        rendered.append({path for path in pages if path.endswith(".card.png")})
        reopen(warm)
    assert [("b.card.png" in cards) for cards in rendered] == [True, True, True, False, True]
    for change in ({"social_cards": False}, {"social_cards": True}, {"social_card_font": "own.ttf"}, {"base_url": ""}):
        disk.config = replace(disk.config, **change)
        assert update(warm, disk) == cold(disk)[1]
        assert warm.pages == cold(disk)[0]
    disk.config = CARDS
    update(warm, disk)
    before = warm.pages["a.card.png"]
    disk.card_font = box_font("A")
    update(warm, disk)
    assert warm.pages == cold(disk)[0]
    assert warm.pages["a.card.png"] != before


def test_an_edit_that_moves_no_line_draws_no_card() -> None:
    disk, warm = Disk(config=CARDS, card_font=box_font("a")), Warm()
    disk.notes = {"a.md": "---\ntitle: A\n---\n[[b]]", "b.md": "---\ntitle: B\n---\n"}
    update(warm, disk)
    cards = {path: content for path, content in warm.pages.items() if path.endswith(".card.png")}
    disk.notes["a.md"] += " and a word"
    update(warm, disk)
    assert all(warm.pages[path] is content for path, content in cards.items())
