"""Other hosts, asked: every answer that they may give, by servers on loopback; time passes only on paper."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from rlnotes.checks.external import Answer, Verdict
from rlnotes.shell.external.asking import answers, doi_in
from rlnotes.shell.external.cache import Kept, fresh, read_answers, write_answers
from rlnotes.shell.external.manners import Manners, is_public, manners_here, seconds_to_wait
from shell.rude_servers import Answer as Said
from shell.rude_servers import always, by_method, in_turn, serving

OK, BROKEN, DARK = Verdict.OK, Verdict.BROKEN, Verdict.UNVERIFIABLE


@dataclass(slots=True)
class Watch:
    """A clock that goes on only when someone sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


async def names_here(host: str) -> tuple[str, ...]:
    """Names that are known without a network: that of this machine, and one that always is."""
    if host.startswith("127.") or host == "known.example":
        return ("127.0.0.1",)
    if len(host) > 63:
        raise UnicodeError
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def manners(watch: Watch, **more: object) -> Manners:
    plain = Manners(
        may_ask=lambda _address: True,
        lookup=names_here,
        known_host="known.example",
        sleep=watch.sleep,
        clock=lambda: watch.now,
        timeout=5.0,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # as the test says


def asked(paths: Mapping[str, Said], *names: str, watch: Watch | None = None, **more: object) -> list[Answer]:
    with serving(paths) as server:
        urls = [f"{server.address}{name}" for name in names]
        found = answers(urls, manners(watch or Watch(), **more))
        return [found[url] for url in urls]


@dataclass(frozen=True, slots=True)
class Story:
    """What a host does, and what is made of it."""

    told: str
    said: Said
    verdict: Verdict
    words: str = ""

    def __str__(self) -> str:
        return self.told


ASTRAY = "it redirects to what is no address of the web"
TRUNCATED = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort"
STORIES = (
    Story("all is well", always("200 OK"), OK),
    Story("no content", always("204 No Content", body=b""), OK),
    Story("HTTP/1.0", always("200 OK", version="HTTP/1.0"), OK),
    Story("not found", always("404 Not Found"), BROKEN, "the host answers 404 (not found)"),
    Story("gone", always("410 Gone"), BROKEN, "the host answers 410 (gone)"),
    Story("forbidden", always("403 Forbidden"), DARK, "the host answers 403 (forbidden)"),
    Story("a login", always("401 Unauthorized"), DARK, "the host answers 401 (unauthorized)"),
    Story("a status of its own", always("999 Request denied"), DARK, "the host answers 999"),
    Story("accepted", always("202 Accepted"), DARK, "the host answers 202 (accepted)"),
    Story("a fault of the server", always("500 Oops"), DARK, "the host answers 500 (internal server error)"),
    Story("too many requests, for ever", always("429 Slow down"), DARK, "the host answers 429 (too many requests)"),
    Story("HEAD refused", by_method(always("405 No"), always("200 OK")), OK),
    Story("HEAD not known", by_method(always("501 No"), always("200 OK")), OK),
    Story("HEAD not found, but GET", by_method(always("404 Not Found"), always("200 OK")), OK),
    Story("HEAD all right is enough", by_method(always("200 OK"), always("404 Not Found")), OK),
    Story(
        "cut short",
        by_method(always("405 No"), lambda *_: TRUNCATED.encode()),
        DARK,
        "the answer breaks off, or is no HTTP",
    ),
    Story("no HTTP", lambda *_: b"SSH-2.0-OpenSSH\r\n", DARK, "the answer breaks off, or is no HTTP"),
    Story("nothing", lambda *_: b"", DARK, "the answer breaks off, or is no HTTP"),
    Story("a redirect without a place", always("301 Moved"), DARK, "the host answers 301 (moved permanently)"),
    Story("a circle", always("302 Found", "Location: /x"), BROKEN, "it redirects in a circle"),
    Story("no address", always("302 Found", "Location: http://[x"), DARK, ASTRAY),
    Story("to something else", always("302 Found", "Location: ftp://x.example/"), DARK, ASTRAY),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_an_answer_is_judged(story: Story) -> None:
    assert asked({"/x": story.said}, "/x") == [Answer(story.verdict, story.words)]


def test_a_redirect_for_good_is_told_with_its_end() -> None:
    paths = {
        "/a": always("301 Moved", "Location: /b"),
        "/b": always("308 Moved", "Location: /c#part"),
        "/c": always("302 For now", "Location: /d"),
        "/d": always("200 OK"),
        "/e": always("302 For now", "Location: /a"),
        "/f": always("301 Moved", "Location: /gone"),
    }
    with serving(paths) as server:
        found = answers([f"{server.address}/{name}" for name in "aef"], manners(Watch()))
        assert found[f"{server.address}/a"] == Answer(OK, "", f"{server.address}/c")
        assert found[f"{server.address}/e"] == Answer(OK)
        assert found[f"{server.address}/f"].verdict is BROKEN


def test_redirects_without_end_are_broken() -> None:
    paths = {f"/{n}": always("301 Moved", f"Location: /{n + 1}") for n in range(20)}
    assert asked(paths, "/0") == [Answer(BROKEN, "it redirects more than 10 times")]


def test_a_busy_host_is_asked_again_when_it_wants_to_be() -> None:
    watch = Watch()
    busy = in_turn(always("429 Slow down", "Retry-After: 7"), always("200 OK"))
    assert asked({"/x": by_method(busy, busy)}, "/x", watch=watch) == [Answer(OK)]
    assert watch.slept == [7.0]


def test_nobody_waits_longer_than_there_is_time() -> None:
    watch = Watch()
    busy = always("503 Later", "Retry-After: 3600")
    assert asked({"/x": busy}, "/x", "/y", watch=watch, budget=60)[0].verdict is DARK
    assert sum(watch.slept) <= 60


def test_what_was_not_asked_in_time_says_so() -> None:
    found = asked({"/a": always("200 OK")}, "/a", "/b", "/c", pause=100.0, budget=150)
    assert found[0] == Answer(OK)
    assert found[2] == Answer(DARK, "its host must not be asked again before time is up")


def test_one_host_is_asked_one_at_a_time_with_pauses() -> None:
    watch = Watch()
    names = [f"/{n}" for n in range(4)]
    assert asked(dict.fromkeys(names, always("200 OK")), *names, watch=watch) == [Answer(OK)] * 4
    assert watch.slept == [1.0, 1.0, 1.0]


def test_some_hosts_want_longer_pauses() -> None:
    watch = Watch()
    asked({"/a": always("200 OK"), "/b": always("200 OK")}, "/a", "/b", watch=watch, pauses={"127.0.0.1": 3.0})
    assert watch.slept == [3.0]
    assert Manners().pauses["arxiv.org"] == 3.0


def test_a_certificate_that_is_not_valid_is_said_to_be() -> None:
    with serving({"/x": always("200 OK")}, is_secure=True) as server:
        (found,) = answers([f"{server.address}/x"], manners(Watch())).values()
    assert found.verdict is DARK
    assert found.words.startswith("its certificate is not valid (")


def test_a_host_that_does_not_answer_is_left_in_the_end() -> None:
    def slow(_method: str, _number: int) -> bytes:
        time.sleep(0.5)
        return b""

    watch = Watch()
    assert asked({"/x": slow}, "/x", watch=watch, timeout=0.1, tries=2) == [
        Answer(DARK, "the host does not answer in time")
    ]


def test_nobody_there_is_no_proof() -> None:
    with serving({}) as server:
        address = server.address
    (found,) = answers([f"{address}/x"], manners(Watch())).values()
    assert found.verdict is DARK
    assert found.words.startswith("no connection (")


def test_a_host_that_is_none_is_broken() -> None:
    urls = ["http://nobody.invalid/", "http://" + "a" * 70 + ".example/", "http:///x", "http://[x/"]
    found = answers(urls, manners(Watch()))
    assert {answer.verdict for answer in found.values()} == {BROKEN}
    assert found[urls[0]].words == "there is no host 'nobody.invalid'"


def test_without_a_network_no_host_is_called_broken() -> None:
    (found,) = answers(["http://nobody.invalid/"], manners(Watch(), known_host="gone.example")).values()
    assert found == Answer(DARK, "the host 'nobody.invalid' can't be looked up: is there a network?")


def test_a_host_is_asked_at_the_address_that_was_judged() -> None:
    """A name may have another address at the second look: what counts is what is asked."""

    async def twofold(_host: str) -> tuple[str, ...]:
        return ("127.0.0.1", "10.0.0.1")

    with serving({"/x": always("200 OK")}) as server:
        port = server.address.rpartition(":")[2]
        urls = [f"http://named.example:{port}/x"]
        assert answers(urls, manners(Watch(), lookup=twofold))[urls[0]] == Answer(OK)
        assert f"Host: named.example:{port}" in server.heads[-1]
        refused = manners(Watch(), lookup=twofold, may_ask=lambda address: address != "10.0.0.1")
        assert answers(urls, refused)[urls[0]].verdict is DARK
        assert len(server.asked) == 1


def test_a_proxy_is_asked_in_the_place_of_hosts() -> None:
    with serving({"http://nobody.invalid/x": always("200 OK")}) as server:
        via = manners(Watch(), proxies={"http": server.address})
        assert answers(["http://nobody.invalid/x"], via) == {"http://nobody.invalid/x": Answer(OK)}
        by_number = answers(["http://0x7f000001/x"], replace(via, may_ask=is_public))
        assert by_number["http://0x7f000001/x"].verdict is not OK
        direct = answers(["http://nobody.invalid/x"], replace(via, is_direct=lambda _host: True))
        assert direct["http://nobody.invalid/x"].verdict is BROKEN
        assert len(server.asked) == 1


def test_the_environment_names_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "socks5://proxy.example")
    monkeypatch.setenv("no_proxy", "own.example")
    here = manners_here(7.0, is_private_asked=False)
    assert (here.budget, here.proxies) == (7.0, {"https": "http://proxy.example:3128"})
    assert (here.is_direct("own.example"), here.is_direct("other.example")) == (True, False)
    assert (here.may_ask("10.0.0.1"), manners_here(7.0, is_private_asked=True).may_ask("10.0.0.1")) == (False, True)


def test_what_is_learned_is_told_at_once() -> None:
    told: dict[str, Answer] = {}
    with serving({"/x": always("200 OK")}) as server:
        answers([f"{server.address}/x"], manners(Watch()), told.__setitem__)
        assert told == {f"{server.address}/x": Answer(OK)}


def test_the_own_network_is_not_asked_unless_it_may_be() -> None:
    with serving({"/x": always("200 OK")}) as server:
        (found,) = answers([f"{server.address}/x"], replace(manners(Watch()), may_ask=is_public)).values()
        assert server.asked == []
    assert found == Answer(DARK, "'127.0.0.1' is in a network of its own, and is not asked")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("0.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("fec0::1", False),
        ("nonsense", False),
    ],
)
def test_addresses_of_own_networks_are_known(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_no_cookie_is_kept_and_no_password_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    paths = {"/a": always("200 OK", "Set-Cookie: a=1; Path=/"), "/b": always("200 OK")}
    with serving(paths) as server:
        answers([f"{server.address}/{name}" for name in "ab"], manners(Watch()))
    assert len(server.heads) == 2
    assert not any("cookie" in head.lower() or "authorization" in head.lower() for head in server.heads)
    assert all("User-Agent: rlnotes/" in head for head in server.heads)


def test_a_doi_is_looked_up_where_dois_are_registered() -> None:
    registered = always("200 OK", body=b'{"responseCode": 1}')
    paths = {
        "/api/10.1/a": registered,
        "/api/10.1/%3Cb%3E": registered,
        "/api/10.1/c": always("200 OK", body=b'{"responseCode": 100}'),
        "/api/10.1/e": always("500 Oops"),
        "/api/10.1/f": always("200 OK", body=b"<html>"),
        "/api/10.1/g": always("200 OK", body=b"[1]"),
        "/api/10.1/h": always("200 OK", body=b'{"responseCode": 1e999}'),
    }
    urls = [f"https://doi.org/10.1/{name}" for name in ("a", "c", "d", "e", "f", "g", "h")] + ["doi:10.1/<b>"]
    with serving(paths) as server:
        found = answers(urls, manners(Watch(), doi_api=f"{server.address}/api/"))
    assert [found[url].verdict for url in urls] == [OK, BROKEN, BROKEN, DARK, OK, OK, OK, OK]
    assert found[urls[1]].words == "the DOI 10.1/c is not registered"
    assert {method for method, _ in server.asked} == {"GET"}


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/a%3Cb#x", "10.1000/a<b"),
        ("doi:10.1000/182", "10.1000/182"),
        ("https://doi.org/the-identifier", ""),
        ("https://example.org/10.1000/182", ""),
        ("https://doi.org/10.1000/182?x=1", "10.1000/182"),
        ("http://[x/10.1", ""),
    ],
)
def test_a_doi_is_known_by_its_address(url: str, doi: str) -> None:
    assert doi_in(url, Manners().doi_hosts) == doi


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 90.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("", 0.0),
    ],
)
def test_the_wait_is_in_seconds_or_a_date(said: str, seconds: float) -> None:
    assert seconds_to_wait(said, 10.0) == seconds


