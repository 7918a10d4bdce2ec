"""`rlnotes sources`, against a server on loopback that plays the services."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import written
from shell.rude_servers import Answer, Server, always, in_turn, serving

from cli.sites_on_disk import Run, ran

LOCK = "notes/sources.lock.json"
RECORD = {
    "type": "journal-article",
    "title": ["On <i>Things</i> & others"],
    "author": [{"given": "Jane", "family": "Doe"}],
    "issued": {"date-parts": [[2024, 5]]},
    "container-title": ["Journal of Things"],
    "DOI": "10.1000/things",
    "URL": "http://dx.doi.org/10.1000/things",
    "abstract": "Theirs.",
}
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/2402.03300v{version}</id><title>DeepSeekMath: Pushing Limits</title>
<published>2024-02-05T00:00:00Z</published><author><name>Zhihong Shao</name></author>{more}</entry></feed>"""
ATOM = "Content-Type: application/atom+xml; charset=UTF-8"


def record(**fields: object) -> Answer:
    body = json.dumps({**RECORD, **fields}).encode()
    return always("200 OK", "Content-Type: application/vnd.citationstyles.csl+json", body=body)


def feed(version: int, more: str = "") -> Answer:
    return always("200 OK", ATOM, body=FEED.format(version=version, more=more).encode())


def question(number: str) -> str:
    return f"/arxiv?id_list={number}&max_results=1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    bib = "@book{hamelman2004, title={Bread and more of it}, author={Hamelman, J}, year={2004}, doi={10.1000/bread}}\n"
    config = 'external_private = true\nbase_url = "https://e.org"\n'
    return written(tmp_path, {"rlnotes.toml": config, "notes/a.md": "# A\n", "notes/works.bib": bib})


def sources(server: Server, command: str, *arguments: str) -> Run:
    at = server.address
    return ran("sources", command, *arguments, "--doi-service", f"{at}/doi/", "--arxiv-service", f"{at}/arxiv")


def lock() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(Path(LOCK).read_bytes())
    return found


def test_works_are_taken_in_by_their_identifiers_once(folder: Path) -> None:
    with serving({"/doi/10.1000/things": record(), question("2402.03300"): feed(3)}) as server:
        names = (
            "doi:10.1000/things",
            "https://arxiv.org/abs/2402.03300",
            "https://doi.org/10.1000/BREAD",
            "doi:10.1000/no",
        )
        run = sources(server, "add", *names)
        assert run.out.splitlines() == [
            "added doe2024things (doi:10.1000/things): On Things & others",
            "added shao2024deepseekmath (arxiv:2402.03300): DeepSeekMath: Pushing Limits",
            "there already: doi:10.1000/BREAD is 'hamelman2004' (notes/works.bib:1)",
            "2 sources added, 1 there already, 1 skipped: notes/sources.lock.json",
        ]
        assert (run.err, run.code) == ("skipped doi:10.1000/no: no registry knows this DOI\n", 1)
        asked = len(server.asked)
        before = Path(LOCK).read_bytes()
        again = sources(server, "add", *names[:3])
        assert (again.code, len(server.asked), Path(LOCK).read_bytes()) == (0, asked, before)
    first, second = lock()
    assert first == {
        "id": "doe2024things",
        "type": "article-journal",
        "title": "On Things & others",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2024, 5]]},
        "container-title": "Journal of Things",
        "DOI": "10.1000/things",
    }
    assert (second["number"], second["version"]) == ("arXiv:2402.03300", "3")


def test_a_build_reads_the_lock_and_asks_nobody(folder: Path) -> None:
    with serving({"/doi/10.1000/things": record()}) as server:
        sources(server, "add", "doi:10.1000/things")
        written(folder, {"notes/a.md": "# A\n\nSee [@doe2024things].\n"})
        assert ran("build").code == 0
        assert len(server.asked) == 1
    assert "On Things &amp; others" in Path("build/sources/doe2024things.html").read_text("utf-8")


