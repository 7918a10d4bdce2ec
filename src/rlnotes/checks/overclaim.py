"""overclaim: a line is more confident than every note it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.support import RANKS, supports_of
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import Kind, position_of


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a line that is surer than the surest of its notes; notes that don't say how sure they are, count
    for nothing.
    """
    site = subject.site
    front = site.notes[path].front
    if front.kind is not Kind.LINE or not front.confidence:
        return
    stated = [
        (RANKS[confidence], member.node)
        for member in supports_of(site, path)
        if (confidence := site.notes[member.node].front.confidence)
    ]
    if stated and RANKS[front.confidence] < min(stated)[0]:
        surest = site.notes[min(stated)[1]]
        message = (
            f"'{front.confidence}', but the surest note it rests on, '{surest.title}', is '{surest.front.confidence}'"
        )
        way_out = "lower the confidence, or rest it on a note that is as sure"
        yield Diagnostic(path, position_of(front, "confidence"), "overclaim", message, way_out, front.confidence.value)
