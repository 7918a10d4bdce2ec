"""`rlnotes check --external`: whether the links to other hosts still lead somewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import click

from rlnotes.checks.external import Answer, OutsideLink, Verdict, findings, outside_links, page_of
from rlnotes.cli.course import Course
from rlnotes.config.site import Config
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.external.cache import Kept, fresh, read_answers, write_answers


@dataclass(frozen=True, slots=True)
class Asking:
    """What the command line says of asking: for how many seconds at most, and where answers are kept, if anywhere."""

    seconds: float
    cache: Path | None


@dataclass(frozen=True, slots=True)
class Outside:
    """What came of asking: the findings now and in the notes as they were, and what stays in the dark, with reasons."""

    findings: Diagnostics
    before: Diagnostics
    unverified: tuple[tuple[str, str], ...]


def outside(site: Site, before: Site | None, config: Config, asking: Asking, course: Course) -> Outside:
    """What is known of the links to other hosts, now and `before`, after asking those that were not asked of late."""
    links = _wanted(site, config)
    earlier = _wanted(before, config) if before else ()
    known = _answers({page_of(link.url) for link in links}, config, asking, course)
    dark = ((url, answer.words) for url, answer in sorted(known.items()) if answer.verdict is Verdict.UNVERIFIABLE)
    return Outside(findings(links, known), findings(earlier, known), tuple(dark))


def _wanted(site: Site, config: Config) -> tuple[OutsideLink, ...]:
    links = outside_links(site, config.base_url)
    return tuple(link for link in links if not any(fnmatchcase(link.url, glob) for glob in config.external_exclude))


def _answers(urls: set[str], config: Config, asking: Asking, course: Course) -> Mapping[str, Answer]:
    kept = read_answers(asking.cache) if asking.cache else Kept({})
    if kept.trouble:
        click.echo(f"asked anew: the answers in {asking.cache} can't be used: {kept.trouble}", err=True)
    holding = fresh(kept, time.time())
    known = {url: holding[url] for url in sorted(urls) if url in holding}
    new: dict[str, Answer] = {}
    try:
        _ask(urls - known.keys(), config, asking.seconds, course, new)
    finally:  # what was learned is kept, whatever ends the run
        trouble = write_answers(asking.cache, kept, new, time.time()) if asking.cache and new else ""
        if trouble:
            click.echo(f"the answers can't be kept in {asking.cache}: {trouble}", err=True)
    return {**known, **new}


def _ask(urls: set[str], config: Config, seconds: float, course: Course, new: dict[str, Answer]) -> None:
    """Ask other hosts; each answer is put into `new` when it comes."""
    if not urls:
        return
    from rlnotes.shell.external.asking import answers  # they take a while to load, and most checks ask nobody
    from rlnotes.shell.external.manners import manners_here

    def told(url: str, answer: Answer) -> None:
        new[url] = answer
        if course.bar:
            course.bar.show("asking", len(new), len(urls))

    course.tell("asking")
    manners = manners_here(seconds, is_private_asked=config.external_private)
    new.update(answers(urls, manners, told))
