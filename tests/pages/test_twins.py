"""The Markdown beside each page: what it says, where it leads, and that it says what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
import yaml
from app.warm_builds import Disk, Warm, cold, reopen, update
from golden.golden_sites import HERE, SITES, collection_in, config_of, default_theme, styles
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from pages.sites_in_text import built, edition, pages, view
from rlnotes.app.pipeline import Built, build, link
from rlnotes.checks import own_address
from rlnotes.checks.links import Subject
from rlnotes.config.site import Config
from rlnotes.model.note import Kind
from rlnotes.pages.body import body_html
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import Edition, edition_of
from rlnotes.pages.referring import citation_markup, page_sources
from rlnotes.pages.twins.bodies import twin_parts
from rlnotes.words.table import words_for

BASE: Final = Config(title="Site", base_url="https://example.org/kb")
BIB: Final = "@book{k, title={Book & <b>}, author={Xu, R}, year={2024}, doi={10.1/x}, abstract={Says *much*.}}"
READER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
READER.use(dollarmath_plugin, allow_space=False, allow_digits=False)


def text(files: Mapping[str, str], path: str, config: Config = BASE) -> str:
    """The text of a page's Markdown below its title."""
    found: str = view(dict(files), path, config).text
    return found


def whole(files: Mapping[str, str], path: str, config: Config = BASE) -> str:
    """The file of a page's Markdown."""
    return next(a.content.decode() for a in built(files, config).artifacts if a.path == path)


def front_of(markdown: str) -> Any:
    """The front matter of a file, as another reader of YAML has it."""
    assert markdown.startswith("---\n")
    return yaml.safe_load(markdown.split("\n---\n", maxsplit=1)[0])


def _is_told(path: str) -> bool:
    """Whether a file of a site is Markdown for programs."""
    return (path.endswith(".md") and not path.startswith("static/")) or path.startswith("llms")


def test_every_note_and_source_has_its_markdown_beside_its_page() -> None:
    files = {
        "index.md": "",
        "a.md": "",
        "n/b.md": "---\nunlisted: true\n---\n",
        "d.md": "---\ndraft: true\n---\n",
        "s.bib": BIB,
    }
    made = pages({**files, "404.md": ""}, BASE)
    assert sorted(path for path in made if path.endswith(".md")) == ["a.md", "index.md", "n/b.md", "sources/k.md"]
    directory = pages(files, Config(title="Site", url_style="directory"))
    twins = ["a/index.md", "index.md", "n/b/index.md", "sources/k/index.md"]
    assert sorted(path for path in directory if path.endswith(".md")) == twins


def test_pages_name_their_markdown_in_their_head_and_at_their_foot() -> None:
    files = {
        "n/a.md": "",
        "posts/index.md": "Posts.",
        "posts/p.md": "---\nkind: post\n---\n",
        "404.md": "",
        "s.bib": BIB,
    }
    made = {a.path: a.content.decode() for a in built(files, BASE).artifacts if a.path.endswith(".html")}
    assert '<link rel="alternate" type="text/markdown" href="a.md">' in made["n/a.html"]
    assert '<li><a href="a.md" type="text/markdown">Markdown</a></li>' in made["n/a.html"]
    named = sorted(path for path, html in made.items() if "text/markdown" in html)
    assert named == ["n/a.html", "posts/index.html", "posts/p.html", "sources/k.html"]


def test_none_of_it_is_there_where_it_is_not_wanted() -> None:
    made = built({"a.md": "", "s.bib": BIB}, Config(title="Site", markdown_pages=False)).artifacts
    assert not [a.path for a in made if _is_told(a.path)]
    assert not [a.path for a in made if b"text/markdown" in a.content]


def test_front_matter_tells_what_is_known_and_is_yaml_whatever_a_title_says() -> None:
    note = (
        "---\ntitle: 'Say: \"x\" # \\ <b>&amp; \u202egnp\u202c é —'\ndescription: 'yes'\ndate: 2026-01-02\nkind: line\n"
        "state: open\nstatus: finished\nconfidence: likely\nimportance: 3\nauthors: [A, B]\n"
        "tags: [x]\nclaim: '- c'\n---\n"
    )
    found = front_of(whole({"a.md": note}, "a.md"))
    assert found.pop("title") == 'Say: "x" # \\ <b>&amp; \u202egnp\u202c é —'
    assert found.pop("date").isoformat() == "2026-01-02"
    assert found == {
        "description": "yes",
        "url": "https://example.org/kb/a.html",
        "kind": "line",
        "claim": "- c",
        "state": "open",
        "status": "finished",
        "confidence": "likely",
        "importance": 3,
        "authors": ["A", "B"],
        "lang": "en",
        "tags": ["x"],
    }


