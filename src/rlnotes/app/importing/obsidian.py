"""An Obsidian vault as a site of ours: notes keep path and text, templates and unused files stay behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rlnotes.app.importing.front import Front, added, extent, front_of, pair, value
from rlnotes.app.importing.obsidian_settings import FOLDER, Vault, vault_of
from rlnotes.app.importing.outcome import Log, Origin, Outcome, bytes_of, is_utf16, tell_of_unread, text_of
from rlnotes.app.importing.reach import reached
from rlnotes.app.importing.settings import settings_text
from rlnotes.app.importing.steps import Step, stepped
from rlnotes.parse.dates import date_in_name

_MARKDOWN: Final = (".md", ".markdown")
_LEFT_TO_OBSIDIAN: Final = {".canvas": "canvases", ".base": "bases"}
_FENCE: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<name>[\w-]*)[^\n]*")
_QUERIES: Final = frozenset({"dataview", "dataviewjs", "tasks", "query", "base", "button", "templater"})
_SIGNS: Final = re.compile(
    r"(?P<query>`\$?= [^`\n]{1,500}`)|(?P<templater><%[^%\n]{0,500}%>)|(?P<hole>\{\{[^{}\n]{1,80}\}\})"
)
_SIGN_KINDS: Final = {"query": "queries in running text", "templater": "Templater", "hole": "holes for a template"}
_RULES: Final = """
[rules]
unknown-key = "off"  # a vault's properties are its author's own
"""


def import_obsidian(origin: Origin) -> Outcome:
    """The site that a vault becomes."""
    log = Log()
    vault = vault_of(origin, log)
    texts = {path: each for path, each in origin.texts.items() if path.lower().endswith(_MARKDOWN)}
    files = origin.files | {path for path in origin.texts if path not in texts and not path.startswith(f"{FOLDER}/")}
    used = reached(texts, files, (path for path in texts if not vault.is_template(path)))
    notes = {path: _carried(path, texts[path], vault, log) for path in sorted(texts) if path in used}
    copies = {path: path for path in sorted(files) if path in used or path.endswith(".bib")}
    _tell_of_rest(origin, vault, used, log)
    wanted = {"title": origin.name, "attachment_folder": vault.attachments}
    settings = settings_text(FOLDER, wanted, log) + _RULES
    return Outcome(
        "Obsidian",
        origin.name,
        settings,
        notes,
        copies,
        tuple(sorted(log.changes)),
        tuple(sorted(log.losses)),
        tuple(sorted(files - copies.keys())),
        ("`description`, `base_url` and `language` in `rlnotes.toml` are yours to fill in.",),
    )


def _tell_of_rest(origin: Origin, vault: Vault, used: frozenset[str], log: Log) -> None:
    for path in sorted({*origin.texts, *origin.files}):
        kind = next((kind for ending, kind in _LEFT_TO_OBSIDIAN.items() if path.endswith(ending)), "")
        if kind:
            log.lost(kind, path, 0, "copied, since a note leads to it" if path in used else "left out")
        elif vault.is_template(path) and path.lower().endswith(_MARKDOWN) and path not in used:
            log.lost("templates", path, 0, "left out")
    tell_of_unread(origin, log)


def _carried(path: str, content: bytes, vault: Vault, log: Log) -> bytes:
    """The bytes of a note in the new site."""
    if is_utf16(content):
        log.lost("notes that are not UTF-8", path, 0, "carried over as they are")
        return content
    text = text_of(content)
    front = front_of(text)
    for span, mistake in front.tree.mistakes:
        log.lost("front matter that can't be read", path, span.line, mistake.message)
    return bytes_of(stepped(path, text, (*_front_steps(path, text, front, vault), *_body_steps(text, front)), log))


def _front_steps(path: str, text: str, front: Front, vault: Vault) -> Iterator[Step]:
    day = None if date_in_name(path) or pair(front, "date", "created") else vault.day_of(path)
    if day:
        yield from added(text, front, {"date": day.isoformat()}, {"date": "`date` of daily notes added"})
    publish = pair(front, "publish")
    if publish and value(front, "publish") == "false" and not pair(front, "draft"):
        start, end = extent(front, publish[0])[0], extent(front, publish[1])[1]
        yield Step(start, end, "draft: true", "`publish: false` to `draft: true`")


def _body_steps(text: str, front: Front) -> Iterator[Step]:
    """What Obsidian's plugins make something of, and nobody else."""
    fence = ""
    place = front.body
    for line in text[place:].splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark:
            if not fence and mark["name"].lower() in _QUERIES:
                yield Step(place, place + len(line), None, f"`{mark['name'].lower()}` blocks")
            fence = _fence_after(fence, mark)
        elif not fence:
            yield from _signs(line, place)
        place += len(line)


def _fence_after(fence: str, mark: re.Match[str]) -> str:
    if not fence:
        return mark["fence"]
    return "" if mark["fence"].startswith(fence) and not mark["name"] else fence


def _signs(line: str, place: int) -> Iterator[Step]:
    for found in _SIGNS.finditer(line):
        yield Step(place + found.start(), place + found.end(), None, _SIGN_KINDS[str(found.lastgroup)])
