"""Work on a cluster of Dask: the same results in the same order, whatever befalls the workers."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from app.warm_builds import Disk, Warm, cold, reopen, update

from rlnotes.app.afar import Carried, NotCarriedError, afar
from rlnotes.app.execution import here
from rlnotes.shell.cluster import cluster, mark, scheduler_address
from rlnotes.shell.failure import CannotRun
from shell.clusters import address_of, deadly, failing, identity, killing, local_cluster, squaring

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of processes that were killed


@pytest.fixture(scope="module")
def two() -> Iterator[Any]:
    """Two workers that serve all tests."""
    with local_cluster(2) as found:
        yield found


@pytest.fixture(scope="module")
def one() -> Iterator[Any]:
    """A single worker."""
    with local_cluster(1) as found:
        yield found


def garden(count: int) -> Disk:
    """Notes of every kind that link, embed and cite each other."""
    notes = {f"note-{number}.md": _note(number, count) for number in range(count)}
    notes["map.md"] = "---\ntype: hub\n---\n# Map\n\n## All\n\n" + "".join(f"- [[note-{n}]]\n" for n in range(20))
    notes |= {
        f"post-{n}.md": f"---\ntype: post\ndate: 2026-01-{n:02}\n---\n# Post {n}\n\nWords.\n" for n in range(1, 9)
    }
    notes["draft.md"] = "---\ndraft: true\n---\n# A draft\n"
    notes["plan.md"] = "# Plan\n\n![[map]]\n\nSee [[nowhere]] and [[draft]].\n"
    works = {"works.bib": "@article{ann2020, title={On things}, author={Ann, A.}, year={2020}}\n"}
    return Disk(notes, works)


def _note(number: int, count: int) -> str:
    embed = f"![[note-{(number * 7) % count}]]\n" if number % 5 == 0 else ""
    tags = f"---\ntags: [t{number % 7}]\n---\n"
    links = f"See [[note-{(number * 3) % count}]] and [[note-{(number + 1) % count}]] [@ann2020].\n"
    return f"{tags}# Note {number}\n\n{links}\n{embed}\nMore of it.\n"


def test_a_site_made_by_a_cluster_is_the_same_to_the_byte(two: Any) -> None:
    disk, warm = garden(300), Warm()
    with cluster(address_of(two), fewest=2) as executor:
        findings = update(warm, disk, afar(executor))
    assert (warm.pages, findings, warm.copies) == cold(disk)


def test_so_it_is_if_every_stage_loses_a_worker(two: Any, tmp_path: Path) -> None:
    disk, warm = garden(600), Warm()
    with cluster(address_of(two), fewest=2) as executor:
        findings = update(warm, disk, afar(deadly(executor, tmp_path)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parsing", "pressing_parcels", "relating"]
    assert (warm.pages, findings, warm.copies) == cold(disk)


def test_a_site_made_again_from_what_is_kept_is_the_same(two: Any) -> None:
    disk, warm = garden(300), Warm()
    update(warm, disk)
    reopen(warm)
    disk.templates["note.html.jinja"] = "<!DOCTYPE html><title>{{ view.title }}</title>"
    del disk.notes["note-7.md"]
    with cluster(address_of(two), fewest=2) as executor:
        findings = update(warm, disk, afar(executor))
    assert (warm.pages, findings, warm.copies) == cold(disk)


def test_what_is_sent_out_learns_of_the_facts_that_pages_read(two: Any) -> None:
    disk, warm, other = garden(300), Warm(), Warm()
    with cluster(address_of(two), fewest=2) as executor:
        update(warm, disk, afar(executor))
    update(other, disk)
    for name, table in other.known.readers.items():
        assert dict(warm.known.readers[name]) == dict(table)


def test_results_come_in_order_and_a_stage_is_made_once_by_each_worker(two: Any, tmp_path: Path) -> None:
    log = tmp_path / "made"
    with cluster(address_of(two)) as executor:
        assert list(executor(squaring, log, range(200))) == [number * number for number in range(200)]
    makers = log.read_text().split()
    assert len(makers) == len(set(makers)) <= 2


def test_a_few_pieces_are_done_here(two: Any) -> None:
    with cluster(address_of(two)) as executor:
        assert list(executor(lambda _: str, None, [1, 2])) == ["1", "2"]


def test_few_pieces_are_under_way_at_a_time(two: Any) -> None:
    asked: list[int] = []

    class Asked(Sequence[int]):
        def __len__(self) -> int:
            return 1000

        def __getitem__(self, place: Any) -> Any:
            asked.extend(range(1000)[place])
            return range(1000)[place]

    with cluster(address_of(two)) as executor:
        results = executor(identity, None, Asked())
        assert next(results) == 0
        assert len(asked) <= 28
        results.close()  # type: ignore[attr-defined]  # it is a generator


def test_what_goes_wrong_in_a_stage_goes_wrong_here(two: Any) -> None:
    with cluster(address_of(two)) as executor, pytest.raises(ValueError, match="a mistake"):
        list(executor(failing, "a mistake", range(30)))


def test_a_lone_worker_that_dies_is_sent_everything_again(one: Any, tmp_path: Path) -> None:
    with cluster(address_of(one)) as executor:
        assert list(deadly(executor, tmp_path)(identity, None, range(40))) == list(range(40))
    assert (tmp_path / "identity").exists()


def test_a_cluster_that_loses_its_last_worker_stops_the_run() -> None:
    with local_cluster(1) as short, cluster(address_of(short), seconds=1) as executor:
        results = executor(identity, None, range(1000))
        assert next(results) == 0
        short.scale(0)
        short.sync(short._correct_state)
        with pytest.raises(CannotRun, match="is gone, or its workers are"):
            list(results)


def test_a_piece_that_kills_every_worker_stops_the_run(two: Any) -> None:
    with cluster(address_of(two)) as executor, pytest.raises(CannotRun, match="die again and again"):
        list(executor(killing, None, range(40)))


def test_a_scheduler_that_goes_away_stops_the_run() -> None:
    with contextlib.ExitStack() as stack:
        short = stack.enter_context(local_cluster(1))
        executor = stack.enter_context(cluster(address_of(short), seconds=1))
        results = executor(identity, None, range(1000))
        assert next(results) == 0
        short.close()
        with pytest.raises(CannotRun, match="is gone, or its workers are"):
            list(results)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("old", r"would make other pages: rlnotes is 0\.0\.1\+\w+ there, "),
        ("without", "can't run rlnotes: .*No module named"),
    ],
)
def test_a_worker_that_is_not_alike_is_refused(kind: str, words: str) -> None:
    with local_cluster(0) as empty:
        script = Path(__file__).with_name("other_worker.py")
        worker = subprocess.Popen(
            [sys.executable, str(script), empty.scheduler_address, kind],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with pytest.raises(CannotRun, match=words), cluster(address_of(empty)):
                pytest.fail("it was taken in")
        finally:
            worker.kill()
            worker.wait()


def test_a_cluster_without_workers_is_none() -> None:
    with (
        local_cluster(0) as empty,
        pytest.raises(CannotRun, match="has no workers"),
        cluster(address_of(empty), seconds=0.3),
    ):
        pytest.fail("nobody is there")


def test_nobody_answers_at_a_closed_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"dask://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(CannotRun, match="no scheduler of Dask answers"), cluster(place, seconds=0.3):
            pytest.fail("nobody is there")


def test_a_server_that_says_nothing_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"dask://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(CannotRun, match="no scheduler of Dask answers"), cluster(place, seconds=0.3):
            pytest.fail("nobody is there")


def test_a_server_that_speaks_another_language_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        greeter = threading.Thread(target=lambda: other.accept()[0].sendall(b"SSH-2.0-other\r\n"))
        greeter.start()
        place = f"dask://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(CannotRun, match="no scheduler of Dask answers"), cluster(place, seconds=3):
            pytest.fail("nobody is there")
        greeter.join()


def test_without_the_extra_the_word_is_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotRun, match=r"install rlnotes\[dask\]"), cluster("dask://localhost:8786"):
        pytest.fail("it isn't there")


@pytest.mark.parametrize(
    "text",
    ["localhost:8786", "dask://localhost", "dask://", "dask://a:b", "tcp://a:1", "dask://a:1/x", "dask://u:p@a:1"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(CannotRun, match="dask://HOST:PORT"):
        scheduler_address(text)


@pytest.mark.parametrize("text", ["dask://localhost:8786", "dask://10.0.0.1:1/", "dask://[::1]:8786"])
def test_an_address_names_host_and_port(text: str) -> None:
    assert scheduler_address(text) == "tcp://" + text.removeprefix("dask://").rstrip("/")


def test_the_mark_tells_what_decides_the_bytes_of_a_page() -> None:
    assert {"rlnotes", "Python", "jinja2", "markdown-it-py", "pygments"} <= dict(mark()).keys()
    assert "distributed" not in dict(mark())


def test_pages_that_show_more_than_was_sent_are_made_here() -> None:
    disk, warm = garden(450), Warm()
    disk.notes["all.md"] = "# All\n\n" + "".join(f"![[note-{number}]]\n\n" for number in range(450))
    findings = update(warm, disk, afar(here))
    assert warm.pages["all.html"].count(b"More of it.") >= 450
    assert (warm.pages, findings, warm.copies) == cold(disk)


@pytest.mark.parametrize("asking", [len, list, lambda bodies: bodies["a.md"], lambda bodies: "a.md" in bodies])
def test_a_body_that_was_not_sent_is_not_taken_for_one_that_is_not_there(asking: Callable[[Carried], Any]) -> None:
    with pytest.raises(NotCarriedError):
        asking(Carried({}))
