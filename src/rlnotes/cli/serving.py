"""A session of serving, from the first build to Ctrl-C: what is built, shown and said."""

from __future__ import annotations

import gc
import os
import secrets
import sys
import threading
import webbrowser
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from rlnotes.cli.first_run import show_first_run
from rlnotes.cli.session import Overrides, opened
from rlnotes.cli.workshop import incremental_rebuild, places_of
from rlnotes.shell.report import MOST_OF_A_RULE, findings_summary, is_coloured, report_in_brief, report_text
from rlnotes.shell.serving.board import Board
from rlnotes.shell.serving.build import Build, Rebuild
from rlnotes.shell.serving.listening import address_of, gate_of, is_public, listening_socket
from rlnotes.shell.serving.rounds import Round, rounds
from rlnotes.shell.serving.routing import base_path
from rlnotes.shell.serving.server import serving
from rlnotes.shell.serving.showing import Showing, first_showing, next_showing, troubled
from rlnotes.shell.serving.watching import Watch, watching

_PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Wish:
    """How serving is wanted, apart from the configuration; a port of None is the usual one or the next."""

    host: str
    port: int | None = None
    is_opening: bool = False
    is_polling: bool = False


def serve_code(config_file: Path | None, overrides: Overrides, wish: Wish) -> int:
    """The exit code of serving, after it was stopped: for a server, Ctrl-C is the usual way to end."""
    gc.enable()
    try:
        _serve(config_file, overrides, wish)
    except KeyboardInterrupt:
        click.echo("stopped")
    return 0


def _serve(config_file: Path | None, overrides: Overrides, wish: Wish) -> None:
    """Build, listen and rebuild. The watch begins before the first build: what is saved meanwhile is built next."""
    places = places_of(opened(config_file, overrides))
    port = _PORT if wish.port is None else wish.port
    with (
        closing(listening_socket(wish.host, port, may_move=wish.port is None)) as listening,
        watching(places, poll=wish.is_polling) as watch,
    ):
        rebuild = incremental_rebuild(config_file, overrides, lambda: watch.changes.taken)
        first = rebuild()
        board = Board(first_showing(secrets.token_hex(4), first))
        with serving(listening, board, gate_of(listening, wish.host)):
            address = address_of(listening, wish.host) + base_path(first.base_url)
            _tell_first(first, address, watch, is_public=is_public(listening))
            if wish.is_opening:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            rebuild.get_ready()
            _rebuild(first, rebuild, board, watch)


def _rebuild(first: Build, rebuild: Rebuild, board: Board, watch: Watch) -> None:
    """Rebuild after each change, without end."""
    for each in rounds(first, rebuild, watch.changes.gathered):
        if each.is_news:
            board.show(_shown(board.showing, each))
            _tell(each)
        if "" not in watch.changes.taken:
            watch.changes.note("")  # events can get lost, so each change is followed by a look at everything
        with suppress(OSError):  # what can't be watched can't be read either, and that is said
            watch.follow(each.build.places)


def _shown(before: Showing, each: Round) -> Showing:
    return troubled(before, each.problem) if each.problem else next_showing(before, each.build)


def _tell_first(build: Build, address: str, watch: Watch, *, is_public: bool) -> None:
    coloured = _is_coloured()
    if build.first_run:
        show_first_run(build.first_run)
    else:
        click.echo(report_in_brief(build.findings, build.shown, is_coloured=coloured), nl=False, color=coloured)
    click.echo(_summary(build))
    if watch.limit:
        click.echo(f"looking for changes every half second: {watch.limit} (see fs.inotify in sysctl)", err=True)
    if is_public:
        click.echo("everyone who reaches this machine over the network can read the site", err=True)
    click.echo(f"serving {build.shown.notes}/ at {address} (Ctrl-C stops)")


def _tell(each: Round) -> None:
    """Say what came of a rebuild: the findings that are gone, those that are new, and a line that sums up."""
    if each.problem:
        click.echo(f"rlnotes: {each.problem}\nthe last good build stays up", err=True)
        return
    coloured = _is_coloured()
    label = click.style("fixed:", fg="green") if coloured else "fixed:"
    for finding in each.went[:MOST_OF_A_RULE]:
        click.echo(f"{label} {report_text([finding], each.build.shown)}", nl=False, color=coloured)
    if len(each.went) > MOST_OF_A_RULE:
        click.echo(f"{label} … and {len(each.went) - MOST_OF_A_RULE:,} more", color=coloured)
    click.echo(report_in_brief(each.came, each.build.shown, is_coloured=coloured), nl=False, color=coloured)
    click.echo(_summary(each.build))


def _is_coloured() -> bool:
    return is_coloured(os.environ, is_terminal=sys.stdout.isatty())


def _summary(build: Build) -> str:
    time = f"{build.seconds:.1f} s" if build.seconds >= 1 else f"{build.seconds * 1000:.0f} ms"
    return f"{build.summary} in {time}; {findings_summary(build.findings)}"
