"""`rlnotes new`: a note with its front matter filled."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


@click.command()
@click.argument("kind", type=click.Choice(["note", "hub", "line", "source"]))
@click.argument("title")
@options.config_file
def new(kind: str, title: str, config_file: Path | None) -> None:
    """Start a new note called TITLE and print its path.

    It goes into the folder of its kind (notes, hubs, lines, sources) if the notes have one, else to their top.
    """
    from rlnotes.cli.session import opened
    from rlnotes.cli.today import today
    from rlnotes.shell.report import relative
    from rlnotes.shell.starter import write_note

    session = opened(config_file)
    path = write_note(session.root / session.config.notes, kind, title, today())
    click.echo(relative(path, Path.cwd()))
