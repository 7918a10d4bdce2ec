"""`rlnotes check` beside lychee, on the same links: `python -m bench.checking --runs 5`.

Both check links and anchors of the same collection, offline. First it is made sure that they say the same: nothing
broken, and one link broken where one was.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.admission import version_of
from bench.bare import FOLDER, write_bare_pages
from bench.checkers import (
    BARE,
    HTML,
    MARKDOWN,
    RLNOTES,
    DisagreementError,
    Verdict,
    lychee_command,
    lychee_program,
    verdict_of_lychee,
    verdict_of_rlnotes,
)
from bench.checking_report import WAYS, Account, report
from bench.collection import HOME, LinkTo, Notes, Plan, made_up_notes
from bench.contestants import HERE, rlnotes
from bench.edits import change_body
from bench.machine import machine
from bench.reasons import reason
from bench.results import Entry, Measure, Record
from bench.sites import Site, bring_up_to_date, make_anew, output_of, pages_of, run

_GONE: Final = "gone-nowhere"
_LINK: Final = re.compile(r'(<a [^>]*href=")[\w-]+-\d+\.html[^"]*')
_FROM_SCRATCH: Final = (RLNOTES, "check", "--no-cache")
_KEPT: Final = (RLNOTES, "check")
_SINCE: Final = ("--since", "HEAD~1")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it is played: a site that was built, and a repository whose last commit changed one note."""

    site: Site
    repository: Site
    lychee: str
    """The program; empty if it is missing."""
    limit: float


def main(arguments: Sequence[str]) -> int:
    """Measures, prints the report and writes it; 1 if the checkers disagree, which makes their times worth nothing."""
    wish = _options().parse_args(arguments)
    account = Account(datetime.now(UTC).date(), machine(), wish.notes, wish.links_per_note, wish.runs)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=wish.workspace) as workspace:
            _measure(wish, Path(workspace), account)
    except KeyboardInterrupt:
        account.results.remarks.append("Interrupted: what follows in the plan was not measured.")
    except DisagreementError as error:
        print(f"nothing measured: {error}", file=sys.stderr)
        return 1
    words = report(account)
    print(words)
    wish.output.write_text(words, encoding="utf-8", newline="\n")
    return 0


def _measure(wish: argparse.Namespace, workspace: Path, account: Account) -> None:
    account.results.entries += _entries(wish.lychee, workspace)
    lychee = "" if account.results.entries[1].absence else wish.lychee
    ground = _ground(Plan(wish.notes, wish.seed, links=wish.links_per_note), workspace, lychee, wish.limit)
    _weigh(ground.site, account)
    _tell("do they say the same?")
    account.verdicts = agreed(ground)
    for number, (tool, scenario) in turns(wish.runs):
        if tool == "rlnotes" or lychee:
            _play(ground, number, tool, scenario, account)


def _entries(lychee: str, workspace: Path) -> Iterator[Entry]:
    for name, program in (("rlnotes", RLNOTES), ("lychee", lychee)):
        version, absence = version_of((program, "--version"), workspace)
        _tell(f"{name:<8} {version or 'missing: ' + absence}")
        yield Entry(name, "", version, absence)


def _ground(plan: Plan, workspace: Path, lychee: str, limit: float) -> Ground:
    notes, tool = made_up_notes(plan), rlnotes("markdown")
    site, repository = (Site(tool, workspace / name, notes) for name in ("site", "repository"))
    for each in (site, repository):
        make_anew(each)
    _tell("building the site")
    built = run(site, tool.build, limit)
    if built.code:
        raise DisagreementError(f"the site can't be built: {reason(built.said, built.code)}")
    write_bare_pages(site.folder, notes)
    _commit_twice(repository)
    return Ground(site, repository, lychee, limit)


def _commit_twice(site: Site) -> None:
    """A repository of the site: all notes first, then a change to one of them."""
    _git(site, "init", "--quiet")
    _commit(site)
    bring_up_to_date(site, change_body(site.notes, 0))
    _commit(site)


def _commit(site: Site) -> None:
    _git(site, "add", "notes", "rlnotes.toml")
    author = ("-c", "user.name=Bench", "-c", "user.email=bench@notes.example", "-c", "commit.gpgsign=false")
    _git(site, *author, "-c", "gc.auto=0", "commit", "--quiet", "--message", "Notes")


def _git(site: Site, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=site.folder, check=True, capture_output=True)


def _weigh(site: Site, account: Account) -> None:
    """Tell how much there is to read."""
    account.notes = len(site.notes)
    account.bytes = sum(path.stat().st_size for path in (site.folder / "notes").iterdir())
    account.pages = pages_of(site)
    account.page_bytes = output_of(site)[1]


def agreed(ground: Ground) -> dict[str, tuple[Verdict, Verdict]]:
    """What each checker says of everything as it is, and with one link broken.

    Raises:
        DisagreementError: not all say that nothing is broken, then that one link is.
    """
    whole = _verdicts(ground)
    with_broken = _with_a_broken_link(ground)
    for name, verdicts in ((name, (whole[name], with_broken[name])) for name in whole):
        if (found := [verdict.broken for verdict in verdicts]) != [0, 1]:
            raise DisagreementError(f"{name} finds {found[0]} broken links where none is and {found[1]} where one is")
    return {name: (whole[name], with_broken[name]) for name in whole}