def test_the_title_is_a_heading_that_means_nothing_but_itself() -> None:
    made = whole({"a.md": "---\ntitle: 'A <b> *x* [l](u) C#'\n---\n"}, "a.md")
    assert made.endswith("\n---\n\n# A \\<b> \\*x\\* \\[l\\](u) C\\#\n")


LINKS: Final = {
    "n/a.md": (
        "[[b]] [[b|words]] [b](b.md#h) [[gone]] [[d]] ![[p.png|a\\] b]] [f](../files/x.pdf) "
        "[[#Here]] <a href='b.md'>raw</a>\n\n## Here\n"
    ),
    "n/b.md": "## H\n",
    "d.md": "---\ndraft: true\n---\n",
}


def test_links_lead_to_the_markdown_of_pages_and_what_leads_nowhere_is_its_words() -> None:
    found = text(LINKS, "n/a.md").split("\n")[0]
    url = "https://example.org/kb/n"
    assert found == (
        f"[b]({url}/b.md) [words]({url}/b.md) [b]({url}/b.html#h) gone d a\\\\\\] b f "
        f"[Here]({url}/a.html#here) [raw]({url}/b.md)"
    )


def test_files_lead_to_their_copy_and_a_missing_place_to_its_page() -> None:
    files = {"n/a.md": "![[p.png|300]] [f](../x.pdf#page=2) [b](b.md#gone) ![[s.mp3]]", "n/b.md": ""}
    made = built(files, BASE, frozenset({"p.png", "x.pdf", "n/s.mp3"})).artifacts
    url = "https://example.org/kb"
    found = f"![image]({url}/p.png) [f]({url}/x.pdf#page=2) [b]({url}/n/b.md) [s.mp3]({url}/n/s.mp3)\n"
    assert next(a.content.decode() for a in made if a.path == "n/a.md").endswith(found)


def test_without_a_base_url_links_are_relative_to_the_file() -> None:
    assert text(LINKS, "n/a.md", Config(title="S")).startswith("[b](b.md) [words](b.md) [b](b.html#h)")
    directory = text(LINKS, "n/a/index.md", Config(title="S", url_style="directory"))
    assert directory.startswith("[b](../b/index.md) ")


def test_folders_lead_to_their_page_or_to_the_markdown_of_the_note_that_stands_for_them() -> None:
    files = {"a.md": "[x](x/) [y](y/)", "x/one.md": "", "y/index.md": ""}
    assert text(files, "a.md") == "[x](https://example.org/kb/x/index.html) [y](https://example.org/kb/y/index.md)"


def test_citations_are_told_in_words_and_their_list_leads_to_the_sources() -> None:
    found = text({"a.md": "So [@k, p. 3] and @k and [@no].", "s.bib": BIB}, "a.md")
    assert found == (
        "So (Xu, 2024, p. 3) and Xu (2024) and \\[@no].\n\n## References\n\n"
        "- Xu, R. (2024). *[Book & \\<b>](https://example.org/kb/sources/k.md)*. <https://doi.org/10.1/x>"
    ).replace("\\[@no]", "[@no]")
    numbered = text({"a.md": "[@k]", "s.bib": BIB}, "a.md", Config(base_url="https://e.org", citation_style="ieee"))
    assert numbered.startswith("[1]\n\n## References\n\n- [1] R. Xu")


def test_typed_links_say_how_the_note_stands() -> None:
    assert (
        text({"a.md": "[[b]]{contradicts}.", "b.md": ""}, "a.md") == "[b](https://example.org/kb/b.md) (Contradicts)."
    )


def test_front_matter_leads_to_what_typed_links_name() -> None:
    files = {"a.md": "---\nsupports: [b]\n---\n[[b]]{contradicts}", "b.md": ""}
    found = front_of(whole(files, "a.md"))
    url = "https://example.org/kb"
    assert (found["supports"], found["contradicts"]) == ([f"{url}/b.md"], [f"{url}/b.md"])


def test_embeds_are_quoted_below_their_title_with_footnotes_of_their_own() -> None:
    files = {"a.md": "one[^1]\n\n[^1]: Mine.\n\n![[b]]\n\n![[gone]]\n\n![[a]]\n", "b.md": "two[^1]\n\n[^1]: Its.\n"}
    assert text(files, "a.md") == (
        "one[^1]\n\n> **[B](https://example.org/kb/b.md)**\n>\n> two[^e0-1]\n>\n> [^e0-1]: Its.\n\n"
        "gone\n\n[A](https://example.org/kb/a.md)\n\n[^1]: Mine."
    )


