"""The sitemap is valid against the schema of sitemaps.org, and lists what readers may find, with true dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from samples import Element, Run, built, pages, quick_page, tool_file, written

pytestmark = pytest.mark.xdist_group("judges")

BASE = "https://example.org/kb/"
DATES = "date: 2024-01-02\nupdated: 2024-03-04\n"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def sitemap(site: Path) -> dict[str, str]:
    """The day of last change of each address of a valid sitemap, "" where it tells none."""
    tree = etree.parse(site / "sitemap.xml")
    etree.XMLSchema(etree.parse(tool_file("sitemap/schema/sitemap.xsd"))).assertValid(tree)
    entries: list[Element] = tree.findall("s:url", NAMESPACE)
    listed = {
        entry.findtext("s:loc", namespaces=NAMESPACE): entry.findtext("s:lastmod", "", NAMESPACE) for entry in entries
    }
    assert len(listed) == len(entries), "an address stands in the sitemap twice"
    return listed


def address_of(path: Path, site: Path) -> str:
    relative = path.relative_to(site).as_posix()
    return BASE + ("" if relative == "index.html" else relative)


def is_for_finding(path: Path) -> bool:
    page = quick_page(path)
    return not page.xpath("//meta[@http-equiv='refresh'] | //meta[@name='robots'][contains(@content, 'noindex')]")


def test_the_sitemap_lists_every_page_for_readers_and_no_other(below_a_path: Run) -> None:
    site = below_a_path.site
    expected = {address_of(path, site) for path in pages(site) if path.name != "404.html" and is_for_finding(path)}
    assert set(sitemap(site)) == expected


def test_the_sitemap_in_directories_lists_folders(in_directories: Run) -> None:
    listed = sitemap(in_directories.site)
    assert f"{BASE}hubs/rl-and-reasoning/" in listed
    assert all(address.endswith("/") for address in listed)


def test_the_date_in_the_sitemap_is_the_date_on_the_page(below_a_path: Run) -> None:
    site = below_a_path.site
    listed = sitemap(site)
    dated = {path: quick_page(path).xpath("//dl[@class='colophon']//time/@datetime") for path in pages(site)}
    dated = {path: days for path, days in dated.items() if days}
    assert len(dated) >= 90
    assert {path.name: (listed[address_of(path, site)], max(days)) for path, days in dated.items()} == {
        path.name: (max(days), max(days)) for path, days in dated.items()
    }


def test_stubs_unlisted_notes_and_drafts_stay_out_of_the_sitemap(tmp_path: Path) -> None:
    notes = {
        "notes/a.md": f"---\ntitle: A\n{DATES}aliases: [Old name]\nredirect_from: [/before/]\n---\nText.\n",
        "notes/b.md": "---\ntitle: B\nunlisted: true\n---\nText.\n",
        "notes/c.md": "---\ntitle: C\ndraft: true\n---\nText.\n",
    }
    run = built(tmp_path / "site", "--base-url", BASE, cwd=written(tmp_path, notes))
    listed = sitemap(run.site)
    assert run.code == 0, run.said
    assert listed[f"{BASE}a.html"] == "2024-03-04"
    assert not {
        address for address in listed if address.endswith(("/b.html", "/c.html", "/before/", "before/index.html"))
    }
    assert (run.site / "b.html").exists()
    assert not (run.site / "c.html").exists()
    assert (run.site / "before" / "index.html").exists()
    assert b"b.html" not in (run.site / "all-notes.html").read_bytes()
