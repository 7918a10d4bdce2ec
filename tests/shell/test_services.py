"""The services, played by servers on loopback: every answer that they may give; time passes only on paper."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest

from rlnotes.app.sources.requesting import ATOM, CSL_JSON
from rlnotes.shell.external.manners import Manners
from rlnotes.shell.services.fetching import Page, Request, fetched, trouble_ahead
from shell.rude_servers import Answer, Server, always, in_turn, serving
from shell.test_external import Watch, manners

JSON = "Content-Type: application/vnd.citationstyles.csl+json; charset=utf-8"
GOOD = always("200 OK", JSON, body=b'{"title": "T"}')
TRUNCATED = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: application/json\r\n\r\nshort"


def request(server: Server, path: str) -> Request:
    return Request(f"{server.address}{path}", CSL_JSON, "CSL-JSON", "no registry knows this DOI")


def asked(answer: Answer, watch: Watch | None = None, **more: object) -> Page:
    with serving({"/x": answer, "/good": GOOD, "/loop": always("302 Found", "Location: /loop")}) as server:
        wanted = request(server, "/x")
        return fetched([wanted], manners(watch or Watch(), **more))[wanted]


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        (GOOD, Page('{"title": "T"}')),
        (always("200 OK", "Content-Type: application/json", body=b"\xef\xbb\xbf{}\xff"), Page("{}\ufffd")),
        (always("302 Found", "Location: /good"), Page('{"title": "T"}')),
        (always("404 Not Found"), Page(refusal="no registry knows this DOI")),
        (always("410 Gone"), Page(refusal="no registry knows this DOI")),
        (always("406 Not Acceptable"), Page(refusal="the host answers with no CSL-JSON")),
        (
            always("200 OK", "Content-Type: text/html; charset=utf-8"),
            Page(refusal="the host answers with no CSL-JSON but text/html"),
        ),
        (always("200 OK"), Page(refusal="the host answers with no CSL-JSON")),
        (always("204 No Content", body=b""), Page(refusal="the host answers 204")),
        (always("500 Oops"), Page(refusal="the host answers 500 (internal server error)")),
        (always("429 Slow"), Page(refusal="the host answers 429 (too many requests)")),
        (always("302 Found", "Location: /loop"), Page(refusal="it redirects more than 5 times")),
        (
            always("302 Found", "Location: file:///etc/hosts"),
            Page(refusal="it redirects to what is no address of the web"),
        ),
        (lambda *_: TRUNCATED, Page(refusal="the answer breaks off, or is no HTTP")),
        (lambda *_: b"", Page(refusal="the answer breaks off, or is no HTTP")),
    ],
)
def test_an_answer_is_read_or_put_in_words(answer: Answer, page: Page) -> None:
    assert asked(answer) == page


def test_an_answer_without_end_is_cut_and_refused() -> None:
    assert asked(always("200 OK", JSON, body=b" " * 16_000_001)) == Page(refusal="the answer is larger than 16 MB")


def test_a_host_that_is_busy_is_asked_again_when_it_says() -> None:
    watch = Watch()
    assert asked(in_turn(always("429 Slow", "Retry-After: 30"), GOOD), watch).text == '{"title": "T"}'
    assert watch.slept == [30.0]


def test_a_host_that_asks_for_more_time_than_there_is_is_left_alone() -> None:
    assert asked(always("429 Slow", "Retry-After: 3000"), budget=60.0) == Page(
        refusal="the host answers 429 (too many requests)"
    )
    assert asked(GOOD, budget=0.0) == Page(refusal="time was up before it was asked for")


def test_a_host_that_does_not_answer_is_given_up() -> None:
    def late(_method: str, _number: int) -> bytes:
        time.sleep(0.3)
        return b""

    assert asked(late, timeout=0.1, tries=1) == Page(refusal="the host does not answer in time")


def in_a_network_of_its_own(watch: Watch) -> Manners:
    async def lookup(host: str) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "127.0.0.1" else ("10.0.0.1",)

    return replace(manners(watch), lookup=lookup, may_ask=lambda address: address == "127.0.0.1")


def test_no_redirect_leads_into_a_network_of_its_own() -> None:
    with serving({"/x": always("302 Found", "Location: http://inside.example/secret")}) as server:
        wanted = request(server, "/x")
        page = fetched([wanted], in_a_network_of_its_own(Watch()))[wanted]
    assert page == Page(refusal="'inside.example' is in a network of its own, and is not asked")


def test_no_redirect_gives_up_encryption() -> None:
    assert trouble_ahead("https://doi.org/x", "http://plain.example/x") == (
        "it redirects to 'plain.example' without encryption"
    )
    assert trouble_ahead("https://doi.org/x", "https://api.example/x") == ""
    assert trouble_ahead("http://127.0.0.1/x", "https://api.example/x") == ""


def paths(number: int) -> Mapping[str, Answer]:
    return {f"/{n}": GOOD for n in range(number)}


def test_what_is_asked_says_what_is_wanted_and_by_whom_with_a_pause_between() -> None:
    watch, counted = Watch(), list[int]()
    with serving(paths(3)) as server:
        wanted = [request(server, f"/{n}") for n in range(3)]
        feed = Request(f"{server.address}/feed", ATOM, "feed", "none")
        found = fetched([*wanted, wanted[0], feed], manners(watch), counted.append)
        assert [found[each].text for each in wanted] == ['{"title": "T"}'] * 3
        assert sorted(server.asked) == [("GET", "/0"), ("GET", "/1"), ("GET", "/2"), ("GET", "/feed")]
        head = next(head for head in server.heads if head.startswith("GET /0"))
    assert "Accept: application/vnd.citationstyles.csl+json, application/json\r\n" in head
    assert "(sources)\r\n" in head
    assert watch.slept == [1.0, 1.0, 1.0]
    assert counted == [1, 2, 3, 4]
