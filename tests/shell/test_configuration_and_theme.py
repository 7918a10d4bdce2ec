"""Finding the project and reading its theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from rlnotes.shell.configuration import configuration_path, read_project
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.theme import default_folder, read_theme
from shell.folders import planted


def test_the_configuration_is_the_nearest_one_above(tmp_path: Path) -> None:
    planted(tmp_path, {"rlnotes.toml": 'title = "Outer"', "in/rlnotes.toml": '\ufefftitle = "Inner"', "in/a/b/x": ""})
    project = read_project(tmp_path / "in/a/b")
    assert (project.root, project.config_name, project.config.title) == (tmp_path / "in", "rlnotes.toml", "Inner")
    assert configuration_path(tmp_path) == tmp_path / "rlnotes.toml"


def test_a_named_configuration_decides_where_the_project_is(tmp_path: Path) -> None:
    planted(tmp_path, {"sites/other.toml": 'title = "Other"\nnonsense = 1'})
    project = read_project(tmp_path, tmp_path / "sites/other.toml")
    assert (project.root, project.config_name, project.config.title) == (tmp_path / "sites", "other.toml", "Other")
    assert [(each.path, each.span.line) for each in project.diagnostics] == [("other.toml", 2)]


def test_without_a_configuration_the_defaults_hold(tmp_path: Path) -> None:
    project = read_project(tmp_path)
    assert (project.root, project.config.notes, project.diagnostics) == (tmp_path, "notes", ())


def test_a_configuration_that_can_not_be_read_stops_the_run(tmp_path: Path) -> None:
    planted(tmp_path, {"latin.toml": b'title = "\xe9"'})
    with pytest.raises(CannotRun, match=r"latin.toml is not UTF-8 text \(byte 10\)"):
        read_project(tmp_path, tmp_path / "latin.toml")
    with pytest.raises(CannotRun, match=r"can't read gone.toml: no such file"):
        read_project(tmp_path, tmp_path / "gone.toml")


def test_the_default_theme_has_templates_and_assets(tmp_path: Path) -> None:
    theme = read_theme(tmp_path / "templates")
    assert "note.html.jinja" in theme.default_templates
    assert theme.site_templates == {}
    assert any(name.endswith(".css") for name in theme.assets)
    assert not any("/." in f"/{name}" for name in (*theme.default_templates, *theme.assets))


def test_a_site_overrides_templates_and_assets_by_name(tmp_path: Path) -> None:
    planted(tmp_path, {"note.html.jinja": "mine", "partials/x.jinja": "x", "static/fonts/own.woff2": b"\xff", ".x": ""})
    theme = read_theme(tmp_path)
    assert theme.site_templates == {"note.html.jinja": "mine", "partials/x.jinja": "x"}
    assert theme.assets["static/fonts/own.woff2"] == b"\xff"


def test_the_default_templates_are_not_overrides_of_themselves() -> None:
    assert read_theme(Path(str(default_folder()))).site_templates == {}


def test_a_template_that_can_not_be_read_stops_the_run(tmp_path: Path) -> None:
    planted(tmp_path, {"latin/note.html.jinja": b"\xe9", "link/a": ""})
    with pytest.raises(CannotRun, match=r"note.html.jinja is not UTF-8"):
        read_theme(tmp_path / "latin")
    (tmp_path / "link/a").unlink()
    (tmp_path / "link/a").symlink_to("nowhere")
    with pytest.raises(CannotRun, match="can't read the template a: no such file"):
        read_theme(tmp_path / "link")


def test_markdown_beside_the_assets_is_for_developers_and_not_published(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "README.md").write_text("where it comes from", encoding="utf-8")
    (tmp_path / "static" / "own.css").write_text("a {}", encoding="utf-8")
    assets = read_theme(tmp_path).assets
    assert "static/own.css" in assets
    assert not [name for name in assets if name.endswith(".md")]


def test_a_stylesheet_of_the_site_comes_after_the_themes_and_so_has_the_last_word(tmp_path: Path) -> None:
    planted(tmp_path, {"static/own.css": "a {}", "static/another.css": "b {}"})
    sheets = [name for name in read_theme(tmp_path).assets if name.endswith(".css") and "on-demand" not in name]
    assert sheets == ["static/rlnotes.css", "static/another.css", "static/own.css"]
