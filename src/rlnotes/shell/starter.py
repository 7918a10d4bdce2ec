"""Files that people begin with: a starter site, and single new notes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rlnotes.shell.disk import create
from rlnotes.shell.failure import CannotRun, reason

# Hidden names travel under plain ones: packaging tools and git would act on them.
_RENAMED: Final = {"gitignore": ".gitignore", "github": ".github"}
_MAX_SLUG: Final = 60  # letters: at four bytes each still a file name everywhere
_FOLDERS: Final[Mapping[str, str]] = {"note": "notes", "hub": "hubs", "line": "lines", "source": "sources"}
_KEYS: Final[Mapping[str, str]] = {
    "note": "",
    "hub": "sections: []\n",
    "line": "state: open\n",
    "source": 'authors: []\nurl: ""\n',
}


@dataclass(frozen=True, slots=True)
class Started:
    """What `init` did: files written and files that were there already and stay, relative to the folder."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def write_starter(folder: Path, today: date, *, with_github: bool = False) -> Started:
    """A starter site in `folder`, dated `today`; nothing that exists is touched.

    Raises:
        CannotRun: the folder can't be written.
    """
    written: list[str] = []
    kept: list[str] = []
    for path, text in starter_files(with_github=with_github):
        (written if _create(folder / path, text.replace("{{today}}", today.isoformat())) else kept).append(path)
    return Started(tuple(written), tuple(kept))


def starter_files(*, with_github: bool) -> Iterator[tuple[str, str]]:
    """The files of the starter site by path."""
    starter = resources.files("rlnotes") / "starter"
    yield from _files(starter / "site")
    if with_github:
        yield from _files(starter / "ci")


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = prefix + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        else:
            yield path, entry.read_text("utf-8")


def write_note(notes: Path, kind: str, title: str, today: date) -> Path:
    """The path of a new note of `kind`: in the folder of its kind if there is one, else at the top of the notes.

    Raises:
        CannotRun: the title can't be a title, the file exists, or it can't be written.
    """
    if not title.isprintable() or not slug(title):
        raise CannotRun("a title is one line with at least one letter or digit")
    if not notes.is_dir():
        raise CannotRun(f"there is no notes folder {notes.name!r}; `rlnotes init` starts a site")
    shelf = notes / _FOLDERS[kind]
    path = (shelf if shelf.is_dir() else notes) / f"{slug(title)}.md"
    if not _create(path, note_text(kind, title, today)):
        raise CannotRun(f"{path.name} is there already; nothing was changed")
    return path


def note_text(kind: str, title: str, today: date) -> str:
    """The text of a new note: its front matter filled, its body left to the author."""
    # A JSON string of printable characters is a YAML string too.
    quoted = json.dumps(title, ensure_ascii=False)
    front = f'kind: {kind}\ntitle: {quoted}\ndescription: ""\ndate: {today.isoformat()}\ntags: []\n{_KEYS[kind]}'
    return f"---\n{front}---\n"


def slug(title: str) -> str:
    """A file name for a title: lower case, letters and digits of any script, hyphens between words."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", title).lower().replace("'", "").replace("’", ""))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:_MAX_SLUG]
        if len(longer) > _MAX_SLUG:
            break
        kept = longer
    return kept


def _create(path: Path, text: str) -> bool:
    """Whether a new file was written; one that exists stays as it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        create(str(path), (text.encode(),))
    except FileExistsError:
        return False
    except OSError as error:
        raise CannotRun(f"can't write {path.name}: {reason(error)}") from error
    return True
