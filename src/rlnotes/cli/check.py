"""`rlnotes check`: say what is wrong, and what of it is new."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rlnotes.cli import options

FORMATS: Final = ("text", "json", "github", "sarif", "junit", "markdown")


def known_rules(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> frozenset[str]:
    """`names`, if each is a rule."""
    from rlnotes.config.keys import RULE_NAMES
    from rlnotes.config.nearest import did_you_mean

    for name in names:
        if name not in RULE_NAMES:
            way_out = did_you_mean(name, RULE_NAMES)
            raise click.BadParameter(f"no rule '{name}'" + (f"; {way_out}" if way_out else ""))
    return frozenset(names)


def known_files(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    """Formats with their files: `sarif=out.sarif`."""
    found = []
    for pair in pairs:
        name, equals, path = pair.partition("=")
        if name not in FORMATS or not equals or not path:
            raise click.BadParameter(f"'{pair}' is not FORMAT=FILE with a format among {', '.join(FORMATS)}")
        found.append((name, Path(path)))
    return tuple(found)


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@options.config_file
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How to print. Default: github in a GitHub workflow, else text.",
)
@click.option(
    "--report", "files", multiple=True, callback=known_files, metavar="FORMAT=FILE", help="Also write to a file."
)
@options.strict
@click.option(
    "--rule", "rules", multiple=True, callback=known_rules, metavar="NAME", help="Report this rule only. Repeatable."
)
@click.option(
    "--since", default="", metavar="REF", help="Let only findings fail that are new since a branch or commit."
)
@click.option("--all", "shows_old", is_flag=True, help="List all advice, and with --since the old findings too.")
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what is certain, then report what is left.")
@click.option("--diff", "is_comparing", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--external", "is_external", is_flag=True, help="Ask other hosts whether links to them still lead anywhere."
)
@click.option(
    "--external-cache",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where answers are kept between runs. Default: .rlnotes/external.json of a site.",
)
@click.option(
    "--external-time",
    type=click.FloatRange(0, min_open=True),
    default=600.0,
    metavar="SECONDS",
    help="How long to ask at most. Default: 600.",
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
    format_: str | None,
    files: tuple[tuple[str, Path], ...],
    strict: bool,
    rules: frozenset[str],
    since: str,
    shows_old: bool,
    is_fixing: bool,
    is_comparing: bool,
    is_external: bool,
    external_cache: Path | None,
    external_time: float,
    root: Path | None,
    no_cache: bool,
    drafts: bool,
    notes: Path | None,
) -> int:
    """Report every problem of the notes.

    PATH is a note or a folder of a site: everything is checked but only what stands there is reported. Or it is any
    folder of Markdown, a vault or the documentation of a program, which needs no configuration.
    """
    import os

    from rlnotes.cli.checking import Order, check_code
    from rlnotes.cli.external import Asking
    from rlnotes.cli.reporting import Reporting, format_here
    from rlnotes.cli.session import Overrides
    from rlnotes.cli.trees import Place

    order = Order(
        Place(path, config_file, root),
        Overrides(notes=notes, drafts=drafts, strict=strict),
        Reporting(format_ or format_here(os.environ), files),
        rules,
        since,
        shows_old=shows_old,
        mending="diff" if is_comparing else "fix" if is_fixing else "",
        asking=Asking(external_time, external_cache) if is_external else None,
        is_cached=not no_cache,
    )
    return check_code(order)
