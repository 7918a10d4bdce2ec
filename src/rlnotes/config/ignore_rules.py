"""What ignore files leave out: `.gitignore` and `.rlnotesignore`, read as gitignore(5) says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

GIT_IGNORE: Final = ".gitignore"
IGNORE_FILES: Final = (GIT_IGNORE, ".rlnotesignore")
"""The names of ignore files; of two in one folder the later name has the last word."""

_TEMPLATES: Final = "/[Tt][Ee][Mm][Pp][Ll][Aa][Tt][Ee][Ss]/"
TEMPLATES_FOLDER: Final = "templates folder"
"""What is said to leave out the folder of note templates that many programs keep among the notes."""


_AT_ANY_DEPTH: Final = "^(?:.+/)?"
_FOLDER: Final = "(?P<ps_d>/)"
_FOLDER_OR_FILE: Final = "(?:(?P<ps_d>/)|$)"
"""How the library ends a pattern, so that it matches what lies in a folder, too: each step is asked about here."""
_STAR: Final = "[^/]*"
_NEVER: Final = "(?!)"
_CLASSES: Final = re.compile(r"\[:(\w+):\]")
_LETTERS: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_ANYTHING: Final = {".": re.compile("."), "/$": re.compile("[^/]+/$")}
"""The patterns `*` and `*/`, which the library writes to be searched for."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line of an ignore file: what it matches, and whether that is left out or, after a `!`, taken in again.

    One that is `of_names` matches a name at any depth: folders are asked about before what they hold, so the last name
    of a path is enough.
    """

    matches: re.Pattern[str]
    leaves_out: bool
    of_names: bool

    def fits(self, path: str, name: str) -> bool:
        """Whether it matches the path, or its last name."""
        return self.matches.match(name if self.of_names else path) is not None


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of an ignore file, in order; and for quickness what any name and what any path has to match."""

    patterns: tuple[_Pattern, ...]
    any_name: re.Pattern[str]
    any_path: re.Pattern[str]


@lru_cache(maxsize=256)
def _rules(text: str) -> _Rules:
    """The rules of an ignore file; a line that can't be read matches nothing, as for git."""
    patterns = tuple(pattern for line in text.split("\n") for pattern in _patterns(line.removesuffix("\r")))
    of_names = "|".join(f"(?:{each.matches.pattern})" for each in patterns if each.of_names)
    of_paths = "|".join(f"(?:{each.matches.pattern})" for each in patterns if not each.of_names)
    return _Rules(patterns, re.compile(of_names or _NEVER), re.compile(of_paths or _NEVER))


def _patterns(line: str) -> Iterator[_Pattern]:
    """The pattern of a line, if it has one."""
    from pathspec.patterns.gitignore import GitIgnorePatternError  # noqa: PLC0415 - most sites have no ignore file
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # noqa: PLC0415

    try:
        regex, leaves_out = GitIgnoreSpecPattern.pattern_to_regex(_CLASSES.sub(_letters, line))
        if regex is not None and leaves_out is not None:
            yield _pattern(regex.replace(_FOLDER_OR_FILE, "/?$").replace(_FOLDER, "/$"), line, leaves_out=leaves_out)
    except (GitIgnorePatternError, re.error):
        return


def _letters(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], "")


def _pattern(plain: str, line: str, *, leaves_out: bool) -> _Pattern:
    if plain in _ANYTHING:
        return _Pattern(_ANYTHING[plain], leaves_out, of_names=True)
    if plain.startswith(_AT_ANY_DEPTH) and "/" not in line.strip().rstrip("/"):
        return _Pattern(_compiled(plain.removeprefix(_AT_ANY_DEPTH)), leaves_out, of_names=True)
    # What is below a folder is not the folder itself.
    return _Pattern(_compiled(f"{plain}." if plain.endswith("/") else plain), leaves_out, of_names=False)


def _compiled(plain: str) -> re.Pattern[str]:
    """The pattern, where each star but the last takes as little as it can: that never takes long, and is enough."""
    first, *between = plain.split(_STAR)
    if len(between) <= 1:
        return re.compile(plain)
    *inner, last = between
    return re.compile(f"{first}{''.join(f'(?>{_STAR}?{each})' for each in inner)}{_STAR}{last}")


@dataclass(frozen=True, slots=True)
class FileAbove:
    """An ignore file in a folder above the notes: what it is called, the way from there to the notes, its text."""

    name: str
    way: str
    text: str


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The ignore files of a collection: the texts of those `within`, by path, and those `above`, the nearest first."""

    within: Mapping[str, str]
    above: tuple[FileAbove, ...] = ()

    def leaving_out(self, path: str) -> str:
        """The ignore file that leaves `path` out, "" if none does; a folder's path ends in a slash.

        The nearest file that says something of it decides. What lies in a folder that is left out is not asked for.
        """
        for folder in _folders(path) if self.within else ():
            for name in reversed(IGNORE_FILES):
                text = self.within.get(folder + name)
                verdict = _verdict(text, path[len(folder) :]) if text else None
                if verdict is not None:
                    return folder + name if verdict else ""
        for file in self.above:
            verdict = _verdict(file.text, path, file.way)
            if verdict is not None:
                return file.name if verdict else ""
        return TEMPLATES_FOLDER if path.endswith("/") and _verdict(_TEMPLATES, path) else ""


def steps_to(path: str) -> Iterator[str]:
    """The folders that hold `path`, the outermost first, each with a slash at its end, and `path` itself."""
    place = path.find("/")
    while 0 <= place < len(path) - 1:
        yield path[: place + 1]
        place = path.find("/", place + 1)
    yield path


def _folders(path: str) -> Iterator[str]:
    """The folders that hold `path`, the nearest first, with a slash at the end; "" is the outermost."""
    folder = path.rstrip("/")
    while folder:
        folder = folder.rpartition("/")[0]
        yield f"{folder}/" if folder else ""


def _verdict(text: str, path: str, way: str = "") -> bool | None:
    """Whether an ignore file leaves a path out, None if it says nothing of it.

    A pattern that matches the `way` from it to the notes would leave out all of them: they are wanted, so it is passed
    over.
    """
    rules, whole, name = _rules(text), way + path, _last_name(path)
    if not (rules.any_name.match(name) or rules.any_path.match(whole)):
        return None
    matching = (each for each in reversed(rules.patterns) if each.fits(whole, name))
    return next((each.leaves_out for each in matching if not (way and each.fits(way, _last_name(way)))), None)


def _last_name(path: str) -> str:
    """The last name of a path, with a slash behind it if it is a folder's."""
    return path[path.rfind("/", 0, len(path) - 1) + 1 :]
