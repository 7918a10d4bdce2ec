"""What a Jekyll site has beside its notes: settings that have a place here, and all that has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.app.importing.outcome import Log, Origin, tell_of_unread, text_of
from rlnotes.app.importing.settings import entries, read_mapping, settings_text, words
from rlnotes.parse.yaml_tree import Items, Node

_CONFIG: Final = "_config.yml"
_NAVIGATION: Final = "_data/navigation.yml"
_READ: Final = frozenset({_CONFIG, _NAVIGATION, "_data/authors.yml"})
_FOLDERS: Final[Mapping[str, str]] = {
    "_layouts": "layouts",
    "_includes": "includes",
    "_plugins": "plugins",
    "_sass": "styles",
    "_data": "data",
}
# Keys that are read, or say how Jekyll itself is to run.
_KNOWN: Final = frozenset(
    {
        "title", "name", "description", "url", "baseurl", "author", "lang", "locale", "language", "collections",
        "collections_dir", "permalink", "exclude", "include", "markdown", "kramdown", "highlighter", "encoding",
        "timezone", "future", "plugins", "gems", "theme", "remote_theme", "whitelist", "repository", "keep_files",
        "incremental", "port", "host"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The text of the new configuration, and the address of the site, "" if it is not told."""

    text: str
    home: str


def settings_of(config: Mapping[str, Node], log: Log) -> Settings:
    """What the settings of Jekyll are here."""
    author = config.get("author")
    url = words(config.get("url")).rstrip("/")
    home = f"{url}/{words(config.get('baseurl')).strip('/')}".rstrip("/") if url else ""
    language = words(config.get("lang")) or words(config.get("locale")) or words(config.get("language"))
    wanted = {
        "title": words(config.get("title")) or words(config.get("name")),
        "description": words(config.get("description")),
        "base_url": home,
        "language": language.replace("_", "-"),
        "author": words(author) or words(entries(author).get("name")),
    }
    return Settings(settings_text(_CONFIG, wanted, log), home)


def losses_of(origin: Origin, notes: Mapping[str, str], config: Mapping[str, Node], log: Log) -> None:
    """Take note of all that has no place here."""
    for kind, node in (("plugins", "plugins"), ("plugins", "gems"), ("themes", "theme"), ("themes", "remote_theme")):
        for each in _listed(config.get(node)):
            log.lost(kind, _CONFIG, each.span.line, words(each))
    for key in sorted(config.keys() - _KNOWN):
        log.lost("settings of no use here", _CONFIG, config[key].span.line, key)
    for path in sorted({*origin.texts, *origin.files} - _READ - notes.keys()):
        if kind := _kind_of_loss(path, origin):
            log.lost(kind, path)
    tell_of_unread(origin, log)
    for line, entry in _navigation(origin, log):
        log.lost("navigation", _NAVIGATION, line, entry)


def _kind_of_loss(path: str, origin: Origin) -> str:
    folder = path.partition("/")[0]
    if folder in _FOLDERS:
        return _FOLDERS[folder]
    is_page = path.endswith((".html", ".htm", ".xml")) and path in origin.texts
    return "pages written in HTML" if is_page and text_of(origin.texts[path][:8]).startswith("---") else ""


def _listed(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Items):
        return node.items
    return (node,) if node and words(node) else ()


def _navigation(origin: Origin, log: Log) -> Iterator[tuple[int, str]]:
    """The entries of the menus, each with its line."""
    for menu in read_mapping(_NAVIGATION, origin.texts.get(_NAVIGATION), log).values():
        for each in _listed(menu):
            told = entries(each)
            if told:
                yield each.span.line, f"{words(told.get('title'))}: {words(told.get('url'))}"
