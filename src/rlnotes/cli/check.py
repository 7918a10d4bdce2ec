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
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The folder that links beginning with / start from. Default: the notes folder.",
)
@click.option("--no-cache", is_flag=True, help="Start from nothing, and keep nothing for the next check.")
@options.drafts
@options.notes
def check(
    path: Path | None,
    config_file: Path | None,
    format_: str,
    strict: bool,
    rules: frozenset[str],
    root: Path | None,
    no_cache: bool,
    drafts: bool,
    notes: Path | None,
) -> int:
    """Report every problem of the notes.

    PATH is a note or a folder of a site: everything is checked but only what stands there is reported. Or it is any
    folder of Markdown, a vault or the documentation of a program, which needs no configuration.
    """
    from rlnotes.cli.checking import Order, check_code
    from rlnotes.cli.session import Overrides
    from rlnotes.cli.trees import Place

    overrides = Overrides(notes=notes, drafts=drafts, strict=strict)
    return check_code(Order(Place(path, config_file, root), overrides, rules, format_, is_cached=not no_cache))
