"""The table of front-matter keys: what each is called here and elsewhere, and how its value is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rlnotes.model.link import Relation
from rlnotes.model.note import Confidence, Direction, Kind, LineState
from rlnotes.parse.frontmatter_address import aliases, own_url, permalink, redirects, slug
from rlnotes.parse.frontmatter_entries import members, note_link, note_links, sections, sources, typed_links
from rlnotes.parse.frontmatter_reading import Reading
from rlnotes.parse.frontmatter_values import (
    arxiv,
    citation,
    class_names,
    day,
    doi,
    flag,
    hiding_flag,
    importance,
    labels,
    language,
    linked_text,
    one_of,
    picture,
    plain_text,
    status,
    tags,
    url_or_file,
    whole_number,
)
from rlnotes.parse.yaml_tree import Node, Text


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the reader of its value, the names other tools give it, the field of `FrontMatter` if it differs."""

    name: str
    read: Callable[[Reading, Node, str], Any]
    synonyms: tuple[str, ...] = ()
    field: str = ""


def _publication(reading: Reading, node: Node, key: str) -> Any:  # noqa: ANN401 - a date, a flag, or nothing
    """Jekyll and Obsidian say `published` for a flag, others for a date."""
    is_word = isinstance(node, Text) and not node.text[:1].isdigit()
    return _withheld(reading, node, key) if is_word else day(reading, node, key)


def _withheld(reading: Reading, node: Node, key: str) -> bool:
    """Whether a flag that grants publication does not: what can't be read grants nothing."""
    return flag(reading, node, key) is not True


KEYS: Final[tuple[Key, ...]] = (
    Key("kind", one_of(Kind)),
    Key("title", plain_text),
    Key("short_title", plain_text, ("linktitle", "nav_title", "sidebar_label")),
    Key("description", plain_text, ("summary", "excerpt", "abstract", "socialdescription")),
    Key("aliases", aliases, ("alias",)),
    Key("tags", tags, ("tag", "keywords", "categories", "category")),
    Key("date", day, ("created", "publishdate")),
    Key("updated", day, ("modified", "lastmod", "last_modified_at")),
    Key("slug", slug),
    Key("permalink", permalink),
    Key("draft", hiding_flag, field="is_draft"),
    Key("unlisted", hiding_flag, field="is_unlisted"),
    Key("image", picture, ("cover", "thumbnail")),
    Key("weight", whole_number, ("order", "nav_order")),
    Key("authors", labels, ("author",)),
    Key("license", linked_text),
    Key("lang", language, ("language",)),
    Key("translation_of", note_link),
    Key("dir", one_of(Direction), ("direction",)),
    Key("template", plain_text),
    Key("cssclasses", class_names, ("cssclass",), field="css_classes"),
    Key("sources", sources),
    Key("sections", sections),
    Key("members", members),
    Key("related", note_links),
    Key("next", note_links),
    Key("supports", typed_links(Relation.SUPPORTS)),
    Key("contradicts", typed_links(Relation.CONTRADICTS)),
    Key("refines", typed_links(Relation.REFINES)),
    Key("depends", typed_links(Relation.DEPENDS), ("depends_on",)),
    Key("claim", plain_text),
    Key("status", status),
    Key("confidence", one_of(Confidence)),
    Key("importance", importance),
    Key("state", one_of(LineState)),
    Key("reviewed", day),
    Key("doi", doi),
    Key("arxiv", arxiv),
    Key("venue", linked_text, ("location",)),
    Key("url", own_url),
    Key("paper_url", url_or_file, ("paperurl",)),
    Key("slides_url", url_or_file, ("slidesurl",)),
    Key("citation", citation),
    Key("redirect_from", redirects),
)

# Keys of other tools that hold a flag for publication: `published: false` and `publish: false` make a draft.
PUBLICATION_KEYS: Final[tuple[Key, ...]] = (Key("published", _publication), Key("publish", _withheld))

# What Jekyll calls a note's kind.
COLLECTION_KEY: Final = Key("collection", plain_text)
COLLECTIONS: Final[Mapping[str, Kind]] = {
    "posts": Kind.POST,
    "publications": Kind.PUBLICATION,
    "talks": Kind.TALK,
    "teaching": Kind.TEACHING,
    "portfolio": Kind.PORTFOLIO,
    "pages": Kind.PAGE,
}

BY_NAME: Final[Mapping[str, Key]] = {
    **{name: key for key in KEYS for name in (key.name, *key.synonyms)},
    **{key.name: key for key in (*PUBLICATION_KEYS, COLLECTION_KEY)},
}


_PLACES: Final[Mapping[str, int]] = {
    name: place for place, key in enumerate(KEYS) for name in (key.name, *key.synonyms)
}


def keys_named(names: Iterable[str]) -> Iterator[Key]:
    """The keys that `names` name, each once, in the order of the table."""
    return (KEYS[place] for place in sorted({_PLACES[name] for name in names if name in _PLACES}))


def normal_name(written: str) -> str:
    """A key's name as the table has it: letter case, and `-` for `_`, make no difference."""
    return written.strip().lower().replace("-", "_")
