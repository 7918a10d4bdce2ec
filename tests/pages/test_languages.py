"""Sites in German and in Arabic, texts in other languages than their site's, and titles in any script."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

import pytest

from pages.sites_in_text import built, collection, document, pages, shortcomings, theme, view
from rlnotes.app.pipeline import build
from rlnotes.config.site import Config
from rlnotes.model.collation import sort_key
from rlnotes.model.note import Body
from rlnotes.pages.reading import reading_minutes
from rlnotes.parse.slug import heading_slug
from rlnotes.parse.syntax.callouts import CALLOUT_TYPES
from rlnotes.parse.words import script_counts, word_count
from rlnotes.words.reading import built_in

NOTES = {
    "h/h.md": "---\nkind: hub\ntitle: H\n---\n## S\n\n- [[a]]\n- [[b]]\n- [[c]]\n",
    "a.md": "---\ntitle: A\ndate: 2026-05-03\nstatus: in-progress\nimportance: 3\ntags: [t]\n---\nSee [[b]] [@x2024].",
    "b.md": "---\ntitle: B\ntags: [t]\n---\nSee [[a]], [[none]] and [@x2024] [@nobody].",
    "c.md": "---\ntitle: C\n---\nSee [[a]] and [[b]].",
    "lines/l.md": "---\nkind: line\ntitle: L\nstate: open\n---\nFrom [[a]].",
    "posts/p.md": "---\nkind: post\ntitle: P\n---\nWords.",
    "w.bib": "@article{x2024, title={X}, author={Li, An and Wu, Bo}, year=2024, volume=3, pages={1--2}}",
}


def config(language: str) -> Config:
    return Config(title="Example", language=language, base_url="https://example.org")


def files(language: str, notes: dict[str, str] | None = None) -> dict[str, str]:
    """The text of each file of a site."""
    made = built(notes or NOTES, config(language))
    return {a.path: a.content.decode() for a in made.artifacts if a.path.endswith((".html", ".json", "words.js"))}


@pytest.fixture(scope="module")
def german() -> dict[str, str]:
    return files("de")


@pytest.fixture(scope="module")
def arabic() -> dict[str, str]:
    return files("ar")


def test_a_german_site_speaks_german(german: dict[str, str]) -> None:
    note, hub = german["a.html"], german["h/h.html"]
    assert '<html lang="de" dir="ltr"' in note
    for words in ("Zum Inhalt springen", "Verwandtes entdecken", "3. Mai 2026", "in Arbeit", "3 von 10"):
        assert words in note
    assert "Themenübersicht · 3 verlinkte Notizen · 1 Abschnitt" in hub
    assert "3 Notizen und 3 Links zwischen ihnen." in hub
    assert 'title="Diese Notiz gibt es noch nicht"' in german["b.html"]
    assert 'title="unbekannte Quelle"' in german["b.html"]
    assert "Band 3, Seiten 1–2" in german["sources/x2024.html"]
    assert "weniger als 1 Minute Lesezeit" in german["posts/p.html"]
    assert "Offene Fragestellungen" in german["index.html"]
    assert "Seite nicht gefunden" in german["404.html"]


def test_an_arabic_site_runs_from_right_to_left_and_counts_in_six_forms(arabic: dict[str, str]) -> None:
    assert '<html lang="ar" dir="rtl"' in arabic["a.html"]
    assert "3 مايو 2026" in arabic["a.html"]
    assert "3 ملاحظات مرتبطة" in arabic["h/h.html"]
    assert "قسم واحد" in arabic["h/h.html"]
    assert "ملاحظتان" in arabic["tags/t.html"]
    assert '<a href="a.html" dir="auto">A</a>' in arabic["c.html"]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_link_of_a_site_in_another_language_leads_somewhere(language: str) -> None:
    chosen = config(language)
    assert list(shortcomings(built(NOTES, chosen), chosen)) == []


def test_scripts_find_their_words_where_the_site_is_not_in_english(german: dict[str, str]) -> None:
    script = '<script defer src="static/words.js"></script>\n  <script defer src="static/rlnotes.js"></script>'
    assert script in german["a.html"]
    assert german["static/words.js"].startswith('window.rlnotes = {"language":"de","words":{')
    assert '"copy":"Kopieren"' in german["static/words.js"]
    english = files("en")
    assert "static/words.js" not in english
    assert "words.js" not in english["a.html"]


def test_no_word_of_the_interface_is_english_by_itself() -> None:
    marked = _marked(built_in("en"))
    own = replace(theme(), site_templates={"words/de.toml": marked})
    boxes = "".join(f"> [!{name}]\n> Text.\n\n" for name in CALLOUT_TYPES)
    notes = {**NOTES, "boxes.md": f"# B\n\nSaid[^1] and ^[there].\n\n{boxes}[^1]: Said."}
    chosen = replace(config("de"), title="§")
    made = build(collection(notes), own, chosen)
    assert made.diagnostics == build(collection(notes), theme(), chosen).diagnostics
    english = {text for text in built_in("en").values() if isinstance(text, str) and len(text) > 2}
    for artifact in made.artifacts:
        if artifact.path.endswith(".html"):
            assert _told(artifact.content) & english == set(), artifact.path


BOXES = "> [!warning]\n> Text.\n\n> [!see-also]\n> Text.\n\n> [!my-own]\n> Text[^1].\n\n[^1]: Said."


def labels(page: str) -> list[tuple[str, str]]:
    """The titles of the callouts of a page, and what leads back from its footnotes."""
    return re.findall(r'class="callout-title">(.*)</p>|class="footnote-backref" aria-label="([^"]*)"', page)


def test_callouts_and_footnotes_speak_the_language_of_their_note_or_else_of_the_site() -> None:
    front = {"a": "", "b": "lang: ar", "c": "lang: en-GB", "d": "lang: fr", "e": "lang: de-AT", "f": "lang: pl"}
    notes = {f"{name}.md": f"---\ntitle: T\n{line}\n---\n{BOXES}" for name, line in front.items()}
    own = {"words/de.toml": '[callout]\nwarning = "*Halt* [[a]]"\n', "words/pl.toml": '[footnote]\nback = "<\\"wróć"\n'}
    made = build(collection(notes), replace(theme(), site_templates=own), config("de"))
    pages = {artifact.path: artifact.content.decode() for artifact in made.artifacts if artifact.path[1:] == ".html"}
    told = {name: [first or second for first, second in labels(pages[f"{name}.html"])] for name in front}
    german = ["*Halt* [[a]]", "Siehe auch", "My own", "Zurück zum Text"]
    assert told == {
        "a": german,
        "b": ["تحذير", "انظر أيضًا", "My own", "العودة إلى النص"],
        "c": ["Warning", "See also", "My own", "Back to the text"],
        "d": german,
        "e": german,
        "f": ["Warning", "See also", "My own", "&lt;&quot;wróć"],
    }


def _marked(table: Any) -> str:
    """The table of English with a mark in each text, as TOML."""
    lines = []
    for key, entry in table.items():
        if isinstance(entry, str):
            told = '"' + ("§" + entry).replace("\\", "\\\\").replace('"', '\\"') + '"'
        else:
            told = "{ " + ", ".join(f'{form} = "§{text}"' for form, text in entry.items()) + " }"
        lines.append(f"{key} = {told}\n")
    assert tomllib.loads("".join(lines))
    return "".join(lines)


def _told(html: bytes) -> set[str]:
    """What a page says: its texts, and what it says to those who can't see."""
    root = document(html).root
    texts = [text for element in root.iter() for text in (element.text, element.tail) if isinstance(text, str)]
    return {text.strip() for text in (*texts, *root.xpath("//@aria-label | //@title"))}


