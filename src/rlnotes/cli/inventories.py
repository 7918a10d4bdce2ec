"""`rlnotes inventories`: copies of the inventories of other sites, which links are looked up in."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options
from rlnotes.cli.options import CONTEXT


@click.group(context_settings=CONTEXT)
def inventories() -> None:
    """Keep copies of the inventories of the sites under [inventories] in the configuration, in the folder inventories.

    Only `update` asks other hosts; a build never does. Commit the copies with the notes.
    """


@inventories.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.config_file
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    default=600.0,
    metavar="SECONDS",
    help="How long to ask at most. Default: 600.",
)
def update(names: tuple[str, ...], config_file: Path | None, seconds: float) -> int:
    """Fetch the inventories of the sites with these NAMES, or of all.

    A copy is only replaced by what can be read. Exit code 1: one could not be fetched, and its copy stays as it was.
    """
    from rlnotes.cli.fetching_inventories import fetched_inventories
    from rlnotes.cli.session import opened
    from rlnotes.config.nearest import did_you_mean

    session = opened(config_file)
    known = session.config.inventories
    for name in names:
        if name not in known:
            raise click.UsageError(f"no site '{name}' in [inventories]; {did_you_mean(name, known)}".rstrip("; "))
    if not known:
        raise click.UsageError("the configuration names no site under [inventories]")
    return fetched_inventories(session, names or tuple(known), seconds)
