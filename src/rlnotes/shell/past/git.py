"""Git, asked so that it only answers: no lock, no fetch, no program of the repository's choice, no prompt."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rlnotes.shell.failure import CannotRun, reason

_SECONDS: Final = 120
_OPTIONS: Final = ("--no-pager", "-c", "core.fsmonitor=false")
# What a hook leaves in the environment would mislead git about a folder that is not its current one; the notes'
# repository is the one they lie in.
_FORGOTTEN: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
_QUIET: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same for a git that does not know the line above
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_PROMISES: Final = r"^(remote\..*\.promisor|extensions\.partialclone)$"
_SAFE_DIRECTORY = re.compile(r"git config --global --add safe\.directory [^\n]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said: `code` is 0 unless it could not or would not, and then `words` are why."""

    code: int
    content: bytes
    words: str

    @property
    def line(self) -> str:
        """The content as one line of text."""
        return self.content.decode(errors="replace").strip()


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository whose work tree holds `folder`; `top` is where that tree begins.

    `is_shallow` tells that old commits are missing from the clone.
    """

    folder: Path
    top: Path
    is_shallow: bool


def asked(folder: Path, *arguments: str, given: bytes = b"") -> Answer:
    """What git answers in `folder`.

    Raises:
        CannotRun: there is no git, or it does not come to an end.
    """
    command = ["git", *_OPTIONS, *arguments]  # the one on the PATH: it is the author's own
    try:
        done = subprocess.run(  # noqa: S603 - an argument list, no shell
            command, cwd=folder, env=_environment(), input=given, capture_output=True, check=False, timeout=_SECONDS
        )
    except ValueError:  # a NUL or half a character: no name has them
        return Answer(128, b"", "not a name")
    except FileNotFoundError as error:
        raise CannotRun("--since asks git, and there is no program git here; install it") from error
    except OSError as error:
        raise CannotRun(f"--since asks git, which can't be run: {reason(error)}") from error
    except subprocess.TimeoutExpired as error:
        raise CannotRun(f"git did not answer `git {arguments[0]}` within {_SECONDS} seconds") from error
    return Answer(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


def beginning(folder: Path, content_id: str, count: int) -> bytes:
    """The first bytes of a blob, at most `count`; what it has beyond these is not taken into our memory."""
    command = ["git", *_OPTIONS, "cat-file", "blob", content_id]
    with subprocess.Popen(  # noqa: S603 - git itself, with an id that git told
        command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        content = running.stdout.read(count) if running.stdout else b""
        running.kill()
    return content


def _environment() -> dict[str, str]:
    """Our environment without what would mislead git. A work tree that was named beside its repository is meant."""
    kept = {name: value for name, value in os.environ.items() if name not in _FORGOTTEN}
    if os.environ.get("GIT_DIR") and os.environ.get("GIT_WORK_TREE"):
        kept |= {name: str(Path(os.environ[name]).absolute()) for name in ("GIT_DIR", "GIT_WORK_TREE")}
    return kept | _QUIET


def repository_of(folder: Path) -> Repository:
    """The repository that the files of `folder` are kept in.

    Raises:
        CannotRun: there is none, or git does not trust it.
    """
    place = folder.resolve()
    answer = asked(place, "rev-parse", "--is-shallow-repository", "--show-toplevel")
    if answer.code:
        raise CannotRun(_no_repository(answer.words))
    is_shallow, top = answer.content.decode(errors="surrogateescape").removesuffix("\n").split("\n", 1)
    return Repository(place, Path(top), is_shallow == "true")


def _no_repository(words: str) -> str:
    if command := _SAFE_DIRECTORY.search(words):
        return f"git does not read this repository, because another user owns it; if you trust it: `{command[0]}`"
    if "work tree" in words:
        return "--since compares with the files of a git work tree, and the notes lie in none"
    return "--since compares with an earlier commit, but the notes are not in a git repository; leave it out"


def lost(repository: Repository, words: str) -> CannotRun:
    """Why git could not read a commit that it knows, to be raised."""
    if asked(repository.folder, "config", "--get-regexp", _PROMISES).content:
        return CannotRun(
            "the clone is partial and lacks files of the earlier commit; fetch them with "
            "`git fetch --refetch --no-filter`, or clone without `--filter` (`filter:` in actions/checkout)"
        )
    first = words.strip().partition("\n")[0].removeprefix("fatal: ") or "it gave no reason"
    return CannotRun(f"git can't read the earlier commit: {first!r}; `git fsck` tells more")