def test_a_mistake_in_a_table_of_the_site_is_a_finding() -> None:
    own = replace(theme(), site_templates={"words/de.toml": '[page]\nserch = "x"\n'})
    found = build(collection({"a.md": "# A"}), own, config("de")).diagnostics
    (finding,) = (each for each in found if each.rule == "bad-template")
    assert (finding.path, finding.span.line, finding.message) == ("words/de.toml", 2, "no word 'page.serch'")


def test_a_text_in_another_language_says_so_and_the_words_around_it_do_not() -> None:
    notes = {"a.md": "---\nlang: ar\ntitle: ع\ndescription: د\n---\n# س\n## ا\n## ب\n## ج\n", "b.md": "[[a]]"}
    page, other = files("en", notes)["a.html"], files("en", notes)["all-notes.html"]
    for start in ("<h1", '<p class="standfirst"', '<div class="prose"', "<ol"):
        assert f'{start} lang="ar" dir="rtl">' in page
    assert '<html lang="en" dir="ltr"' in page
    assert '<a href="a.html" lang="ar" dir="rtl">ع</a>' in other


@pytest.mark.parametrize(
    ("front", "tongue"),
    [
        ("lang: en", ("", "")),
        ("lang: EN", ("", "")),
        ("lang: de", ("de", "ltr")),
        ("lang: az-Arab", ("az-Arab", "rtl")),
        ("dir: rtl", ("", "rtl")),
        ("dir: ltr", ("", "")),
        ("direction: auto", ("", "auto")),
        ("lang: ar\ndir: ltr", ("ar", "ltr")),
        ("title: עברית", ("", "auto")),
        ("title: עברית\ndir: rtl", ("", "rtl")),
    ],
)
def test_front_matter_says_which_language_a_text_is_in_and_how_it_runs(front: str, tongue: tuple[str, str]) -> None:
    made = view({"a.md": f"---\n{front}\n---\n"}, "a.html").page
    assert (made.text_lang, made.text_dir) == tongue


