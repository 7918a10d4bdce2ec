"""What is said of notes that nobody has configured, by the first build or by a server as it starts."""

from __future__ import annotations

import click

from rlnotes.cli.inputs import Inputs
from rlnotes.cli.session import show_findings
from rlnotes.config.judgement import Judged
from rlnotes.config.proposal import proposal
from rlnotes.model.first_look import FirstLook
from rlnotes.shell.reports.first_run import FEW, FirstRun, first_run_text


def first_run(inputs: Inputs, look: FirstLook, findings: tuple[Judged, ...]) -> FirstRun:
    """What a first run saw: a list of all findings tells nothing to who never saw one."""
    session, inventory = inputs.session, inputs.census.inventory
    notes = session.root / session.config.notes
    language = max(look.languages, key=lambda name: look.languages[name], default="")
    proposed = proposal(notes.resolve().name, language, look.dialects, findings, look.notes)
    return FirstRun(look, len(inventory.files), inventory.left_out, findings, proposed, session.shown)


def show_first_run(run: FirstRun) -> None:
    """Print what there is and what matters most, and the findings where they are few."""
    click.echo(first_run_text(run), nl=False)
    if len(run.findings) <= FEW:
        show_findings(run.findings, run.shown)
