"""`rlnotes init`: a site to begin with."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ci", type=click.Choice(["github"]), help="Add workflows that check pull requests and publish the site."
)
def init(folder: Path, ci: str | None) -> None:
    """Write a small starter site into FOLDER.

    Without FOLDER, into this one. A configuration, a hub, three notes, an inquiring line and a bibliography; files
    that exist are kept.
    """
    from rlnotes.cli.today import today
    from rlnotes.shell.starter import write_starter

    started = write_starter(folder, today(), with_github=ci == "github")
    for verb, paths in (("wrote", started.written), ("kept", started.kept)):
        for path in paths:
            click.echo(f"{verb} {(folder / path).as_posix()}")
    place = "" if folder == Path() else f" in {folder.as_posix()}/"
    click.echo(f"next: `rlnotes build`{place}, then open build/index.html")
