"""`rlnotes sources`: take sources in, bring them up to date, look them through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rlnotes.cli import options
from rlnotes.cli.options import CONTEXT


@click.group(context_settings=CONTEXT)
def sources() -> None:
    """Keep the sources that notes cite in `sources.lock.json`, below the notes.

    Only `add`, `update` and `check --online` ask other hosts; a build never does.
    """


def _asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that ask services: where these are, which tests need, and how long to ask."""
    doi = click.option("--doi-service", envvar="RLNOTES_DOI_SERVICE", default="", hidden=True)
    arxiv = click.option("--arxiv-service", envvar="RLNOTES_ARXIV_SERVICE", default="", hidden=True)
    seconds = click.option(
        "--time",
        "seconds",
        type=click.FloatRange(0, min_open=True),
        default=600.0,
        metavar="SECONDS",
        help="How long to ask at most. Default: 600.",
    )
    return seconds(doi(arxiv(command)))


_dry_run = click.option("--dry-run", is_flag=True, help="Ask and report, and write nothing.")


@sources.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@options.config_file
@options.notes
@_dry_run
@_asking
def add(
    names: tuple[str, ...],
    config_file: Path | None,
    notes: Path | None,
    dry_run: bool,
    seconds: float,
    doi_service: str,
    arxiv_service: str,
) -> int:
    """Take in works by DOI, by arXiv number, or from files.

    NAME is doi:10.1038/nature14539, arxiv:2402.03300, an address at doi.org or arxiv.org, or a BibTeX, BibLaTeX, RIS or
    CSL-JSON file (.bib, .ris, .json). A work that is there already is not taken in again.
    """
    from rlnotes.cli.asking import Terms
    from rlnotes.cli.sourcing import desk_of
    from rlnotes.cli.taking_in import add_code

    desk = desk_of(config_file, notes, Terms(seconds, doi_service, arxiv_service))
    return add_code(desk, names, is_dry=dry_run)


@sources.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@options.config_file
@options.notes
@_dry_run
@_asking
def update(
    keys: tuple[str, ...],
    config_file: Path | None,
    notes: Path | None,
    dry_run: bool,
    seconds: float,
    doi_service: str,
    arxiv_service: str,
) -> int:
    """Ask again for records of the lock, and show what changed, field by field.

    Without KEY, for all that have a DOI or an arXiv number.
    """
    from rlnotes.cli.asking import Terms
    from rlnotes.cli.sourcing import desk_of, update_code

    desk = desk_of(config_file, notes, Terms(seconds, doi_service, arxiv_service))
    return update_code(desk, keys, is_dry=dry_run)


@sources.command()
@options.config_file
@options.notes
@options.format_
@options.strict
@click.option(
    "--online", is_flag=True, help="Ask the services for retractions, published forms and newer versions, too."
)
@_asking
def check(
    config_file: Path | None,
    notes: Path | None,
    format_: str,
    strict: bool,
    online: bool,
    seconds: float,
    doi_service: str,
    arxiv_service: str,
) -> int:
    """Report records that lack something, and records of the same work."""
    from rlnotes.cli.asking import Terms
    from rlnotes.cli.sourcing import check_code, desk_of

    desk = desk_of(config_file, notes, Terms(seconds, doi_service, arxiv_service), is_strict=strict)
    return check_code(desk, format_, is_online=online)
