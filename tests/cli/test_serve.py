"""`rlnotes serve` as it is used: started, asked, edited under its hands, stopped with Ctrl-C."""

from __future__ import annotations

import errno
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from shell.folders import planted, tree

from rlnotes.cli import serving, workshop
from rlnotes.cli.main import exit_code
from rlnotes.cli.session import Overrides
from rlnotes.cli.workshop import incremental_rebuild
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.serving.listening import listening_socket

_SECONDS = 30
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PAGE = "---\nkind: page\n---\n"  # a note of few words that lacks nothing
NOTES: dict[str, str | bytes] = {
    "rlnotes.toml": "",
    "notes/index.md": "# Home\n",
    "notes/a.md": f"{PAGE}# Alpha\n\nSee [[b]] and ![x](x.svg).\n",
    "notes/b.md": f"{PAGE}# Beta\n",
    "notes/x.svg": PICTURE,
}


@dataclass(frozen=True, slots=True)
class Running:
    """A server at work in a folder."""

    folder: Path
    process: subprocess.Popen[str]
    lines: queue.Queue[str]

    def said(self, words: str) -> list[str]:
        """The lines up to one that has these words."""
        heard = []
        while True:
            heard.append(self.lines.get(timeout=_SECONDS))
            if words in heard[-1]:
                return heard


def listen(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        lines.put(line.rstrip())


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Running]:
    command = [sys.executable, "-m", "rlnotes", "serve", "-p", "0", *arguments]
    environment = os.environ | {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        lines: queue.Queue[str] = queue.Queue()
        thread = threading.Thread(target=listen, args=(process, lines), daemon=True)
        thread.start()
        try:
            yield Running(folder, process, lines)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_SECONDS)
            finally:
                process.kill()  # a server that does not stop is a failure, and must not be waited for
            thread.join(_SECONDS)


def address_in(lines: list[str]) -> str:
    return lines[-1].split(" at ", 1)[1].split(" ")[0]


