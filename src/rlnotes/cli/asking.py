"""The services asked for works, with a bar on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.requesting import Services, questions, told
from rlnotes.app.sources.wanted import Wanted
from rlnotes.cli.course import watching
from rlnotes.config.site import Config

_PAUSE: Final = 0.2
"""Seconds between two questions to one registry; arXiv has its own three."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long is asked at most, and where, if not at the services that everyone uses."""

    seconds: float = 600.0
    doi: str = ""
    arxiv: str = ""

    @property
    def services(self) -> Services:
        """Where works are asked for."""
        usual = Services()
        return Services(self.doi or usual.doi, self.arxiv or usual.arxiv)


def answers(wanted: Iterable[Wanted], config: Config, terms: Terms) -> Mapping[Wanted, Told | str]:
    """What the services tell of each work, or why they tell nothing."""
    asked = tuple(questions(wanted, terms.services))
    if not asked:
        return {}
    from rlnotes.shell.external.manners import manners_here  # they take a while to load
    from rlnotes.shell.services.fetching import Request, fetched

    requests = {each: Request(each.url, each.media_types, *each.words) for each in asked}
    manners = replace(manners_here(terms.seconds, is_private_asked=config.external_private), pause=_PAUSE)
    with watching(is_quiet=False, is_profiled=False) as course:
        course.tell("asking")
        bar = course.bar
        pages = fetched(
            requests.values(), manners, lambda number: bar.show("asking", number, len(asked)) if bar else None
        )
    found: dict[Wanted, Told | str] = {}
    for question, request in requests.items():
        page = pages[request]
        found |= dict.fromkeys(question.about, page.refusal) if page.refusal else told(question, page.text)
    return found
