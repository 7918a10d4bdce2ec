"""`rlnotes serve`: the site in the browser while its notes are written."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


@click.command()
@options.config_file
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Where to listen.")
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="The port to listen at; 0 is any free one. Default: 8000, or the next one that is free.",
)
@click.option("-O", "--open", "is_opening", is_flag=True, help="Open the site in the browser.")
@click.option(
    "--poll", is_flag=True, help="Look for changes every half second, where the system does not tell of them."
)
@options.strict
@options.drafts
@options.notes
@options.templates
def serve(
    config_file: Path | None,
    host: str,
    port: int | None,
    is_opening: bool,
    poll: bool,
    strict: bool,
    drafts: bool,
    notes: Path | None,
    templates: Path | None,
) -> int:
    """Serve the site, and show each change at once.

    The site is built in memory: nothing is written. Open pages show what changed without losing their place, and
    the findings of the page. Ctrl-C stops.
    """
    from rlnotes.cli.serving import Wish, serve_code
    from rlnotes.cli.session import Overrides

    overrides = Overrides(notes=notes, templates=templates, drafts=drafts, strict=strict)
    return serve_code(config_file, overrides, Wish(host, port, is_opening=is_opening, is_polling=poll))
