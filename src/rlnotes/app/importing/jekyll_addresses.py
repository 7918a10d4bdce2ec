"""Where Jekyll puts what: the folder of each note here, and the address that it had there."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from rlnotes.app.importing.front import Front, pair, value
from rlnotes.app.importing.settings import entries, words
from rlnotes.model.note import Kind
from rlnotes.parse.dates import date_in_name, parse_date
from rlnotes.parse.frontmatter_address import segment_problem
from rlnotes.parse.frontmatter_keys import COLLECTIONS
from rlnotes.parse.yaml_tree import Items, Node

KINDS: Final[Mapping[str, Kind]] = {**COLLECTIONS, "drafts": Kind.POST, "pages": Kind.PAGE}
_ALWAYS: Final = ("_site", "vendor", "node_modules")
_STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN: Final = re.compile(r":([a-z_]+)")
_INDEX: Final = re.compile(r"(?:^|/)index$")
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What `_config.yml` says of folders and addresses."""

    config: Mapping[str, Node]

    @property
    def collections(self) -> Mapping[str, Mapping[str, Node]]:
        """What it says of each collection, by name."""
        node = self.config.get("collections")
        if isinstance(node, Items):
            return {words(each): {} for each in node.items}
        return {name: entries(each) for name, each in entries(node).items()}

    def is_left_out(self, path: str) -> bool:
        """Whether Jekyll is told to leave a file out."""
        node = self.config.get("exclude")
        told = [words(each).strip("/") for each in node.items] if isinstance(node, Items) else []
        return any(
            path == each or path.startswith(f"{each}/") or fnmatch.fnmatchcase(path, each)
            for each in (*_ALWAYS, *filter(None, told))
        )


def folder_of(path: str) -> str:
    """The name of the collection that a file lies in, "" for a page."""
    return next((each[1:] for each in path.split("/")[:-1] if each.startswith("_")), "")


def new_path(plan: Plan, path: str) -> str:
    """Where a file goes below the notes folder, "" if it is no part of the site."""
    home = words(plan.config.get("collections_dir")).strip("/")
    inside = path.removeprefix(f"{home}/") if home else path
    folder = folder_of(inside)
    is_known = folder in KINDS or folder in plan.collections
    is_at_home = folder in {"posts", "drafts"} or inside.startswith(f"_{folder}/")
    segments = inside.split("/")
    if folder and is_known and is_at_home:
        segments[segments.index(f"_{folder}")] = folder
    is_hidden = any(each.startswith(("_", ".")) and not each.startswith("_index.") for each in segments)
    return "" if is_hidden else "/".join(segments)


def address(plan: Plan, path: str, front: Front) -> str:
    """The address that Jekyll gives a note without `permalink`, "" if it is as ours or can't be told."""
    folder = folder_of(path)
    template = _template(plan, folder)
    made = _TOKEN.sub(lambda found: _part(found[1], path, front, folder), template)
    segments = [each for each in made.split("/") if each]
    if not template or "\0" in made or any(map(segment_problem, segments)):
        return ""
    return f"/{'/'.join(segments)}{'/' if made.endswith('/') and segments else ''}"


def _template(plan: Plan, folder: str) -> str:
    written = words(plan.config.get("permalink"))
    if folder == "posts":
        return _STYLES.get(written, written if "/" in written else _STYLES["date"])
    if folder in plan.collections:
        return words(plan.collections[folder].get("permalink"))
    return "/:path/" if not folder and written == "pretty" else ""


def _part(token: str, path: str, front: Front, folder: str) -> str:
    """What a token of a template stands for, NUL for one that we can't tell."""
    name = PurePosixPath(path).stem
    day = day_of(path, front)
    whole = PurePosixPath(path).with_suffix("").as_posix()
    inside = whole.rpartition(f"_{folder}/")[2] if folder else whole
    parts = {
        "collection": folder,
        "path": _INDEX.sub("", inside),
        "name": name,
        "title": value(front, "slug") or _DATED.sub("", name, count=1),
        "slug": value(front, "slug") or _DATED.sub("", name, count=1),
        "output_ext": ".html",
        "categories": _categories(path, front),
        **(_parts_of_day(day) if day else {}),
    }
    return parts.get(token, "\0")


def _parts_of_day(day: date) -> dict[str, str]:
    return {
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "i_month": str(day.month),
        "day": f"{day.day:02}",
        "i_day": str(day.day),
        "y_day": f"{day.timetuple().tm_yday:03}",
    }


def _categories(path: str, front: Front) -> str:
    """The folders above `_posts`, then the categories of the front matter."""
    above = path.rpartition("_posts/")[0].strip("/").split("/")
    found = pair(front, "categories", "category")
    named = [words(each) for each in found[1].items] if found and isinstance(found[1], Items) else []
    if found and not named:
        named = words(found[1]).split() if found[0].text == "categories" else [words(found[1])]
    return "/".join(dict.fromkeys(each.lower() for each in (*above, *named) if each))


def day_of(path: str, front: Front) -> date | None:
    """The date of a note: that of its front matter, else that of its file name."""
    return parse_date(value(front, "date")) or date_in_name(path)