GOOD, MOVED, DEAD, UNSURE = Answer(OK), Answer(OK, "", "https://b.example"), Answer(BROKEN, "404"), Answer(DARK, "403")
DAY = 86_400


def test_answers_are_kept_as_long_as_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "answers.json"
    new = {"https://a": GOOD, "https://m": MOVED, "https://d": DEAD, "https://u": UNSURE}
    assert write_answers(path, Kept({}), new, 1000.0) == ""
    kept = read_answers(path)
    assert fresh(kept, 1001.0) == {url: answer for url, answer in new.items() if answer is not UNSURE}
    assert fresh(kept, 1000.0 + 2 * DAY) == {"https://a": GOOD, "https://m": MOVED}
    assert fresh(kept, 1000.0 + 37 * DAY) == {}
    assert fresh(kept, 0.0) == {}
    assert write_answers(path, kept, {"https://n": GOOD}, 1000.0 + 2 * DAY) == ""
    assert read_answers(path).answers.keys() == {"https://a", "https://m", "https://n"}


def test_answers_of_one_day_do_not_fall_due_on_one_day() -> None:
    kept = Kept({f"https://{n}": (GOOD, 0.0) for n in range(100)})
    counts = [len(fresh(kept, days * DAY)) for days in (23, 30, 37)]
    assert counts[0] == 100 > counts[1] > counts[2] == 0


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ('{"version": 1, "answers": {"a": {"verd', "it is damaged"),
        ('{"version": 2, "answers": {}}', "it is of another version"),
        (
            '{"version": 1, "answers": {"a": {"verdict": "fine", "words": "", "moved_to": "", "at": 1}}}',
            "it is damaged",
        ),
        ("[" * 100_000, "it is damaged"),
        ("[]", "it is damaged"),
    ],
)
def test_a_damaged_or_foreign_cache_is_as_good_as_none(tmp_path: Path, content: str, trouble: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(content, encoding="utf-8")
    assert read_answers(path) == Kept({}, trouble)


def test_a_cache_that_is_not_there_is_no_trouble_and_one_that_can_not_be_kept_is_told(tmp_path: Path) -> None:
    assert read_answers(tmp_path / "none.json") == Kept({})
    assert read_answers(tmp_path).trouble
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert write_answers(tmp_path / "file" / "answers.json", Kept({}), {"a": GOOD}, 1.0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
