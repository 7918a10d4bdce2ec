"""markup-in-title: a title has markup, which is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import position_of

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|]]>|<!--|<!\[CDATA\[")


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a title in front matter with a tag, a comment or a piece of XML in it."""
    front = subject.site.notes[path].front
    if found := _MARKUP.search(front.title):
        message = f"the title has '{found[0]}', which readers will see as it is written"
        span = position_of(front, "title")
        yield Diagnostic(path, span, "markup-in-title", message, "titles are plain text: leave it out")
