"""A Jekyll site, and an academic home page in particular, as a site of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from rlnotes.app.importing.front import Front, added, extent, front_of, pair, value
from rlnotes.app.importing.jekyll_addresses import KINDS, Plan, address, day_of, folder_of, new_path
from rlnotes.app.importing.jekyll_rest import losses_of, settings_of
from rlnotes.app.importing.kramdown import kramdown_steps
from rlnotes.app.importing.liquid import Addresses, code_of, liquid_steps, tokens
from rlnotes.app.importing.outcome import Log, Origin, Outcome, bytes_of, is_utf16, text_of
from rlnotes.app.importing.reach import reached
from rlnotes.app.importing.settings import entries, read_mapping, words
from rlnotes.app.importing.steps import Step, stepped
from rlnotes.model.naming import folded, is_index
from rlnotes.model.note import Kind
from rlnotes.parse.frontmatter_keys import COLLECTIONS
from rlnotes.parse.yaml_tree import Items, Node, Pairs

CONFIG: Final = "_config.yml"
AUTHORS: Final = "_data/authors.yml"
_MARKDOWN: Final = (".md", ".markdown")
# Files about a repository; Jekyll publishes none of them unless they have front matter.
_ABOUT: Final = re.compile(
    r"(?:readme|licen[cs]e|copying|code_of_conduct|contributing|changelog|issue_template|pull_request_template)\.\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """Where each note and each file goes below the notes folder, by its path before; what else the notes ask for.

    `home` is the address of the site, `first_page` that of the note which is its home page. `posts` are the posts by
    what `post_url` calls them: their path below `_posts` without its ending.
    """

    plan: Plan
    notes: Mapping[str, str]
    files: Mapping[str, str]
    home: str
    first_page: str
    authors: Mapping[str, str]
    posts: Mapping[str, str]

    def of_file(self, name: str) -> str:
        """The address of the file that `link` names, "" if there is none."""
        path = name.strip("/")
        new = self.notes.get(path) or self.files.get(path)
        return f"/{quote(new)}" if new else ""

    def of_post(self, name: str) -> str:
        """The address of the post that `post_url` names, "" if there is none."""
        inside = name.strip("/")
        path = self.posts.get(inside) or next((at for key, at in self.posts.items() if key.endswith(f"/{inside}")), "")
        return self.of_file(path) if path else ""


def import_jekyll(origin: Origin) -> Outcome:
    """The site that a Jekyll site becomes."""
    log = Log()
    config = read_mapping(CONFIG, origin.texts.get(CONFIG), log)
    settings = settings_of(config, log)
    move = _move(origin, Plan(config), settings.home, log)
    notes = {new: _carried(path, origin.texts[path], move, log) for path, new in move.notes.items()}
    named = {new for path in move.notes for new in _named_files(path, origin.texts[path], move, log)}
    used = reached(notes, frozenset(move.files.values()), notes) | named
    copies = {new: path for path, new in move.files.items() if new in used or path.endswith(".bib")}
    unused = tuple(sorted(path for path, new in move.files.items() if new not in copies))
    losses_of(origin, move.notes, config, log)
    return Outcome(
        "Jekyll",
        origin.name,
        settings.text,
        notes,
        copies,
        tuple(sorted(log.changes)),
        tuple(sorted(log.losses)),
        unused,
    )


def _move(origin: Origin, plan: Plan, home: str, log: Log) -> Move:
    taken: dict[str, str] = {}
    notes = {path: _free(new, taken) for path, new in sorted(_notes(origin, plan, log)) if new}
    for path, new in notes.items():
        if new != path:
            log.changed("files moved", path, 0, f"to {new}")
    others = {*origin.files, *(path for path in origin.texts if _is_file(path, origin.texts[path]))}
    files = {path: _free(new, taken) for path in sorted(others) if (new := _place_of_file(plan, path))}
    posts = {path.rpartition("_posts/")[2].rpartition(".")[0]: path for path in notes if folder_of(path) == "posts"}
    first_page = next(
        (f"/{quote(new)}" for path, new in notes.items() if _is_first(path, origin.texts[path])), home or "/"
    )
    return Move(plan, notes, files, home, first_page, _authors(origin, log), posts)


def _is_first(path: str, content: bytes) -> bool:
    """Whether a note is the home page."""
    told = value(front_of(text_of(content)), "permalink")
    return told == "/" or (not told and path in {"index.md", "index.markdown"})


def _is_file(path: str, content: bytes) -> bool:
    """Whether a text is neither a note nor a page that Jekyll makes: then it is a file like any other."""
    return not path.lower().endswith(_MARKDOWN) and not content.removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _authors(origin: Origin, log: Log) -> dict[str, str]:
    """The full names of authors by their short ones."""
    people = read_mapping(AUTHORS, origin.texts.get(AUTHORS), log)
    return {key: name for key, each in people.items() if (name := words(entries(each).get("name")))}


def _notes(origin: Origin, plan: Plan, log: Log) -> Iterator[tuple[str, str]]:
    """Each note that Jekyll publishes, and where it goes."""
    for path, content in origin.texts.items():
        if not path.lower().endswith(_MARKDOWN):
            continue
        new = "" if plan.is_left_out(path) else new_path(plan, path)
        is_bare = bool(_ABOUT.fullmatch(path.rpartition("/")[2])) and not front_of(text_of(content)).is_there
        if not new or is_bare:
            log.lost("notes that Jekyll does not publish", path, 0, "left out")
        elif _is_withheld(folder_of(path), plan) and not _can_be_hidden(content):
            log.lost("notes that Jekyll withholds", path, 0, "left out: `draft: true` can't be written into them")
        else:
            yield path, new


def _place_of_file(plan: Plan, path: str) -> str:
    if path.startswith("_bibliography/"):
        return path[1:]
    return "" if plan.is_left_out(path) else new_path(plan, path)


def _free(path: str, taken: dict[str, str]) -> str:
    """`path`, or the first of its kind that no other file has, whatever the letter case; it is taken from now on."""
    stem, dot, ending = path.rpartition(".")
    name, number = path, 1
    while folded(name) in taken:
        number += 1
        name = f"{stem}-{number}{dot}{ending}" if dot else f"{path}-{number}"
    taken[folded(name)] = path
    return name


def _carried(path: str, content: bytes, move: Move, log: Log) -> bytes:
    """The bytes of a note in the new site."""
    if is_utf16(content):
        log.lost("notes that are not UTF-8", path, 0, "carried over as they are")
        return content
    text = text_of(content)
    front = front_of(text)
    found = tokens(text, front.body)
    steps = [
        *_front_steps(path, text, front, move),
        *liquid_steps(text, found, Addresses(move.of_file, move.of_post, move.home, move.first_page)),
        *kramdown_steps(text, front.body, code_of(found)),
        *_address_steps(text, front, move),
    ]
    for span, mistake in front.tree.mistakes:
        log.lost("front matter that can't be read", path, span.line, mistake.message)
    return bytes_of(stepped(path, text, steps, log))


def _named_files(path: str, content: bytes, move: Move, log: Log) -> Iterator[str]:
    """The files that a note's front matter names, such as a paper; a build copies none of them."""
    front = front_of(text_of(content))
    for _, node in front.pairs:
        named = unquote(words(node).removeprefix(move.home) if move.home else words(node))
        new = move.files.get(named.strip("/")) if named.startswith("/") else None
        if new:
            log.lost(
                "files that front matter alone names", path, node.span.line, f"{words(node)}: link it in the text, too"
            )
            yield new


