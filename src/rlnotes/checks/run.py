"""All rules over the site: the shelf of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rlnotes.checks import (
    ambiguous_link,
    broken_anchor,
    broken_block,
    broken_embed,
    broken_link,
    case_mismatch,
    draft_linked,
    duplicate_address,
    duplicate_source,
    embed_cycle,
    hub_cycle,
    markup_in_title,
    missing_image,
    not_listable,
    outside_tree,
    unknown_citation,
)
from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic, Diagnostics

Check: TypeAlias = Callable[[Subject], Iterator[Diagnostic]]

CHECKS: Final[tuple[Check, ...]] = (
    ambiguous_link.check,
    broken_anchor.check,
    broken_block.check,
    broken_embed.check,
    broken_link.check,
    case_mismatch.check,
    draft_linked.check,
    duplicate_address.check,
    duplicate_source.check,
    embed_cycle.check,
    hub_cycle.check,
    markup_in_title.check,
    missing_image.check,
    not_listable.check,
    outside_tree.check,
    unknown_citation.check,
)


def findings(subject: Subject) -> Diagnostics:
    """What every rule finds, rule by rule."""
    return tuple(finding for check in CHECKS for finding in check(subject))
