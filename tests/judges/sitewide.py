"""The judges of a whole site: lychee, the Nu HTML checker, and a reading that shares no code with the program."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from samples import pages, quick_page, references, tool, tool_file

SELF = "https://example.org"

# From disk, the checker can't tell the origin of a page, and warns of every relative style sheet and picture under any
# policy, even `style-src *`. What the policy blocks is judged in Chromium.
_UNTOLD_ORIGIN = r".*Resource violates Content Security Policy.* blocked by .(style|img|script)-src. directive.*"
# No policy is about data in a script element (HTML, 4.12.1.1, "prepare the script element": it ends before that step).
_DATA_BLOCK = ("Inline script violates Content Security Policy", '<script type="application/ld+json">')
# A property of SVG 2 that every browser has, and that the checker has not heard of.
_UNKNOWN_PROPERTY = r".*Property .paint-order. doesn.t exist.*"


def lychee(site: Path, root: Path) -> dict[str, list[object]]:
    """What lychee finds dead in `site`, which `root` (a host's root folder, example.org) holds."""
    command = [tool("lychee"), "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    places = ["--root-dir", root, "--index-files", "index.html", "--remap", f"https://example.org/ {root.as_uri()}/"]
    finished = subprocess.run(
        [*map(str, (*command, *places)), str(site)], capture_output=True, text=True, check=False, cwd=site
    )
    assert finished.stdout, finished.stderr
    report = json.loads(finished.stdout)
    assert report["total"] > len(pages(site)), "lychee looked at hardly anything"
    return dict(report["error_map"])


def complaints(site: Path) -> list[str]:
    """What the Nu checker has to say about the pages of a site, warnings included."""
    told = _nu("--skip-non-html", "--filterpattern", _UNTOLD_ORIGIN, str(site))
    return [each for each in told if not all(words in each for words in _DATA_BLOCK)]


def style_complaints(*sheets: Path) -> list[str]:
    """What the Nu checker has to say about style sheets, warnings included."""
    return _nu("--css", "--filterpattern", _UNKNOWN_PROPERTY, *map(str, sheets))


def _nu(*arguments: str) -> list[str]:
    command = [str(tool("java")), "-Xss4m", "-jar", str(tool_file("vnu-jar/build/dist/vnu.jar"))]
    finished = subprocess.run(
        [*command, "--format", "json", "--exit-zero-always", *arguments], capture_output=True, text=True, check=False
    )
    messages = json.loads(finished.stderr)["messages"]
    return [
        f"{each.get('url', '')}:{each.get('lastLine', 0)}: {each['message']} {each.get('extract', '')!r}"
        for each in messages
    ]


def dead_references(site: Path, below: str = "") -> list[str]:
    """Each internal address in the pages of `site` that names no file or no place in it.

    `below` is the path the site is published at, "/kb"; absolute addresses of example.org count as internal.
    """
    return sorted({complaint for path in pages(site) for complaint in _dead_on(path, site, below)})


def _dead_on(path: Path, site: Path, below: str) -> Iterator[str]:
    here = path.relative_to(site).as_posix()
    for name, written in references(quick_page(path)):
        address = urlsplit(urljoin(f"{SELF}{below}/{here}", written))
        if address.scheme in ("http", "https") and f"{address.scheme}://{address.netloc}" == SELF:
            complaint = _complaint(site, below, unquote(address.path), unquote(address.fragment))
            if complaint:
                yield f"{here}: {name}={written!r}: {complaint}"


def _complaint(site: Path, below: str, path: str, fragment: str) -> str:
    if not path.startswith(f"{below}/"):
        return "leads out of the site"
    target = site / path.removeprefix(f"{below}/")
    target = target / "index.html" if path.endswith("/") else target
    if not target.is_file():
        return "no such file"
    if fragment and target.suffix == ".html" and fragment not in _ids(target):
        return "no such place on the page"
    return ""


@lru_cache(maxsize=1024)
def _ids(path: Path) -> frozenset[str]:
    return frozenset(_all_ids(path))


def _all_ids(path: Path) -> list[str]:
    return [found.get("id") for found in quick_page(path).iter() if isinstance(found.tag, str) and found.get("id")]


def repeated_ids(site: Path) -> list[str]:
    """Each id that a page gives to more than one element."""
    counts = ((path, Counter(_all_ids(path))) for path in pages(site))
    return [f"{path.name}: {name}" for path, found in counts for name, count in found.items() if count > 1]
