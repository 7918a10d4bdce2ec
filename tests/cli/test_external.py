"""`rlnotes check --external`, against a server on loopback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from samples import written
from shell.rude_servers import Server, always, serving

from cli.sites_on_disk import ran

CONFIG = 'base_url = "https://own.example/n"\nexternal_private = true\nexternal_exclude = ["*/secret/*"]\n'


def site(folder: Path, server: Server, config: str = CONFIG) -> None:
    """A site that links the server in every way."""
    at = server.address
    written(
        folder,
        {
            "rlnotes.toml": config,
            "notes/a.md": (
                f"---\nurl: {at}/front\n---\n[[b]] [ok]({at}/ok#x) [x]({at}/dead) <{at}/dead> [old]({at}/old)\n"
            ),
            "notes/b.md": f"[[a]] [x]({at}/dead) [y]({at}/dark) [s]({at}/secret/x) [own](https://own.example/n/a.html)\n",
            "notes/c.bib": f"@misc{{c, title={{C}}, url={{{at}/dead}}}}\n",
            "notes/d.md": f"---\nkind: source\ntitle: D\nurl: {at}/dead\n---\n",
        },
    )


PATHS = {
    "/ok": always("200 OK"),
    "/old": always("301 Moved", "Location: /ok"),
    "/dark": always("403 Forbidden"),
    "/front": always("200 OK"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def external(*options: str) -> list[dict[str, Any]]:
    run = ran("check", "--format", "json", "--rule", "external-broken", "--rule", "external-redirect", *options)
    found: list[dict[str, Any]] = json.loads(run.out)["findings"]
    return found


def test_links_to_other_hosts_are_asked_for_once_each_and_told_at_each_place(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server)
        found = external("--external")
        at = server.address
        assert sorted({path for _, path in server.asked}) == ["/dark", "/dead", "/front", "/ok", "/old"]
    assert [(each["path"], each["line"], each["rule"], each["subject"]) for each in found] == [
        ("notes/a.md", 4, "external-broken", f"{at}/dead"),
        ("notes/a.md", 4, "external-broken", f"{at}/dead"),
        ("notes/a.md", 4, "external-redirect", f"{at}/old"),
        ("notes/b.md", 1, "external-broken", f"{at}/dead"),
        ("notes/c.bib", 1, "external-broken", f"{at}/dead"),
        ("notes/d.md", 4, "external-broken", f"{at}/dead"),
    ]
    assert found[0]["message"] == f"'{at}/dead' is broken: the host answers 404 (not found)"
    assert found[2]["help"] == f"it is at '{at}/ok' now"


def test_nothing_is_asked_for_unless_it_is_wanted(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server)
        ran("check")
        ran("build")
        assert server.asked == []


def test_the_report_tells_an_address_once_and_counts_what_stays_in_the_dark(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server)
        run = ran("check", "--external", "--rule", "external-broken")
    lines = run.out.splitlines()
    assert len(lines) == 6
    assert [line.startswith("  also at notes/") for line in lines[1:5]] == [True] * 4
    assert lines[-1].endswith(": 5 errors; 1 address could not be verified")
    assert run.code == 1


def test_what_stays_in_the_dark_fails_nothing(folder: Path) -> None:
    with serving(PATHS) as server:
        written(folder, {"rlnotes.toml": CONFIG, "notes/a.md": f"[dark]({server.address}/dark)\n"})
        assert ran("check", "--external", "--rule", "external-broken").code == 0


def test_answers_are_kept_and_a_damaged_file_is_told(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server)
        first = external("--external")
        count = len(server.asked)
        assert external("--external") == first
        assert {path for _, path in server.asked[count:]} == {"/dark"}
        kept = folder / ".rlnotes" / "external.json"
        kept.write_text(kept.read_text(encoding="utf-8")[:40], encoding="utf-8")
        run = ran("check", "--external")
        assert "the answers in" in run.err
        assert "it is damaged" in run.err
        external("--external", "--external-cache", "mine.json")
        assert (folder / "mine.json").exists()
    ran("clean")
    assert not (folder / ".rlnotes").exists()


def test_an_ignored_place_is_not_told_and_its_comment_is_used(folder: Path) -> None:
    with serving(PATHS) as server:
        text = f"[dead]({server.address}/dead) <!-- rlnotes: ignore external-broken -->\n[[a]]\n"
        written(folder, {"rlnotes.toml": CONFIG, "notes/a.md": text})
        assert external("--external") == []
        assert "unused-ignore" not in ran("check", "--external").out
    assert "unused-ignore" not in ran("check").out


def test_the_own_network_is_left_alone_by_default(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server, 'base_url = "https://own.example/n"\n')
        assert ran("check", "--external", "--rule", "external-broken").code == 0
        assert server.asked == []


@pytest.mark.parametrize("style", ["file", "directory"])
def test_addresses_of_the_own_site_are_looked_up_here(folder: Path, style: str) -> None:
    base = "https://own.example/n"
    pages = (
        "",
        "/",
        "/index.html",
        "/a.html",
        "/a",
        "/a/",
        "/deep/b.html#x",
        "/deep/",
        "/all-notes.html",
        "/p%20q.png?v=1",
    )
    links = " ".join(f"[x]({base}{page})" for page in pages)
    text = f"{links} [y]({base}/gone.html) [z](https://own.example/nearby) ![](p%20q.png) [[deep/b]]\n"
    config = f'base_url = "{base}"\nurl_style = "{style}"\n'
    written(
        folder,
        {
            "rlnotes.toml": config,
            "notes/a.md": text,
            "notes/deep/b.md": "B [[a]]",
            "notes/deep/index.md": "[[a]]",
            "notes/p q.png": "x",
        },
    )
    run = ran("check", "--format", "json", "--rule", "broken-link")
    other = [] if style == "file" else [f"{base}/{name}" for name in ("a.html", "deep/b.html#x", "all-notes.html")]
    assert [each["subject"] for each in json.loads(run.out)["findings"]] == [*other, f"{base}/gone.html"]
