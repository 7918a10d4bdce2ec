"""What the server answers, as values: which file a path means, what is refused, what is added to a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.shell.serving.answers import Answer, Gate, Request, answer, live_script, refusal
from rlnotes.shell.serving.injection import widened, with_script
from rlnotes.shell.serving.routing import base_path, site_path
from rlnotes.shell.serving.showing import Showing, first_showing, news, next_showing, troubled
from shell.served_sites import POLICY, build_of, finding, page

FILES = {
    "index.html": page("home"),
    "a.html": page("a"),
    "hubs/index.html": page("hubs"),
    "hubs/größe.html": page("size"),
    "kb/deep.html": page("deep"),
    "404.html": page("nothing here"),
    "static/site.css": b"h1 {}",
    "data.unknown": b"?",
    "dot.svg": b"<svg/>",
}
GATE = Gate(frozenset({"localhost", "127.0.0.1", "[::1]"}))


def told(path: str, base_url: str = "", query: str = "", files: dict[str, bytes] = FILES) -> Answer:
    showing = first_showing("run", build_of(files, base_url=base_url))
    return answer(Request("GET", "localhost", path.encode(), query.encode()), showing, "N")


def header(given: Answer, name: str) -> str:
    return dict(given.headers).get(name.encode(), b"").decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", b"home"),
        ("/index.html", b"home"),
        ("/a.html", b"\na\n"),
        ("/hubs/", b"hubs"),
        ("/hubs/gr%C3%B6%C3%9Fe.html", b"size"),
        ("/%61.html", b"\na\n"),
    ],
)
def test_a_path_finds_its_file(path: str, words: bytes) -> None:
    given = told(path)
    assert given.status == 200
    assert words in given.body
    assert header(given, "content-type") == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/nope.html",
        "/a",  # no guessing of endings
        "/static/",  # no listing
        "/a.html/",
        "//a.html",
        "/./a.html",
        "/../a.html",
        "/hubs/../a.html",
        "/%2e%2e/a.html",
        "/hubs/%2e%2e%2fa.html",
        "/%252e%252e/a.html",
        "/..%5ca.html",
        "/hubs\\..\\a.html",
        "/a.html%00",
        "/a.html%00.css",
        "/%ff",
        "/%",
        "/.git/config",
        "/hubs/.hidden",
        "/.rlnotes-manifest.json",
        "/.rlnotes-live/",
        "/C:/a.html",
        "http://localhost/a.html",
        "*",
        "",
    ],
)
def test_whatever_is_no_file_of_the_site_is_the_sites_own_404(path: str) -> None:
    given = told(path)
    assert given.status == 404
    assert b"nothing here" in given.body


@given(st.binary(max_size=40), st.sampled_from(["/", "/hubs/", "/../", "/%2e%2e/", ""]))
def test_no_path_leaves_the_site(raw: bytes, start: str) -> None:
    path = site_path(start.encode() + raw)
    assert path is None or not {"..", "."} & set(path.split("/"))
    assert path is None or not path.startswith("/")


def test_a_site_without_a_page_for_unknown_addresses_has_plain_words() -> None:
    assert told("/x", files={}).body == b"not found\n"


@pytest.mark.parametrize(
    ("path", "base", "address"),
    [
        ("/hubs", "", "/hubs/"),
        ("/", "https://example.org/kb/", "/kb/"),
        ("/kb", "https://example.org/kb", "/kb/"),
        ("/kb/hubs", "https://example.org/kb", "/kb/hubs/"),
        ("/", "https://example.org/%C3%BC%20b", "/%C3%BC%20b/"),
    ],
)
def test_a_folder_without_its_slash_and_the_root_lead_on(path: str, base: str, address: str) -> None:
    given = told(path, base)
    assert (given.status, header(given, "location")) == (302, address)


def test_a_redirection_keeps_the_query() -> None:
    assert header(told("/hubs", query="a=b"), "location") == "/hubs/?a=b"


@pytest.mark.parametrize(
    ("path", "words"), [("/kb/a.html", b"\na\n"), ("/a.html", b"\na\n"), ("/kb/", b"home"), ("/kb/deep.html", b"deep")]
)
def test_a_site_with_a_base_path_is_below_it_and_below_the_root(path: str, words: bytes) -> None:
    given = told(path, "https://example.org/kb/")
    assert given.status == 200
    assert words in given.body


def test_the_base_path_is_decoded() -> None:
    assert [base_path(url) for url in ("", "https://a.b", "https://a.b/", "https://a.b/x/%C3%BC/")] == [
        "",
        "",
        "",
        "x/ü/",
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/site.css", "text/css; charset=utf-8"),
        ("/data.unknown", "application/octet-stream"),
        ("/dot.svg", "image/svg+xml; charset=utf-8"),
        ("/.rlnotes-live/script.js", "text/javascript; charset=utf-8"),
    ],
)
def test_each_file_has_its_type_and_the_headers_that_keep_it_here(path: str, kind: str) -> None:
    given = told(path)
    assert given.status == 200
    assert header(given, "content-type") == kind
    assert header(given, "x-content-type-options") == "nosniff"
    assert header(given, "cache-control") == "no-store"
    assert header(given, "content-length") == str(len(given.body))
    assert not [name for name, _ in given.headers if name.startswith(b"access-control")]


def test_a_drawing_opened_by_itself_may_not_run_anything() -> None:
    assert "sandbox" in header(told("/dot.svg"), "content-security-policy")


def test_only_pages_are_added_to() -> None:
    assert told("/static/site.css").body == FILES["static/site.css"]
    assert told("/.rlnotes-live/script.js").body == live_script()
    assert b"/.rlnotes-live/script.js" in told("/a.html").body


# ---- Who may ask ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"])
def test_our_own_names_are_answered(host: str) -> None:
    assert refusal(Request("GET", host, b"/"), GATE) is None
    assert refusal(Request("HEAD", host, b"/"), GATE) is None


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "localhost.evil.example", "evil.example:8000", "192.168.0.1", "localhost:x", "a@localhost",
     "localhost, evil.example", "::1", "[::2]", "localhost\x00"],
)  # fmt: skip
def test_other_names_are_not(host: str) -> None:
    given = refusal(Request("GET", host, b"/"), GATE)
    assert given is not None
    assert given.status == 421


@pytest.mark.parametrize(
    ("host", "is_admitted"), [("192.168.0.1:8000", True), ("[fe80::1]", True), ("evil.example", False)]
)
def test_a_server_for_the_network_is_asked_by_number(host: str, is_admitted: bool) -> None:
    refused = refusal(Request("GET", host, b"/"), Gate(GATE.hosts, admits_numbers=True))
    assert (refused is None) == is_admitted


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
def test_only_reading_is_allowed(method: str) -> None:
    given = refusal(Request(method, "localhost", b"/"), GATE)
    assert given is not None
    assert (given.status, header(given, "allow")) == (405, "GET, HEAD")


# ---- What is added to a page ---------------------------------------------------------------------------------------


def test_the_script_stands_at_the_end_and_the_policy_admits_it_alone() -> None:
    given = with_script(page("<p>the end: &lt;/body&gt;</p>"), "N", "run.3").decode()
    tag = '<script src="/.rlnotes-live/script.js" nonce="N" data-build="run.3" defer></script>\n</body>'
    assert given.count(tag) == 1
    assert f"content=\"{POLICY}; script-src 'nonce-N'; connect-src 'self'\"" in given


def test_a_page_without_an_end_and_a_page_without_a_policy_keep_what_they_have() -> None:
    assert with_script(b"<p>no end", "N", "b") == b"<p>no end"
    assert with_script(b"<head></head><body></body>", "N", "b").startswith(b"<head></head><body><script ")


def test_a_policy_in_the_body_is_text() -> None:
    body = b'<head></head><body><meta http-equiv="Content-Security-Policy" content="x"></body>'
    assert b'content="x"' in with_script(body, "N", "b")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", "script-src 'nonce-N'; connect-src 'self'"),
        ("default-src 'none'", "default-src 'none'; script-src 'nonce-N'; connect-src 'self'"),
        ("default-src x:;", "default-src x:; script-src x: 'nonce-N'; connect-src x: 'self'"),
        ("script-src 'none'; connect-src y:", "script-src 'nonce-N'; connect-src y: 'self'"),
        ("script-src 'unsafe-inline'", "script-src 'unsafe-inline' 'self'; connect-src 'self'"),
        (
            "SCRIPT-SRC-ELEM 'self'; script-src z:",
            "script-src-elem 'self' 'nonce-N'; script-src z:; connect-src 'self'",
        ),
    ],
)
def test_a_policy_is_widened_by_what_is_needed(policy: str, expected: str) -> None:
    assert widened(policy, "N") == expected


def test_a_policy_keeps_its_escapes() -> None:
    head = b'<head><meta http-equiv="Content-Security-Policy" content="img-src https://a.b/?x&amp;y"></head></body>'
    assert b"https://a.b/?x&amp;y; script-src" in with_script(head, "N", "b")


# ---- What open pages are told --------------------------------------------------------------------------------------


def after(showing: Showing, *changed: str, files: dict[str, bytes] = FILES) -> Showing:
    return next_showing(showing, build_of(files, frozenset(changed), base_url=showing.build.base_url))


def test_a_page_is_told_of_its_own_changes_only() -> None:
    first = first_showing("run", build_of(FILES, base_url="https://example.org/kb"))
    second = after(first, "a.html", "static/site.css", "x.json")
    third = after(second, "index.html")
    assert not news(first, "/a.html", first.name).is_page_stale
    assert news(second, "/a.html", first.name).is_page_stale
    assert news(third, "/kb/a.html", first.name).is_page_stale
    assert not news(third, "/kb/a.html", second.name).is_page_stale
    assert news(third, "/kb/", second.name).is_page_stale
    assert not news(second, "/hubs/", first.name).is_page_stale
    assert news(second, "/hubs/", first.name).looks == ("static/site.css",)
    assert news(third, "/hubs/", second.name).looks == ()


@pytest.mark.parametrize("name", ["", "other.0", "run", "run.", "run.x", "run.-1", "run.²"])
def test_a_page_of_another_run_is_stale(name: str) -> None:
    assert news(first_showing("run", build_of(FILES)), "/a.html", name).is_page_stale


def test_a_missing_page_is_told_when_it_comes_and_when_the_404_changes() -> None:
    first = first_showing("run", build_of(FILES))
    assert news(after(first, "new.html", files=FILES | {"new.html": b""}), "/new.html", first.name).is_page_stale
    assert news(after(first, "404.html"), "/new.html", first.name).is_page_stale
    assert news(after(first, "404.html"), "/../x", first.name).is_page_stale
    assert not news(after(first, "404.html"), "/a.html", first.name).is_page_stale


def test_the_findings_are_bounded_and_counted() -> None:
    found = tuple(finding(path, line) for path in ("a.md", "b.md") for line in range(1, 71))
    panel = news(first_showing("run", build_of(FILES, findings=found)), "/b.html", "run.0").panel
    assert (panel["errors"], len(panel["here"]), len(panel["elsewhere"]), panel["unlisted"]) == (140, 0, 50, 90)
    panel = news(first_showing("run", build_of(FILES, findings=found)), "/a.html", "run.0").panel
    assert (len(panel["here"]), len(panel["elsewhere"]), panel["unlisted"]) == (50, 50, 40)


def test_what_is_wrong_keeps_its_lines_and_nothing_that_steers() -> None:
    showing = troubled(first_showing("run", build_of(FILES)), "one\ntwo\x1b[31m")
    assert news(showing, "/a.html", "run.0").panel["problem"] == "one\ntwo\\x1b[31m"
