"""Records as CSL-JSON items: what the lock holds of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from rlnotes.model.reference import Name, Reference
from rlnotes.parse.identifiers import version_of, without_version

Item: TypeAlias = Mapping[str, Any]

_LONGEST_TEXT: Final = 20_000


def item_of(record: Reference, version: int = 0) -> dict[str, Any]:
    """The record as an item without its id; what is read back from it is the same record.

    The number of an arXiv paper stands where Zotero writes it; `version` is that of the text that was seen.
    """
    arxiv = without_version(record.arxiv)
    texts = {
        "title": record.title,
        "author": [*map(_name, record.authors), *([{"literal": "others"}] * record.has_more_authors)],
        "editor": [*map(_name, record.editors)],
        "issued": {"date-parts": [list(record.issued)]} if record.issued else {},
        "container-title": record.venue,
        "volume": record.volume,
        "issue": record.number,
        "page": record.pages,
        "publisher": record.publisher,
        "publisher-place": record.place,
        "DOI": record.doi,
        "number": f"arXiv:{arxiv}" if arxiv else "",
        "version": str(version or version_of(record.arxiv) or ""),
        "ISBN": record.isbn,
        "URL": record.url or record.venue_url,
        "abstract": record.abstract,
        "note": record.remark,
        "status": record.status,
    }
    kept = {name: _bounded(value) for name, value in texts.items() if value}
    return {"type": record.type[:40], **kept}


_READ: Final = frozenset(
    {
        "id",
        "citation-key",
        "type",
        "title",
        "subtitle",
        "author",
        "editor",
        "issued",
        "container-title",
        "volume",
        "issue",
    }
    | {
        "number",
        "page",
        "publisher",
        "publisher-place",
        "DOI",
        "version",
        "ISBN",
        "URL",
        "abstract",
        "note",
        "arxiv",
        "status",
    }
)
"""The fields that a record is read from."""


def other_fields(text: str) -> Mapping[str, Item]:
    """The fields of CSL-JSON items of which a record says nothing, by citation key; none where the text is no JSON."""
    try:
        found: Any = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    items = found.get("items") if isinstance(found, dict) and "items" in found else found
    each = [item for item in (items if isinstance(items, list) else [items]) if isinstance(item, dict)]
    return {str(item.get("citation-key") or item.get("id")): _others(item) for item in reversed(each)}


def _others(item: Item) -> Item:
    return {name: _bounded(value) for name, value in item.items() if name not in _READ and value}


def _bounded(value: object) -> object:
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {part: text for part, text in (("family", name.family), ("given", name.given)) if text}


def shown(value: object) -> str:
    """The value of a field in one line, for people."""
    match value:
        case {"date-parts": [[*parts], *_]}:
            return "-".join(f"{part:02}" if isinstance(part, int) else str(part) for part in parts)
        case [{}, *_]:
            return _people(value)
        case None | "":
            return "nothing"
        case _:
            return _cut(str(value))


_FEW: Final = 3
_SHORT: Final = 120


def _people(value: Sequence[Any]) -> str:
    names = [str(person.get("literal") or person.get("family") or "?") for person in value if isinstance(person, dict)]
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return _cut(", ".join(names[:_FEW])) + more


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
