"""What every command needs first: the project as configured, changed by the command's options, and its report."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from rlnotes.config.judgement import Judged
from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.collection import Collection
from rlnotes.model.diagnostic import Severity
from rlnotes.shell.configuration import read_project
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.output import Destination, Written
from rlnotes.shell.reading import read_collection
from rlnotes.shell.report import Shown, is_coloured, relative, report_in_brief, report_text
from rlnotes.shell.vault import read_vault


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says instead of the configuration; empty means nothing."""

    notes: Path | None = None
    output: Path | None = None
    templates: Path | None = None
    base_url: str = ""
    drafts: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One run in one project."""

    root: Path
    config_name: str
    config: Config
    shown: Shown
    places: TomlPlaces = NO_PLACES

    @property
    def is_configured(self) -> bool:
        """Whether there is a configuration, be it empty."""
        return (self.root / self.config_name).is_file()

    @property
    def destination(self) -> Destination:
        """Where the output goes, and what it must not touch."""
        return Destination(self.root / self.config.output, self.root / self.config.notes, self.root, _home(self.root))


def _home(root: Path) -> Path:
    """The home folder; a user without one, as in a container, has none to be spared but the project."""
    try:
        return Path.home()
    except RuntimeError:
        return root


def opened(config_file: Path | None, overrides: Overrides = Overrides()) -> Session:
    """The project of the current folder, or of `config_file`, with the overrides in force.

    Raises:
        CannotRun: the configuration has mistakes; the message lists them all.
    """
    project = read_project(Path.cwd(), config_file)
    config = as_in_vault(_overridden(project.config, overrides, project.root), project.root)
    shown = _shown(project.root, config, project.config_name)
    if project.diagnostics:
        mistakes = [Judged(found, Severity.ERROR) for found in project.diagnostics]
        raise CannotRun(f"the configuration can't be used\n{report_text(mistakes, shown)}".rstrip())
    return Session(project.root, project.config_name, config, shown, project.places)


def _shown(root: Path, config: Config, config_name: str) -> Shown:
    current = Path.cwd()
    notes, templates = relative(root / config.notes, current), relative(root / config.templates, current)
    return Shown(relative(root, current), notes, templates, config_name)


def _overridden(config: Config, overrides: Overrides, root: Path) -> Config:
    return replace(
        config,
        notes=_from_root(overrides.notes, root, config.notes),
        output=_from_root(overrides.output, root, config.output),
        templates=_from_root(overrides.templates, root, config.templates),
        base_url=overrides.base_url or config.base_url,
        drafts=overrides.drafts or config.drafts,
        strict=overrides.strict or config.strict,
    )


def as_in_vault(config: Config, root: Path) -> Config:
    """The configuration with what the vault says that the notes are, where the configuration leaves it open."""
    return replace(
        config, attachment_folder=config.attachment_folder or read_vault(root, config.notes).attachment_folder
    )


def _from_root(path: Path | None, root: Path, configured: str) -> str:
    """A path given on the command line, as the configuration would name it."""
    return configured if path is None else relative(Path.cwd() / path, root)


def collected(session: Session) -> Collection:
    """The notes of the project.

    Raises:
        CannotRun: there are none: a check of nothing proves nothing, a build of nothing would empty the site.
    """
    collection = read_collection(session.root, session.config, session.config_name, session.places)
    if not collection.notes:
        raise CannotRun(f"no Markdown files in {session.shown.notes}/")
    return collection


def show_findings(findings: Sequence[Judged], shown: Shown) -> None:
    """Print the findings, one a line, and of each rule not too many."""
    coloured = is_coloured(os.environ, is_terminal=sys.stdout.isatty())
    click.echo(report_in_brief(findings, shown, is_coloured=coloured), nl=False, color=coloured)


def show_kept(written: Written, session: Session) -> None:
    """Say which stale files stay in the output because another hand changed them."""
    output = relative(session.destination.output, Path.cwd())
    for path in written.kept:
        click.echo(f"kept {output}/{path}: it is stale, but was changed since rlnotes wrote it", err=True)


def finding_code(findings: Sequence[Judged]) -> int:
    """The exit code that findings deserve: 1 if one is an error."""
    return int(any(each.severity is Severity.ERROR for each in findings))
