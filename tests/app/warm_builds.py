"""A site built again and again from what the build before knew, all in memory: the warm half of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.sites_in_text import style_texts, theme

from rlnotes.app.building import Count, all_findings, begin, made
from rlnotes.app.execution import Executor, here
from rlnotes.app.keeping import BYTECODE, HEAD, HISTORY, kept_rows, known_again
from rlnotes.app.known import UNITS, Known, nothing_known
from rlnotes.app.lettering import card_letters
from rlnotes.app.pipeline import Built, build, citation_style
from rlnotes.app.tables import Rows
from rlnotes.app.terms import Changes, Terms
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection, Elsewhere, History, Theme
from rlnotes.model.diagnostic import Diagnostics, sorted_diagnostics
from rlnotes.model.place import Source
from rlnotes.pages.plan import used_files
from rlnotes.parse.note import ParseOptions
from rlnotes.render.bytecode import Entries, KeptBytecode
from rlnotes.render.reach import template_digests
from rlnotes.words.table import words_for


@dataclass(slots=True)
class Disk:
    """What an author has: the files of a collection, and what the site is made with."""

    notes: dict[str, str] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    history: dict[str, History] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    card_font: bytes = b""
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    config: Config = field(
        default_factory=lambda: Config(title="Site", author="Ada Example", base_url="https://example.org/n")
    )

    @property
    def theme(self) -> Theme:
        """The default theme under the site's own templates."""
        font = self.card_font if self.config.social_cards else b""
        return Theme(theme().default_templates, self.templates, theme().assets, font)

    @property
    def collection(self) -> Collection:
        """The files as the program reads them."""
        notes, works = _sources(self.notes), _sources(self.works)
        return Collection(notes, works, self.files, dict(self.history), style_texts(), elsewhere=dict(self.elsewhere))


def _sources(files: Mapping[str, str]) -> tuple[Source, ...]:
    return tuple(Source(path, files[path]) for path in sorted(files))


_COMPILED: dict[bytes, bytes] = {}
_BYTECODE = KeptBytecode(Entries(_COMPILED.get, _COMPILED.__setitem__))
_DIGESTS: dict[str, Mapping[str, bytes]] = {}


def cold(disk: Disk) -> tuple[dict[str, bytes], Diagnostics, tuple[tuple[str, str], ...]]:
    """The site built from nothing: its pages, findings and copies."""
    built: Built = build(disk.collection, disk.theme, disk.config, _BYTECODE)
    pages = {artifact.path: artifact.content for artifact in built.artifacts if artifact.path not in disk.theme.assets}
    return pages, built.diagnostics, tuple((copy.path, copy.origin) for copy in built.copies)


@dataclass(slots=True)
class Warm:
    """A site that is kept up to date: what is known, what its pages hold, and what was there at the last build."""

    known: Known = field(default_factory=lambda: nothing_known({}))
    pages: dict[str, bytes] = field(default_factory=dict)
    copies: tuple[tuple[str, str], ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    history: dict[str, History] = field(default_factory=dict)
    rows: dict[str, bytes] = field(default_factory=dict)
    count: Count = field(default_factory=Count)
    parsed: int = 0


def update(warm: Warm, disk: Disk, executor: Executor = here) -> Diagnostics:
    """Bring `warm` up to what is on `disk`; its findings."""
    changes = Changes(
        {path: Source(path, text) for path, text in disk.notes.items() if warm.notes.get(path) != text},
        {path: Source(path, text) for path, text in disk.works.items() if warm.works.get(path) != text},
        frozenset((warm.notes.keys() - disk.notes.keys()) | (warm.works.keys() - disk.works.keys())),
        disk.files,
        None if warm.history == disk.history else dict(disk.history),
        dict(disk.elsewhere),
        repr(sorted(disk.elsewhere.items())),
    )
    terms = _terms(disk)
    job = begin(warm.known, changes, terms, executor)
    warm.count, warm.parsed = Count(), job.step.parsed
    for artifact in made(warm.known, job, terms, frozenset(), warm.count, executor):
        warm.pages[artifact.path] = artifact.content
    units = warm.known.tables[UNITS]
    warm.pages = {
        path: content for path, content in warm.pages.items() if path in units and path not in warm.count.failed
    }
    if job.step.is_anew:
        warm.copies = tuple((copy.path, copy.origin) for copy in used_files(job.step.edition))
    warm.notes, warm.works, warm.history = dict(disk.notes), dict(disk.works), dict(disk.history)
    return sorted_diagnostics(all_findings(warm.known, disk.theme))


def reopen(warm: Warm) -> None:
    """Keep what is known as bytes and go on with what those bytes say, as another run does."""
    rows = Rows(warm.rows.get, lambda: _by_key(warm.rows)) if warm.rows else None
    for key, content in tuple(kept_rows(warm.known, rows)):
        if content is None:
            warm.rows.pop(key, None)
        else:
            warm.rows[key] = content
    kept = dict(warm.rows)
    again = Rows(kept.get, lambda: _by_key(kept))
    warm.known = known_again(again, kept[HEAD], kept[HISTORY], kept[BYTECODE], dict(warm.known.bodies))


def _by_key(rows: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    return [(key, content) for key, content in rows.items() if not key.startswith("\0")]


def _terms(disk: Disk) -> Terms:
    config = disk.config
    style, _ = citation_style(style_texts(), config.citation_style, config.language)
    look = disk.theme
    settings = repr((config, sorted(disk.templates.items()), look.card_font)).encode()
    name = repr((config.language, sorted(disk.templates.items()), look.card_font))
    if name not in _DIGESTS:
        _DIGESTS[name] = template_digests(look, words_for(config.language, disk.templates))
    letters, _ = card_letters(config, look)
    return Terms(config, ParseOptions(), style, look, _DIGESTS[name], settings, letters)
