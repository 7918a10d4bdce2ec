"""A source's record in CSL-JSON, for citation processors and for readers to take along."""

from __future__ import annotations

import json
from typing import Any

from rlnotes.model.reference import Name, Reference


def csl_item(reference: Reference) -> dict[str, Any]:
    """The record as a CSL-JSON item (CSL-JSON schema 1.0), without its id."""
    texts = {
        "title": reference.title,
        "container-title": reference.venue,
        "volume": reference.volume,
        "number" if reference.type == "report" else "issue": reference.number,
        "page": reference.pages,
        "publisher": reference.publisher or ("arXiv" if reference.arxiv and not reference.venue else ""),
        "publisher-place": reference.place,
        "DOI": reference.doi,
        "URL": "" if reference.doi else reference.url or reference.venue_url,
        "ISBN": reference.isbn,
        "status": reference.status,
    }
    item: dict[str, Any] = {name: text for name, text in texts.items() if text}
    people = {"author": reference.authors, "editor": reference.editors}
    item |= {role: [_csl_name(name) for name in names] for role, names in people.items() if names}
    issued = {"issued": {"date-parts": [list(reference.issued)]}} if reference.issued else {}
    return {"type": reference.type, **item, **issued}


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {part: text for part, text in (("family", name.family), ("given", name.given)) if text}


def csl_json(reference: Reference) -> str:
    """The record as CSL-JSON text, for readers to take along."""
    return json.dumps([csl_record(reference)], ensure_ascii=False, indent=2) + "\n"


def csl_record(reference: Reference) -> dict[str, Any]:
    """All of a record as a CSL-JSON item."""
    texts = {
        "number": f"arXiv:{reference.arxiv}" if reference.arxiv and not reference.number else "",
        "URL": reference.url,
        "abstract": reference.abstract,
        "note": reference.remark,
    }
    return {"id": reference.key, **csl_item(reference), **{name: text for name, text in texts.items() if text}}
