"""The first build of notes that nobody has configured: what they are, what is not read, what matters, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import written

from cli.sites_on_disk import ran
from rlnotes.cli.session import Overrides
from rlnotes.cli.workshop import incremental_rebuild
from rlnotes.config.judgement import Judged
from rlnotes.config.parse_config import parse_config
from rlnotes.config.proposal import proposal
from rlnotes.model.diagnostic import Severity, at_top
from rlnotes.model.dialect import Dialect

VAULT = {
    "index.md": "---\nmood: calm\ntags: [a, b]\n---\n# Home\n\n[[one]] and [two](two.md)\n\n![[one]]\n",
    "one.md": "[[gone]] [[gone]] [[lost]] https://example.org\n\n" + "[[gone]]\n" * 10,
    "two.md": "---\nkind: hub\nlang: de\n---\n\n!!! note\n    Text.\n\n[[gone]]\n",
    "Templates/daily.md": "---\ncreated: {{date}}\n---\n",
    ".obsidian/app.json": "{}",
    "private/secret.md": "",
    ".gitignore": "private/\n",
    "picture.png": "",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault, with the current folder beside it."""
    written(tmp_path / "my vault", VAULT)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "my vault"


def test_a_first_build_says_what_there_is_and_what_matters(vault: Path) -> None:
    run = ran("build", "--notes", str(vault))
    assert run.out.splitlines()[:-1] == [
        "First run: there is no rlnotes.toml, so every setting has its default.",
        "",
        "found     3 notes (1 hub, 2 files with front matter, 2 tags); 1 other file",
        "links     17 links (15 as [[wikilinks]], 1 in Markdown, 1 embeds); 1 link to other hosts",
        "dialects  admonitions in 1 note",
        "not read  private/: .gitignore",
        "          .gitignore, .obsidian/: hidden, or a program's own",
        "          Templates/: templates folder",
        "",
        "15 findings, by cause; `rlnotes check` lists them:",
        "     14 error[broken-link] in 2 files, 13 of them about 'gone'",
        "        ../my vault/one.md:1:1: no note 'gone'",
        "      1 warning[unknown-key] in 1 file",
        "        ../my vault/index.md:2:1: no front-matter key 'mood'",
        "",
        "for rlnotes.toml, to begin with:",
        "",
        '    title = "my vault"',
        '    base_url = ""  # where it will be published: the sitemap needs it',
        '    language = "de"',
        '    dialects = ["admonitions"]',
        "",
    ]
    assert run.code == 1


def test_the_next_build_lists_its_findings(vault: Path) -> None:
    ran("build", "--notes", str(vault))
    lines = ran("build", "--notes", str(vault)).out.splitlines()
    assert lines[0] == "../my vault/index.md:2:1: warning[unknown-key] no front-matter key 'mood'"


def test_a_quiet_build_lists_its_findings(vault: Path) -> None:
    assert ran("build", "-q", "--notes", str(vault)).out.startswith("../my vault/index.md:2:1: warning")


def test_later_builds_say_what_is_left_out_when_asked(vault: Path) -> None:
    ran("build", "--notes", str(vault))
    out = ran("build", "-v", "--notes", str(vault)).out
    assert "left out private/: .gitignore\n" in out
    assert "left out Templates/: templates folder\n" in out


def test_who_wrote_a_configuration_knows_the_notes(vault: Path) -> None:
    written(Path.cwd(), {"rlnotes.toml": ""})
    assert ran("build", "--notes", str(vault)).out.startswith("../my vault/index.md:2:1: warning")


def test_few_findings_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written(tmp_path, {"notes/a.md": "[[gone]]\n"}))
    lines = ran("build").out.splitlines()
    assert lines[0].startswith("First run")
    assert lines[-2] == "notes/a.md:1:1: error[broken-link] no note 'gone'"


def test_many_causes_are_cut_and_many_names_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = {f".hidden{number}": "" for number in range(5)} | {"a.md": "[x](a.md#no) [[b]] [^9] [[A]]\n"}
    monkeypatch.chdir(written(tmp_path, {f"notes/{path}": text for path, text in notes.items()}))
    out = ran("build").out
    assert "not read  .hidden0, .hidden1, .hidden2 and 2 more: hidden, or a program's own\n" in out


def test_notes_without_a_finding_have_no_causes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written(tmp_path, {"notes/index.md": "# Home\n"}))
    run = ran("build")
    assert "error" not in run.out.partition("built ")[0]
    assert run.code == 0


@given(title=st.text(), language=st.sampled_from(["", "en", "de", "pt-BR"]), many=st.sampled_from([0, 49, 50]))
def test_what_is_proposed_is_a_configuration(title: str, language: str, many: int) -> None:
    warnings = [Judged(at_top("a.md", "unknown-key", "x"), Severity.WARNING)] * many
    lines = proposal(title, language, {Dialect.MYST: 3, Dialect.KRAMDOWN: 1}, warnings, 100)
    parsed = parse_config("rlnotes.toml", "\n".join(lines))
    assert parsed.diagnostics == ()
    assert parsed.config.title.split() == "".join(each if each.isprintable() else " " for each in title).split()
    assert parsed.config.dialects == (Dialect.MYST,)
    assert dict(parsed.config.rules) == ({"unknown-key": Severity.OFF} if many == 50 else {})


def test_what_is_left_out_is_said_of_links_to_it(vault: Path) -> None:
    written(vault, {"three.md": "[[secret]] [x](private/secret.md) [[daily]]\n"})
    ran("build", "--notes", str(vault))
    expected = "three.md:1:12: error[broken-link] no note 'private/secret.md': 'private/' is left out (.gitignore)"
    for command in (("build", "--notes", str(vault)), ("check", str(vault))):
        out = ran(*command).out
        assert expected in out
        assert "take it in with the line '!/private/' in .rlnotesignore, or take the link out" in out


def test_a_server_reports_on_notes_that_nobody_has_configured(vault: Path) -> None:
    rebuild = incremental_rebuild(None, Overrides(notes=vault))
    first = rebuild()
    assert first.first_run is not None
    assert first.first_run.look.notes == 3
    assert rebuild().first_run is None
    written(Path.cwd(), {"rlnotes.toml": ""})
    assert incremental_rebuild(None, Overrides(notes=vault))().first_run is None
