"""`rlnotes import`: a site of ours from one of Jekyll or a vault of Obsidian."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("import")
@click.argument("program", type=click.Choice(["jekyll", "obsidian"]))
@click.argument("source", metavar="SRC", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the report, and write nothing.")
def import_(program: str, source: Path, destination: Path, dry_run: bool) -> None:
    """Make a new site in DEST from the Jekyll site or the Obsidian vault in SRC.

    SRC stays as it is; DEST is a new or an empty folder. `rlnotes build --notes SRC` shows most folders as they are:
    an import is for what that can't do, such as Liquid.
    """
    from rlnotes.app.importing.jekyll import import_jekyll
    from rlnotes.app.importing.obsidian import import_obsidian
    from rlnotes.app.importing.obsidian_settings import SETTINGS
    from rlnotes.app.importing.outcome import NOTES, Origin
    from rlnotes.app.importing.report import REPORT_NAME, report, summary, written_files
    from rlnotes.shell.moving_in import check_destination, read_contents, write_new
    from rlnotes.shell.report import printable

    check_destination(source, destination)
    found = read_contents(source, SETTINGS if program == "obsidian" else ())
    others = frozenset(found.files.keys() - found.texts.keys())
    origin = Origin(found.name, found.texts, others, found.unread, found.left_out)
    outcome = import_jekyll(origin) if program == "jekyll" else import_obsidian(origin)
    if dry_run:
        click.echo(report(outcome), nl=False)
        return
    copies = ((f"{NOTES}/{path}", found.files[before]) for path, before in outcome.copies.items())
    write_new(destination, written_files(outcome), copies)
    shown = printable(destination.as_posix())
    click.echo(f"{summary(outcome)}: see {shown}/{REPORT_NAME}")
    click.echo(f"next: `rlnotes check` and `rlnotes serve` in {shown}/")