def _verdicts(ground: Ground) -> dict[str, Verdict]:
    found = {
        "rlnotes, cold": verdict_of_rlnotes(ground.site, "--no-cache"),
        "rlnotes, with what it kept": verdict_of_rlnotes(ground.site),
    }
    if ground.lychee:
        found[MARKDOWN] = verdict_of_lychee(ground.lychee, ground.site, "notes")
        found[HTML] = verdict_of_lychee(ground.lychee, ground.site, "build")
        found[BARE] = verdict_of_lychee(ground.lychee, ground.site, FOLDER)
    return found


def _with_a_broken_link(ground: Ground) -> dict[str, Verdict]:
    """The verdicts with a link to nothing in one note and in one page; afterwards all is as before."""
    site, notes = ground.site, ground.site.notes
    slug = next(slug for slug, note in notes.items() if slug != HOME and not note.is_hub)
    # The page itself is edited: a build makes no link of what leads nowhere.
    pages = [site.folder / folder / f"{slug}.html" for folder in (site.tool.output, FOLDER)]
    before = [page.read_text(encoding="utf-8") for page in pages]
    bring_up_to_date(site, _broken(notes, slug))
    for page, words in zip(pages, before, strict=True):
        page.write_text(_LINK.sub(rf"\1{_GONE}.html", words, count=1), encoding="utf-8", newline="\n")
    try:
        return _verdicts(ground)
    finally:
        for page, words in zip(pages, before, strict=True):
            page.write_text(words, encoding="utf-8", newline="\n")
        bring_up_to_date(site, notes)


def _broken(notes: Notes, slug: str) -> Notes:
    link = LinkTo(_GONE, "a link to nothing")
    return {**notes, slug: replace(notes[slug], body=(*notes[slug].body, "See ", link, ".\n"))}


def turns(runs: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Who plays what and when: in the other order every other run."""
    for number in range(1, runs + 1):
        for way in list(WAYS) if number % 2 else list(WAYS)[::-1]:
            yield number, way


def _play(ground: Ground, number: int, tool: str, scenario: str, account: Account) -> None:
    """Adds one measure to the account, or why there is none."""
    site, command = _prepared(ground, number, scenario)
    account.results.loads.append(os.getloadavg()[0])
    measure = run(site, command, ground.limit)
    _tell(f"run {number}, {tool:<8} {scenario:<12} {measure.wall:8.2f} s")
    if excuse := _excuse(measure, ground.limit):
        account.results.remarks.append(f"{tool}, {scenario}, run {number}: {excuse}")
    else:
        account.results.records.append(Record(tool, account.size, scenario, number, measure))


def _prepared(ground: Ground, number: int, scenario: str) -> tuple[Site, tuple[str, ...]]:
    """Where the command of a scenario runs, with everything done that comes before it."""
    prepare = _PREPARE.get(scenario, _as_it_is)
    return prepare(ground, number, scenario)


def _as_it_is(ground: Ground, _: int, scenario: str) -> tuple[Site, tuple[str, ...]]:
    commands = {
        "cold": _FROM_SCRATCH,
        "fix": (*_FROM_SCRATCH, "--fix", "--diff"),
        "markdown": lychee_command(ground.lychee, ground.site, "notes"),
        "html": lychee_command(ground.lychee, ground.site, "build"),
        "bare": lychee_command(ground.lychee, ground.site, FOLDER),
    }
    return ground.site, commands[scenario]


def _warm(ground: Ground, number: int, scenario: str) -> tuple[Site, tuple[str, ...]]:
    """A check has been before; then nothing changes, or one note."""
    run(ground.site, _KEPT, ground.limit)
    if scenario == "changed":
        bring_up_to_date(ground.site, change_body(ground.site.notes, number))
    return ground.site, _KEPT


def _since(ground: Ground, _: int, scenario: str) -> tuple[Site, tuple[str, ...]]:
    command = (*(_FROM_SCRATCH if scenario == "since" else _KEPT), *_SINCE)
    if scenario == "since-warm":
        run(ground.repository, command, ground.limit)
    return ground.repository, command


_PREPARE: Final[dict[str, Callable[[Ground, int, str], tuple[Site, tuple[str, ...]]]]] = {
    "warm": _warm,
    "changed": _warm,
    "since": _since,
    "since-warm": _since,
}


def _excuse(measure: Measure, limit: float) -> str:
    """Why a measure does not count; empty if it does."""
    if measure.is_late:
        return f"ended after {limit:g} s"
    return reason(measure.said, measure.code) if measure.code else ""


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.checking", description=__doc__)
    more = parser.add_argument
    more("--notes", type=int, default=2000, metavar="N", help="size of the collection (2000)")
    more("--links-per-note", type=_six_or_more, default=40, metavar="N", help="links in a note, six or more (40)")
    more("--runs", type=int, default=5, metavar="N", help="how often each command is measured (5)")
    more("--seed", type=int, default=1, help="another seed, other notes (1)")
    more("--limit", type=float, default=300.0, metavar="SECONDS", help="a command that takes longer is ended (300)")
    more("--lychee", default=lychee_program(), metavar="PROGRAM", help="lychee, if it is not where the tests have it")
    more("--workspace", type=Path, metavar="FOLDER", help="where the site is built (the system's temporary folder)")
    output = HERE / "results-check.md"
    more("--output", type=Path, default=output, metavar="FILE", help="the report (bench/results-check.md)")
    return parser


def _six_or_more(text: str) -> int:
    if (number := int(text)) < 6:
        raise argparse.ArgumentTypeError("a note has at least six links")
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
