"""A tool that serves: a note is saved again and again, and a browser's page shows how soon each save is there."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.request import ProxyHandler, build_opener

from bench.browser import NotShownError, seconds_until_shown, watched_page
from bench.collection import chance
from bench.dialects import file_name, text
from bench.edits import SAVES_PER_LINK, saved, served_note
from bench.measure import end_all, memory_of_all
from bench.reasons import reason
from bench.results import Save, Serving
from bench.sites import Site, environment, make_anew

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PAUSES: Final = (0.3, 0.9)
"""Seconds between two saves, thrown: a server that looks for changes now and then must not be met in step."""
_LONGEST_SAVE: Final = 60.0
_LOOK: Final = 0.05
_LOG: Final = "server.log"


@dataclass(slots=True)
class _Session:
    """A server that runs, and what is seen of it."""

    site: Site
    process: subprocess.Popen[bytes]
    log: Path
    start: float = 0.0
    saves: tuple[Save, ...] = ()
    excuse: str = ""

    def said(self, since: int = 0) -> str:
        """What the server printed after `since` bytes."""
        return self.log.read_bytes()[since:].decode(errors="replace")


def serving_of(site: Site, size: int, count: int, limit: float) -> Serving:
    """What is seen of a tool that serves a new site, while a note of it is saved `count` times.

    After `limit` seconds no save is begun. What goes wrong is told, and what was seen before it kept.
    """
    make_anew(site)
    port = _free_port()
    command = tuple(part.format(port=port) for part in site.tool.command("serve"))
    with _running(site, command) as session:
        try:
            _see(session, f"http://127.0.0.1:{port}/{_page(site)}", count, limit)
        except NotShownError as error:
            session.excuse = str(error)
        memory = memory_of_all(session.process.pid)
    return Serving(site.tool.name, size, session.start, memory, session.saves, session.excuse)


def _page(site: Site) -> str:
    page = site.tool.server.page if site.tool.server else ""
    return page.format(slug=served_note(site.notes).slug)


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port


@contextmanager
def _running(site: Site, command: tuple[str, ...]) -> Iterator[_Session]:
    log = site.folder.with_name(f"{site.folder.name}-{_LOG}")
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=site.folder,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment(site.folder),
            start_new_session=True,
        )
    try:
        yield _Session(site, process, log)
    finally:
        end_all(process.pid)
        process.wait()
        log.unlink()


def _see(session: _Session, address: str, count: int, limit: float) -> None:
    began = time.perf_counter()
    _wait_for(session, address, limit)
    session.start = time.perf_counter() - began
    end = time.perf_counter() + limit
    with watched_page(address) as page:
        for number in range(1, count + 1):
            if time.perf_counter() > end:
                session.excuse = f"{number - 1} of {count} saves within {limit:g} s"
                return
            session.saves += (_save(session, page, number),)


def _wait_for(session: _Session, address: str, limit: float) -> None:
    """Wait until the server answers with the page at `address`.

    Raises:
        NotShownError: it ended, or does not within `limit` seconds.
    """
    end = time.perf_counter() + limit
    opener = build_opener(ProxyHandler({}))
    while time.perf_counter() < end:
        if (code := session.process.poll()) is not None:
            raise NotShownError(reason(session.said(), code))
        try:
            opener.open(address, timeout=limit).close()
        except (OSError, HTTPException):
            time.sleep(_LOOK)
        else:
            return
    raise NotShownError(f"no page within {limit:g} s")


def _save(session: _Session, page: Page, number: int) -> Save:
    site = session.site
    dialect = site.tool.dialect
    note = served_note(site.notes)
    file = site.folder / dialect.folder / file_name(note, dialect)
    content = text(saved(note, site.notes, number), dialect)
    before = session.log.stat().st_size

    def save() -> None:
        file.write_text(content, encoding="utf-8", newline="\n")

    wall = seconds_until_shown(page, number, save, _LONGEST_SAVE)
    page.wait_for_timeout(1000 * _pause(number))
    took = seconds_said(session.said(before), site.tool.server.took if site.tool.server else "")
    return Save(wall, took, is_linking=number % SAVES_PER_LINK == 0)


def _pause(number: int) -> float:
    shortest, longest = _PAUSES
    return shortest + chance("pause", number).random() * (longest - shortest)


def seconds_said(said: str, pattern: str) -> float | None:
    """The seconds that a server says a rebuild took, the first time `pattern` is in what it said."""
    if not pattern or not (found := re.search(pattern, said)):
        return None
    return float(found[1]) / (1000 if found[2] == "ms" else 1)
