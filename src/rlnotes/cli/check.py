"""`rlnotes check`: say what is wrong, write nothing."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


def known_rules(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> frozenset[str]:
    """`names`, if each is a rule."""
    from rlnotes.config.keys import RULE_NAMES
    from rlnotes.config.nearest import did_you_mean

    for name in names:
        if name not in RULE_NAMES:
            way_out = did_you_mean(name, RULE_NAMES)
            raise click.BadParameter(f"no rule '{name}'" + (f"; {way_out}" if way_out else ""))
    return frozenset(names)


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
    from rlnotes.cli.checking import Scope, check_code
    from rlnotes.cli.session import Overrides

    return check_code(config_file, Overrides(notes=notes, drafts=drafts, strict=strict), Scope(path, rules), format_)
