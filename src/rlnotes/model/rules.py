"""The names of the findings: permanent, in kebab-case, each with its severity and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rlnotes.model.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: what it is called, how much it weighs unless configured, what it means."""

    name: str
    severity: Severity
    meaning: str


_E, _W, _OFF = Severity.ERROR, Severity.WARNING, Severity.OFF

RULES: Final[tuple[Rule, ...]] = (
    Rule("ambiguous-link", _E, "A link fits several notes equally well."),
    Rule("bad-address", _E, "A slug, permalink or redirect can't be an address of the site."),
    Rule("bad-bibliography", _E, "A bibliography file has an entry that can't be read."),
    Rule("bad-character", _E, "A file has a NUL character."),
    Rule("bad-configuration", _E, "A key of the configuration is unknown, or its value can't be used."),
    Rule("bad-date", _E, "A date in front matter is not a date."),
    Rule("bad-front-matter", _E, "Front matter is not valid, or a value has the wrong type."),
    Rule("bad-inventory", _E, "The inventory of another site is not there, or can't be read."),
    Rule("bad-math", _E, "A formula can't be typeset."),
    Rule("bad-template", _E, "A template of the site can't be used, or is not there."),
    Rule("bad-translation", _W, "A note says that it translates what it can't, or what is there in its language."),
    Rule("bad-vault", _W, "The settings of an Obsidian vault can't be read."),
    Rule("broken-anchor", _E, "A link names a heading that its note does not have."),
    Rule("broken-block", _E, "A link names a block reference that its note does not have."),
    Rule("broken-embed", _E, "An embed names a note, heading or block that does not exist."),
    Rule("broken-link", _E, "A link names a note that does not exist."),
    Rule("case-mismatch", _W, "A link finds its target only when letter case or Unicode form is ignored."),
    Rule("dead-end", _W, "A note links no other note and cites no source."),
    Rule("draft-linked", _W, "A published note links a draft."),
    Rule("duplicate-address", _E, "Two files would be published at the same address."),
    Rule("duplicate-anchor", _W, "A note gives the same id to two places."),
    Rule("duplicate-source", _E, "Two sources have the same citation key, or two notes are about the same source."),
    Rule("duplicate-title", _W, "Two notes have the same title."),
    Rule("embed-cycle", _E, "A note embeds itself, directly or through others."),
    Rule("embed-too-deep", _E, "Embeds are nested deeper, or grow larger, than a page can take."),
    Rule("empty-section", _W, "A heading has nothing below it."),
    Rule("external-broken", _E, "A link to another host leads nowhere any more."),
    Rule("external-redirect", _W, "A link to another host leads to an address that has moved for good."),
    Rule("foreign-image", _W, "A picture, sound or film lies on another host; no page loads anything from there."),
    Rule("hub-cycle", _E, "Hubs list each other in a circle."),
    Rule("incomplete-source", _W, "A record of a source has no title, author, year, or link and identifier."),
    Rule("liquid-tag", _W, "A text has tags of Liquid or shortcodes of Hugo, which are shown as they are written."),
    Rule("markup-in-title", _W, "A title has markup, which is shown as it is written."),
    Rule("missing-bibliography", _E, "The configuration names a bibliography that is not there."),
    Rule("missing-description", _W, "A note has no description for its card."),
    Rule("missing-image", _E, "An image or attachment does not exist."),
    Rule("missing-title", _W, "A note has no title but the name of its file."),
    Rule("nesting-too-deep", _W, "Lists or quotes are nested deeper than Markdown is read."),
    Rule("newer-version", _W, "A preprint was published, or arXiv has a newer version of it than the record."),
    Rule("not-listable", _W, "A hub, topic or line lists something that its list can't show."),
    Rule("not-utf8", _E, "A file is not UTF-8 text."),
    Rule("obsolete-support", _W, "A line, or an entry of a note's sources, rests on an obsolete or abandoned note."),
    Rule("orphan", _W, "No note links, lists or cites a note."),
    Rule("outside-tree", _E, "A link leaves the notes folder."),
    Rule("overclaim", _W, "A line is more confident than every note it rests on."),
    Rule("retracted-source", _E, "A source was retracted or withdrawn."),
    Rule("same-work", _W, "Two records are of the same work."),
    Rule("shallow-clone", _W, "Dates were to come from git, but the clone holds only the end of its history."),
    Rule("stale-review", _W, "A note that a line rests on has changed since the line was reviewed."),
    Rule("unknown-citation", _E, "A citation names a source that does not exist."),
    Rule("unknown-key", _W, "A front-matter key means nothing to rlnotes."),
    Rule("unknown-language", _W, "A code block names a language without a highlighter."),
    Rule("unknown-relation", _W, "Behind a link stands a word that is nearly a type of link."),
    Rule("unknown-status", _W, "A status is a word that means nothing to rlnotes."),
    Rule("unlinked-mention", _OFF, "A text has the name of a note that it does not link."),
    Rule("unlisted-linked", _W, "A listed note links an unlisted one."),
    Rule("unreadable-file", _E, "A file can't be read."),
    Rule("unresolved-footnote", _E, "A footnote is used but not written."),
    Rule("unsafe-url", _E, "An address has a scheme that a browser might run or that leaks."),
    Rule("unsupported-file", _W, "A note links a canvas or a base, which no browser can show."),
    Rule("untrusted-repository", _W, "Dates were to come from git, but git does not read another user's repository."),
    Rule("unused-exclude", _W, "The configuration excludes files that do not exist."),
    Rule("unused-footnote", _W, "A footnote is written but not used."),
    Rule("unused-ignore", _W, "A comment ignores something that is not found there."),
    Rule("unused-source", _W, "A bibliography has a source that no note cites."),
)

ADVICE: Final = frozenset(
    {
        "dead-end",
        "duplicate-title",
        "empty-section",
        "missing-description",
        "missing-title",
        "orphan",
        "unused-source",
    }
)
"""Rules about what could be better though nothing is broken: a check tells of them, a build only where asked to."""
