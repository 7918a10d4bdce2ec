"""The work of `rlnotes inventories update`: each inventory asked for, looked at, and put in its place."""

from __future__ import annotations

from collections.abc import Sequence

import click

from rlnotes.cli.session import Session
from rlnotes.parse.inventory import parse_inventory, unpacked_inventory
from rlnotes.shell.disk import store
from rlnotes.shell.external.manners import manners_here
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.inventories import FOLDER, MOST_BYTES, inventory_path
from rlnotes.shell.report import counted, printable
from rlnotes.shell.services.fetching import Page, Request, fetched


def fetched_inventories(session: Session, names: Sequence[str], seconds: float) -> int:
    """Fetch the inventories with these names and say what came of each; the exit code."""
    requests = {name: _request(session.config.inventories[name]) for name in dict.fromkeys(names)}
    manners = manners_here(seconds, is_private_asked=session.config.external_private)
    pages = fetched(requests.values(), manners)
    troubles = [_kept(session, name, pages[request]) for name, request in requests.items()]
    return int(any(troubles))


def _request(url: str) -> Request:
    return Request(f"{url}/objects.inv", ("*/*",), "inventory", "there is no inventory", "inventories")


def _kept(session: Session, name: str, page: Page) -> bool:
    """Whether an inventory could not be had; else it is in its place."""
    trouble = page.refusal or _trouble(page.content)
    if trouble:
        click.echo(f"{name}: {printable(trouble)}", err=True)
        return True
    place = inventory_path(session.root, name)
    is_new = not place.is_file() or place.read_bytes() != page.content
    if is_new:
        try:
            place.parent.mkdir(exist_ok=True)
            store(str(place), page.content)
        except OSError as error:
            raise CannotRun(f"{FOLDER}/{place.name} can't be written: {reason(error)}") from error
    what = counted(len(parse_inventory(page.content)), "object")
    click.echo(f"{name}: {what}, {'written to' if is_new else 'as before in'} {FOLDER}/{place.name}")
    return False


def _trouble(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        return f"the inventory has more than {MOST_BYTES // 1_000_000} MB"
    return unpacked_inventory(content).problem
