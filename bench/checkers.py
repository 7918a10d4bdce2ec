"""The checkers of links that are compared, rlnotes and lychee: how each is called, and what it says of links."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bench.contestants import HERE, PROGRAMS
from bench.sites import Site, environment

RLNOTES: Final = str(PROGRAMS / "rlnotes")
MARKDOWN: Final = "lychee on Markdown"
HTML: Final = "lychee on HTML"
BARE: Final = "lychee on bare HTML"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checker says: how many links it saw, how many are broken, and how many different places they lead to."""

    links: int
    broken: int
    different: int | None = None
    """None where it does not say."""


class DisagreementError(Exception):
    """The checkers don't say the same, or one of them fails."""


def lychee_program() -> str:
    """Lychee as the tests have it: beside the running Python, in their environment, or the machine's."""
    places = (PROGRAMS / "lychee", HERE.parent / ".venv" / "bin" / "lychee")
    own = next((str(path) for path in places if path.is_file()), None)
    return own or shutil.which("lychee") or str(places[0])


def lychee_command(program: str, site: Site, folder: str) -> tuple[str, ...]:
    """What checks all links in `folder` of the site, anchors too, as rlnotes does, and asks no other host."""
    quiet = (program, "--offline", "--include-fragments", "--no-progress")
    return (*quiet, "--index-files", "index.html", "--root-dir", str((site.folder / folder).resolve()), folder)


def verdict_of_rlnotes(site: Site, *options: str) -> Verdict:
    """What `rlnotes check` with these options says of the notes of the site; only errors count as broken."""
    said = _said((RLNOTES, "check", *options, "--format", "json"), site)
    return Verdict(said["links"], said["errors"])


def verdict_of_lychee(program: str, site: Site, folder: str) -> Verdict:
    """What lychee says of the files in `folder`."""
    said = _said((*lychee_command(program, site, folder), "--format", "json"), site)
    return Verdict(said["total"], said["errors"] + said["timeouts"] + said["unknown"], said.get("unique"))


def _said(command: Sequence[str], site: Site) -> dict[str, Any]:
    """The report of a checker, which it prints whether or not links are broken.

    Raises:
        DisagreementError: there is none.
    """
    finished = subprocess.run(
        command, cwd=site.folder, env=environment(site.folder), capture_output=True, text=True, check=False
    )
    try:
        said: dict[str, Any] = json.loads(finished.stdout)
    except ValueError as error:
        raise DisagreementError(f"{command[0]} gave no report: {finished.stderr[-500:]}") from error
    return said
