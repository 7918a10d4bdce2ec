"""A check from looking to its report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from rlnotes.cli.course import Course, watching
from rlnotes.cli.looking import Glass, Look, look
from rlnotes.cli.session import Overrides, finding_code, show_findings
from rlnotes.cli.trees import Place, Tree, tree_at
from rlnotes.cli.verdict import terms_of, weighed
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.homes import home_of_tree
from rlnotes.shell.report import counted, findings_summary, report_json
from rlnotes.shell.workers import without_collection


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks of a check; `rules` are those to be reported, all if there are none.

    `reports` are formats with the files they are written to, beside what is printed in `format_`.
    """

    place: Place
    overrides: Overrides
    rules: frozenset[str] = frozenset()
    format_: str = "text"
    reports: tuple[tuple[str, Path], ...] = ()
    since: str = ""
    shows_old: bool = False
    is_mending: bool = False
    is_comparing: bool = False
    is_external: bool = False
    external_cache: Path | None = None
    external_seconds: float = 600.0
    is_cached: bool = True
    is_quiet: bool = False


def check_code(order: Order) -> int:
    """The exit code of a check, after it is done."""
    tree = tree_at(order.place, order.overrides)
    with without_collection(), watching(is_quiet=order.is_quiet, is_profiled=False) as course:
        found = look(_glass(tree, order, course))
    _refuse_nothing(found, tree)
    terms = terms_of(tree, order.rules, has_records=found.checked.has_records)
    findings = weighed(terms, found.checked, (), found.unread, frozenset())
    if found.remark:
        click.echo(found.remark, err=True)
    if order.format_ == "json":
        click.echo(report_json(findings, tree.session.shown), nl=False)
    else:
        show_findings(findings, tree.session.shown)
        click.echo(f"checked {counted(found.checked.notes, 'note')}: {findings_summary(findings)}")
    return finding_code(findings)


def _glass(tree: Tree, order: Order, course: Course) -> Glass:
    home = tree.session.root if tree.is_site else home_of_tree(tree.session.root)
    return Glass(
        tree.session,
        home or tree.session.root,
        course,
        is_cached=order.is_cached and home is not None,
        has_site=order.is_external or order.is_mending or order.is_comparing,
    )


def _refuse_nothing(found: Look, tree: Tree) -> None:
    """Refuse to call a collection clean in which there was nothing to check.

    Raises:
        CannotRun: it has no links at all.
    """
    if not found.checked.links:
        notes = counted(found.checked.notes, "note")
        raise CannotRun(f"{notes} in {tree.session.shown.notes}/, but not one link: is this the right folder?")
