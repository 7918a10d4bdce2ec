"""The inventory for other sites, as Sphinx's own reader reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from app.warm_builds import Disk, Warm, update
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.util.inventory import InventoryFile

from pages.sites_in_text import PLAIN, built, edition
from rlnotes.config.site import Config
from rlnotes.pages.inventory import plan_inventory

SITE: Final = "https://example.org/notes/"
FILES: Final = {
    "folder/ppo.md": "---\ntitle: Proximal policy optimization\naliases: [PPO clip]\n---\n",
    "folder/index.md": "# A folder",
    "dpo.md": "# DPO",
    "other/dpo.md": "---\ntitle: Dpo\naliases: [preferences]\n---\n",
    "sft.md": "---\naliases: [preferences]\n---\n",
    "rule.md": "# Rule of 2 or so",
    "hidden.md": "---\nunlisted: true\n---\n",
    "draft.md": "---\ndraft: true\n---\n",
    "w.bib": "@book{knuth1984, title={The TeXbook}}",
}


def inventory(files: dict[str, str] = FILES, config: Config = PLAIN) -> Any:
    content = plan_inventory(edition(files, config), "objects.inv", "").view.content
    return InventoryFile.loads(content, uri=SITE).data


def addresses(kind: str, **settings: Any) -> dict[str, str]:
    found = inventory(config=replace(PLAIN, **settings))[kind]
    return {name: item.uri.removeprefix(SITE) for name, item in found.items()}


def test_every_listed_note_is_found_by_its_path_and_by_a_stem_or_alias_that_it_alone_has() -> None:
    assert addresses("std:doc") == {
        "folder/ppo": "folder/ppo.html", "ppo": "folder/ppo.html", "PPO clip": "folder/ppo.html",
        "folder/index": "folder/index.html", "folder": "folder/index.html",
        "dpo": "dpo.html", "other/dpo": "other/dpo.html", "sft": "sft.html", "rule": "rule.html",
    }  # fmt: skip


def test_labels_are_titles_in_small_letters_and_citation_keys() -> None:
    assert addresses("std:label") == {
        "proximal policy optimization": "folder/ppo.html", "a folder": "folder/index.html", "sft": "sft.html",
        "knuth1984": "sources/knuth1984.html",
    }  # fmt: skip


def test_an_object_is_shown_by_its_title() -> None:
    item = inventory()["std:doc"]["folder/ppo"]
    assert (item.display_name, item.project_name) == ("Proximal policy optimization", "Site")
    assert inventory()["std:label"]["knuth1984"].display_name == "The TeXbook"


def test_addresses_are_those_of_the_style_of_the_site() -> None:
    assert addresses("std:doc", url_style="directory")["dpo"] == "dpo/"


def test_it_lies_at_the_root_of_the_site_as_it_was_planned() -> None:
    [file] = [file for file in built(FILES).artifacts if file.path == "objects.inv"]
    assert InventoryFile.loads(file.content, uri=SITE).data == inventory()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab2-:# \t\u2028\u202e&<é\\", min_size=1, max_size=12), min_size=1, max_size=4))
def test_no_title_or_alias_makes_a_reader_find_another_name_or_address(names: list[str]) -> None:
    quoted = [f'"{name}"'.replace("\\", "\\\\") for name in names]
    text = f"---\ntitle: {quoted[0]}\naliases: [{', '.join(quoted[1:])}]\n---\n"
    found = inventory({"a note.md": text})
    plain = {" ".join(name.split()) for name in names} | {"a note"}
    assert found["std:doc"].keys() <= plain
    assert found.get("std:label", {}).keys() <= {name.lower() for name in plain}
    assert {item.uri for kind in found for item in found[kind].values()} == {f"{SITE}a-note.html"}
    assert "a note" in found["std:doc"]


def test_only_another_name_or_title_writes_it_anew() -> None:
    disk = Disk(dict(FILES))
    disk.works = {"w.bib": disk.notes.pop("w.bib")}
    made = Warm()
    update(made, disk)
    before = made.pages["objects.inv"]
    disk.notes["dpo.md"] += "\n\nMore, with [[ppo]] and [@knuth1984]."
    update(made, disk)
    assert made.pages["objects.inv"] is before
    disk.notes["dpo.md"] = "# Direct preference optimization"
    update(made, disk)
    assert b"direct" not in before
    assert "direct preference optimization" in InventoryFile.loads(made.pages["objects.inv"], uri="").data["std:label"]
