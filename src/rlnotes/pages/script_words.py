"""The words of scripts, as a script of its own: one that is not in English, or in a site's own English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from markupsafe import Markup

from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.views.service import ChartView
from rlnotes.words.table import SCRIPT_FILE, script_words

_TEMPLATE: Final = "words.js.jinja"


def outline_words(edition: Edition) -> Iterator[tuple[str, str]]:
    """`static/words.js`, where the scripts' own words will not do."""
    if edition.signposts.has_words:
        yield SCRIPT_FILE, ""


def plan_words(edition: Edition, path: str, _subject: str) -> Page:
    """What scripts say in the language of the site, for them to find before they run."""
    content = {"language": edition.words.language, "words": script_words(edition.words)}
    return Page(path, _TEMPLATE, ChartView(Markup(msgspec.json.encode(content).decode())))  # noqa: S704 - no HTML
