"""When the notes of a check were committed: asked of git only where a line was reviewed, since only one rule asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rlnotes.app.checking import Material
from rlnotes.cli.session import Session
from rlnotes.model.collection import History
from rlnotes.shell.history import read_history


def dated(
    material: Material, session: Session, known: Mapping[str, History] | None = None, commit: str = "HEAD"
) -> Material:
    """The material with the days of its notes up to a commit, where a rule asks for them; `known` if they are known."""
    if not session.config.dates_from_git or not any(note.front.reviewed for note in material.notes):
        return material
    if known is None:
        known, _ = read_history(session.root / session.config.notes, session.config_name, commit)
    return replace(material, history=known)
