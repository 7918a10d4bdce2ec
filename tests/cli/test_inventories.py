"""`rlnotes inventories update` against a server on loopback, and builds and checks that read the copies."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest
from samples import written
from shell.rude_servers import Server, always, serving

from cli.sites_on_disk import ran

HEAD = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# The remainder is compressed using zlib.\n"
GOOD = HEAD + zlib.compress(b"thing py:class 1 x.html#$ -\nother py:class 1 y.html#$ -\n")
PATHS = {
    "/one/objects.inv": always("200 OK", "Content-Type: application/octet-stream", body=GOOD),
    "/html/objects.inv": always("200 OK", "Content-Type: text/html", body=b"<!DOCTYPE html>"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def site(folder: Path, server: Server, *names: str, config: str = "external_private = true\n") -> None:
    """A site that links into others at a server."""
    sites = "".join(f'{name} = "{server.address}/{name}/"\n' for name in names)
    notes = {
        "notes/a.md": "---\ndescription: d\n---\n[[one:thing]] [[b]]\n",
        "notes/b.md": "---\ndescription: d\n---\n[[a]]",
    }
    written(folder, {"rlnotes.toml": f"{config}[inventories]\n{sites}", **notes})


def findings() -> list[tuple[str, int, str, str]]:
    found = json.loads(ran("check", "--format", "json").out)["findings"]
    return [
        (each["path"], each["line"], each["rule"], each["message"]) for each in found if each["severity"] == "error"
    ]


def test_a_copy_is_fetched_and_links_are_looked_up_in_it_by_builds_that_ask_nobody(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server, "one")
        assert findings() == [
            ("rlnotes.toml", 3, "bad-inventory", "the inventory 'inventories/one.inv' is not there"),
        ]
        run = ran("inventories", "update")
        assert (run.code, run.out, run.err) == (0, "one: 2 objects, written to inventories/one.inv\n", "")
        assert (folder / "inventories" / "one.inv").read_bytes() == GOOD
        assert "(inventories)" in server.heads[-1]
        assert ran("inventories", "update", "one").out == "one: 2 objects, as before in inventories/one.inv\n"
        asked = len(server.asked)
        assert findings() == []
        assert ran("build").code == 0
        assert f'href="{server.address}/one/x.html#thing"' in (folder / "build" / "a.html").read_text(encoding="utf-8")
        assert len(server.asked) == asked


def test_what_can_t_be_had_leaves_the_copy_as_it_was(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server, "one", "html", "gone")
        written(folder, {"inventories/html.inv": GOOD})
        run = ran("inventories", "update")
        assert run.code == 1
        assert run.out == "one: 2 objects, written to inventories/one.inv\n"
        assert run.err == "html: it is no Sphinx inventory of version 2\ngone: there is no inventory\n"
        assert (folder / "inventories" / "html.inv").read_bytes() == GOOD
        assert not (folder / "inventories" / "gone.inv").exists()


def test_hosts_in_a_network_of_their_own_are_not_asked_unless_the_configuration_says_so(folder: Path) -> None:
    with serving(PATHS) as server:
        site(folder, server, "one", config="")
        run = ran("inventories", "update")
        assert (run.code, server.asked) == (1, [])
        assert "in a network of its own" in run.err


def test_only_sites_that_are_named_can_be_asked_for(folder: Path) -> None:
    written(folder, {"rlnotes.toml": '[inventories]\nnumpy = "https://numpy.org/doc/stable"\n', "notes/a.md": "A"})
    run = ran("inventories", "update", "nunpy")
    assert (run.code, run.out) == (2, "")
    assert "no site 'nunpy' in [inventories]; did you mean 'numpy'?" in run.err
    written(folder, {"rlnotes.toml": ""})
    assert "names no site" in ran("inventories", "update").err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html>", "can't be used: it is no Sphinx inventory of version 2"),
        (GOOD[:-9], "can't be used: its end is missing"),
        (b"x" * 10_000_001, "has more than 10 MB"),
    ],
)
def test_a_copy_that_is_none_is_one_finding_at_its_key(folder: Path, content: bytes, words: str) -> None:
    with serving({}) as server:
        site(folder, server, "one")
    written(folder, {"inventories/one.inv": content})
    assert findings() == [("rlnotes.toml", 3, "bad-inventory", f"the inventory 'inventories/one.inv' {words}")]
    assert ran("build").code == 1
    assert [each[:3] for each in findings()] == [("rlnotes.toml", 3, "bad-inventory")]


def test_a_copy_that_changed_is_seen_by_the_next_build_and_check(folder: Path) -> None:
    with serving({}) as server:
        site(folder, server, "one")
    written(folder, {"inventories/one.inv": GOOD})
    assert ran("build").is_from_memory
    assert findings() == []
    written(folder, {"inventories/one.inv": HEAD + zlib.compress(b"thing py:class 1 new.html -\n")})
    run = ran("build", "--verify")
    assert (run.code, run.is_from_memory) == (0, True)
    assert ": 0 parsed, " in run.out
    assert "new.html" in (folder / "build" / "a.html").read_text(encoding="utf-8")
    (folder / "inventories" / "one.inv").unlink()
    assert [each[2] for each in findings()] == ["bad-inventory"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_a_copy_that_is_no_plain_file_is_not_waited_for(folder: Path) -> None:
    with serving({}) as server:
        site(folder, server, "one")
    (folder / "inventories").mkdir()
    os.mkfifo(folder / "inventories" / "one.inv")
    assert [each[2] for each in findings()] == ["bad-inventory"]


@pytest.mark.parametrize("form", ["text", "json", "graphml", "csv", "csv-nodes"])
def test_the_graph_is_written_to_a_file_in_each_format(folder: Path, form: str) -> None:
    written(folder, {"rlnotes.toml": "", "notes/a.md": "[[b]]", "notes/b.md": "B"})
    assert ran("list", "graph", "--format", form, "-o", "graph.out").out == ""
    content = (folder / "graph.out").read_text(encoding="utf-8")
    assert "a.md" in content
    assert content.endswith("\n")


def test_the_graph_is_printed_as_lines_that_steer_no_terminal(folder: Path) -> None:
    written(folder, {"rlnotes.toml": "", "notes/a\u202e.md": "[[b]]", "notes/b.md": "B"})
    assert ran("list", "graph").out == "a\\u202e.md\tlinks\tb.md\n"


@pytest.mark.parametrize("options", [("--format", "csv"), ("-o", "x")])
def test_other_lists_are_neither_tables_nor_files(folder: Path, options: tuple[str, str]) -> None:
    written(folder, {"rlnotes.toml": "", "notes/a.md": "A"})
    run = ran("list", "notes", *options)
    assert run.code == 2
    assert "is for `list graph`" in run.err