def test_an_update_shows_what_changed_and_a_dry_run_writes_nothing(folder: Path) -> None:
    later = record(**{"container-title": ["Nature"], "volume": 7})
    paths = {
        "/doi/10.1000/things": in_turn(record(), later),
        question("2402.03300"): in_turn(feed(1), feed(2), always("503 Busy", "Retry-After: 9999")),
    }
    with serving(paths) as server:
        sources(server, "add", "doi:10.1000/things", "arxiv:2402.03300")
        before = Path(LOCK).read_bytes()
        dry = sources(server, "update", "--dry-run")
        assert dry.out.splitlines() == [
            "doe2024things",
            "  container-title: Journal of Things → Nature",
            "  volume: nothing → 7",
            "shao2024deepseekmath",
            "  version: 1 → 2",
            "2 would change, 0 records the same, 0 skipped: notes/sources.lock.json",
        ]
        assert (dry.code, Path(LOCK).read_bytes()) == (0, before)
        run = sources(server, "update")
        assert run.out.splitlines()[-1] == "1 changed, 0 records the same, 1 skipped: notes/sources.lock.json"
        assert (
            run.err == "skipped shao2024deepseekmath (arxiv:2402.03300): the host answers 503 (service unavailable)\n"
        )
        assert (run.code, lock()[0]["container-title"], lock()[1]["version"]) == (1, "Nature", "1")
        same = sources(server, "update", "doe2024things")
        assert (same.out, same.code) == ("0 changed, 1 record the same, 0 skipped: notes/sources.lock.json\n", 0)
        assert sources(server, "update", "doe2024thing").err == (
            "rlnotes: notes/sources.lock.json has no 'doe2024thing'; did you mean 'doe2024things'?\n"
        )


def test_a_record_that_can_not_be_asked_for_is_said(folder: Path) -> None:
    written(folder, {LOCK: '[{"id": "x", "title": "X"}]', "x.bib": ""})
    assert "x\t0\tX" in ran("list", "sources").out
    assert ran("sources", "update", "x").err == "rlnotes: 'x' has no DOI and no arXiv number to ask for\n"
    assert ran("sources", "update").out == "0 changed, 0 records the same, 0 skipped: notes/sources.lock.json\n"
    assert Path(LOCK).read_text("utf-8") == '[{"id": "x", "title": "X"}]'


def test_a_look_online_tells_retractions_and_what_is_newer(folder: Path) -> None:
    withdrawn = record(**{"updated-by": [{"type": "retraction", "DOI": "10.1000/notice"}]})
    published = feed(3, "<arxiv:doi>10.1000/printed</arxiv:doi>")
    paths = {
        "/doi/10.1000/things": in_turn(record(), withdrawn),
        question("2402.03300"): in_turn(feed(1), published),
    }
    with serving(paths) as server:
        sources(server, "add", "doi:10.1000/things", "arxiv:2402.03300")
        run = sources(server, "check", "--online")
        told = json.loads(sources(server, "check", "--online", "--format", "json").out)
    assert run.out.replace(LOCK, "LOCK").splitlines() == [
        (
            "LOCK:2:3: error[retracted-source] 'doe2024things': it was retracted (doi:10.1000/notice)"
            "; say so where it is cited, or cite another work"
        ),
        (
            "LOCK:13:3: warning[newer-version] 'shao2024deepseekmath' is version 1 of arXiv:2402.03300"
            "; 3 is out; `rlnotes sources update shao2024deepseekmath` takes it over"
        ),
        (
            "LOCK:13:3: warning[newer-version] 'shao2024deepseekmath' was published as "
            "doi:10.1000/printed; `rlnotes sources update shao2024deepseekmath` takes it over"
        ),
        "could not ask about doi:10.1000/bread: no registry knows this DOI",
        "looked at 3 sources: 1 error, 2 warnings; 1 could not be asked about",
    ]
    assert run.code == 1
    assert (told["errors"], told["warnings"], told["sources"]) == (1, 2, 3)
    assert told["unverified"] == [{"name": "doi:10.1000/bread", "reason": "no registry knows this DOI"}]
    assert told["findings"][0]["rule"] == "retracted-source"


HOSTILE = {
    "id": "../../etc/passwd",
    "type": "<script>",
    "title": "=cmd|' /C calc'!A0 \u202e</script><script>alert(1)</script>\x1b[31m\ud800",
    "author": [{"family": "\u202eDoe\x00\n", "given": ["x"]}, 7, {"literal": {}}],
    "issued": {"date-parts": [["2024", "13", -1]]},
    "URL": "javascript:alert(1)",
    "DOI": "10.1000/other\n\x1b",
    "volume": 10**400,
}


def test_hostile_fields_drive_neither_the_terminal_nor_the_lock(folder: Path) -> None:
    body = json.dumps(HOSTILE).encode()
    answer = always("200 OK", "Content-Type: application/json", body=body)
    with serving({"/doi/10.1000/evil": answer}) as server:
        run = sources(server, "add", "doi:10.1000/evil")
    assert run.code == 0
    assert not set("\x1b\u202e\x00") & set(run.out + run.err)
    (item,) = lock()
    assert item["id"] == "doe2024cmd"
    assert "URL" not in item
    assert item["DOI"] == "10.1000/other"
    assert "\x1b" not in Path(LOCK).read_text("utf-8")
    written(folder, {"notes/a.md": "# A\n\nSee [@doe2024cmd].\n"})
    assert ran("build").code == 0
    for page in Path("build").rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")


