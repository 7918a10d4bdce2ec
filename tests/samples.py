"""What tests of the whole program share: its command line, the tools beside it, pages read by a real parser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import html5lib
from lxml import html as lxml_html

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"

# An element of a page as lxml reads it; lxml is published without types.
Element = Any

_FINDING = re.compile(
    r"^(?P<path>[^\n]*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+)\[(?P<rule>[a-z0-9-]+)\] ?(?P<message>.*)$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command line left: exit code, what it said, and the site."""

    code: int
    said: str
    site: Path

    @property
    def findings(self) -> list[Finding]:
        """The findings it reported, in the order of the report."""
        return [_finding(match) for match in _FINDING.finditer(self.said)]


def _finding(match: re.Match[str]) -> Finding:
    path, line, column, severity, rule, message = match.groups()
    return Finding(path, int(line), int(column), severity, rule, message)


def rlnotes(
    *arguments: str | Path, cwd: Path, timeout: float = 300, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line, run as a user runs it: a process of its own, colours off, coverage not measured."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COV_CORE", "COVERAGE"))}
    return subprocess.run(
        [sys.executable, "-m", "rlnotes", *map(str, arguments)],
        cwd=cwd,
        env=inherited | {"NO_COLOR": "1", "PYTHONUTF8": "1"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def built(site: Path, *arguments: str | Path, cwd: Path = ROOT, timeout: float = 300, **environment: str) -> Run:
    """`rlnotes build` into `site`."""
    finished = rlnotes("build", "-o", site, *arguments, cwd=cwd, timeout=timeout, **environment)
    return Run(finished.returncode, finished.stdout + finished.stderr, site)


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """`folder` with `files` in it, by path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def tool(name: str) -> Path:
    """A program the tests use: beside the running Python, set up by `make tools`, or on the machine."""
    places = [Path(sys.executable).parent, TOOLS / "bin"]
    found = shutil.which(name, path=os.pathsep.join(map(str, places))) or shutil.which(name)
    assert found, f"{name} is not here: run `make tools`"
    return Path(found)


def tool_file(path: str) -> Path:
    """A file of a package that `make tools` fetched."""
    found = TOOLS / path
    assert found.exists(), f"{path} is not here: run `make tools`"
    return found


def pages(site: Path) -> list[Path]:
    """Every HTML file of a site, sorted."""
    return sorted(site.rglob("*.html"))


def page(path: Path) -> Element:
    """A page as html5lib reads it, the way browsers do."""
    return html5lib.parse(
        path.read_bytes(), treebuilder="lxml", namespaceHTMLElements=False, default_encoding="utf-8"
    ).getroot()


@lru_cache(maxsize=1024)
def quick_page(path: Path) -> Element:
    """A page as lxml reads it: quicker than html5lib, for tests that look at every page."""
    return lxml_html.document_fromstring(path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def words(element: Element) -> str:
    """The text of an element with white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def by_class(element: Element, name: str) -> list[Element]:
    """The elements below `element` that carry a class, in document order."""
    return [
        found for found in element.iter() if isinstance(found.tag, str) and name in (found.get("class") or "").split()
    ]


def one(element: Element, name: str) -> Element:
    """The only element below `element` that carries a class."""
    (found,) = by_class(element, name)
    return found


def references(element: Element) -> Iterator[tuple[str, str]]:
    """Each address a page names in an attribute that browsers follow or load, with the attribute's name."""
    for found in element.iter():
        if isinstance(found.tag, str):
            yield from (
                (name, found.get(name)) for name in ("href", "src", "poster", "data") if found.get(name) is not None
            )
            yield from (("srcset", part.split()[0]) for part in (found.get("srcset") or "").split(",") if part.strip())


def files(site: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, with its bytes."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
