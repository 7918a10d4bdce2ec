"""Whole collections of hostile notes: whatever they hold, the site they make is sound and stays in its folder."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from itertools import product
from urllib.parse import unquote, urlsplit

import html5lib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from pages.sites_in_text import built
from samples import references

from rlnotes.config.site import Config
from rlnotes.model.dialect import Dialect
from rlnotes.shell.addresses import checked_paths
from trust.hostile_notes import ADDRESSES, SCRIPTS

CONTROLS = (
    "\0",
    "\x0b",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\ufdd0L0\ufdd1",
    "\ufeff",
    "]]>",
)
PLACES = (
    "../../etc/passwd",
    "..\\..\\x",
    "%2e%2e/x",
    "%252e%252e/x",
    "/etc/passwd",
    "C:/x",
    "a/../../x",
    ".",
    "..",
    "a\0b",
    "con",
    "nul.html",
    "a.",
    "a ",
    "x" * 300,
    "static/rlnotes.css",
    "index",
    "404",
    "sitemap.xml",
    ".rlnotes-manifest.json",
    "CNAME",
    "a/b",
    "a/b/",
    "A/B",
    "caf\u00e9",
    "cafe\u0301",
    "\u202egnp.exe",
    "stra\u00dfe",
    "STRASSE",
    "",
    "/",
    "//evil.example/",
)
KEYS = (
    "title",
    "description",
    "aliases",
    "tags",
    "slug",
    "permalink",
    "redirect_from",
    "related",
    "next",
    "sources",
    "sections",
    "members",
    "kind",
    "lang",
    "image",
    "citation",
    "paperurl",
    "date",
    "updated",
    "weight",
    "status",
    "url",
)
STEMS = (
    "a",
    "A",
    "b",
    "index",
    "README",
    "caf\u00e9",
    "x/a",
    "x/index",
    "x",
    "404",
    "tags/a",
    "posts/2024-01-02-a",
    "con",
    "\u202ea",
)
BOMBS = (
    "a: &a [x, x]\nb: &b [*a, *a]",
    "a: [[[[[[",
    "<<: {}",
    "? ? ? ?",
    "- - - -",
    "a: !!python/object/apply:os.system [x]",
    "title: {a: {a: {a: 1}}}",
    "date: 99999-99-99",
    "tags: [[a, [b]], {c: d}, null, 1e999]",
    "title: 2024-02-31",
)
FORMS = (
    "[[{}]]",
    "![[{}]]",
    "[[{}#{}]]",
    "[[a#^{}]]",
    "[words](<{}>)",
    "![{}](<{}>)",
    "# {}",
    "## {} {{#{}}}",
    "> [!{}]- {}\n> {}",
    "```{}\n{}\n```",
    "${}$",
    "$$\n{}\n$$",
    "[@{}]",
    "@{}",
    "#{}",
    "=={}==",
    "%%{}%%",
    "<!-- {} -->",
    "[^{}]\n\n[^{}]: {}",
    "text ^{}",
    "| {} |\n|---|\n| {} |",
    '<a href="{}" id="{}">{}</a>',
    "<img src='{}'>",
    "{}\n: {}",
    "- [[{}]]: {}",
    "{}",
    "<div {}>{}",
    "[{}]: <{}> '{}'",
    "![[a]]\n\n![[{}]]",
    '=== "{}"\n    {}\n!!! {} "{}"\n    {}',
    "*{}*{{: .{} #{} onclick={}}}",
    '[{}](<{}>){{ .{} }} ![{}](a.png){{: width="{}"}}',
    "({})=\n# {}\n\n{{ref}}`{}`",
    "(a)=\n{{ref}}`{} <{}>` {{numref}}`{} <a>`",
    "{{abbr}}`{} ({})` {{sub}}`{}`",
    "{{doc}}`{} <{}>` {{math}}`{}`",
    "{{cite}}`{},{}` {{cite:t}}`{}`",
    ":::{{figure}} {}\n:name: {}\n:width: {}\n\n{}\n:::",
    "```{{note}} {}\n:class: {}\n{}\n```",
)

WORDS = st.one_of(st.sampled_from((*SCRIPTS, *ADDRESSES, *CONTROLS, *PLACES, *STEMS)), st.text(max_size=12))
SITES = (
    Config(title="<S>", base_url="https://example.org/s"),
    Config(title="S", url_style="directory"),
    Config(title="S", html="trusted"),
    Config(title="S", dialects=tuple(Dialect)),
)


def _filled(form: str, words: list[str]) -> str:
    parts = form.replace("{{", "\1").replace("}}", "\2").split("{}")
    return (
        "".join(a + b for a, b in zip(parts, [*words, *[""] * len(parts)], strict=False))
        .replace("\1", "{")
        .replace("\2", "}")
    )


PIECES = st.builds(_filled, st.sampled_from(FORMS), st.lists(WORDS, min_size=3, max_size=3))
VALUES = st.one_of(
    WORDS, st.lists(WORDS, max_size=3), st.dictionaries(st.sampled_from(("title", "notes", "a")), WORDS, max_size=2)
)
FRONTS = st.one_of(
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5).map(
        lambda found: "".join(f"{key}: {json.dumps(value)}\n" for key, value in found.items())
    ),
    st.sampled_from(BOMBS),
    st.text(max_size=30),
)
NOTES = st.builds(
    lambda front, pieces: f"---\n{front}\n---\n" + "\n\n".join(pieces), FRONTS, st.lists(PIECES, max_size=5)
)
WORKS = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=3).map(
    lambda found: "\n".join(f"@article{{{key}, title = {{{title}}}, url = {{{url}}}}}" for key, title, url in found)
)
COLLECTIONS = st.builds(
    lambda notes, works: {**{f"{stem}.md": text for stem, text in notes.items()}, "works.bib": works},
    st.dictionaries(st.sampled_from(STEMS), NOTES, min_size=1, max_size=4),
    WORKS,
)


@settings(max_examples=25)
@given(files=COLLECTIONS, config=st.sampled_from(SITES))
@example(
    files={"a.md": "---\npermalink: /../../x\nredirect_from: [/../y, 'https://evil.example/']\n---\n", "works.bib": ""},
    config=SITES[0],
)
@example(
    files={
        f"{number}.md": _filled(form, [word, word, word])
        for number, (form, word) in enumerate(product(FORMS[-10:], ('"><script>', "`} <x>`", "javascript:a", "a b")))
    }
    | {"works.bib": ""},
    config=SITES[-1],
)
@example(files={f"{stem}.md": f"![[{stem}]] ![[a]]\n\n![[b]]" for stem in "ab"} | {"works.bib": ""}, config=SITES[0])
def test_any_collection_makes_a_sound_site_inside_its_folder(files: Mapping[str, str], config: Config) -> None:
    made = built(files, config)
    content = {artifact.path: artifact.content for artifact in made.artifacts}
    checked_paths([*content, *(copy.path for copy in made.copies)])
    assert all(not copy.origin.startswith(("/", "..")) for copy in made.copies)
    assert [*unreadable(content)] == []
    if config.html != "trusted":
        assert [*dead(content, {copy.path for copy in made.copies})] == []


def unreadable(content: Mapping[str, bytes]) -> Iterator[str]:
    """The files that their own parsers don't take."""
    for path, data in content.items():
        try:
            if path.endswith(".xml"):
                etree.fromstring(data)
            elif path.endswith(".json"):
                json.loads(data)
            elif path.endswith(".html"):
                data.decode()
        except (ValueError, etree.XMLSyntaxError) as error:
            yield f"{path}: {error}"