def fetched(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as reply:  # noqa: S310 - our own server
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_session_from_start_to_ctrl_c(tmp_path: Path) -> None:
    folder = planted(tmp_path, NOTES)
    with running(folder) as server:
        address = address_in(server.said("serving notes/ at http://127.0.0.1:"))
        assert b"Alpha" in fetched(f"{address}a.html")[1]
        assert fetched(f"{address}x.svg")[1] == PICTURE
        assert fetched(f"{address}nope.html")[0] == 404
        assert fetched(f"{address}.rlnotes-live/script.js")[0] == 200

        planted(folder, {"notes/b.md": f"{PAGE}# Beta\n\n[[c]]\n"})
        assert "notes/b.md:6:1: error[broken-link] no note 'c'" in server.said("1 error")[0]
        assert b"no-note" not in fetched(f"{address}b.html")[1]

        planted(folder, {"notes/c.md": f"{PAGE}# Gamma\n"})
        assert server.said("no findings")[0] == "fixed: notes/b.md:6:1: error[broken-link] no note 'c'"
        assert b"Gamma" in fetched(f"{address}c.html")[1]

        planted(folder, {"rlnotes.toml": "titel = 'x'\n"})
        assert any("titel" in line for line in server.said("the last good build stays up"))
        assert fetched(f"{address}c.html")[0] == 200
        planted(folder, {"rlnotes.toml": "base_url = 'https://example.org/kb'\n"})
        server.said("no findings")
        assert fetched(f"{address}kb/c.html")[0] == 200

        (folder / "notes").rename(folder / "away")
        server.said("there is no notes folder 'notes'")
        (folder / "away").rename(folder / "notes")
        server.said("no findings")
    assert server.process.returncode == 0
    assert server.said("stopped")
    assert not [path for path in tree(folder) if path.startswith("build")]


def test_the_server_and_the_watch_load_only_when_they_are_wanted() -> None:
    code = "import sys; from rlnotes.cli.main import exit_code; exit_code(['serve', '-h']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"uvicorn", "watchdog", "asyncio", "rlnotes.app.pipeline"} & {*loaded}


def test_a_first_run_is_reported_on_and_settings_are_watched(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "notes/a.md": "![[x.svg]] [s](secret.md)\n",
        "notes/secret.md": "",
        "notes/one/x.svg": PICTURE,
    }
    folder = planted(tmp_path, notes | {"notes/two/x.svg": PICTURE + b"\n", ".git/HEAD": ""})
    with running(folder) as server:
        lines = server.said("serving notes/ at http://127.0.0.1:")
        assert lines[0].startswith("First run: there is no rlnotes.toml")
        assert any("error[ambiguous-link]" in line for line in lines)
        planted(folder, {"notes/.obsidian/app.json": '{"attachmentFolderPath": "two"}'})
        assert "ambiguous-link" in server.said("fixed:")[-1]
        planted(folder, {"notes/.gitignore": "secret.md\n"})
        assert "'secret.md' is left out (.gitignore)" in server.said("error[broken-link]")[-1]


def test_a_draft_and_a_polled_folder_and_a_public_host(tmp_path: Path) -> None:
    folder = planted(tmp_path, {"texts/a.md": "---\ndraft: true\n---\n# Draft\n", "texts/b.md": "# B\n"})
    with running(folder, "--notes", "texts", "--drafts", "--poll", "--host", "0.0.0.0") as server:  # noqa: S104
        lines = server.said("serving texts/ at http://127.0.0.1:")
        assert "everyone who reaches this machine over the network can read the site" in lines
        assert b"Draft" in fetched(f"{address_in(lines)}a.html")[1]
        planted(folder, {"texts/b.md": "# B, changed\n"})
        server.said("rebuilt")
    assert server.process.returncode == 0


@pytest.mark.parametrize(
    ("files", "words"),
    [({}, "there is no notes folder 'notes'"), ({"rlnotes.toml": "nonsense = 1"}, "the configuration can't be used")],
)
def test_what_can_not_be_built_at_the_start_can_not_be_served(
    files: dict[str, str | bytes],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(planted(tmp_path, files))
    assert exit_code(["serve", "-p", "0"]) == 2
    assert words in capsys.readouterr().err


def test_a_taken_port_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(planted(tmp_path, NOTES))
    with closing(listening_socket("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert exit_code(["serve", "-p", str(port)]) == 2
    assert capsys.readouterr().err == f"rlnotes: port {port} of 127.0.0.1 is taken; choose another with --port\n"


def test_the_browser_is_opened_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(planted(tmp_path, NOTES))
    opened: queue.Queue[str] = queue.Queue()

    def interrupted(*_arguments: Any) -> Iterator[Any]:
        assert opened.get(timeout=_SECONDS).startswith("http://127.0.0.1:")
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", opened.put)
    monkeypatch.setattr(serving, "rounds", interrupted)
    assert exit_code(["serve", "-p", "0", "--open"]) == 0
    assert capsys.readouterr().out.endswith("stopped\n")


def test_the_limit_of_watches_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: Any) -> Iterator[Any]:
        raise KeyboardInterrupt

    def no_instance() -> Any:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.chdir(planted(tmp_path, NOTES))
    monkeypatch.setattr("rlnotes.shell.serving.watching.Observer", no_instance)
    monkeypatch.setattr(serving, "rounds", interrupted)
    assert exit_code(["serve", "-p", "0"]) == 0
    words = "looking for changes every half second: inotify instance limit reached (see fs.inotify in sysctl)"
    assert words in capsys.readouterr().err


# ---- Rebuilding ----------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(planted(tmp_path, NOTES))
    return tmp_path


EDITS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a note": (lambda root: planted(root, {"notes/b.md": f"{PAGE}# Beta\n\nMore.\n"}), {"b.html"}),
    "an attachment": (lambda root: planted(root, {"notes/x.svg": PICTURE + b"\n"}), {"x.svg"}),
}


@pytest.mark.parametrize(("edit", "changed"), EDITS.values(), ids=EDITS.keys())
def test_a_rebuild_knows_what_changed(edit: Callable[[Path], object], changed: set[str], project: Path) -> None:
    rebuild = incremental_rebuild(None, Overrides())
    assert rebuild().changed == frozenset()
    edit(project)
    assert {path for path in rebuild().changed if path.endswith((".html", ".svg"))} == changed


def test_a_new_link_means_the_same_after_getting_ready_in_idle_time(project: Path) -> None:
    rebuild, other = incremental_rebuild(None, Overrides()), incremental_rebuild(None, Overrides())
    rebuild.get_ready()  # nothing to be ready for yet
    rebuild()
    rebuild.get_ready()
    planted(project, {"notes/b.md": f"{PAGE}# Beta\n\n[[a]] and [[zzz]]\n"})
    ready, anew = rebuild(), other()
    assert [each.diagnostic.message for each in ready.findings] == ["no note 'zzz'"]
    assert ready.findings == anew.findings
    assert ready.content("b.html") == anew.content("b.html")


def test_a_build_knows_the_note_of_a_page_and_what_to_watch(project: Path) -> None:
    planted(
        project, {"rlnotes.toml": "bibliography = ['works.bib']\ncitation_style = 'own.csl'\n", ".git/logs/HEAD": ""}
    )
    build = incremental_rebuild(None, Overrides())()
    assert (build.note_of("a.html"), build.note_of("all-notes.html")) == ("a.md", "")
    assert build.places.trees == (project / "notes", project / "templates")
    named = {path.relative_to(project).as_posix() for path in build.places.files}
    settings = {".obsidian/app.json", "notes/.obsidian/app.json", ".gitignore"}
    assert named == {"rlnotes.toml", "works.bib", "notes/works.bib", "own.csl", ".git/logs/HEAD", *settings}


def test_an_attachment_that_becomes_a_link_to_elsewhere_is_not_served(project: Path, tmp_path: Path) -> None:
    build = incremental_rebuild(None, Overrides())()
    assert build.content("x.svg") == PICTURE
    (project / "notes/x.svg").unlink()
    assert build.content("x.svg") is None
    planted(tmp_path, {"secret": "s"})
    (project / "notes/x.svg").symlink_to(tmp_path / "secret")
    assert build.content("x.svg") is None


def test_an_attachment_that_is_gone_since_has_a_state_too(tmp_path: Path) -> None:
    assert workshop._mark(tmp_path / "gone") == (0, 0)


def test_findings_go_to_the_page_as_they_go_to_the_terminal(project: Path) -> None:
    planted(project, {"notes/b.md": f"{PAGE}# Beta\n\n[[zzz]]\n"})
    build = incremental_rebuild(None, Overrides(strict=True))()
    assert json.dumps([each.diagnostic.message for each in build.findings]) == "[\"no note 'zzz'\"]"


def test_no_notes_can_not_be_built(project: Path) -> None:
    rebuild = incremental_rebuild(None, Overrides())
    rebuild()
    for path in (project / "notes").glob("*.md"):
        path.unlink()
    with pytest.raises(CannotRun, match="no Markdown files"):
        rebuild()
