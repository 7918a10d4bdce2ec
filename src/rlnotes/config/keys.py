"""The table of configuration keys: what each may hold and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rlnotes.model.dialect import Dialect
from rlnotes.model.rules import RULES


class ValueType(StrEnum):
    """What a key may hold."""

    TEXT = "text"
    URL = "an http or https address"
    PATTERN = "an http or https address with {path} in it"
    LANGUAGE = "a language tag like 'en' or 'pt-BR'"
    PATH = "a path"
    CHOICE = "a choice"
    DIALECTS = "a list of dialects"
    COUNT = "a whole number from 0 to 1000"
    FLAG = "true or false"
    TEXTS = "a list of texts"
    URL_TABLE = "a table of http or https addresses"
    TEXT_TABLE = "a table of texts"
    RULE_TABLE = "a table of rules"
    RULE_TABLES = "a list of tables with files and rules"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of `rlnotes.toml`; `choices` for a closed list."""

    name: str
    type: ValueType
    meaning: str
    choices: tuple[str, ...] = ()


GREATEST_COUNT: Final = 1000

KEYS: Final[tuple[Key, ...]] = (
    Key("title", ValueType.TEXT, "The name of the site."),
    Key("description", ValueType.TEXT, "One sentence about the site."),
    Key("base_url", ValueType.URL, "Where the site will be published; needed for the sitemap."),
    Key("language", ValueType.LANGUAGE, "The language of the interface, and of the notes unless one says otherwise."),
    Key("author", ValueType.TEXT, "Who writes the notes, unless a note says otherwise."),
    Key("license", ValueType.TEXT, "The licence of the notes, unless a note says otherwise."),
    Key("url_style", ValueType.CHOICE, "The addresses of pages: name.html or name/.", ("file", "directory")),
    Key("notes", ValueType.PATH, "The folder of the notes."),
    Key("output", ValueType.PATH, "The folder that the site is written to."),
    Key("templates", ValueType.PATH, "The folder of templates that override the default ones by name."),
    Key("exclude", ValueType.TEXTS, "Globs of files below the notes folder that are not part of the site."),
    Key("link_root", ValueType.PATH, "The folder below the notes folder that links beginning with / start from."),
    Key("external_exclude", ValueType.TEXTS, "Addresses, with * for any text, that --external never asks for."),
    Key("search", ValueType.FLAG, "Whether the site can be searched."),
    Key("markdown_pages", ValueType.FLAG, "Whether pages have their Markdown beside them, and the site its llms.txt."),
    Key("social_cards", ValueType.FLAG, "Whether a picture is drawn for each note, for those who share its address."),
    Key("social_card_font", ValueType.TEXT, "The path of the font of these pictures, for letters that ours lacks."),
    Key("external_private", ValueType.FLAG, "Whether --external may ask hosts that the world can't reach."),
    Key("html", ValueType.CHOICE, "Whether raw HTML in notes is sanitized or trusted.", ("sanitize", "trusted")),
    Key("dialects", ValueType.DIALECTS, "The dialects of Markdown that notes are written in.", tuple(Dialect)),
    Key("attachment_folder", ValueType.TEXT, "The folder whose file is meant where two have the name of a link."),
    Key("citation_style", ValueType.TEXT, "The name of a CSL style, or the path of a .csl file."),
    Key("bibliography", ValueType.TEXTS, "Bibliography files or globs; all below the notes folder if empty."),
    Key("related_count", ValueType.COUNT, "How many notes Explore related offers."),
    Key("newest_count", ValueType.COUNT, "How many of the newest notes the home page shows."),
    Key("drafts", ValueType.FLAG, "Whether drafts are built."),
    Key("strict", ValueType.FLAG, "Whether warnings fail the run."),
    Key("dates_from_git", ValueType.FLAG, "Whether a note without dates takes those of its commits."),
    Key("repository_url", ValueType.URL, "The repository of the notes at a forge; pages link the logs of notes there."),
    Key("repository_branch", ValueType.TEXT, "The branch whose log is linked."),
    Key("history_url", ValueType.PATTERN, "The address of a note's log at any other host, with {path} in it."),
    Key("math_macros", ValueType.TEXT_TABLE, "TeX macros for all formulas, by name."),
    Key("inventories", ValueType.URL_TABLE, "The other sites that notes link into, by the names links give them."),
    Key("rules", ValueType.RULE_TABLE, "The severity of a rule, by its name."),
    Key("rules_for", ValueType.RULE_TABLES, "The severity of rules for the files that fit a glob."),
)

KEYS_BY_NAME: Final[Mapping[str, Key]] = {key.name: key for key in KEYS}
RULE_NAMES: Final = tuple(rule.name for rule in RULES)