def _front_steps(path: str, text: str, front: Front, move: Move) -> Iterator[Step]:
    keys = _new_keys(path, front, move)
    yield from added(text, front, keys, {name: f"`{name}` added" for name in keys})
    author = pair(front, "author", "authors")
    for node in _scalars(author[1]) if author else ():
        if name := move.authors.get(words(node)):
            yield Step(*extent(front, node), _quoted(name), "authors by name", f"{words(node)}: {name}")


def _new_keys(path: str, front: Front, move: Move) -> dict[str, str]:
    folder = folder_of(path)
    keys: dict[str, str] = {}
    kind = KINDS.get(folder, None if folder or is_index(path) else Kind.PAGE)
    if kind and not pair(front, "kind") and COLLECTIONS.get(value(front, "collection")) is not kind:
        keys["kind"] = kind.value
    day = day_of(path, front)
    if day and not pair(front, "date", "created"):
        keys["date"] = day.isoformat()
    if not pair(front, "permalink") and (old := address(move.plan, path, front)):
        keys["permalink"] = old
    if not pair(front, "draft") and _is_withheld(folder, move.plan):
        keys["draft"] = "true"
    return keys


def _is_withheld(folder: str, plan: Plan) -> bool:
    """Whether Jekyll reads a collection but publishes no page of it."""
    told = plan.collections.get(folder)
    return folder == "drafts" or (told is not None and folder != "posts" and words(told.get("output")) != "true")


def _can_be_hidden(content: bytes) -> bool:
    """Whether `draft: true` can be written into a note: not into UTF-16, nor where front matter is no mapping."""
    if is_utf16(content):
        return False
    front = front_of(text_of(content))
    return not front.is_there or front.tree.root is None or isinstance(front.tree.root, Pairs)


def _scalars(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else (node,)


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


_FOLDERS = re.compile(r"(?:\]\(|(?:href|src)=[\"'])(?:[^\s()<>\"'{]{0,500}?/)?_([a-z]+)/")


def _address_steps(text: str, front: Front, move: Move) -> Iterator[Step]:
    """Addresses that name a folder by its name before, or one of the site's files by the site's own address."""
    for found in _FOLDERS.finditer(text, front.body):
        if found[1] in KINDS or found[1] in move.plan.collections:
            start = found.start(1) - 1
            yield Step(start, start + 1, "", "folders in links", found[0].lstrip("]("))
    if not move.home:
        return
    own = re.compile(
        rf"{re.escape(move.home).replace('https', 'http', 1).replace('http', 'https?', 1)}/([^\s\"'<>()]+)"
    )
    for found in own.finditer(text, front.body):
        if unquote(found[1]) in move.files:
            yield Step(found.start(), found.start(1) - 1, "", "own addresses of files", found[0])
