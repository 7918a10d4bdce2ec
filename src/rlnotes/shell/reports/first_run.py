"""The report of a first run on notes without a configuration: what was found, what was not read, what matters most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.collection import EXCLUDED, HIDDEN, LeftOut
from rlnotes.model.diagnostic import Severity
from rlnotes.model.first_look import FirstLook
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Kind
from rlnotes.shell.report import Shown, counted, printable, shown_path

FEW: Final = 10
"""Findings that are listed one by one, and causes that many are summed up in."""
_MOST_NAMES: Final = 3
_FORMS: Final[Mapping[LinkForm, str]] = {
    LinkForm.WIKI: "as [[wikilinks]]",
    LinkForm.MARKDOWN: "in Markdown",
    LinkForm.EMBED: "embeds",
    LinkForm.IMAGE: "pictures",
    LinkForm.FRONT_MATTER: "in front matter",
}


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a first run saw: the notes, how many `files` lie beside them, what was not read, and what was found.

    `proposed` are lines for the configuration `config_name`.
    """

    look: FirstLook
    files: int
    left_out: tuple[LeftOut, ...]
    findings: tuple[Judged, ...]
    proposed: tuple[str, ...]
    shown: Shown


def first_run_text(run: FirstRun) -> str:
    """The report, a few lines for each of its parts."""
    parts = (_found(run), _left_out(run.left_out), _causes(run), _proposed(run))
    return "\n".join(line for part in parts for line in part) + "\n"


def _found(run: FirstRun) -> Iterator[str]:
    look = run.look
    yield f"First run: there is no {run.shown.config_name}, so every setting has its default."
    yield ""
    kinds = [counted(number, _noun(kind)) for kind, number in look.kinds.items() if kind is not Kind.NOTE]
    kinds += [f"{counted(look.described, 'file')} with front matter", counted(look.tags, "tag")]
    yield f"found     {counted(look.notes, 'note')} ({', '.join(kinds)}); {counted(run.files, 'other file')}"
    forms = ", ".join(f"{look.links[form]:,} {name}" for form, name in _FORMS.items() if look.links.get(form))
    inside = counted(sum(look.links.values()), "link") + (f" ({forms})" if forms else "")
    yield f"links     {inside}; {counted(look.outside, 'link')} to other hosts"
    if look.dialects:
        seen = ", ".join(f"{name} in {counted(number, 'note')}" for name, number in sorted(look.dialects.items()))
        yield f"dialects  {seen}"


def _noun(kind: Kind) -> str:
    return {Kind.LINE: "inquiring line", Kind.TEACHING: "course", Kind.PORTFOLIO: "project"}.get(kind, str(kind))


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[str]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for each in left_out:
        by_reason[each.why].append(each.path)
    for number, (why, paths) in enumerate(sorted(by_reason.items())):
        label = "not read  " if not number else " " * 10
        yield f"{label}{_listed(paths)}: {_reason(why)}"


def _reason(why: str) -> str:
    return {HIDDEN: "hidden, or a program's own", EXCLUDED: "named by `exclude`"}.get(why, why)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(printable, names[:_MOST_NAMES]))
    return f"{shown} and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else shown


def _causes(run: FirstRun) -> Iterator[str]:
    """The findings by rule, errors first, then the most frequent: of each the count, the usual subject, one place.

    Nothing where they are few: those are listed as in any build.
    """
    if len(run.findings) <= FEW:
        return
    by_rule: defaultdict[str, list[Judged]] = defaultdict(list)
    for each in run.findings:
        by_rule[each.diagnostic.rule].append(each)
    ranked = sorted(by_rule.values(), key=lambda found: (min(map(_rank, found)), -len(found), found[0].diagnostic.rule))
    yield ""
    yield f"{counted(len(run.findings), 'finding')}, by cause; `rlnotes check` lists them:"
    for found in ranked[:FEW]:
        yield from _cause(found, run.shown)
    if len(ranked) > FEW:
        yield f"        … and {counted(len(ranked) - FEW, 'more cause')}"


def _rank(judged: Judged) -> int:
    return 0 if judged.severity is Severity.ERROR else 1


def _cause(found: Sequence[Judged], shown: Shown) -> Iterator[str]:
    first = min(found, key=_rank)
    notes = len({each.diagnostic.path for each in found})
    subject, most = Counter(each.diagnostic.subject for each in found).most_common(1)[0]
    usual = f", {most:,} of them about '{printable(subject)}'" if subject and len(found) > most > 1 else ""
    yield f"{len(found):>7,} {first.severity}[{first.diagnostic.rule}] in {counted(notes, 'file')}{usual}"
    place = f"{shown_path(first.diagnostic, shown)}:{first.diagnostic.span.line}:{first.diagnostic.span.column}"
    yield f"        {printable(place)}: {printable(first.diagnostic.message)}"


def _proposed(run: FirstRun) -> Iterator[str]:
    yield ""
    yield f"for {run.shown.config_name}, to begin with:"
    yield ""
    yield from (f"    {line}" for line in run.proposed)
    yield ""
