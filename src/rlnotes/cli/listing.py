"""`rlnotes list`: what the collection holds."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


@click.command("list")
@click.argument("what", type=click.Choice(["notes", "orphans", "hubs", "sources"]))
@options.config_file
@options.format_
@options.drafts
@options.notes
def list_(what: str, config_file: Path | None, format_: str, drafts: bool, notes: Path | None) -> None:
    """List notes, orphans, hubs or sources.

    Orphans are notes that nothing links to. A line has the path or key, a count and the title; the count is the
    notes that link to a note, the members of a hub, the notes that cite a source.
    """
    from rlnotes.app.listing import listing
    from rlnotes.cli.session import Overrides, collected, opened
    from rlnotes.shell.report import list_json, list_text

    session = opened(config_file, Overrides(notes=notes, drafts=drafts))
    rows = [
        (each.path, each.title, each.kind, each.count) for each in listing(what, collected(session), session.config)
    ]
    click.echo(list_json(rows) if format_ == "json" else list_text(rows), nl=False)
