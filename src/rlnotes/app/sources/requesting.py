"""What is asked of the services, and their answers made into what they tell of each work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from rlnotes.app.sources.answers import NoRecordError, Told, told_by_arxiv, told_by_registry
from rlnotes.app.sources.wanted import Sort, Wanted
from rlnotes.parse.identifiers import without_version

CSL_JSON: Final = ("application/vnd.citationstyles.csl+json", "application/json")
ATOM: Final = ("application/atom+xml", "text/xml", "application/xml")
DOI_SERVICE: Final = "https://doi.org/"
ARXIV_SERVICE: Final = "https://export.arxiv.org/api/query"
_AT_ONCE: Final = 50
"""Papers in one question: arXiv wants few questions, three seconds apart."""


@dataclass(frozen=True, slots=True)
class Services:
    """Where works are asked for."""

    doi: str = DOI_SERVICE
    arxiv: str = ARXIV_SERVICE


@dataclass(frozen=True, slots=True)
class Question:
    """One request: its address, the media types of its answer, and what it is about."""

    url: str
    media_types: tuple[str, ...]
    about: tuple[Wanted, ...]

    @property
    def words(self) -> tuple[str, str]:
        """What is read, and what it means that nothing is there."""
        if self.about[0].sort is Sort.DOI:
            return "CSL-JSON", "no registry knows this DOI"
        return "feed of arXiv", "arXiv knows no such paper"


def questions(wanted: Iterable[Wanted], services: Services) -> Iterator[Question]:
    """The requests for what is wanted, files aside: one for each DOI, one for many papers of arXiv."""
    each = sorted(set(wanted))
    for one in each:
        if one.sort is Sort.DOI:
            yield Question(f"{services.doi}{quote(one.name, safe='/')}", CSL_JSON, (one,))
    papers = [one for one in each if one.sort is Sort.ARXIV]
    for start in range(0, len(papers), _AT_ONCE):
        some = tuple(papers[start : start + _AT_ONCE])
        numbers = urlencode({"id_list": ",".join(one.name for one in some), "max_results": len(some)}, safe=",/")
        yield Question(f"{services.arxiv}?{numbers}", ATOM, some)


def told(question: Question, text: str) -> Mapping[Wanted, Told | str]:
    """What the answer to a question tells of each work that it is about, or why it tells nothing."""
    try:
        if question.about[0].sort is Sort.DOI:
            return {one: told_by_registry(text, one.name) for one in question.about}
        papers = told_by_arxiv(text)
    except NoRecordError as error:
        return dict.fromkeys(question.about, str(error))
    return {one: papers.get(without_version(one.name), "arXiv knows no such paper") for one in question.about}
