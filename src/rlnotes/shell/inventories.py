"""The inventories of other sites that notes link into: a copy of each lies beside the configuration."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rlnotes.config.site import Config
from rlnotes.config.toml_places import TomlPlaces
from rlnotes.model.collection import Elsewhere
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.parse.inventory import unpacked_inventory
from rlnotes.shell.failure import reason

FOLDER: Final = "inventories"
"""Where the copies lie, beside the configuration."""
MOST_BYTES: Final = 10_000_000
"""How large a copy may be."""
RULE: Final = "bad-inventory"


def inventory_path(root: Path, name: str) -> Path:
    """Where the copy of an inventory lies."""
    return root / FOLDER / f"{name}.inv"


def read_inventories(
    root: Path, config: Config, config_name: str, places: TomlPlaces
) -> tuple[Mapping[str, Elsewhere], Diagnostics]:
    """The other sites by name, and a finding for each inventory that is not there or can't be read."""
    found: dict[str, Elsewhere] = {}
    problems: list[Diagnostic] = []
    for name, url in sorted(config.inventories.items()):
        content, problem = _content(inventory_path(root, name))
        found[name] = Elsewhere(url, content)
        if problem:
            span = places.span(("inventories", name))
            message = f"the inventory '{FOLDER}/{name}.inv' {problem}"
            way_out = f"`rlnotes inventories update {name}` fetches it"
            problems.append(Diagnostic(config_name, span, RULE, message, way_out))
    return found, tuple(problems)


def _content(place: Path) -> tuple[bytes, str]:
    """The bytes of a copy, and what is wrong with it."""
    try:
        if not place.is_file():
            return b"", "is not there"
        if place.stat().st_size > MOST_BYTES:
            return b"", f"has more than {MOST_BYTES // 1_000_000} MB"
        content = place.read_bytes()
    except OSError as error:
        return b"", f"can't be read: {reason(error)}"
    problem = unpacked_inventory(content).problem
    return (b"", f"can't be used: {problem}") if problem else (content, "")


def inventories_mark(elsewhere: Mapping[str, Elsewhere]) -> str:
    """What stands for the inventories, "" for none."""
    if not elsewhere:
        return ""
    digest = hashlib.sha256()
    for name, site in sorted(elsewhere.items()):
        digest.update(f"{name}\0{site.url}\0{len(site.inventory)}\0".encode())
        digest.update(site.inventory)
    return digest.hexdigest()
