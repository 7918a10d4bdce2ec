"""Options that several commands share, spelt and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="The configuration. Default: rlnotes.toml in this folder or the nearest above it.",
)
notes = click.option(
    "--notes",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the notes, instead of the configured one.",
)
templates = click.option(
    "--templates",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The folder of the site's own templates, instead of the configured one.",
)
strict = click.option("-s", "--strict", is_flag=True, help="Treat warnings as errors.")
drafts = click.option("--drafts", is_flag=True, help="Include notes marked `draft: true`.")
output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder of the site, instead of the configured one.",
)
format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print: lines for people, or JSON for programs.",
)
