"""`rlnotes list`: what the collection holds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rlnotes.cli import options

_OF_GRAPHS: Final = ("graphml", "csv", "csv-nodes")


@click.command("list")
@click.argument("what", type=click.Choice(["notes", "orphans", "hubs", "sources", "gaps", "graph"]))
@options.config_file
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", *_OF_GRAPHS]),
    default="text",
    show_default=True,
    help="How to print: lines for people, or JSON for programs; a graph also as GraphML or CSV.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the graph.")
@options.drafts
@options.notes
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="How many gaps of a kind to print."
)
def list_(
    what: str,
    config_file: Path | None,
    format_: str,
    output: Path | None,
    drafts: bool,
    notes: Path | None,
    limit: int,
) -> None:
    """List notes, orphans, hubs or sources, the gaps of the collection, or its graph.

    Orphans are notes that nothing links to. A line has the path or key, a count and the title; the count is the
    notes that link to a note, the members of a hub, the notes that cite a source. Gaps are notes that are linked but
    not written, the most wanted first, notes without sources, sources nobody cites, hubs with fewer than two members
    and notes that nothing links to. The graph has a line for each edge: what stands how to what. As CSV it is two
    tables: `csv` has the edges, `csv-nodes` the nodes.
    """
    if what != "graph" and (output or format_ in _OF_GRAPHS):
        raise click.UsageError(f"{'--output' if output else f'--format {format_}'} is for `list graph`")
    from rlnotes.app.listing import listing
    from rlnotes.cli.session import Overrides, collected, opened
    from rlnotes.shell.report import list_json, list_text

    session = opened(config_file, Overrides(notes=notes, drafts=drafts))
    if what == "graph":
        from rlnotes.app.exporting import exported_graph

        _put_out(exported_graph(collected(session), session.config, format_), output, is_text=format_ == "text")
        return
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


def _put_out(content: bytes, output: Path | None, *, is_text: bool) -> None:
    """Write to the file that was named, else to where output goes; lines for people steer no terminal."""
    from rlnotes.shell.disk import store
    from rlnotes.shell.report import printable

    if output:
        store(str(output), content)
    elif is_text:
        lines = content.decode().removesuffix("\n").split("\n")
        click.echo("\n".join("\t".join([printable(cell) for cell in line.split("\t")]) for line in lines))
    else:
        click.echo(content, nl=False)
