"""Identifiers of works in their bare form: a DOI, an arXiv number."""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/\S{1,1000}", re.ASCII)
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s{0,9})", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s{0,9})", re.IGNORECASE)
_ARXIV_NUMBER = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?", re.ASCII)
_ARXIV_IN_TEXT = re.compile(r"arxiv[:.]\s?(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE | re.ASCII)
_VERSION = re.compile(r"v([1-9]\d{0,2})$", re.ASCII)


def bare_doi(text: str) -> str:
    """The DOI without the address or label before it."""
    stripped = text.strip()
    prefix = _DOI_PREFIX.match(stripped)
    if prefix is None:
        return stripped
    bare = stripped[prefix.end() :]
    return unquote(bare) if prefix[0][:4].lower() == "http" else bare


def is_doi(text: str) -> bool:
    """Whether `text` has the form of a DOI (DOI Handbook, 2.2)."""
    return bool(_DOI.fullmatch(text))


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


def without_version(arxiv: str) -> str:
    """An arXiv number without the version at its end ("2501.12948v2"): it names the paper, not one of its texts."""
    return _VERSION.sub("", arxiv)


def version_of(arxiv: str) -> int:
    """The version that an arXiv number names, 0 if it names none."""
    found = _VERSION.search(arxiv)
    return int(found[1]) if found else 0
