"""`rlnotes list`: what the collection holds."""

from __future__ import annotations

from pathlib import Path

import click

from rlnotes.cli import options


@click.command("list")
@click.argument("what", type=click.Choice(["notes", "orphans", "hubs", "sources", "gaps"]))
@options.config_file
@options.format_
@options.drafts
@options.notes
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="How many gaps of a kind to print."
)
def list_(what: str, config_file: Path | None, format_: str, drafts: bool, notes: Path | None, limit: int) -> None:
    """List notes, orphans, hubs or sources, or the gaps of the collection.

    Orphans are notes that nothing links to. A line has the path or key, a count and the title; the count is the
    notes that link to a note, the members of a hub, the notes that cite a source. Gaps are notes that are linked but
    not written, the most wanted first, notes without sources, sources nobody cites, hubs with fewer than two members
    and notes that nothing links to.
    """
    from rlnotes.app.listing import listing
    from rlnotes.cli.session import Overrides, collected, opened
    from rlnotes.shell.report import list_json, list_text

    session = opened(config_file, Overrides(notes=notes, drafts=drafts))
    if what == "gaps":
        from rlnotes.app.gaps import gaps
        from rlnotes.cli.gaps import gaps_json, gaps_text

        found = gaps(collected(session), session.config)
        click.echo(gaps_json(found) if format_ == "json" else gaps_text(found, limit), nl=False)
        return
    rows = [
        (each.path, each.title, each.kind, each.count) for each in listing(what, collected(session), session.config)
    ]
    click.echo(list_json(rows) if format_ == "json" else list_text(rows), nl=False)
