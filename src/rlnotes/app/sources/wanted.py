"""What the words on a command line name: a DOI, an arXiv paper, a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from rlnotes.parse.identifiers import bare_arxiv, bare_doi, is_arxiv_number, is_doi

FILES: Final = (".bib", ".bibtex", ".ris", ".json")


class Sort(StrEnum):
    """What kind of name it is."""

    DOI = "doi"
    ARXIV = "arxiv"
    FILE = "file"


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """One thing that was asked for, by its bare name."""

    sort: Sort
    name: str

    def __str__(self) -> str:
        return self.name if self.sort is Sort.FILE else f"{self.sort}:{self.name}"


_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_TAIL = re.compile(r"[?#].*", re.DOTALL)


def wanted(word: str) -> Wanted | None:
    """What `word` names, None if it is nothing that can be asked for.

    A DOI of arXiv's is asked for at arXiv, which says more about it.
    """
    if word.lower().endswith(FILES) and "://" not in word:
        return Wanted(Sort.FILE, word)
    doi = bare_doi(word)
    if arxiv := _ARXIV_DOI.match(doi):
        return _paper(doi[arxiv.end() :])
    if is_doi(doi):
        return Wanted(Sort.DOI, doi)
    return _paper(bare_arxiv(unquote(_TAIL.sub("", word)).removesuffix(".pdf")))


def _paper(number: str) -> Wanted | None:
    return Wanted(Sort.ARXIV, number) if is_arxiv_number(number) else None
