"""What holds for a folder of Markdown that is no site of ours: a vault, the documentation of a program."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.rules import ADVICE

_OURS: Final = (
    "bad-address",
    "bad-math",
    "draft-linked",
    "duplicate-address",
    "foreign-image",
    "liquid-tag",
    "markup-in-title",
    "not-listable",
    "shallow-clone",
    "unknown-key",
    "unknown-language",
    "unknown-relation",
    "unknown-status",
    "unlisted-linked",
    "unsupported-file",
    *sorted(ADVICE),
)
"""Rules about publishing with rlnotes, or its front matter: what another program makes of a note is its affair.

So is advice: nobody asked for it there, and nearly every note would have some.
"""
_DOUBTFUL: Final = frozenset({"bad-date", "bad-front-matter"})
"""Rules about values of our keys, which may be right for others, and about YAML that nobody can read."""


def tree_config(notes: str, link_root: str) -> Config:
    """The configuration for the files below `notes`, drafts included."""
    severities = dict.fromkeys(_OURS, Severity.OFF) | dict.fromkeys(sorted(_DOUBTFUL), Severity.WARNING)
    return Config(
        notes=notes, link_root=link_root, drafts=True, dates_from_git=False, rules=MappingProxyType(severities)
    )


def is_our_affair(found: Diagnostic) -> bool:
    """Whether a finding is about the value of a key of ours, such as a `status`: others have their own words for it."""
    return found.rule in _DOUBTFUL and bool(found.subject)


def without_citations(config: Config) -> Config:
    """The configuration for a tree without a bibliography: there an `@name` is someone's name, not a citation."""
    return replace(config, rules=MappingProxyType({**config.rules, "unknown-citation": Severity.OFF}))
