"""Whole small sites, file by file."""

from __future__ import annotations

import pytest
from pages.sites_in_text import shortcomings

from golden.golden_sites import HERE, SITES, built, config_of, expected, is_update, published, update


@pytest.mark.parametrize("site", SITES)
def test_a_site_is_built_as_expected(site: str) -> None:
    files = published(built(site))
    if is_update():
        update(site, files)
    stored = expected(site)
    assert sorted(files) == sorted(stored), "files appeared or vanished: see tests/golden/README.md"
    different = [path for path in files if files[path] != stored[path]]
    for path in different[:1]:
        assert files[path] == stored[path], f"{path} changed, and {len(different) - 1} more: see tests/golden/README.md"


@pytest.mark.parametrize("site", SITES)
def test_each_site_says_what_to_look_at(site: str) -> None:
    assert (HERE / site / "README.md").read_text(encoding="utf-8").strip()


def test_the_list_of_sites_is_complete() -> None:
    listed = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{site}` |" in listed for site in SITES)


@pytest.mark.parametrize("site", SITES)
def test_every_address_leads_somewhere_and_every_id_stands_once(site: str) -> None:
    assert list(shortcomings(built(site), config_of(site))) == []
