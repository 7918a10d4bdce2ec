"""Links into other sites on pages, and what a newer inventory changes."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any

from app.warm_builds import Disk, Warm, cold, reopen, update

from pages.sites_in_text import collection, theme
from rlnotes.app.pipeline import build
from rlnotes.config.site import Config
from rlnotes.model.collection import Elsewhere

CONFIG = Config(title="Site", base_url="https://example.org/notes")


def other(lines: str) -> Elsewhere:
    head = "# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# compressed using zlib.\n"
    return Elsewhere("https://other.example/docs", head.encode() + zlib.compress(lines.encode()))


OTHER = other('thing py:class 1 x.html#$ A "thing" & <more>\n')


def page(text: str, path: str = "a.html") -> str:
    given = replace(collection({"a.md": text}), elsewhere={"other": OTHER})
    [found] = [file for file in build(given, theme(), CONFIG).artifacts if file.path == path]
    return found.content.decode()


def test_a_link_into_another_site_is_marked_as_one_and_hints_at_what_it_is() -> None:
    assert (
        '<a id="at:0" href="https://other.example/docs/x.html#thing"'
        ' title="other: A &#34;thing&#34; &amp; &lt;more&gt;" class="external" rel="external noopener">it</a>'
    ).replace("&#34;", "&quot;") in page("[[other:thing|it]]")


def test_the_hint_of_an_author_comes_first() -> None:
    assert 'title="mine" class="external"' in page('[it](inv:other#thing "mine")')


def test_a_name_that_is_not_there_is_marked_text() -> None:
    assert '<span id="at:0" class="missing-link" title="The other site has nothing of this name">it</span>' in page(
        "[[other:nothing|it]]"
    )


def test_an_embed_of_an_object_is_a_link_to_it() -> None:
    assert '<a id="at:0" href="https://other.example/docs/x.html#thing"' in page("![[other:thing]]")


def test_the_markdown_of_a_page_has_the_address_itself() -> None:
    assert "[it](https://other.example/docs/x.html#thing)" in page("[[other:thing|it]]", "a.md")


def built(disk: Disk, warm: Warm, elsewhere: dict[str, Elsewhere]) -> Any:
    disk.elsewhere = elsewhere
    findings = update(warm, disk)
    pages, expected, _ = cold(disk)
    assert (warm.pages, findings) == (pages, expected)
    return findings


def test_a_newer_inventory_changes_the_pages_that_look_it_up_and_no_other() -> None:
    disk, warm = Disk({"a.md": "# A\n[[other:thing]]", "b.md": "# B\nNothing of the kind."}), Warm()
    built(disk, warm, {"other": OTHER})
    reopen(warm)
    built(disk, warm, {"other": OTHER})
    assert warm.count.planned == 0
    built(disk, warm, {"other": other("thing py:class 1 elsewhere.html -\n")})
    assert "elsewhere.html" in warm.pages["a.html"].decode()
    assert 0 < warm.count.planned < len(warm.pages) / 2
    disk.notes["b.md"] += " [[other:thing]]"
    built(disk, warm, disk.elsewhere)
    reopen(warm)
    assert [each.rule for each in built(disk, warm, {}) if each.rule == "broken-link"] == ["broken-link"] * 2