def test_a_host_of_its_own_network_is_not_asked_unless_the_configuration_says_so(folder: Path) -> None:
    written(folder, {"rlnotes.toml": ""})
    with serving({"/doi/10.1000/things": record()}) as server:
        run = sources(server, "add", "doi:10.1000/things")
        assert server.asked == []
    assert run.err == "skipped doi:10.1000/things: '127.0.0.1' is in a network of its own, and is not asked\n"
    assert not Path(LOCK).exists()


@pytest.mark.parametrize("text", ["{}", "[", "<<<<<<< ours\n[]", '[{"id": "a"}, {"id": "a"}]', "\udcff"])
def test_a_lock_that_can_not_be_read_is_told_and_stays(folder: Path, text: str) -> None:
    written(folder, {LOCK: text.encode(errors="surrogateescape"), "x.bib": "@misc{x, title={X}, year=2020}"})
    before = Path(LOCK).read_bytes()
    for command in (("add", "x.bib"), ("update",), ("check",)):
        run = ran("sources", *command)
        assert (run.code, run.out, run.err.startswith("rlnotes: notes/sources.lock.json ")) == (2, "", True)
        assert "nothing was changed" in run.err
    assert Path(LOCK).read_bytes() == before


def test_a_lock_that_the_build_would_leave_out_is_said(folder: Path) -> None:
    written(folder, {"x.bib": "@misc{x, title={X}, year=2020}", "y.bib": "@misc{y, title={Y}, year=2020}"})
    written(folder, {"rlnotes.toml": 'bibliography = ["works.bib"]\n'})
    assert ran("sources", "add", "x.bib").err == (
        'rlnotes.toml leaves it out: add "sources.lock.json" to `bibliography`, or take it from `exclude`\n'
    )
    assert "there already" in ran("sources", "add", "x.bib").out
    written(folder, {"rlnotes.toml": 'bibliography = ["works.bib", "*.lock.json"]\n'})
    assert ran("sources", "add", "y.bib").err == ""


def test_files_that_are_not_there_or_too_large_stop_everything(folder: Path) -> None:
    assert ran("sources", "add", "none.bib").err == "rlnotes: there is no file none.bib\n"
    assert ran("sources", "add", "notes.bib/").err == (
        "rlnotes: 'notes.bib/' is not a DOI (doi:10.…), an arXiv number (arxiv:2402.03300), "
        "or a .bib, .ris or .json file\n"
    )
    with Path("large.ris").open("wb") as file:
        file.truncate(50_000_001)
    assert ran("sources", "add", "large.ris").err == "rlnotes: large.ris has more than 50 MB\n"
    assert ran("sources", "add", "a\0.bib").code == 2


def test_a_file_of_many_works_is_summed_up(folder: Path) -> None:
    many = "".join(f"@book{{k{n}, title={{Volume {n} of a long row of volumes}}, year=2020}}\n" for n in range(150))
    written(folder, {"many.bib": many + "@book{x\n\n" * 150})
    run = ran("sources", "add", "many.bib")
    assert run.out.splitlines()[-2:] == [
        "… and 50 more",
        "150 sources added, 0 there already, 0 skipped: notes/sources.lock.json",
    ]
    assert run.err.splitlines()[-1] == "… and 50 more in many.bib"


def test_the_services_can_be_named_by_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/doi/10.1000/things": record()}) as server:
        monkeypatch.setenv("RLNOTES_DOI_SERVICE", f"{server.address}/doi/")
        assert ran("sources", "add", "10.1000/things", "--dry-run").code == 0
    assert not Path(LOCK).exists()


def test_a_library_in_csl_json_keeps_what_we_do_not_read(folder: Path) -> None:
    item = {"id": "http://zotero.org/users/1/items/A", "type": "book", "title": "Bread for all", "ISSN": "1-2"}
    written(folder, {"library.json": json.dumps([item])})
    assert ran("sources", "add", "library.json").out.splitlines()[0] == (
        "added anonndbread (library.json:1; 'http://zotero.org/users/1/items/A' can't be cited as it is): Bread for all"
    )
    assert lock() == [{"id": "anonndbread", "type": "book", "title": "Bread for all", "ISSN": "1-2"}]
