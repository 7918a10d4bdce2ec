"""What an Obsidian vault says of itself: of its settings, where attachments go is all that decides what links mean."""

from __future__ import annotations

import json
import os
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rlnotes.model.diagnostic import Diagnostics, at_top
from rlnotes.shell.failure import reason

SETTINGS: Final = Path(".obsidian", "app.json")
"""Where a vault keeps them."""

_GREATEST_SIZE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder for attachments relative to the notes folder, "" without one; one that begins with "." lies beside
    or below each note. `diagnostics` tell what can't be read.
    """

    attachment_folder: str = ""
    diagnostics: Diagnostics = ()


def read_vault(root: Path, notes: str) -> Vault:
    """The vault that the notes folder is, or lies in if that is the project; an empty one if there is none."""
    folder = root / notes
    bases = (folder, root) if folder.resolve().is_relative_to(root.resolve()) else (folder,)
    base = next((base for base in bases if (base / SETTINGS).is_file()), None)
    return _read(base, folder) if base else Vault()


def _read(base: Path, folder: Path) -> Vault:
    path = Path(os.path.relpath(base / SETTINGS, folder)).as_posix()
    try:
        with (base / SETTINGS).open("rb") as file:
            settings = json.loads(file.read(_GREATEST_SIZE).strip() or b"{}")
    except OSError as error:
        return _unread(path, reason(error))
    except (ValueError, RecursionError):
        return _unread(path, "it is not JSON")
    if not isinstance(settings, dict):
        return _unread(path, "it is no JSON object")
    wanted = settings.get("attachmentFolderPath", "")
    if not isinstance(wanted, str):
        return _unread(path, "'attachmentFolderPath' is no text")
    return Vault(_from_notes(wanted, Path(os.path.relpath(folder, base)).as_posix()))


def _unread(path: str, why: str) -> Vault:
    message = f"the settings of the vault can't be read: {why}"
    return Vault("", (at_top(path, "bad-vault", message, "open the vault in Obsidian, which writes them anew"),))


def _from_notes(wanted: str, notes: str) -> str:
    """The folder as seen from the notes folder, which is `notes` as seen from the vault; "" where nothing follows."""
    if wanted.startswith("./"):
        return f"./{wanted[2:].strip('/')}" if wanted.strip("./") else ""
    folder = posixpath.relpath(wanted.strip("/") or ".", notes)
    return "" if folder.startswith(".") else folder