def _targets(page: str, address: str) -> set[str]:
    """The files that an address on a page may lead to, on a host that has the site at its root or at `/s/`."""
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), address)).lstrip("/")
    inside = whole.removeprefix("s/") if address.startswith("/s/") else whole
    return {inside, f"{inside}/index.html".lstrip("/")} if address.endswith("/") or not inside else {inside}


def dead(content: Mapping[str, bytes], copied: set[str]) -> Iterator[str]:
    """The addresses inside the site that lead to no file of it, and scripts that are not ours."""
    for path, data in content.items():
        if not path.endswith(".html"):
            continue
        page = html5lib.parse(data, treebuilder="lxml", namespaceHTMLElements=False, default_encoding="utf-8")
        for name, written in references(page.getroot()):
            parts = urlsplit(written)
            is_inside = not parts.scheme and not parts.netloc and parts.path
            if is_inside and not _targets(path, unquote(parts.path)) & (content.keys() | copied):
                yield f"{path}: {name}={written}"
        yield from (f"{path}: script" for found in page.iter("script") if found.text and not _is_data(found))


def _is_data(script: etree._Element) -> bool:
    """Whether a script is what the page says of itself: JSON, and nothing but JSON."""
    return script.get("type") == "application/ld+json" and isinstance(json.loads(script.text or ""), dict)
