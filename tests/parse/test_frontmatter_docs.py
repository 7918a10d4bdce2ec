from __future__ import annotations

from pathlib import Path

from rlnotes.parse.foreign_keys import FOREIGN_KEYS
from rlnotes.parse.frontmatter_keys import COLLECTION_KEY, KEYS, PUBLICATION_KEYS

TEXT = (Path(__file__).parents[2] / "docs" / "reference" / "front-matter.md").read_text(encoding="utf-8")


def test_every_key_and_every_other_name_is_documented() -> None:
    names = [name for key in (*KEYS, *PUBLICATION_KEYS, COLLECTION_KEY) for name in (key.name, *key.synonyms)]
    assert [name for name in names if f"`{name}`" not in TEXT] == []


def test_every_key_that_is_left_alone_is_documented() -> None:
    assert [name for name in sorted(FOREIGN_KEYS) if f"`{name}`" not in TEXT] == []