def test_a_hub_tells_its_sections_and_what_they_list() -> None:
    hub = (
        "---\nkind: hub\n---\nBefore.\n\n## One\n\nSome text.\n\n- [[a]]\n- [Label](b.md) more\n\n"
        "## Two\n\n- [[hidden]]\n\n## After\n\nEnd.\n"
    )
    files = {
        "h.md": hub,
        "a.md": "---\ndescription: Of *a*\n---\n",
        "b.md": "",
        "hidden.md": "---\nunlisted: true\n---\n",
    }
    assert text(files, "h.md").split("\n\n")[:4] == [
        "Before.",
        "## One",
        "Some text.",
        "- [A](https://example.org/kb/a.md): Of \\*a\\*\n- [Label](https://example.org/kb/b.md): more",
    ]
    listed = "---\nkind: hub\nsections:\n- title: S\n  date: 2026-01-01\n  text: T*\n  notes: [a]\n- notes: [b]\n---\n"
    found = text({**files, "h.md": listed}, "h.md")
    assert found.startswith("## S\n\n2026-01-01\n\nT\\*\n\n- [A]")
    assert "\n\n- [B](https://example.org/kb/b.md)" in found


def test_topics_and_lines_tell_what_they_list() -> None:
    files = {
        "t.md": "---\nkind: topic\nmembers: {tags: [x]}\n---\n",
        "a.md": "---\ntags: [x]\nclaim: So it is.\n---\n@k",
        "l.md": "---\nkind: line\nsources: [{note: a, claim: Here}]\nnext: [m]\n---\nEssay.",
        "m.md": "---\nkind: line\n---\n",
        "s.bib": BIB,
    }
    topic = text(files, "t.md")
    assert topic.startswith(
        "## Synthesis notes\n\n- [A](https://example.org/kb/a.md): So it is.\n\n## Source papers\n\n- [Book"
    )
    assert text(files, "l.md") == (
        "Essay.\n\n## Sources\n\n- [A](https://example.org/kb/a.md): Here\n\n"
        "## Next inquiring lines\n\n- [M](https://example.org/kb/m.md)"
    )


def test_a_source_tells_its_record_its_abstract_and_who_cites_it() -> None:
    files = {"a.md": "We trust *it* [@k]. No.", "k.md": "---\nkind: source\n---\nOurs.", "s.bib": BIB}
    made = whole(files, "sources/k.md")
    assert front_of(made) | {"description": ""} == {
        "title": "Book & <b>",
        "description": "",
        "url": "https://example.org/kb/sources/k.html",
        "kind": "source",
        "key": "k",
        "type": "book",
        "authors": ["R Xu"],
        "year": 2024,
        "doi": "10.1/x",
        "cited_by": 1,
    }
    assert made.endswith(
        "# Book & \\<b>\n\nXu, R. (2024). *Book & \\<b>*. <https://doi.org/10.1/x>\n\n## Abstract\n\n"
        "Says \\*much\\*.\n\nOurs.\n\n## Cited by\n\n- [A](https://example.org/kb/a.md)\n  - We trust it (Xu 2024).\n"
    )
    names = " and ".join(f"N{n}, A" for n in range(25))
    many = f"@misc{{m, title={{M}}, author={{{names} and others}}}}"
    authors = front_of(whole({"s.bib": many}, "sources/m.md"))["authors"]
    assert (len(authors), authors[-1]) == (21, "others")


HOSTILE: Final = """\
---
title: "x\\u0007\\u2028y ---"
---
<script>alert(1)</script><a href="javascript:alert(1)">j</a> <img src="javascript:x" alt="q](javascript:z)">
[a](javascript:b) [c](<b.md>) ![i](http://h.example/p.png "t") &lt;script&gt; `<b>` \\<b> <!-- secret --> %%hidden%%

```html
</script><a href="javascript:x">
```

<div onclick="x()"><p>in</p></div>

$\\href{javascript:x}{y}$ $<b>$ $[a](javascript:b)$ $$<script>$$
"""


@pytest.mark.parametrize("html", ["sanitize", "trusted"])
def test_nothing_hostile_survives(html: Any) -> None:
    made = whole({"a.md": HOSTILE, "b.md": ""}, "a.md", Config(title="S", html=html))
    text_only = re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$", "", made, flags=re.DOTALL)
    assert "secret" not in made
    assert "hidden" not in made
    assert not re.search(r"(?<!\\)\]\(\s*<?javascript", text_only)
    assert not re.search(r"(?<!\\)<(?:script|a|img|div)\b", text_only)
    rendered = MarkdownIt("commonmark").render(made.split("\n---\n", 1)[1])
    assert not re.search(r'(?:href|src)="javascript', rendered)
    assert not re.search("<script|<b>", rendered)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef]", made)


