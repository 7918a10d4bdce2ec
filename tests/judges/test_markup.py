"""Every page passes the Nu HTML checker, and loads nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from samples import Run, pages, quick_page, written

from judges.sitewide import complaints, style_complaints

pytestmark = pytest.mark.xdist_group("judges")

_CSS_ADDRESS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")\s]+)")


def test_every_page_passes_the_nu_checker(plain: Run) -> None:
    assert complaints(plain.site) == []


def test_every_page_passes_the_nu_checker_in_directories_below_a_path(in_directories: Run) -> None:
    assert complaints(in_directories.site) == []


def test_the_nu_checker_looks_at_pages(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>x</title><p><img src=x>"
    assert len(complaints(written(tmp_path, {"a.html": page, "b/c.html": page}))) == 2


def test_every_style_sheet_passes_the_nu_checker(plain: Run) -> None:
    sheets = sorted(plain.site.rglob("*.css"))
    assert len(sheets) > 1
    assert style_complaints(*sheets) == []


def test_the_nu_checker_looks_at_style_sheets(tmp_path: Path) -> None:
    written(tmp_path, {"a.css": "p { colour: red; }", "b.css": "p { color: rde; }"})
    assert len(style_complaints(tmp_path / "a.css", tmp_path / "b.css")) == 2


def loaded(path: Path) -> list[str]:
    """What a browser loads for a page without being asked: scripts, styles, pictures, frames."""
    found = quick_page(path)
    sources = found.xpath("//@src | //@poster | //object/@data | //@srcset | //link[not(@rel='canonical')]/@href")
    styles = " ".join([*found.xpath("//@style"), *found.xpath("//style/text()")])
    return [*map(str, sources), *_CSS_ADDRESS.findall(styles)]


def is_foreign(address: str) -> bool:
    return address.startswith("//") or re.match(r"(?!data:)[a-zA-Z][a-zA-Z0-9+.-]*:", address) is not None


def test_no_page_loads_anything_from_another_host(plain: Run) -> None:
    assert [(path.name, each) for path in pages(plain.site) for each in loaded(path) if is_foreign(each)] == []


def test_no_style_sheet_loads_anything_from_another_host(plain: Run) -> None:
    sheets = sorted(plain.site.rglob("*.css"))
    assert sheets
    assert [
        each for path in sheets for each in _CSS_ADDRESS.findall(path.read_text(encoding="utf-8")) if is_foreign(each)
    ] == []


def test_no_script_stands_in_a_page_and_no_attribute_runs_one(plain: Run) -> None:
    inline = "//script[not(@src)][not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')]"
    assert [path.name for path in pages(plain.site) if quick_page(path).xpath(inline)] == []
