"""The command `rlnotes`: arguments in, exit code out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from rlnotes import __version__
from rlnotes.cli.build import build
from rlnotes.cli.check import check
from rlnotes.cli.clean import clean
from rlnotes.cli.import_ import import_
from rlnotes.cli.init import init
from rlnotes.cli.inventories import inventories
from rlnotes.cli.listing import list_
from rlnotes.cli.new import new
from rlnotes.cli.options import CONTEXT
from rlnotes.cli.serve import serve
from rlnotes.cli.sources import sources
from rlnotes.shell.failure import CannotRun, reason

CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, message="rlnotes %(version)s")
def rlnotes() -> None:
    """Publish linked research notes: Markdown in, a static site out.

    Exit codes: 0 clean, 1 the notes have errors, 2 rlnotes could not run.
    """


for _command in (init, import_, new, build, serve, check, list_, sources, inventories, clean):
    rlnotes.add_command(_command)


def main() -> None:
    """The program: runs on the arguments of the process and ends it."""
    gc.disable()  # what a command loads and makes lives to its end; one that runs for long turns it on again
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(arguments: Sequence[str]) -> int:
    """What running with `arguments` comes to.

    Raises:
        SystemExit: whoever read our output has seen enough (click ends in silence then).
    """
    _accept_any_text()
    try:
        code = rlnotes.main(list(arguments), prog_name="rlnotes", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return CANNOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except CannotRun as error:
        click.echo(f"rlnotes: {error}", err=True)
        return CANNOT_RUN
    except OSError as error:  # a disk that is full, a current folder that is gone: no mistake of ours
        click.echo(f"rlnotes: {reason(error)}", err=True)
        return CANNOT_RUN
    except Exception as error:
        return _internal_error(error, arguments)
    return code if isinstance(code, int) else CLEAN


def _accept_any_text() -> None:
    """Let output that its encoding can't hold be escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _internal_error(error: Exception, arguments: Sequence[str]) -> int:
    """One line that asks for a report; the traceback for those who asked for it."""
    from rlnotes.shell.report import printable

    if os.environ.get("RLNOTES_DEBUG") or {"-v", "--verbose"} & set(arguments):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True)
    words = printable(f"{type(error).__name__}: {error}")
    click.echo(f"rlnotes: internal error, please report it (RLNOTES_DEBUG=1 shows more): {words}", err=True)
    return CANNOT_RUN
