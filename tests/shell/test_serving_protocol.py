"""The server on loopback, asked over real sockets."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from itertools import count
from typing import Any

import pytest
import uvicorn

from rlnotes.shell.failure import CannotRun
from rlnotes.shell.serving import server
from rlnotes.shell.serving.listening import address_of, gate_of, is_public, listening_socket
from rlnotes.shell.serving.showing import troubled
from shell.served_sites import asked, build_of, changed_to, finding, listening_to, page, parsed, served

FILES = {"index.html": page("home"), "a.html": page("a"), "404.html": page("nothing here")}


def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_page_is_served_and_head_has_the_same_headers() -> None:
    with served(build_of(FILES)) as site:
        got, head = asked(site, "/a.html"), asked(site, "/a.html", "HEAD")
    assert (got.status, head.status) == (200, 200)
    assert b"\na\n" in got.body
    assert head.body == b""
    assert {**got.headers, "date": ""} == {**head.headers, "date": ""}
    assert "server" not in got.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/x", 404), ("/../../etc/passwd", 404), ("/%2e%2e/%2e%2e/etc/passwd", 404), ("/?q=../x", 200)],
)
def test_paths_are_taken_as_they_are_sent(path: str, status: int) -> None:
    with served(build_of(FILES)) as site:
        assert asked(site, path).status == status


@pytest.mark.parametrize(("host", "status"), [("localhost:80", 200), ("evil.example", 421), (None, 400)])
def test_the_name_that_was_asked_for_counts(host: str | None, status: int) -> None:
    with served(build_of(FILES)) as site:
        assert asked(site, "/", host=host).status == status


def test_events_are_refused_under_a_foreign_name_too() -> None:
    with served(build_of(FILES)) as site:
        assert asked(site, "/.rlnotes-live/events", host="evil.example").status == 421
        assert asked(site, "/.rlnotes-live/events", "POST").status == 405


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/0.9\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0" * 100,
        b"GET / HTTP/1.1\r\n" + b"a" * 99999,
    ],
    ids=["TLS", "half a line", "HTTP/0.9", "HTTP/0.9 by name", "a version to come", "zeros", "a header without end"],
)
def test_what_is_no_request_is_refused_and_harms_nothing(garbage: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with served(build_of(FILES)) as site:
        with socket.create_connection(site.place, timeout=5) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(4096)[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 421", b""}
        assert asked(site, "/").status == 200
    assert capfd.readouterr() == ("", "")


def test_an_upgrade_is_answered_as_a_plain_request() -> None:
    with served(build_of(FILES)) as site:
        given = asked(site, "/", extra="Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n")
        assert given.status == 200


def test_many_requests_go_over_one_connection() -> None:
    with served(build_of(FILES)) as site, socket.create_connection(site.place, timeout=5) as connection:
        for _ in range(3):
            connection.sendall(b"HEAD /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while not received.endswith(b"\r\n\r\n"):
                received += connection.recv(4096)
            assert parsed(received).status == 200


def test_an_answer_is_sent_at_once() -> None:
    with served(build_of(FILES)) as site, socket.create_connection(site.place, timeout=5) as connection:
        taken = []
        for _ in range(10):
            started = time.perf_counter()
            connection.sendall(b"GET /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while not received.endswith(b"</html>\n"):
                received += connection.recv(65536)
            taken.append(time.perf_counter() - started)
    assert sorted(taken)[5] < 0.02  # a body that waits for the acknowledgement of its headers takes 0.04 s


def test_a_page_is_told_of_each_build_that_concerns_it() -> None:
    with served(build_of(FILES)) as site, listening_to(site, "/a.html") as events:
        assert json.loads(next(events))["page"] is False
        changed_to(site.board, FILES, "index.html")  # says nothing to this page
        changed_to(site.board, FILES, "a.html", findings=(finding(),))
        event = json.loads(next(events))
        assert (event["page"], event["errors"], event["here"][0]["place"]) == (True, 1, "notes/a.md:1:1")
        site.board.show(troubled(site.board.showing, "broken"))
        event = json.loads(next(events))
        assert (event["page"], event["problem"]) == (False, "broken")


def test_a_page_that_comes_late_is_told_at_once() -> None:
    with served(build_of(FILES)) as site:
        changed_to(site.board, FILES, "a.html")
        with listening_to(site, "/a.html") as events:
            assert json.loads(next(events))["page"] is True
        with listening_to(site, "/a.html", "run.1") as events:
            assert json.loads(next(events))["page"] is False


def test_hundreds_of_idle_pages_are_told_in_time() -> None:
    with served(build_of(FILES)) as site, ExitStack() as stack:
        pages = [stack.enter_context(listening_to(site, "/a.html")) for _ in range(300)]
        for events in pages:
            next(events)
        started = time.monotonic()
        changed_to(site.board, FILES, "a.html")
        assert all(json.loads(next(events))["page"] for events in pages)
        assert time.monotonic() - started < 2


def test_pages_that_leave_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    servers = remembered(monkeypatch)
    with served(build_of(FILES)) as site:
        with listening_to(site, "/a.html") as events:
            next(events)
            assert len(servers[0].server_state.tasks) == 1
        until(lambda: not servers[0].server_state.tasks)


def remembered(monkeypatch: pytest.MonkeyPatch) -> list[uvicorn.Server]:
    """The servers that are started from now on."""
    servers: list[uvicorn.Server] = []
    start = uvicorn.Server

    def starting(config: uvicorn.Config) -> uvicorn.Server:
        servers.append(start(config))
        return servers[-1]

    monkeypatch.setattr("uvicorn.Server", starting)
    return servers


def test_a_thousand_slow_connections_keep_nobody_out() -> None:
    with served(build_of(FILES)) as site, ExitStack() as stack:
        for number in range(1000):
            connection = stack.enter_context(socket.create_connection(site.place, timeout=5))
            connection.sendall(b"GET /a.html HTTP/1.1\r\nHo"[: number % 26])
        started = time.monotonic()
        assert asked(site, "/").status == 200
        assert time.monotonic() - started < 1


def test_a_connection_that_never_asks_is_closed_and_one_that_asks_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_LOOK_SECONDS", 0)  # uvicorn looks once a second then
    with served(build_of(FILES)) as site, listening_to(site, "/a.html") as events:
        next(events)
        with socket.create_connection(site.place, timeout=10) as slow:
            slow.sendall(b"GET / HT")
            assert slow.recv(100) == b""
        changed_to(site.board, FILES, "a.html")
        assert json.loads(next(events))["page"]


def test_stopping_does_not_wait_for_anyone() -> None:
    with ExitStack() as stack:
        with served(build_of(FILES)) as site:
            events = stack.enter_context(listening_to(site, "/a.html"))
            next(events)
            slow = stack.enter_context(socket.create_connection(site.place, timeout=5))
            slow.sendall(b"GET / HT")
            started = time.monotonic()
        assert time.monotonic() - started < 1.5
        assert list(events) == []
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(site.place, timeout=1)


def test_a_mistake_of_ours_is_an_answer_too(capfd: pytest.CaptureFixture[str]) -> None:
    def content(_path: str) -> bytes | None:
        raise ZeroDivisionError

    with served(build_of(FILES)) as site:
        site.board.show(troubled(site.board.showing, ""))
        broken: Any = content
        object.__setattr__(site.board.showing.build, "content", broken)
        assert asked(site, "/").status == 500


def test_a_server_that_can_not_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_arguments, **_more: None)
    with pytest.raises(CannotRun, match="could not start"), served(build_of(FILES)):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_more_open_files_are_allowed_where_few_are_usual() -> None:
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        server._allow_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 512
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# ---- Where it listens ----------------------------------------------------------------------------------------------


def free_ports(number: int) -> int:
    """The first of so many neighbouring ports that are free."""
    for start in count(20000, 50):
        with ExitStack() as stack:
            try:
                for port in range(start, start + number):
                    stack.enter_context(closing(listening_socket("127.0.0.1", port)))
            except CannotRun:
                continue
        return start
    raise AssertionError


def test_a_port_that_is_taken_is_refused_or_passed_over() -> None:
    start = free_ports(3)
    with closing(listening_socket("127.0.0.1", start)) as first:
        with pytest.raises(CannotRun, match=f"port {start} of 127.0.0.1 is taken; choose another with --port"):
            listening_socket("127.0.0.1", start)
        with closing(listening_socket("127.0.0.1", start, may_move=True)) as second:
            assert second.getsockname()[1] > first.getsockname()[1]


def test_no_free_port_at_all_is_said() -> None:
    with (
        closing(listening_socket("127.0.0.1", 65535, may_move=True)),
        pytest.raises(CannotRun, match="none of 100 ports is free"),
    ):
        listening_socket("127.0.0.1", 65535, may_move=True)


@pytest.mark.parametrize("host", ["192.0.2.1", "a" * 64, ""])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    with pytest.raises(CannotRun, match="can't listen on"):
        listening_socket(host, 0)


def test_a_server_for_the_network_is_public_and_asked_by_number() -> None:
    with closing(listening_socket("0.0.0.0", 0)) as found:  # noqa: S104 - that is what is tested
        assert is_public(found)
        assert address_of(found, "0.0.0.0").startswith("http://127.0.0.1:")  # noqa: S104
        assert gate_of(found, "0.0.0.0").admits_numbers  # noqa: S104


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_loopback_has_a_form_in_ipv6() -> None:
    try:
        found = listening_socket("::1", 0)
    except CannotRun:
        pytest.skip("no IPv6 here")
    with closing(found):
        assert not is_public(found)
        assert address_of(found, "::1").startswith("http://[::1]:")
        assert "[::1]" in gate_of(found, "::1").hosts
