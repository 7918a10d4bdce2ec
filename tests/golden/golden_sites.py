"""Reads a golden site, builds it, and compares it with the files that are expected of it."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rlnotes import __version__
from rlnotes.app.pipeline import Built, build
from rlnotes.config.parse_config import parse_config
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection, Theme
from rlnotes.model.page import Artifact
from rlnotes.model.place import Source

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
SITES: Final = tuple(sorted(path.parent.name for path in HERE.glob("*/notes")))
REPORT: Final = "findings.txt"


def folder_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def default_theme() -> Theme:
    """The theme that comes with rlnotes."""
    files = folder_files(ROOT / "templates")
    templates = {name: content.decode() for name, content in files.items() if name.endswith(".jinja")}
    return Theme(templates, {}, {name: content for name, content in files.items() if name not in templates})


def styles() -> Mapping[str, str]:
    """The citation styles that come with rlnotes."""
    folder = ROOT / "src" / "rlnotes" / "styles"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.csl")}


def collection_in(folder: Path) -> Collection:
    """The collection in a notes folder."""
    files = folder_files(folder)
    endings = {".md": "note", ".bib": "work", ".json": "work"}
    sources = {
        kind: tuple(Source(path, files[path].decode()) for path in files if endings.get(Path(path).suffix) == kind)
        for kind in ("note", "work")
    }
    others = frozenset(path for path in files if Path(path).suffix not in endings)
    return Collection(sources["note"], sources["work"], others, {}, styles())


def config_of(site: str) -> Config:
    """The configuration of a golden site."""
    path = HERE / site / "rlnotes.toml"
    parsed = parse_config(path.name, path.read_text(encoding="utf-8") if path.exists() else "")
    assert not parsed.diagnostics
    return parsed.config


def built(site: str) -> Built:
    """A golden site as it is built now."""
    return build(collection_in(HERE / site / "notes"), default_theme(), config_of(site))


def published(made: Built) -> dict[str, str]:
    """The files of a built site that are expected by name, with the report of its findings."""
    files = {
        artifact.path: _text(artifact).replace(f"rlnotes {__version__}", "rlnotes VERSION")
        for artifact in made.artifacts
        if not artifact.path.startswith("static/")
    }
    report = "".join(
        f"{each.path}:{each.span.line}:{each.span.column} {each.rule} {each.message}{each.help and '; '}{each.help}\n"
        for each in made.diagnostics
    )
    copies = "".join(f"copy {copy.origin} to {copy.path}\n" for copy in made.copies)
    return files | ({REPORT: report + copies} if report + copies else {})


def _text(artifact: Artifact) -> str:
    """A file as text; an inventory unpacked, so that what is expected can be read and depends on no packing."""
    if not artifact.path.endswith(".inv"):
        return artifact.content.decode()
    *head, packed = artifact.content.split(b"\n", 4)
    return "".join(f"{line.decode()}\n" for line in head) + zlib.decompress(packed).decode()


def expected(site: str) -> dict[str, str]:
    """The files that are expected of a golden site."""
    return {path: content.decode() for path, content in folder_files(HERE / site / "expected").items()}


def is_update() -> bool:
    """Whether the run is to accept what is built now."""
    return bool(os.environ.get("UPDATE_GOLDEN"))


def update(site: str, files: Mapping[str, str]) -> None:
    """Writes what is expected of a golden site, and removes what is no longer."""
    folder = HERE / site / "expected"
    for stale in folder_files(folder).keys() - files.keys():
        (folder / stale).unlink()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode())