def test_a_redirect_tells_the_language_of_the_title() -> None:
    notes = {"a.md": "---\nlang: ar\ntitle: ع\nredirect_from: [/old]\n---\n"}
    assert '<p>This page has moved to <a href="a.html" lang="ar" dir="rtl">ع</a>.</p>' in files("en", notes)["old.html"]


def test_neighbours_and_breadcrumbs_tell_their_language() -> None:
    hub = "---\nkind: hub\ntitle: محور\nlang: ar\n---\n- [[a]]\n- [[b]]\n- [[c]]\n"
    notes = {"h.md": hub, "a.md": "---\nlang: ar\n---\n# أ", "b.md": "# B", "c.md": "---\nlang: he\n---\n# ב"}
    page = files("en", notes)["b.html"]
    assert '<span lang="ar" dir="rtl">أ</span>' in page
    assert '<span lang="he" dir="rtl">ב</span>' in page
    assert '<a href="h.html" lang="ar" dir="rtl">محور</a>' in page


@pytest.mark.parametrize(
    "titles",
    [
        ["Äpfel", "Apfel 2", "Apfel 10", "Birne"],
        ["eins", "Élan", "Elbe", "Zebra"],
        ["chapter 9", "Chapter ９a", "chapter 10"],
        ["resume", "résumé", "resumes"],
        ["ø", "oe", "œuvre", "of", "øl", "omega"],
        ["أحمد", "باب", "تاريخ"],
        ["あお", "アカ", "いし"],
        ["กา", "เกา", "ขา"],
        ["स", "सा", "सि"],
        ["글", "나무"],
        ["٢ فصل", "١٠ فصل"],
    ],
)
def test_titles_stand_where_readers_look_for_them(titles: list[str]) -> None:
    assert sorted(titles, key=sort_key) == titles


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("de", "Apfel Äpfel Birne Öl Strasse Straße"),
        ("sv-SE", "apa über yxa zebra ångest äpple ærlig öl"),
        ("da", "abe yt zebra ærlig ørred å aarhus"),
        ("es", "canon cañón cima nube ñandú ojo"),
        ("cs", "cena čas dům hora chata ihned řeka"),
        ("hu", "cukor csak domb dzseki gomb gyár oszlop ösvény őz"),
        ("tr", "çam hava ılık içki İzmir jet öğle şeker"),
        ("vi", "an ăn ấn ba di đi ơn ưa"),
        ("uk", "гора ґанок ера єва жук ирга ікра їжак йод"),
        ("ru", "еда ёж жук игра икра йод"),
        ("fa", "آب باد پدر جان چای کتاب گل وطن هوا یار"),
        ("ar", "آدم أحمد اسم باب مدرسة مدرستان هدى يد"),
        ("th", "กา ก้าน กาม ก่ำ กิน แก ขา น้ำ"),
        ("zh", "A 安 巴 北京 强化 上海 中 瑄"),
        ("zh-Hant-TW", "一 二 三 上海 中 北京 㐀"),
        ("ja", "あお アカ がく 亜 愛 一 山 大阪 東京"),
        ("ko", "가방 각 까치 나무 한국"),
        ("hi", "अब आम कमल का कि खत"),
    ],
)
def test_letters_stand_where_their_language_has_them(language: str, titles: str) -> None:
    assert sorted(titles.split(), key=lambda title: sort_key(title, language)) == titles.split()


def test_lists_stand_in_the_order_of_the_language_of_the_site() -> None:
    titles = ("Ångest", "Zebra", "Apa")
    notes = {f"{number}.md": f"---\ntitle: {title}\ntags: [t]\n---\n" for number, title in enumerate(titles)}
    orders = {}
    for language in ("sv", "en"):
        orders[language] = sorted(titles, key=files(language, notes)["tags/t.html"].index)
    assert orders == {"sv": ["Apa", "Zebra", "Ångest"], "en": ["Ångest", "Apa", "Zebra"]}


@pytest.mark.parametrize("text", ["Ångström", "한국어", "がぎぐ", "ﬁne", "ệ", "क़"])
def test_the_place_of_a_title_does_not_depend_on_its_unicode_form(text: str) -> None:
    places = {sort_key(unicodedata.normalize(form, text)).partition("\0")[0] for form in ("NFC", "NFD")}
    assert len(places) == 1


