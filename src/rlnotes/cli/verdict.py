"""What a check comes to: which findings count, how much each weighs, and which of them were there before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rlnotes.app.checking import Checked, counting
from rlnotes.checks.left_out import told_why
from rlnotes.cli.trees import Tree
from rlnotes.config.judgement import Judged, judged
from rlnotes.config.severity import severity_of
from rlnotes.config.site import Config
from rlnotes.config.tree import is_our_affair, without_citations
from rlnotes.model.collection import LeftOut
from rlnotes.model.diagnostic import Diagnostics, Severity, sorted_diagnostics

UNASKED = frozenset({"external-broken", "external-redirect", "unlinked-mention"})
"""Rules that run when they are asked for: their ignores are not called unused where they did not run."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what findings are judged: severities, and the rules and the part of the tree that are reported."""

    config: Config
    rules: frozenset[str]
    below: str
    is_site: bool = True


def terms_of(tree: Tree, rules: frozenset[str], *, has_records: bool) -> Terms:
    """The terms for a tree; a rule that is asked for by name counts even if it is off."""
    config = tree.session.config
    if not tree.is_site and not has_records:
        config = without_citations(config)
    woken = {name: Severity.WARNING for name in sorted(rules) if severity_of(config, name, "") is Severity.OFF}
    return Terms(replace(config, rules=MappingProxyType({**config.rules, **woken})), rules, tree.below, tree.is_site)


def is_wanted(config: Config, rules: frozenset[str], rule: str) -> bool:
    """Whether findings of `rule`, which is off by itself, could be reported: then it is worth looking for them."""
    severities = (config.rules.get(rule), *(each.rules.get(rule) for each in config.rules_for))
    is_on = any(severity not in {None, Severity.OFF} for severity in severities)
    return rule in rules or (is_on and not rules)


def weighed(
    terms: Terms,
    found: Checked,
    more: Iterable[Diagnostics],
    unread: Diagnostics,
    ran: frozenset[str],
    left_out: Sequence[LeftOut] = (),
) -> tuple[Judged, ...]:
    """The findings that are reported: heeding the comments, in scope.

    `ran` names the unasked rules that ran, `left_out` is what was not read.
    """
    findings = sorted_diagnostics((*counting(found, more, UNASKED - ran), *unread))
    findings = told_why(findings, left_out, terms.config.link_root)
    return tuple(each for each in judged(findings, terms.config) if is_in(each, terms))


def is_in(each: Judged, terms: Terms) -> bool:
    """Whether a finding is one of those asked for, by its path and its rule."""
    if not terms.is_site and is_our_affair(each.diagnostic):
        return False
    return is_below(each.diagnostic.path, terms.below) and (not terms.rules or each.diagnostic.rule in terms.rules)


def is_below(path: str, below: str) -> bool:
    """Whether `path` is, or lies in, the part of the tree that is asked for; "" asks for all."""
    return not below or path == below or path.startswith(f"{below}/")
