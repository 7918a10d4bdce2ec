"""A check from looking to its report."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

import click

from rlnotes.app.mentions import findings_of, mentions_in
from rlnotes.checks.external import RULES
from rlnotes.checks.unlinked_mention import RULE, Mention
from rlnotes.cli.course import Course, watching
from rlnotes.cli.external import Asking, outside
from rlnotes.cli.looking import Glass, Look, look, options_of
from rlnotes.cli.mending import Change, Changes, changes_of, make_changes, show_changes, tell, texts_of
from rlnotes.cli.reporting import Reporting, show
from rlnotes.cli.session import Overrides, finding_code
from rlnotes.cli.since import Earlier, earlier, past_of, since
from rlnotes.cli.trees import Place, Tree, tree_at
from rlnotes.cli.verdict import Terms, is_wanted, terms_of, weighed
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.place import Source
from rlnotes.shell.cache import ANSWERS, FOLDER
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.homes import home_of_tree
from rlnotes.shell.report import counted
from rlnotes.shell.reports.report import Report
from rlnotes.shell.workers import without_collection

_MOST_ROUNDS: Final = 8  # a link that is mended may show what is next; two or three do in practice


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks of a check; `rules` are those to be reported, all if there are none.

    `since` names the commit to compare with, "" for none; `mending` is "fix", "diff" or "".
    """

    place: Place
    overrides: Overrides
    reporting: Reporting
    rules: frozenset[str] = frozenset()
    since: str = ""
    shows_old: bool = False
    mending: Literal["", "fix", "diff"] = ""
    asking: Asking | None = None
    is_cached: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, the notes as they were, and findings of the rules that run when asked for, now and then."""

    found: Look
    before: Earlier | None
    more: tuple[Diagnostics, ...] = ()
    more_before: tuple[Diagnostics, ...] = ()
    ran: frozenset[str] = frozenset()
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    unverified: tuple[tuple[str, str], ...] = ()


def check_code(order: Order) -> int:
    """The exit code of a check, after it is done."""
    tree = tree_at(order.place, order.overrides)
    seen, terms, report = _checked(tree, order)
    if seen.found.remark:
        click.echo(seen.found.remark, err=True)
    if order.mending:
        changes = changes_of(tree, terms, seen.found, (*report.findings, *report.old), seen.mentions)
        if order.mending == "diff":
            return int(show_changes(changes, tree.session.shown) > 0)
        report = _report_after(tree, order, changes) or report
    show(report, tree.session, order.reporting)
    return finding_code(report.findings)


def _report_after(tree: Tree, order: Order, changes: Changes) -> Report | None:
    """The report after mending, again and again until nothing is left to mend; None where there was nothing to do."""
    report: Report | None = None
    done: list[Change] = []
    try:
        for _ in range(_MOST_ROUNDS):
            if not changes.notes:
                break
            done.extend(make_changes(changes, tree.session.shown))
            seen, terms, report = _checked(tree, order)
            changes = changes_of(tree, terms, seen.found, (*report.findings, *report.old), seen.mentions)
    finally:
        tell(done, changes.left)
    return report


def _checked(tree: Tree, order: Order) -> tuple[Finding, Terms, Report]:
    with without_collection(), watching(is_quiet=False, is_profiled=False) as course:
        seen = _seen(tree, order, course)
    terms = terms_of(tree, order.rules, has_records=seen.found.checked.has_records)
    return seen, terms, _report(tree, terms, seen, order)


def _seen(tree: Tree, order: Order, course: Course) -> Finding:
    home = tree.session.root if tree.is_site else home_of_tree(tree.session.root)
    is_cached = order.is_cached and home is not None
    seeks_mentions = is_wanted(tree.session.config, order.rules, RULE)
    has_site = bool(order.since or order.mending or order.asking or seeks_mentions)
    glass = Glass(tree.session, home or tree.session.root, course, is_cached=is_cached, has_site=has_site)
    found = look(glass)
    if not found.checked.links:
        notes = counted(found.checked.notes, "note")
        raise CannotRun(f"{notes} in {tree.session.shown.notes}/, but not one link: is this the right folder?")
    before = None
    if order.since and found.harvest:
        past = past_of(tree.session, found.inventory, found.unread, order.since)
        before = earlier(tree.session, found.harvest, past, options_of(tree.session.config), course)
    seen = Finding(found, before)
    seen = _with_mentions(seen) if seeks_mentions else seen
    if order.asking is None:
        return seen
    own = home / FOLDER / ANSWERS if home and order.is_cached else None
    return _with_answers(seen, tree, replace(order.asking, cache=order.asking.cache or own), course)


def _with_answers(seen: Finding, tree: Tree, asking: Asking, course: Course) -> Finding:
    """What was looked at, with what other hosts say; of old links the answers of now tell as well."""
    if seen.found.site is None:
        return seen
    config = tree.session.config
    told = outside(seen.found.site, seen.before.site if seen.before else None, config, asking, course)
    return replace(
        seen,
        more=(*seen.more, told.findings),
        more_before=(*seen.more_before, told.before),
        ran=seen.ran | RULES,
        unverified=told.unverified,
    )


def _with_mentions(seen: Finding) -> Finding:
    """What was looked at, with the mentions in all texts, now and then."""
    if seen.found.site is None:
        return seen
    texts = {source.path: source for source in texts_of(seen.found)}
    found = mentions_in(seen.found.site, texts.values())
    earlier_texts: tuple[Source, ...] = ()
    if seen.before:
        past = seen.before.past
        earlier_texts = (*(texts[path] for path in sorted(past.as_now & texts.keys())), *past.notes)
    then = mentions_in(seen.before.site, earlier_texts) if seen.before else {}
    more_before = (*seen.more_before, findings_of(then))
    return replace(
        seen,
        more=(*seen.more, findings_of(found)),
        more_before=more_before,
        ran=seen.ran | {RULE},
        mentions=found,
    )


def _report(tree: Tree, terms: Terms, seen: Finding, order: Order) -> Report:
    checked = seen.found.checked
    findings = weighed(terms, checked, seen.more, seen.found.unread, seen.ran, seen.found.inventory.left_out)
    whole = Report(
        findings,
        tree.session.shown,
        checked.notes,
        checked.links,
        unverified=seen.unverified,
        base=_base(),
        is_brief=not (order.shows_old or order.rules),
    )
    if seen.before is None:
        return whole
    told = since(findings, seen.before, terms, seen.more_before, seen.ran)
    return replace(whole, findings=told.new, old=told.old, gone=told.gone, is_compared=True, shows_old=order.shows_old)


def _base() -> str:
    """How the current folder is reached from the top of the repository that a workflow runs in; "" elsewhere."""
    top = os.environ.get("GITHUB_WORKSPACE", "")
    current = Path.cwd()
    if not top or not current.is_relative_to(Path(top).resolve()):
        return ""
    return current.relative_to(Path(top).resolve()).as_posix()
