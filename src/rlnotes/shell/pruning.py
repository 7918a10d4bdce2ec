"""What is no longer part of the site: removed if it is ours and as we left it, kept if another hand changed it."""

# ruff: noqa: PTH108 - pathlib would cost as much as the system

from __future__ import annotations

import os
import stat

from rlnotes.shell.addresses import is_plain
from rlnotes.shell.disk import current_state, found_at
from rlnotes.shell.folders import Folders, folder_of, remove_empty, stands
from rlnotes.shell.manifest import Known
from rlnotes.shell.states import States


def prune(folders: Folders, stale: Known, states: States) -> tuple[list[str], list[str]]:
    """The stale files that were removed, and those that were changed since we wrote them and stay.

    A manifest can be written by anybody, so that paths in it that lead elsewhere are passed over.
    """
    ours = sorted(filter(is_plain, stale))
    removed, kept = [], []
    for path in ours:
        if not stands(folders, folder_of(path)):
            continue
        state = current_state(f"{folders.root}/{path}", states.get(path))
        if state is not None and state.hash in stale[path]:
            os.unlink(f"{folders.root}/{path}")
            removed.append(path)
        elif _is_file(f"{folders.root}/{path}"):
            kept.append(path)
    remove_empty(folders, ours)
    return removed, kept


def _is_file(place: str) -> bool:
    found = found_at(place)
    return found is not None and not stat.S_ISDIR(found.st_mode)
