"""What a vault's settings say: where templates and daily notes lie, how daily notes are named."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rlnotes.app.importing.outcome import Log, Origin, text_of

FOLDER: Final = ".obsidian"
SETTINGS: Final = tuple(
    f"{FOLDER}/{name}"
    for name in (
        "app.json",
        "community-plugins.json",
        "daily-notes.json",
        "templates.json",
        "plugins/templater-obsidian/data.json",
    )
)
_TOKENS: Final = re.compile(r"\[[^\]]*\]|Y{4}|M{1,4}|D{1,4}|d{1,4}|.", re.DOTALL)
_PATTERNS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
}
_WORDS: Final = r"\w+"
_DIGITS: Final = r"\d{1,4}"
_MOST_OPEN: Final = 2
_GROUP: Final = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Vault:
    """What the settings say, "" where they don't; folders have no slash at their ends."""

    templates: tuple[str, ...]
    daily: str
    daily_format: str
    attachments: str

    def is_template(self, path: str) -> bool:
        """Whether a note is a template for others."""
        return any(path.startswith(f"{folder}/") for folder in self.templates)

    def day_of(self, path: str) -> date | None:
        """The day that a daily note's name gives, None for any other note."""
        home = f"{self.daily}/" if self.daily else ""
        if not path.startswith(home):
            return None
        found = _pattern(self.daily_format).fullmatch(path.removeprefix(home).removesuffix(".md"))
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
        except (IndexError, ValueError):  # a format without one of the three, a day that is none
            return None


def vault_of(origin: Origin, log: Log) -> Vault:
    """What the settings of a vault say."""
    app, plugins, daily, templates, templater = (_read(origin, path, log) for path in SETTINGS)
    for name in plugins if isinstance(plugins, list) else ():
        log.lost("plugins", SETTINGS[1], 0, str(name))
    folders = (_text(templates, "folder"), _text(templater, "templates_folder"))
    return Vault(
        tuple(sorted({folder.strip("/") for folder in folders} - {""})),
        _text(daily, "folder").strip("/"),
        _text(daily, "format") or "YYYY-MM-DD",
        _attachments(_text(app, "attachmentFolderPath")),
    )


def _read(origin: Origin, path: str, log: Log) -> Any:  # noqa: ANN401 - whatever JSON holds
    content = origin.texts.get(path, b"").strip()
    try:
        return json.loads(text_of(content)) if content else {}
    except (ValueError, RecursionError):
        log.lost("settings that can't be read", path, 0, "not JSON")
        return {}


def _text(told: Any, key: str) -> str:  # noqa: ANN401 - whatever JSON holds
    found = told.get(key) if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""


def _attachments(folder: str) -> str:
    """A folder of the vault; Obsidian's other choices are beside each note."""
    return "" if folder.startswith(".") else folder.strip("/")


def _pattern(moment: str) -> re.Pattern[str]:
    """What names of a format look like; words for months and weekdays may be any."""
    seen: set[str] = set()
    parts = []
    for token in _TOKENS.findall(moment[:100]):
        part = _PATTERNS.get(token) or (
            _WORDS if len(token) > 1 and token[0] in "MDd" else re.escape(token.strip("[]"))
        )
        group = _GROUP.match(part)
        parts.append(part if not group or group[1] not in seen else _DIGITS)
        seen.update([group[1]] if group else [])
    if sum(part in {_WORDS, _DIGITS} for part in parts) > _MOST_OPEN:
        return re.compile("(?!)")  # no format that people write, and matching it could take forever
    return re.compile("".join(parts))
