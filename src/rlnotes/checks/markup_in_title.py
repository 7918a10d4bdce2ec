"""markup-in-title: a title has markup, which is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import position_of

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|]]>|<!--|<!\[CDATA\[")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each title in front matter with a tag, a comment or a piece of XML in it."""
    for path, note in subject.site.notes.items():
        if found := _MARKUP.search(note.front.title):
            message = f"the title has '{found[0]}', which readers will see as it is written"
            yield Diagnostic(
                path,
                position_of(note.front, "title"),
                "markup-in-title",
                message,
                "titles are plain text: leave it out",
            )
