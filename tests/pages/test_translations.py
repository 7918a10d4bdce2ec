"""One text in several languages: which notes it is, and what their pages tell readers and programs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages.sites_in_text import PLAIN, built, document, edition, shortcomings, view
from rlnotes.config.site import Config
from rlnotes.pages.views.frame import TranslationView
from rlnotes.words.endonyms import endonym

BASE = Config(title="Site", base_url="https://example.org/kb")
FILES = {
    "r.md": "---\ntitle: Rewards\n---\n",
    "de/r.md": "---\ntitle: Belohnungen\nlang: de\ntranslation_of: ../r\n---\n",
    "ar/r.md": "---\ntitle: المكافآت\nlang: ar\ntranslation_of: de/r\n---\n",
}


def groups(files: dict[str, str], config: Config = PLAIN) -> dict[str, list[tuple[str, str]]]:
    found = edition(files, config).site.translations
    return {node: [(each.node, each.lang) for each in texts] for node, texts in found.items()}


def told(files: dict[str, str], path: str, config: Config = BASE) -> dict[str, Any]:
    thing: dict[str, Any] = json.loads(view(files, path, config).page.metadata.json_ld)["@graph"][0]
    return {key: thing[key] for key in ("workTranslation", "translationOfWork") if key in thing}


def test_an_original_and_all_that_lead_to_it_are_one_text() -> None:
    texts = [("r.md", "en"), ("ar/r.md", "ar"), ("de/r.md", "de")]
    found = groups(FILES)
    assert list(found) == sorted(FILES)
    assert all(each == texts for each in found.values())


def test_a_site_without_translations_knows_none() -> None:
    assert groups({"a.md": "[[b]]", "b.md": ""}) == {}


@pytest.mark.parametrize(
    "front",
    [
        "translation_of: b",
        "translation_of: b\nlang: EN",
        "translation_of: nowhere\nlang: de",
        "translation_of: a\nlang: de",
        "translation_of: c\nlang: de",
        'translation_of: "@k"\nlang: de',
        "translation_of: b\nlang: de\nunlisted: true",
        "translation_of: hidden\nlang: de",
        'kind: source\ntitle: "@k"\ntranslation_of: b\nlang: de',
    ],
)
def test_what_is_no_translation_is_none(front: str) -> None:
    files = {
        "a.md": f"---\n{front}\n---\n",
        "b.md": "",
        "c.md": "---\nlang: fr\ntranslation_of: a\n---\n" if "of: c" in front else "",
        "hidden.md": "---\nunlisted: true\n---\n",
        "w.bib": "@article{k, title={T}}",
    }
    assert groups(files) == {}


def test_of_two_in_one_language_the_first_by_path_counts_and_the_original_above_all() -> None:
    front = "---\nlang: {}\ntranslation_of: z\n---\n"
    files = {"a.md": front.format("DE"), "b.md": front.format("de"), "c.md": front.format("en"), "z.md": ""}
    assert list(groups(files)) == ["a.md", "z.md"]
    assert groups(files)["a.md"] == groups(files)["z.md"] == [("z.md", "en"), ("a.md", "DE")]
    assert groups(files, Config(language="de"))["z.md"] == [("z.md", "de"), ("c.md", "en")]


def test_notes_that_lead_into_a_circle_have_no_original() -> None:
    files = {
        name: f"---\nlang: {name[:2]}\ntranslation_of: {to}\n---\n"
        for name, to in (("de.md", "fr"), ("fr.md", "it"), ("it.md", "fr"))
    }
    assert groups({**files, **FILES}).keys() == FILES.keys()


def test_a_page_names_every_language_itself_among_them() -> None:
    url = "https://example.org/kb/"
    assert view(FILES, "de/r.html", BASE).page.translations == (
        TranslationView("en", "English", "../r.html", f"{url}r.html"),
        TranslationView("ar", "العربية", "../ar/r.html", f"{url}ar/r.html"),
        TranslationView("de", "Deutsch", "", f"{url}de/r.html"),
    )
    assert [each.url for each in view(FILES, "r.html").page.translations] == ["", "", ""]


@pytest.mark.parametrize("config", [BASE, Config(base_url="https://example.org", url_style="directory"), PLAIN])
def test_the_built_pages_tell_readers_and_programs(config: Config) -> None:
    made = built(FILES, config)
    assert list(shortcomings(made, config)) == []
    path = "de/r/index.html" if config.url_style == "directory" else "de/r.html"
    root = document(next(each.content for each in made.artifacts if each.path == path)).root
    links = [(each.get("hreflang"), each.get("href")) for each in root.iter("link") if each.get("hreflang")]
    ending = "/" if config.url_style == "directory" else ".html"
    wanted = [("x-default", "r"), ("en", "r"), ("ar", "ar/r"), ("de", "de/r")]
    assert links == ([(lang, f"{config.base_url}/{name}{ending}") for lang, name in wanted] if config.base_url else [])
    (line,) = (each for each in root.iter("p") if each.get("class") == "translations")
    assert "".join(line.itertext()) == "Also in English · العربية"
    assert [(each.get("lang"), each.get("dir"), each.get("hreflang")) for each in line.iter("a")] == [
        ("en", "ltr", "en"),
        ("ar", "rtl", "ar"),
    ]


@pytest.mark.parametrize("kind", ["note", "hub", "topic", "line", "post", "talk", "page"])
def test_a_note_of_any_kind_can_be_there_in_two_languages(kind: str) -> None:
    files = {"a.md": f"---\nkind: {kind}\n---\n", "b.md": f"---\nkind: {kind}\nlang: de\ntranslation_of: a\n---\n"}
    made = built(files)
    (page,) = (each.content.decode() for each in made.artifacts if each.path == "a.html")
    assert page.count('<a href="b.html" hreflang="de" lang="de" dir="ltr">Deutsch</a>') == 1


def test_the_front_page_leads_to_its_translation_and_a_list_that_a_note_opens_only_from_its_first_page() -> None:
    files = {"index.md": "", "de/index.md": "---\nlang: de\ntranslation_of: index\n---\n"}
    assert [each.href for each in view(files, "index.html").page.translations] == ["", "de/index.html"]
    posts = {f"posts/p{n}.md": f"---\nkind: post\ndate: 2026-01-01\n---\nText {n}" for n in range(120)}
    posts |= {"posts/index.md": "", "de.md": "---\nlang: de\ntranslation_of: posts/index\n---\n"}
    assert len(view(posts, "posts/index.html").page.translations) == 2
    assert view(posts, "posts-2/index.html").page.translations == ()


def test_structured_data_tells_of_the_original_or_of_the_translations() -> None:
    url = "https://example.org/kb/"
    assert told(FILES, "r.html") == {
        "workTranslation": [
            {"@type": "ScholarlyArticle", "@id": f"{url}ar/r.html"},
            {"@type": "ScholarlyArticle", "@id": f"{url}de/r.html"},
        ]
    }
    assert told(FILES, "ar/r.html") == {"translationOfWork": {"@type": "ScholarlyArticle", "@id": f"{url}r.html"}}
    assert told(FILES, "r.html", PLAIN) == {}


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("DE", "Deutsch"),
        ("de-AT", "Deutsch (AT)"),
        ("pt-BR", "Português (Brasil)"),
        ("tlh", "tlh"),
        ("x-y", "x-y"),
    ],
)
def test_a_language_is_called_by_its_own_name_or_by_its_tag(tag: str, name: str) -> None:
    assert endonym(tag) == name
