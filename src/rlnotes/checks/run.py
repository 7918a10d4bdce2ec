"""All rules over the site: the shelves of checks, and what stands on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from rlnotes.checks import (
    ambiguous_link,
    bad_translation,
    broken_anchor,
    broken_block,
    broken_embed,
    broken_link,
    case_mismatch,
    dead_end,
    draft_linked,
    duplicate_address,
    duplicate_source,
    duplicate_title,
    embed_cycle,
    hub_cycle,
    markup_in_title,
    missing_description,
    missing_image,
    missing_title,
    not_listable,
    obsolete_support,
    orphan,
    outside_tree,
    overclaim,
    stale_review,
    unknown_citation,
    unlisted_linked,
    unsupported_file,
    unused_source,
)
from rlnotes.checks.links import MadeLink, Subject, links_in_question
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundElsewhere,
    FoundFile,
    FoundFolder,
    Missing,
    MissingElsewhere,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
    Unsupported,
)
from rlnotes.model.diagnostic import Diagnostic, Diagnostics

LinkCheck: TypeAlias = Callable[[MadeLink[Any]], Iterator[Diagnostic]]
"""Judges one link; hears of the resolutions that its signature names."""

NoteCheck: TypeAlias = Callable[[Subject, str], Iterator[Diagnostic]]
"""Judges the note at a path. It reads the site's mappings by key only: who iterates over one depends on all of it."""

SiteCheck: TypeAlias = Callable[[Subject], Iterator[Diagnostic]]
"""Judges the site as a whole. It reads the bodies that it is about, never all."""

LINK_CHECKS: Final[Mapping[type[Resolution], tuple[LinkCheck, ...]]] = {
    Found: (broken_embed.check, case_mismatch.check),
    FoundFile: (case_mismatch.check,),
    FoundFolder: (broken_anchor.check_folder, broken_embed.check, case_mismatch.check, missing_image.check_folder),
    NoSuchAnchor: (broken_anchor.check, broken_block.check, broken_embed.check),
    Missing: (broken_embed.check, broken_link.check, missing_image.check),
    Ambiguous: (ambiguous_link.check,),
    Draft: (draft_linked.check,),
    OutsideTree: (outside_tree.check,),
    Unsupported: (),
    FoundElsewhere: (broken_embed.check_elsewhere,),
    MissingElsewhere: (broken_link.check_elsewhere,),
}
"""The rules about a link, by what it turned out to mean. A link is one of a note: these are rules about a note too."""

NOTE_CHECKS: Final[tuple[NoteCheck, ...]] = (
    bad_translation.check,
    dead_end.check,
    duplicate_source.check_note,
    markup_in_title.check,
    missing_description.check,
    missing_title.check,
    not_listable.check,
    obsolete_support.check,
    orphan.check,
    overclaim.check,
    stale_review.check,
    unknown_citation.check,
    unsupported_file.check,
)
"""The other rules about one note: what it says, and what the site knows of it and of what it names.

Here belongs what a note says of itself (no title or description), what it lacks in the graph (an orphan has no
backlinks or parents, a dead end no links that lead on), and what a mapping tells of a key it has. What the text alone
says (an id given twice, an empty section, a footnote nobody uses) is found while it is parsed.
"""

SITE_CHECKS: Final[tuple[SiteCheck, ...]] = (
    duplicate_address.check,
    duplicate_source.check_records,
    duplicate_title.check,
    embed_cycle.check,
    hub_cycle.check,
    unlisted_linked.check,
    unused_source.check,
)
"""The rules about no single note: circles, what claims one address, key or title, a source that no note uses, links to
what stays out of sight."""


def findings(subject: Subject) -> Diagnostics:
    """What every rule finds, note by note, then in the whole."""
    in_notes = (finding for path in subject.site.notes for finding in note_findings(subject, path))
    return (*in_notes, *site_findings(subject))


def note_findings(subject: Subject, path: str) -> Diagnostics:
    """What the rules about links and notes find in the note at `path`."""
    links = links_in_question(subject.site, path)
    about_links = (finding for made in links for check in LINK_CHECKS[type(made.resolution)] for finding in check(made))
    return (*about_links, *(finding for check in NOTE_CHECKS for finding in check(subject, path)))


def site_findings(subject: Subject) -> Diagnostics:
    """What the rules about the whole find, in whichever file."""
    return tuple(finding for check in SITE_CHECKS for finding in check(subject))