def test_digits_by_the_thousand_have_a_place_too() -> None:
    assert sort_key("9" * 6000) > sort_key("1" * 6000)


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        (Body(word_count=2550, scripts=(2550, 0, 0, 0, 0, 0)), 10),
        (Body(word_count=3570, scripts=(1570, 2000, 0, 0, 0, 0)), 10),
        (Body(word_count=3700, scripts=(0, 0, 3700, 0, 0, 0)), 10),
        (Body(word_count=600, scripts=(0, 0, 0, 8630, 600, 0)), 10),
        (Body(word_count=1380, scripts=(0, 0, 0, 0, 0, 1380)), 10),
        (Body(word_count=2550 + 476, scripts=(2550, 0, 0, 0, 0, 0)), 12),
        (Body(word_count=200, scripts=(200, 0, 0, 0, 0, 0)), 0),
        (Body(word_count=2380), 10),
    ],
)
def test_reading_takes_as_long_as_the_script_lets_it(body: Body, minutes: int) -> None:
    assert reading_minutes(body) == minutes


@pytest.mark.parametrize(
    ("text", "words", "scripts"),
    [
        ("it's a well-known été", 4, ()),
        ("e\u0301lan vital 👩\u200d🔬", 2, ()),
        ("सुदृढीकरण अधिगम।", 2, ()),
        ("தமிழ் மொழி", 2, ()),
        ("שָׁלוֹם עולם", 2, ()),
        ("مُحَمَّد رسول", 2, (0, 0, 0, 0, 0, 2)),
        ("می\u200cخواهم", 1, (0, 0, 0, 0, 0, 1)),
        ("การเรียนรู้ ภาษา", 2, (0, 0, 0, 12, 2, 0)),
        ("강화 학습", 4, (0, 0, 4, 0, 0, 0)),
        ("強化学習とは", 6, (4, 2, 0, 0, 0, 0)),
    ],
)
def test_signs_and_points_part_no_word(text: str, words: int, scripts: tuple[int, ...]) -> None:
    assert (word_count(text), script_counts(text)) == (words, scripts)


def test_every_mark_of_unicode_is_part_of_a_word() -> None:
    read_alone = {
        *range(0x302A, 0x3030),
        0x3099,
        0x309A,
        0x1885,
        0x1886,
    }  # those of scripts whose characters count each
    marks = (chr(code) for code in range(0x300, 0xFE00) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me"))
    assert [hex(ord(mark)) for mark in marks if word_count(f"a{mark}b") != 1 and ord(mark) not in read_alone] == []


SCRIPTS = {
    "chinese": ("强化学习", "方法概述"),
    "japanese": ("強化学習とは", "がくしゅうの方法"),
    "korean": ("강화 학습", "방법론"),
    "arabic": ("التعلم المعزز", "الطرق والأساليب"),
    "hindi": ("सुदृढीकरण अधिगम", "विधियाँ"),
    "thai": ("การเรียนรู้", "วิธีการ"),
    "french": ("Élan vital", "Où ça mène"),
    "hebrew": ("למידת חיזוק", "שִׁיטוֹת ומסקנות"),
    "greek": ("Ενισχυτική μάθηση", "Μέθοδοι και ΌΡΙΑ"),
    "cyrillic": ("Обучение с подкреплением", "Ещё йод"),
    "amharic": ("የማጠናከሪያ ትምህርት", "ዘዴዎች እና ውጤቶች"),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_in_any_script_is_an_address_a_link_an_anchor_and_found(script: str, form: Any) -> None:
    name, heading = (unicodedata.normalize(form, text) for text in SCRIPTS[script])
    ident = heading_slug(heading)
    chosen = config("en")
    notes = {
        f"{name}.md": f"# {name}\n\n## {heading}\n\nText.",
        "index.md": f"[[{SCRIPTS[script][0]}#{SCRIPTS[script][1]}]] and [x](<{name}.md#{heading}>) "
        f"and [[{SCRIPTS[script][0]}#{ident}]] and [x](<{name}.md#{quote(ident)}>)",
    }
    made = built(notes, chosen)
    assert [each for each in made.diagnostics if "link" in each.rule or "anchor" in each.rule] == []
    assert list(shortcomings(made, chosen)) == []
    texts = (artifact for artifact in made.artifacts if artifact.path.endswith((".html", ".xml", ".json")))
    there = {artifact.path: artifact.content.decode() for artifact in texts}
    (address,) = [path for path in there if unicodedata.normalize("NFC", name).split()[0].lower() in path]
    assert unicodedata.is_normalized("NFC", address)
    found = re.findall(r'id="at:\d" href="[^"#]+#([^"]+)"', there["index.html"])
    assert len(found) == 4
    assert {unquote(anchor) for anchor in found} == {ident}
    assert f'<h2 id="{ident}"' in there[address]
    assert there["sitemap.xml"].count("<loc>") >= 2
    assert any(address in text for path, text in there.items() if path.startswith("previews/"))
    assert pages(notes, chosen)[address].view.title == name
