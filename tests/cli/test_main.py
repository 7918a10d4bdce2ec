"""The program as a whole: help, exit codes, and what happens when something gives way."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import pytest

from rlnotes import __version__
from rlnotes.cli import main as program
from rlnotes.cli.main import exit_code, rlnotes
from rlnotes.cli.today import today

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text("utf-8")


def section(name: str) -> str:
    """What the reference says about a command."""
    assert f"\n## `rlnotes {name}" in COMMANDS
    return COMMANDS.split(f"\n## `rlnotes {name}", 1)[1].split("\n## ", 1)[0]


def options_of(name: str) -> list[click.Option]:
    """The options that a command shows, those of the commands below it included."""
    command = rlnotes.commands[name]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    parameters = [parameter for each in (command, *below) for parameter in each.params]
    return [each for each in parameters if isinstance(each, click.Option) and not each.hidden]


@pytest.mark.parametrize("name", sorted(rlnotes.commands))
def test_every_option_of_a_command_stands_in_the_reference(name: str) -> None:
    for option in options_of(name):
        assert option.help
        assert all(f"`{each}" in section(name) for each in option.opts)


@pytest.mark.parametrize("name", sorted(rlnotes.commands))
def test_every_option_in_the_reference_exists(name: str) -> None:
    known = {each for option in options_of(name) for each in option.opts}
    rows = [line.split("|")[1] for line in section(name).splitlines() if line.startswith("| `-")]
    written = {word.split()[0] for row in rows for word in row.replace("`", "").split(",")}
    assert written <= known


@pytest.mark.parametrize("name", ["", *sorted(rlnotes.commands)])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_everywhere(name: str, flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code([*filter(None, [name]), flag]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: rlnotes {name}".rstrip())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["--version"]) == 0
    assert capsys.readouterr().out == f"rlnotes {__version__}\n"


@pytest.mark.parametrize("arguments", [["biuld"], ["build", "--nope"], ["list", "cats"], ["build", "-f", "gone.toml"]])
def test_a_wrong_command_line_can_not_run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(arguments) == 2
    assert "Error: " in capsys.readouterr().err


def test_help_imports_none_of_the_rooms_below() -> None:
    code = "import sys; from rlnotes.cli.main import exit_code; exit_code(['-h']); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "markdown_it", "networkx", "yaml", "rlnotes.app.pipeline", "rlnotes.shell.output"} & {*loaded}


def test_the_module_is_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "rlnotes", "nonsense"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "No such command" in done.stderr


def raising(error: BaseException) -> click.Command:
    @click.command("fall")
    @click.option("-v", "--verbose", is_flag=True)
    def fall(verbose: bool) -> None:
        raise error

    return fall


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_ends_with_130(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rlnotes.commands, "fall", raising(error))
    assert exit_code(["fall"]) == 130


def test_what_the_machine_refuses_is_no_internal_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(rlnotes.commands, "fall", raising(OSError(28, "No space left on device")))
    assert exit_code(["fall"]) == 2
    assert capsys.readouterr().err == "rlnotes: no space left on device\n"


def test_an_unexpected_error_is_one_line_and_a_traceback_only_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RLNOTES_DEBUG", raising=False)
    monkeypatch.setitem(rlnotes.commands, "fall", raising(ZeroDivisionError("a\nb")))
    line = "rlnotes: internal error, please report it (RLNOTES_DEBUG=1 shows more): ZeroDivisionError: a\\nb\n"
    assert exit_code(["fall"]) == 2
    assert capsys.readouterr().err == line
    assert exit_code(["fall", "-v"]) == 2
    assert capsys.readouterr().err.startswith("Traceback")
    monkeypatch.setenv("RLNOTES_DEBUG", "1")
    assert exit_code(["fall"]) == 2
    assert capsys.readouterr().err.startswith("Traceback")


def test_a_reader_who_has_seen_enough_is_left_in_peace() -> None:
    code = (
        "import click; from rlnotes.cli.main import rlnotes, main\n"
        "@rlnotes.command()\n"
        "def flood() -> None:\n"
        "    for _ in range(100000): click.echo('x' * 100)\n"
        "import sys; sys.argv = ['rlnotes', 'flood']; main()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_text_that_the_terminal_can_not_show_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text("[[\u4f60\u597d]]", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rlnotes", "check"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"\\u4f60\\u597d" in done.stdout


def test_today_is_the_epoch_when_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == date(1970, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert abs(today() - datetime.now(UTC).date()) <= timedelta(days=1)


def test_a_stream_without_an_encoding_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    program._accept_any_text()