def _addresses(markdown: str) -> Iterator[str]:
    """Where the links and pictures of a Markdown file lead, as another reader finds them."""
    for token in READER.parse(markdown.split("\n---\n", 1)[-1]):
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                yield str(child.attrs.get("href") or child.attrs.get("src"))


def _dead(made: Built, base: str) -> list[str]:
    there = {a.path for a in made.artifacts} | {c.path for c in made.copies}
    found = []
    for artifact in made.artifacts:
        if _is_told(artifact.path):
            for url in _addresses(artifact.content.decode()):
                if url.startswith(f"{base}/"):
                    path = unquote(urlsplit(url.removeprefix(f"{base}/")).path)
                    if not ({path, f"{path}index.html", f"{path}/index.html"} & there):
                        found.append(f"{artifact.path}: {url}")
                else:
                    assert urlsplit(url).scheme in {"http", "https", "mailto", "ftp", "tel", "doi"}, (
                        artifact.path,
                        url,
                    )
    return found


@pytest.mark.parametrize("url_style", ["file", "directory"])
@pytest.mark.parametrize("site", SITES)
def test_every_link_of_every_file_leads_to_a_file_of_the_build(site: str, url_style: Any) -> None:
    config = Config(title="S", base_url="https://example.org/kb", url_style=url_style)
    made = build(collection_in(HERE / site / "notes"), default_theme(), config)
    assert _dead(made, config.base_url) == []
    assert not [
        a.path for a in made.artifacts if a.path.endswith(".md") and re.search("[\ufdd0-\ufdef]", a.content.decode())
    ]


def _edition(site: str) -> Edition:
    config = config_of(site)
    words = words_for(config.language, {})
    linked = link(collection_in(HERE / site / "notes"), config)
    return edition_of(linked.site, config, Style(styles()[config.citation_style]), (), words=words)


def _words(html: str) -> list[str]:
    root = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        if (
            element.tag in ("math", "script")
            or "math" in element.get("class", "")
            or "footnote" in element.get("class", "")
        ):
            tail = element.tail
            element.clear()
            element.tail = tail
    return re.findall(r"[^\W_]+", "".join(root.itertext()))


@pytest.mark.parametrize("site", SITES)
def test_the_markdown_says_what_the_page_says(site: str) -> None:
    here = _edition(site)
    for path, note in here.site.notes.items():
        if note.front.kind is not Kind.HUB:
            sources = page_sources(here, path)
            cite = partial(citation_markup, sources)
            (markdown,) = twin_parts(here, path, (here.site.bodies[path].html,), "x.md", cite)
            assert _words(READER.render(markdown)) == _words(body_html(here, path, sources)), path


def test_a_word_more_in_a_body_changes_its_page_its_markdown_and_the_first_texts_alone() -> None:
    notes = {f"n{number:03}.md": f"Text {number} of [[n000]] [@k]." for number in range(101)}
    disk, warm = Disk(notes, {"s.bib": BIB}), Warm()
    update(warm, disk)
    for name, expected in (("n050", {"n050.html", "n050.md", "llms-full.txt"}), ("n100", {"n100.html", "n100.md"})):
        before = dict(warm.pages)
        reopen(warm)
        disk.notes[f"{name}.md"] += " More."
        update(warm, disk)
        changed = {path for path, content in warm.pages.items() if before.get(path) != content}
        assert {path for path in changed if path.endswith((".html", ".md")) or path.startswith("llms")} == expected
        assert warm.pages == cold(disk)[0]


def test_the_setting_takes_the_markdown_away_and_brings_it_back() -> None:
    disk, warm = Disk({"a.md": "[[b]]", "b.md": ""}, {"s.bib": BIB}), Warm()
    for has_twins in (True, False, True):
        disk.config = replace(disk.config, markdown_pages=has_twins)
        update(warm, disk)
        assert warm.pages == cold(disk)[0]
        assert ("a.md" in warm.pages, b"text/markdown" in warm.pages["a.html"]) == (has_twins, has_twins)
        reopen(warm)


def test_addresses_of_the_own_markdown_are_no_broken_links() -> None:
    paths = ("b.md", "sources/k.md", "llms.txt", "llms-full.txt", "gone.md")
    made = edition(
        {"a.md": " ".join(f"<https://example.org/kb/{path}>" for path in paths), "b.md": "", "s.bib": BIB}, BASE
    )
    found = [each.message for each in own_address.check(Subject(made.site, made.addresses))]
    assert found == ["no page 'gone.md' on this site, whose address is https://example.org/kb"]
