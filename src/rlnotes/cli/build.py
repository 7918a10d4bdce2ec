"""`rlnotes build`: write the site."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


def web_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """`value` as the configuration would take it for `base_url`."""
    from rlnotes.config.keys import KEYS_BY_NAME
    from rlnotes.config.values import read_value

    reading = read_value(KEYS_BY_NAME["base_url"], value)
    if reading.value is None:
        raise click.BadParameter(f"not {KEYS_BY_NAME['base_url'].type.value}")
    return str(reading.value)


def cluster_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """`value` if it is the address of a cluster."""
    if not value:
        return ""
    from rlnotes.shell.cluster import scheduler_address

    scheduler_address(value)
    return value


@click.command()
@options.config_file
@options.output
@options.strict
@click.option("--clean", "is_clean", is_flag=True, help="Remove the files of the last build first.")
@click.option(
    "-u", "--base-url", default="", callback=web_address, metavar="URL", help="The address the site will be served at."
)
@options.drafts
@options.notes
@options.templates
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Print each file written or removed.")
@click.option("--no-cache", is_flag=True, help="Start from nothing, and keep nothing for the next build.")
@click.option("--verify", is_flag=True, help="Compare the site with a build from nothing.")
@click.option("--profile", is_flag=True, help="Print where the time went: stages, workers, the slowest notes.")
@click.option(
    "--executor",
    default="",
    callback=cluster_address,
    metavar="dask://HOST:PORT",
    help="A cluster that parses and renders; see docs/scaling.md.",
)
def build(
    config_file: Path | None,
    output: Path | None,
    strict: bool,
    is_clean: bool,
    base_url: str,
    drafts: bool,
    notes: Path | None,
    templates: Path | None,
    quiet: bool,
    verbose: bool,
    no_cache: bool,
    verify: bool,
    profile: bool,
    executor: str,
) -> int:
    """Build the site from the notes.

    Only what changed is written, and only what rlnotes wrote itself is ever removed. Findings are printed, the
    site is built all the same, and the exit code is 1 if one of them is an error.
    """
    from rlnotes.cli.building import Wish, build_code
    from rlnotes.cli.session import Overrides

    overrides = Overrides(notes, output, templates, base_url, drafts, strict)
    wish = Wish(
        is_clean=is_clean,
        is_quiet=quiet,
        is_verbose=verbose,
        is_cached=not no_cache,
        is_verified=verify,
        is_profiled=profile,
        cluster=executor,
    )
    return build_code(config_file, overrides, wish)
