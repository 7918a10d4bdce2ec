"""The sample knowledge base, built once for all judges: for the disk, below a path, in directory style."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from samples import ROOT, Run, built, tool

BASE_URL = "https://example.org/kb/"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site as `rlnotes build` makes it."""
    return built(tmp_path_factory.mktemp("plain") / "site")


@pytest.fixture(scope="session")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site for https://example.org/kb/, in a folder `kb` of a host's root."""
    return built(tmp_path_factory.mktemp("host") / "kb", "--base-url", BASE_URL)


@pytest.fixture(scope="session")
def in_directories(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site for https://example.org/kb/ with an address like `hubs/name/` for each page."""
    folder = tmp_path_factory.mktemp("directories")
    configuration = folder / "rlnotes.toml"
    configuration.write_text('url_style = "directory"\n' + _own_configuration())
    arguments = ("-f", configuration, "--notes", ROOT / "notes", "--base-url", BASE_URL)
    return built(folder / "host" / "kb", *arguments)


def _own_configuration() -> str:
    """The sample's configuration, without what the fixture sets itself."""
    own = ROOT / "rlnotes.toml"
    text = own.read_text(encoding="utf-8") if own.exists() else ""
    return re.sub(r"(?m)^(url_style|base_url|notes|output)\s*=.*\n", "", text)


@pytest.fixture(scope="session")
def site(plain: Run) -> Path:
    """The folder of the site as `rlnotes build` makes it."""
    return plain.site


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser: gone with the module, as while it lives no other test of the worker can run an event loop."""
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=tool("chromium"), args=_FLAGS)
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the standard library gives it
        """Say nothing."""


@pytest.fixture(scope="session")
def host(below_a_path: Run) -> Iterator[str]:
    """The address of the site below /kb/ on a host of its own."""
    handler = functools.partial(Quiet, directory=str(below_a_path.site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/kb/"
        server.shutdown()
