"""Identifiers of works in their bare form: a DOI, an arXiv number."""

from __future__ import annotations

import re

_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s{0,9})", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s{0,9})", re.IGNORECASE)
_ARXIV_NUMBER = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?", re.ASCII)
_ARXIV_IN_TEXT = re.compile(r"arxiv[:.]\s?(\d{4}\.\d{4,5})", re.IGNORECASE | re.ASCII)


def bare_doi(text: str) -> str:
    """The DOI without the address or label before it."""
    stripped = text.strip()
    prefix = _DOI_PREFIX.match(stripped)
    return stripped[prefix.end() :] if prefix else stripped


def bare_arxiv(text: str) -> str:
    """The arXiv number without the address or label before it."""
    stripped = text.strip()
    prefix = _ARXIV_PREFIX.match(stripped)
    return (stripped[prefix.end() :] if prefix else stripped).removesuffix(".pdf")


def is_arxiv_number(text: str) -> bool:
    """Whether `text` has the form of an arXiv number, new (2501.12948) or old (cs.LG/0701001)."""
    return bool(_ARXIV_NUMBER.fullmatch(text))


def arxiv_in(text: str) -> str:
    """The arXiv number that running text or a DOI names ("arXiv preprint arXiv:2501.12948"), "" if none."""
    found = _ARXIV_IN_TEXT.search(text)
    return found[1] if found else ""
