"""What a build is made from: what differs in the files, and the terms under which the site is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rlnotes.config.site import Config
from rlnotes.model.collection import Elsewhere, History, Theme
from rlnotes.model.place import Source
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.social_letters import Letters
from rlnotes.parse.note import ParseOptions


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs in the input from the last build: new and changed files, those that are gone, and what is there.

    `notes` and `bibliographies` are sources that are new or have another text; `gone` paths of either that are no more.
    `files` are all attachments, changed or not; `history` all dates, None if they are what they were;
    `elsewhere` all other sites, and what stands for them.
    """

    notes: Mapping[str, Source] = field(default_factory=dict)
    bibliographies: Mapping[str, Source] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    history: Mapping[str, History] | None = None
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    elsewhere_mark: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a build depends on besides the collection; `digest` stands for all of it but the notes.

    `letters` are those of social cards, `card_letters` of theme and configuration.
    """

    config: Config
    options: ParseOptions
    style: Style
    theme: Theme
    template_digests: Mapping[str, bytes]
    digest: bytes = b""
    letters: Letters = Letters.NONE
