"""What a build starts from and what it comes to."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

from rlnotes.checks.left_out import told_why
from rlnotes.cli.remembering import OF_BUILDS, Memory, close, memory_of
from rlnotes.cli.session import Session
from rlnotes.config.judgement import Judged, judged_in_build
from rlnotes.model.collection import Theme
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.first_look import FirstLook
from rlnotes.shell.card_font import read_card_font
from rlnotes.shell.census import Census, Seen, census
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.output import Written
from rlnotes.shell.report import Done
from rlnotes.shell.theme import read_theme, read_words
from rlnotes.words.in_notes import own_words
from rlnotes.words.table import words_for


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to build from: the files with what changed in them, the theme, and what the last build left.

    `terms` stands for all that every page depends on.
    """

    session: Session
    census: Census
    theme: Theme
    terms: bytes
    memory: Memory

    @property
    def is_first_run(self) -> bool:
        """Whether these are notes that nobody has configured and of which nothing is known yet."""
        is_new = bool(self.memory.secret) and self.memory.record is None and not self.memory.why
        return is_new and not self.session.is_configured


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to; `look` is what a first run saw."""

    written: Written
    findings: Diagnostics
    notes: int
    sources: int
    done: Done
    look: FirstLook | None = None


def inputs_of(session: Session, *, is_cached: bool) -> Inputs:
    """What there is to build from.

    Raises:
        CannotRun: there are no notes: a build of nothing would empty the site.
    """
    memory = memory_of(session.root, parse_settings(session), OF_BUILDS, is_wanted=is_cached)
    try:
        return inputs_after(session, memory.record.seen if memory.record else Seen(), memory)
    except BaseException:
        close(memory)
        raise


def inputs_after(session: Session, seen: Seen, memory: Memory) -> Inputs:
    """What there is to build from, after what was seen before.

    Raises:
        CannotRun: as of `inputs_of`.
    """
    found = census(session.root, session.config, seen, time.time_ns(), session.config_name, session.places)
    if not found.note_count:
        raise CannotRun(f"no Markdown files in {session.shown.notes}/")
    theme = read_theme(session.root / session.config.templates)
    theme = replace(theme, card_font=read_card_font(session.root, session.config))
    return Inputs(session, found, theme, _terms_digest(session, found, theme, memory.program), memory)


def judged_findings(inputs: Inputs, found: Diagnostics) -> tuple[Judged, ...]:
    """What a build tells: what it found, and what was found while the notes were read."""
    config, inventory = inputs.session.config, inputs.census.inventory
    every = told_why((*found, *inputs.census.diagnostics), inventory.left_out, config.link_root)
    return judged_in_build(every, config)


def parse_settings(session: Session) -> str:
    """What of the configuration, and of the site's own words, decides what a note says."""
    config = session.config
    words = own_words(read_words(session.root / config.templates))
    return repr((config.html, sorted(config.math_macros.items()), *map(str, config.dialects), config.language, words))


def _terms_digest(session: Session, found: Census, theme: Theme, program: str) -> bytes:
    """What stands for all that every page depends on: program, configuration, citation style, templates and assets."""
    words = words_for(session.config.language, theme.site_templates)
    digest = hashlib.sha256(f"{program}\0{session.config!r}\0{words!r}\0".encode(errors="surrogatepass"))
    for texts in (found.styles, theme.default_templates, theme.site_templates):
        digest.update(repr(sorted(texts.items())).encode(errors="surrogatepass"))
    digest.update(theme.card_font)
    for path, content in sorted(theme.assets.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()
