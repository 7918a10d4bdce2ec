"""`rlnotes check --external`: whether the links to other hosts still lead somewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import click

from rlnotes.checks.external import Answer, OutsideLink, Verdict, findings, outside_links
from rlnotes.cli.course import Course
from rlnotes.config.site import Config
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.external.cache import fresh, read_answers, write_answers
from rlnotes.shell.external.manners import Manners


@dataclass(frozen=True, slots=True)
class Asking:
    """What the command line says of asking: for how many seconds at most, and where answers are kept, if anywhere."""

    seconds: float
    cache: Path | None


@dataclass(frozen=True, slots=True)
class Outside:
    """What came of asking: the findings now and in the notes as they were, and how many addresses stay in the dark."""

    findings: Diagnostics
    before: Diagnostics
    unverifiable: int


def outside(site: Site, before: Site | None, config: Config, asking: Asking, course: Course) -> Outside:
    """What is known of the links to other hosts, now and `before`, after asking those that were not asked of late."""
    course.tell("asking")
    links = _wanted(site, config)
    earlier = _wanted(before, config) if before else ()
    urls = {link.url for link in links}
    known = _answers(urls, config, asking)
    unverifiable = sum(known[url].verdict is Verdict.UNVERIFIABLE for url in urls)
    return Outside(findings(links, known), findings(earlier, known), unverifiable)


def _wanted(site: Site, config: Config) -> tuple[OutsideLink, ...]:
    links = outside_links(site, config.base_url)
    return tuple(link for link in links if not any(fnmatchcase(link.url, glob) for glob in config.external_exclude))


def _answers(urls: set[str], config: Config, asking: Asking) -> Mapping[str, Answer]:
    from rlnotes.shell.external.asking import answers

    kept = read_answers(asking.cache) if asking.cache else None
    if kept and kept.trouble:
        click.echo(f"asked anew: the answers in {asking.cache} can't be used: {kept.trouble}", err=True)
    known = fresh(kept, time.time()) if kept else {}
    manners = Manners(budget=asking.seconds, may_ask_own_network=config.external_private)
    new = answers(urls - known.keys(), manners)
    if kept and asking.cache and new:
        trouble = write_answers(asking.cache, kept, new, time.time())
        if trouble:
            click.echo(f"the answers can't be kept in {asking.cache}: {trouble}", err=True)
    return {**known, **new}
