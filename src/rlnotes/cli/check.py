"""`rlnotes check`: say what is wrong, write nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rlnotes.cli import options


def known_rules(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> frozenset[str]:
    """`names`, if each is a rule."""
    from rlnotes.model.rules import RULES

    known = [rule.name for rule in RULES]
    for name in names:
        if name not in known:
            raise click.BadParameter(_unknown_rule(name, known))
    return frozenset(names)


def _unknown_rule(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"no rule {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@options.config_file
@options.format_
@options.strict
@click.option(
    "--rule", "rules", multiple=True, callback=known_rules, metavar="NAME", help="Report this rule only. Repeatable."
)
@options.drafts
@options.notes
def check(
    path: Path | None,
    config_file: Path | None,
    format_: str,
    strict: bool,
    rules: frozenset[str],
    drafts: bool,
    notes: Path | None,
) -> int:
    """Report every problem of the notes, and write nothing.

    With PATH, a note or a folder of notes, everything is checked but only what stands there is reported.
    """
    from rlnotes.cli.checking import Scope, checked
    from rlnotes.cli.session import Overrides

    return checked(config_file, Overrides(notes=notes, drafts=drafts, strict=strict), Scope(path, rules), format_)
