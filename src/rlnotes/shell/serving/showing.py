"""What open pages are shown: the last good build, when each file last changed, what is wrong, and news of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Severity
from rlnotes.model.media import IMAGES, ending
from rlnotes.pages.site_files import NOT_FOUND
from rlnotes.shell.report import Shown, count, printable, shown_path
from rlnotes.shell.serving.build import Build
from rlnotes.shell.serving.routing import Found, base_path, candidates, site_path, target

_MOST_FINDINGS: Final = 50
_MOST_LOOKS: Final = 200


@dataclass(frozen=True, slots=True)
class Showing:
    """The state that every answer is made from.

    `pages_at` and `looks_at` tell for each path that changed while serving the number of the build that changed it
    last; looks are stylesheets and pictures, which a page can show anew without changing itself. `problem` says why
    the latest change could not be built.
    """

    run: str  # distinguishes this run of the server from others at the same address
    build: Build
    number: int = 0
    pages_at: Mapping[str, int] = field(default_factory=dict)
    looks_at: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    findings_in: Mapping[str, tuple[Judged, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What pages call the build they are of."""
        return f"{self.run}.{self.number}"


def first_showing(run: str, build: Build) -> Showing:
    """The state when the server starts."""
    return Showing(run, build, findings_in=_by_note(build.findings))


def next_showing(showing: Showing, build: Build) -> Showing:
    """The state after one more build."""
    number = showing.number + 1
    looks = {path for path in build.changed if _is_look(path)}
    return Showing(
        showing.run,
        build,
        number,
        {**showing.pages_at, **dict.fromkeys(build.changed - looks, number)},
        {**showing.looks_at, **dict.fromkeys(looks, number)},
        findings_in=_by_note(build.findings),
    )


def troubled(showing: Showing, problem: str) -> Showing:
    """The same build still, and why there is no newer one."""
    return replace(showing, problem=problem)


def _is_look(path: str) -> bool:
    kind = ending(path)
    return kind in IMAGES or kind == ".css"


def _by_note(findings: Iterable[Judged]) -> Mapping[str, tuple[Judged, ...]]:
    grouped: dict[str, list[Judged]] = {}
    for each in findings:
        grouped.setdefault(each.diagnostic.path, []).append(each)
    return {path: tuple(found) for path, found in grouped.items()}


@dataclass(frozen=True, slots=True)
class News:
    """What a page has to fetch again, itself or looks, and what its panel has to show."""

    is_page_stale: bool
    looks: tuple[str, ...]
    panel: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The news as JSON."""
        return json.dumps({"page": self.is_page_stale, "looks": self.looks, **self.panel})


def news(showing: Showing, address: str, name: str) -> News:
    """What there is to tell a page at the path `address` that is of the build `name`."""
    since = _number(showing, name)
    path = site_path(address.encode(errors="surrogatepass"))
    shown = _shown_at(showing, path)
    meant = () if path is None else candidates(path, base_path(showing.build.base_url))
    is_stale = since < 0 or any(showing.pages_at.get(each, 0) > since for each in (*meant, shown))
    looks = islice((path for path, number in showing.looks_at.items() if number > since >= 0), _MOST_LOOKS)
    return News(is_stale, tuple(looks), _panel(showing, shown))


def _number(showing: Showing, name: str) -> int:
    """Which build of this run a page is of; -1 for one of another run."""
    run, _, number = name.rpartition(".")
    return int(number) if run == showing.run and number.isdecimal() and number.isascii() else -1


def _shown_at(showing: Showing, path: str | None) -> str:
    """The output path of the page that stands at a request's path now."""
    build = showing.build
    found = None if path is None else target(path, base_path(build.base_url), build.content)
    return found.path if isinstance(found, Found) else NOT_FOUND


def _panel(showing: Showing, page: str) -> Mapping[str, Any]:
    build = showing.build
    note = build.note_of(page)
    here = _listed(showing.findings_in.get(note, ()), build.shown)
    others = (each for each in build.findings if each.diagnostic.path != note)
    elsewhere = _listed(sorted(others, key=lambda each: each.severity is not Severity.ERROR), build.shown)
    return {
        "problem": "\n".join(map(printable, showing.problem.splitlines())),
        "errors": count(build.findings, Severity.ERROR),
        "warnings": count(build.findings, Severity.WARNING),
        "here": here,
        "elsewhere": elsewhere,
        "unlisted": len(build.findings) - len(here) - len(elsewhere),
    }


def _listed(findings: Iterable[Judged], shown: Shown) -> list[dict[str, str]]:
    return [_fields(each, shown) for each in islice(findings, _MOST_FINDINGS)]


def _fields(judged: Judged, shown: Shown) -> dict[str, str]:
    found = judged.diagnostic
    return {
        "place": printable(f"{shown_path(found, shown)}:{found.span.line}:{found.span.column}"),
        "severity": judged.severity.value,
        "rule": found.rule,
        "message": printable(f"{found.message}; {found.help}" if found.help else found.message),
    }
