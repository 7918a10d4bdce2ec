"""The law of incremental building: after any edits, what a warm build leaves equals a build from nothing."""

from __future__ import annotations

import datetime
import zlib
from dataclasses import replace
from typing import Any

from app.warm_builds import Disk, Warm, cold, reopen, update
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from whole_collections import FILES, PATHS, PIECES, TEXTS, bibliographies, collections

from rlnotes.model.collection import Elsewhere, History

_SENTENCES = st.one_of(st.just("A sentence more."), st.just("See [[other:thing]]."), PIECES)
_HEAD = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# compressed using zlib.\n"
_ELSEWHERE = tuple(
    {"other": Elsewhere("https://other.example", _HEAD + zlib.compress(lines))}
    for lines in (b"thing py:class 1 x.html -\n", b"thing py:class 1 y.html -\n", b"")
)
_TEMPLATES = (
    ("note.html.jinja", '{% extends "default/note.html.jinja" %}{% block kicker %}Own{% endblock %}'),
    ("hub.html.jinja", "{{ view.nothing_of_the_kind }}"),
    ("partials/links.html.jinja", "{% macro broken( %}"),
    ("special.html.jinja", "<!DOCTYPE html><title>{{ view.title }}</title>"),
)


class Author(RuleBasedStateMachine):
    """An author at work, and a site that follows."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        super().__init__()
        self.disk, self.warm = Disk(), Warm()

    @initialize(start=collections())
    def begins(self, start: Any) -> None:
        """There is something to begin with."""
        self.disk.notes = {source.path: source.text for source in start.notes}
        self.disk.works = {source.path: source.text for source in start.bibliographies}
        self.disk.files = start.files

    @rule(path=st.sampled_from(PATHS), text=TEXTS)
    def writes(self, path: str, text: str) -> None:
        """A new note, or another text for an old one."""
        self.disk.notes[path] = text

    @rule(data=st.data(), more=_SENTENCES)
    def adds(self, data: st.DataObject, more: str) -> None:
        """Something more in one note: mostly a quiet change."""
        if self.disk.notes:
            path = data.draw(st.sampled_from(sorted(self.disk.notes)))
            self.disk.notes[path] += f"\n\n{more}\n"

    @rule(data=st.data())
    def takes_a_paragraph_out(self, data: st.DataObject) -> None:
        """Something less in one note."""
        if self.disk.notes:
            path = data.draw(st.sampled_from(sorted(self.disk.notes)))
            paragraphs = self.disk.notes[path].split("\n\n")
            gone = data.draw(st.integers(0, len(paragraphs) - 1))
            self.disk.notes[path] = "\n\n".join(paragraphs[:gone] + paragraphs[gone + 1 :])

    @rule(data=st.data())
    def deletes(self, data: st.DataObject) -> None:
        """A note is gone."""
        if self.disk.notes:
            del self.disk.notes[data.draw(st.sampled_from(sorted(self.disk.notes)))]

    @rule(data=st.data(), path=st.sampled_from(PATHS))
    def renames(self, data: st.DataObject, path: str) -> None:
        """A note lies elsewhere, perhaps in the place of another."""
        if self.disk.notes:
            old = data.draw(st.sampled_from(sorted(self.disk.notes)))
            self.disk.notes[path] = self.disk.notes.pop(old)

    @rule(text=bibliographies())
    def changes_the_bibliography(self, text: str) -> None:
        """Other records."""
        self.disk.works = {"works.bib": text} if text else {}

    @rule(files=st.frozensets(st.sampled_from(FILES)))
    def changes_the_attachments(self, files: frozenset[str]) -> None:
        """Pictures come and go."""
        self.disk.files = files

    @rule(data=st.data(), day=st.dates(datetime.date(2020, 1, 1), datetime.date(2020, 1, 4)), count=st.integers(1, 3))
    def commits(self, data: st.DataObject, day: datetime.date, count: int) -> None:
        """The history of a file goes on, now and then within a day."""
        path = data.draw(st.sampled_from(sorted(self.disk.notes) or PATHS))
        if data.draw(st.booleans()):
            day = self.disk.history.get(path, History(day, day)).updated
        self.disk.history[path] = History(datetime.date(2020, 1, 1), day, count)

    @rule(template=st.sampled_from(_TEMPLATES))
    def changes_a_template(self, template: tuple[str, str]) -> None:
        """A template of the site's own comes or goes."""
        name, text = template
        if self.disk.templates.pop(name, None) is None:
            self.disk.templates[name] = text

    @rule(drafts=st.booleans(), style=st.sampled_from(("file", "directory")), most=st.integers(0, 3))
    def changes_the_configuration(self, drafts: bool, style: Any, most: int) -> None:
        """Other settings."""
        self.disk.config = replace(self.disk.config, drafts=drafts, url_style=style, related_count=most)

    @rule(sites=st.sampled_from(({}, *_ELSEWHERE)))
    def fetches_inventories(self, sites: dict[str, Elsewhere]) -> None:
        """Other sites come, go, or move what they have."""
        self.disk.elsewhere = sites

    @rule()
    def builds(self) -> None:
        """A build between edits."""
        self.compares()

    @rule()
    def ends_the_run(self) -> None:
        """The next build is another process's."""
        update(self.warm, self.disk)
        reopen(self.warm)

    @invariant()
    def compares(self) -> None:
        """Warm equals cold."""
        findings = update(self.warm, self.disk)
        pages, expected, copies = cold(self.disk)
        assert findings == expected, (set(findings) - set(expected), set(expected) - set(findings))
        assert self.warm.pages.keys() == pages.keys()
        for path, content in pages.items():
            assert self.warm.pages[path] == content, path
        assert self.warm.copies == copies


TestWarmIsCold = Author.TestCase
TestWarmIsCold.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
