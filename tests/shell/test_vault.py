"""What the settings of an Obsidian vault say, and what is said of settings that can't be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rlnotes.config.site import Config
from rlnotes.shell.reading import inventory_of
from rlnotes.shell.vault import Vault, read_vault
from shell.folders import planted


def vault(folder: Path, settings: object, notes: str = ".") -> Vault:
    text = settings if isinstance(settings, bytes) else json.dumps(settings)
    planted(folder, {".obsidian/app.json": text, f"{notes}/a.md": ""})
    return read_vault(folder, notes)


@pytest.mark.parametrize(
    ("wanted", "folder"),
    [
        ("assets", "assets"),
        ("assets/deep/", "assets/deep"),
        ("./files", "./files"),
        ("./", ""),
        ("/", ""),
        ("", ""),
        ("../outside", ""),
    ],
)
def test_the_folder_for_attachments_is_read(tmp_path: Path, wanted: str, folder: str) -> None:
    settings = {"newLinkFormat": "relative", "alwaysUpdateLinks": True, "attachmentFolderPath": wanted}
    assert vault(tmp_path, settings) == Vault(folder)


def test_settings_that_name_no_folder_say_nothing(tmp_path: Path) -> None:
    assert vault(tmp_path, {"newLinkFormat": "absolute"}) == Vault()
    assert vault(tmp_path, b" ") == Vault()


def test_a_folder_without_settings_is_no_vault(tmp_path: Path) -> None:
    planted(tmp_path, {"notes/a.md": ""})
    assert read_vault(tmp_path, "notes") == Vault()


@pytest.mark.parametrize(("wanted", "folder"), [("notes/assets", "assets"), ("assets", ""), ("./in", "./in")])
def test_notes_inside_of_a_vault_have_its_settings(tmp_path: Path, wanted: str, folder: str) -> None:
    assert vault(tmp_path, {"attachmentFolderPath": wanted}, "notes") == Vault(folder)


def test_the_notes_own_settings_go_first(tmp_path: Path) -> None:
    planted(tmp_path, {"notes/.obsidian/app.json": '{"attachmentFolderPath": "own"}'})
    assert vault(tmp_path, {"attachmentFolderPath": "notes/other"}, "notes") == Vault("own")


def test_notes_elsewhere_have_no_settings_of_the_project(tmp_path: Path) -> None:
    planted(tmp_path / "elsewhere", {"a.md": ""})
    planted(tmp_path / "project", {".obsidian/app.json": '{"attachmentFolderPath": "assets"}'})
    assert read_vault(tmp_path / "project", "../elsewhere") == Vault()


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (b"{", "it is not JSON"),
        (b"\xff", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        ([1], "it is no JSON object"),
        ({"attachmentFolderPath": 1}, "'attachmentFolderPath' is no text"),
    ],
)
def test_settings_that_can_not_be_read_are_a_finding(tmp_path: Path, settings: object, why: str) -> None:
    (found,) = vault(tmp_path, settings).diagnostics
    assert (found.path, found.rule) == (".obsidian/app.json", "bad-vault")
    assert found.message == f"the settings of the vault can't be read: {why}"
    assert found in inventory_of(tmp_path, Config(notes=".")).diagnostics
