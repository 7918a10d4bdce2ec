"""`rlnotes clean`: remove what build wrote."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


@click.command()
@options.config_file
@options.output
def clean(config_file: Path | None, output: Path | None) -> None:
    """Remove the built site, and what was kept for the next build.

    Only files that rlnotes wrote are removed; what another hand put there or changed stays.
    """
    from rlnotes.cli.session import Overrides, opened, show_kept
    from rlnotes.shell.cache import cleared
    from rlnotes.shell.output import clean as cleaned
    from rlnotes.shell.report import counted

    session = opened(config_file, Overrides(output=output))
    written = cleaned(session.destination)
    show_kept(written, session)
    cache = " and the cache" if cleared(session.root) else ""
    click.echo(f"removed {counted(len(written.removed), 'file')}{cache}")
