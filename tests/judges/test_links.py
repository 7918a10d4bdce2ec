"""Every internal link of the built site resolves, anchors included: judged by lychee and by a reading of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import Run, pages, quick_page, references, written

from judges.sitewide import dead_references, lychee, repeated_ids

pytestmark = pytest.mark.xdist_group("judges")


def test_lychee_finds_no_dead_link_over_file(plain: Run) -> None:
    assert lychee(plain.site, plain.site) == {}


def test_lychee_finds_no_dead_link_below_a_path(below_a_path: Run) -> None:
    assert lychee(below_a_path.site, below_a_path.site.parent) == {}


def test_lychee_finds_no_dead_link_in_directories(in_directories: Run) -> None:
    assert lychee(in_directories.site, in_directories.site.parent) == {}


def test_lychee_sees_a_dead_link_and_a_dead_anchor(tmp_path: Path) -> None:
    dead = (
        '<!doctype html><p id="here"><a href="gone.html">a</a> <a href="a.html#gone">b</a> <a href="a.html#here">c</a>'
    )
    (complaints,) = lychee(written(tmp_path, {"a.html": dead}), tmp_path).values()
    assert len(complaints) == 2


def test_every_address_names_a_file_and_every_fragment_a_place(plain: Run) -> None:
    assert dead_references(plain.site) == []


def test_every_address_resolves_below_a_path_and_in_directories(below_a_path: Run, in_directories: Run) -> None:
    assert dead_references(below_a_path.site, "/kb") == []
    assert dead_references(in_directories.site, "/kb") == []


def test_ids_are_unique_on_their_page(plain: Run) -> None:
    assert repeated_ids(plain.site) == []


def test_links_name_files_so_that_the_site_works_from_disk(plain: Run) -> None:
    internal = {
        (path.name, address)
        for path in pages(plain.site)
        if path.name != "404.html"
        for _, address in references(quick_page(path))
        if "://" not in address and not address.startswith(("mailto:", "data:", "#"))
    }
    assert {pair for pair in internal if pair[1].startswith("/") or pair[1].split("#")[0].endswith("/")} == set()
