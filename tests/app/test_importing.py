"""Texts of Jekyll and Obsidian as texts of ours: what becomes of what, and that all else stays to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.app.importing.jekyll import import_jekyll
from rlnotes.app.importing.liquid import evaluated
from rlnotes.app.importing.obsidian import import_obsidian
from rlnotes.app.importing.outcome import Origin, Outcome
from rlnotes.app.importing.report import report, shown

POST = "_posts/2020-01-02-first.md"
TALK = "_talks/one two.md"
FRONT = "---\nkind: page\n---\n"


def jekyll(**files: str) -> Outcome:
    return import_jekyll(Origin("home", {path: text.encode() for path, text in files.items()}))


def body_after(body: str, **others: str) -> str:
    """What becomes of a page's body, on a site with a post, a talk and the other files."""
    texts = {"a.md": FRONT + body, POST: "", TALK: "", "_config.yml": "url: https://x.org", **others}
    return jekyll(**texts).notes["a.md"].decode().removeprefix(FRONT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{% include base_path %}\nText\n", "Text\n"),
        ("![x]({{ base_path }}/i.png)", "![x](/i.png)"),
        ("![x]({{ site.url }}{{ site.baseurl }}/i.png)", "![x](/i.png)"),
        ('[x]({{ "/x" | relative_url }})', "[x](/x)"),
        ("[x]({{ 'x' | absolute_url }})", "[x](/x)"),
        ("[x]({{ '/x' | prepend: site.baseurl }})", "[x](/x)"),
        ("[x]({{ site.baseurl | append: '/x' }})", "[x](/x)"),
        ("[x]({{ site.url }}) at {{ site.url }}", "[x](https://x.org) at https://x.org"),
        ("[x]({% link _talks/one two.md %})", "[x](/talks/one%20two.md)"),
        ("[x]({{ site.baseurl }}{% post_url 2020-01-02-first %})", "[x](/posts/2020-01-02-first.md)"),
        ("[x](../_posts/2020-01-02-first.md)", "[x](../posts/2020-01-02-first.md)"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% raw %}\n{{ x }}\n{% endraw %}\n", "{{ x }}\n"),
        ("{% raw %}{% endraw %}", ""),
        ("{%- comment -%}a %% b{%- endcomment -%}", "%%a % % b%%"),
        ("{% highlight c linenos %}\nx\n{% endhighlight %}\n", "```c\nx\n```\n"),
        ("So {% highlight %}a ``` b{% endhighlight %} it is", "So \n````\na ``` b\n````\n it is"),
        ("{% highlight c %}\r\nx\r\n{% endhighlight %}\r\n", "```c\r\nx\r\n```\r\n"),
    ],
)
def test_liquid_with_an_answer_of_its_own_is_replaced(before: str, after: str) -> None:
    assert body_after(before) == after


def test_a_link_to_the_site_leads_to_its_first_page() -> None:
    words = "[x]({{ site.url }})"
    assert body_after(words, **{"_pages/me.md": "---\npermalink: /\n---\n"}) == "[x](/pages/me.md)"
    assert body_after(words, **{"index.md": "---\ntitle: T\n---\n"}) == "[x](/index.md)"
    assert jekyll(**{"a.md": FRONT + words}).notes["a.md"].decode() == FRONT + "[x](/)"


@pytest.mark.parametrize(
    "words",
    [
        "{% include toc %}",
        "{% for post in site.posts %}",
        "{{ page.title }}",
        "{{ 'x' }}",
        "{{ '/x' | slugify }}",
        "{{ '/x' | append: page.url }}",
        "{% link gone.md %}",
        "{% post_url 2020-01-02-gone %}",
        "{% raw %}x",
        "{% highlight c %}",
    ],
)
def test_other_liquid_stays_and_is_reported_with_its_line(words: str) -> None:
    outcome = jekyll(**{"a.md": f"{FRONT}\n{words}\n"})
    assert outcome.notes["a.md"].decode() == f"{FRONT}\n{words}\n"
    assert [(each.line, words.startswith(each.text)) for each in outcome.losses] == [(5, True)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The $$x$$ is", "The $x$ is"),
        ("The $$ x $$.", "The $x$."),
        ("The $$x$$2 is", "The \\(x\\)2 is"),
        ("The $$\\text{$5}$$ is", "The \\(\\text{$5}\\) is"),
        ("A \\\\(x\\_1 \\\\{ y\\\\)", "A \\(x_1 \\{ y\\)"),
        ("\\\\[x\\\\]", "\\[x\\]"),
        ("# T\n{: #t .no_toc}\ntext", "# T {#t}\ntext"),
        ("T\n===\n{: #t}\n", "T {#t}\n===\n"),
        ("* TOC\n{:toc}\n\ntext", "\ntext"),
        ("text {: .x}", "text "),
        ("[x](https://x){:target='_blank'} y", "[x](https://x) y"),
        ("text\n{: .x}\n", "text\n"),
        ("text\nmore\n{: #x}\n", '<a id="x"></a>text\nmore\n'),
        ("{: #x}\ntext\n", '<a id="x"></a>text\n'),
        ("- text\n{: #x}\n", "- text\n"),
        ("**text**{: #x .y} more", '**text**<a id="x"></a> more'),
        ("{: .notice}\na\nb\n", "> [!note]\n> a\n> b\n"),
        ("a\n{: .notice--danger}\nb\n", "> [!danger]\n> a\n\nb\n"),
        ("* a\n{: .notice}\n", "* a\n"),
        ("{::comment}x{:/comment}", "%%x%%"),
        ("{::comment}x{:/}", "%%x%%"),
        ("a\n{::comment}\nx\n\ny\n{:/}\nb", "a\n%%\nx\n\ny\n%%\nb"),
        ("{::comment}x", "{::comment}x"),
    ],
)
def test_what_kramdown_writes_becomes_what_we_write(before: str, after: str) -> None:
    assert body_after(before) == after


@pytest.mark.parametrize(
    "body",
    [
        "$$\nx\n$$\n",
        "$$\na \\\\[2pt] b \\\\]\n$$\n",
        "$$x$$\n",
        "- $$x$$\n",
        "It costs $5 or $6.",
        "`$$x$$` and ``a ` $$x$$ {: .x}``",
        "```\n$$x$$ y {: .x}\n~~~\n```\n",
        "text\n\n    $$x$$ y {: .x}\n",
        "\\$$x$$ y",
        "a $$ b",
        "` a\n\n$5 ``",
        "{{",
        "{%",
    ],
)
def test_what_means_the_same_here_and_what_is_code_stays(body: str) -> None:
    assert body_after(body) == body


def test_front_matter_changes_by_whole_keys() -> None:
    text = "\ufeff---\r\ntitle:   'Odd  spaces' # and a remark\r\nauthor: [ada, bob]\r\n--- \r\nText\r\n"
    outcome = jekyll(**{POST: text, "_data/authors.yml": "ada: {name: Ada A}"})
    assert outcome.notes["posts/2020-01-02-first.md"].decode() == (
        "\ufeff---\r\ntitle:   'Odd  spaces' # and a remark\r\nauthor: [\"Ada A\", bob]\r\n"
        "kind: post\r\ndate: 2020-01-02\r\npermalink: /2020/01/02/first.html\r\n--- \r\nText\r\n"
    )


def test_keys_stand_above_a_mistake_that_stops_the_reading() -> None:
    outcome = jekyll(**{"_drafts/x.md": "---\na: {{ b\n---\n"})
    assert outcome.notes["drafts/x.md"].decode() == "---\nkind: post\ndraft: true\na: {{ b\n---\n"
    assert "front matter that can't be read" in {each.kind for each in outcome.losses}


def test_front_matter_that_is_no_mapping_stays() -> None:
    assert jekyll(**{POST: "---\n- a\n---\n"}).notes["posts/2020-01-02-first.md"] == b"---\n- a\n---\n"


@pytest.mark.parametrize(
    ("config", "path", "address"),
    [
        ("permalink: pretty", POST, "/2020/01/02/first/"),
        ("permalink: none", POST, "/first.html"),
        ("permalink: /:i_month/:y_day/:title", POST, "/1/002/first"),
        ("permalink: /:nobody/:title", POST, ""),
        ("permalink: pretty", "cv.md", "/cv/"),
        ("permalink: pretty", "a_/myindex.md", "/a_/myindex/"),
        ("permalink: pretty", "a/index.md", "/a/"),
        ("collections: {notes: {output: true, permalink: '/n/:name'}}", "_notes/x.md", "/n/x"),
        ("collections: [notes]", "_notes/x.md", ""),
        ("collections: {notes: {permalink: '/../:name'}}", "_notes/x.md", ""),
        ("", "b/_posts/2020-01-02-first.md", "/b/2020/01/02/first.html"),
        (
            "{collections_dir: all, collections: {talks: {output: true, permalink: /t/:path}}}",
            "all/_talks/a/b.md",
            "/t/a/b",
        ),
    ],
)
def test_a_note_keeps_the_address_that_jekyll_gave_it(config: str, path: str, address: str) -> None:
    (note,) = jekyll(**{path: "", "_config.yml": config}).notes.values()
    keys = dict(line.partition(": ")[::2] for line in note.decode().splitlines())
    assert keys.get("permalink", "") == address


def test_no_note_takes_the_place_of_another() -> None:
    outcome = jekyll(**{"_pages/a.md": FRONT + "1", "pages/a.md": FRONT + "2", "pages/A.md": FRONT + "3"})
    assert sorted(text[-1:] for text in outcome.notes.values()) == [b"1", b"2", b"3"]
    assert len({path.casefold() for path in outcome.notes}) == 3


def test_files_of_one_name_both_have_a_place() -> None:
    texts = {"a.md": (FRONT + "[x](/posts/data) [y](/posts/data-2)").encode()}
    outcome = import_jekyll(Origin("home", texts, frozenset({"_posts/data", "posts/data"})))
    assert outcome.copies == {"posts/data": "_posts/data", "posts/data-2": "posts/data"}


def test_a_file_that_front_matter_names_is_carried_over_and_reported() -> None:
    texts = {"a.md": b"---\nkind: page\npaperurl: https://x.org/p.pdf\n---\n", "_config.yml": b"url: https://x.org"}
    outcome = import_jekyll(Origin("home", texts, frozenset({"p.pdf", "q.pdf"})))
    assert outcome.copies == {"p.pdf": "p.pdf"}
    assert outcome.unused == ("q.pdf",)
    assert [(each.kind, each.line) for each in outcome.losses] == [("files that front matter alone names", 3)]


def test_what_jekyll_leaves_out_is_left_out_and_reported() -> None:
    texts = {
        "vendor/x.md": "",
        "drop/x.md": "",
        "_secret/x.md": "",
        "a/_talks/x.md": "",
        "README.md": "",
        "_config.yml": "exclude: [drop/]",
    }
    outcome = jekyll(**texts)
    assert outcome.notes == {}
    assert {each.path for each in outcome.losses} == set(texts) - {"_config.yml"}


def test_a_note_that_can_not_be_hidden_is_not_carried_over() -> None:
    texts = {"_drafts/a.md": b"---\njust text\n---\n", "_drafts/b.md": "\ufeffx".encode("utf-16"), "_drafts/c.md": b"x"}
    outcome = import_jekyll(Origin("home", texts))
    assert list(outcome.notes) == ["drafts/c.md"]
    assert b"draft: true" in outcome.notes["drafts/c.md"]
    assert [(each.path, each.kind) for each in outcome.losses] == [
        ("_drafts/a.md", "notes that Jekyll withholds"),
        ("_drafts/b.md", "notes that Jekyll withholds"),
    ]


@pytest.mark.parametrize("name", ["..", ".git", "."])
def test_no_collection_leads_out_of_the_notes(name: str) -> None:
    texts = {f"_{name}/evil.md": "---\nkind: page\n---\n", "_config.yml": f"collections: ['{name}']"}
    assert jekyll(**texts).notes == {}


def test_a_format_of_words_alone_matches_no_name() -> None:
    texts = {".obsidian/daily-notes.json": b'{"format": "' + b"M" * 100 + b'"}', "a" * 60 + ".md": b"x"}
    assert import_obsidian(Origin("home", texts)).notes


def test_bytes_that_are_no_text_of_ours_survive() -> None:
    odd = {"a.md": b"---\nkind: page\n---\n\xff\xfe$$", "b.md": "\ufeffx".encode("utf-16")}
    assert import_jekyll(Origin("home", odd)).notes == odd
    assert import_obsidian(Origin("home", odd)).notes == odd


def test_values_that_can_not_be_settings_are_reported() -> None:
    outcome = jekyll(**{"_config.yml": "url: nowhere\nlang: no such language\nowner: me\ntitle: [x"})
    assert "base_url" not in outcome.settings
    assert {each.text.partition(":")[0] for each in outcome.losses} >= {"base_url", "language", "owner"}


@pytest.mark.parametrize("settings", ["{", "[" * 100_000, "[1]", '{"folder": 5}', ""])
def test_settings_of_a_vault_may_be_anything(settings: str) -> None:
    names = ("app.json", "daily-notes.json", "templates.json", "community-plugins.json")
    texts = {f".obsidian/{name}": settings.encode() for name in names}
    assert import_obsidian(Origin("v", {**texts, "Templates.md": b"x"})).notes == {"Templates.md": b"x"}


@pytest.mark.parametrize(
    ("form", "name", "day"),
    [
        ("DD-MM-YYYY", "01-02-2021", "2021-02-01"),
        ("YYYY/MM/D.M.YYYY", "2021/02/1.2.2021", "2021-02-01"),
        ("[Day] DDMMYYYY", "Day 01022021", "2021-02-01"),
        ("DD-MM-YYYY", "41-02-2021", ""),
        ("DD-MM", "01-02", ""),
    ],
)
def test_a_daily_note_has_the_date_of_its_name(form: str, name: str, day: str) -> None:
    texts = {".obsidian/daily-notes.json": f'{{"format": "{form}"}}'.encode(), f"{name}.md": b"x"}
    note = import_obsidian(Origin("v", texts)).notes[f"{name}.md"]
    assert note.decode() == (f"---\ndate: {day}\n---\nx" if day else "x")


def test_a_note_that_says_when_it_was_written_is_believed() -> None:
    texts = {
        ".obsidian/daily-notes.json": b'{"format": "DD-MM-YYYY"}',
        "01-02-2021.md": b"---\ndate: 2020-01-01\n---\n",
    }
    assert import_obsidian(Origin("v", texts)).notes["01-02-2021.md"] == texts["01-02-2021.md"]


def test_words_in_the_report_are_no_markdown() -> None:
    assert shown("a`b") == "``a`b``"
    assert shown("`a\n\ud800") == "`` `a�� ``"


_TAGS = [
    "{%",
    "%}",
    "{{",
    "}}",
    "{%comment%}",
    "{%endcomment%}",
    "raw",
    "endraw",
    "highlight",
    "endhighlight",
    "<%",
    "%>",
]
_MARKS = [
    "{: .notice}",
    "{:",
    "}",
    "$$",
    "\\\\(",
    "\\\\)",
    "`",
    "```",
    " ",
    "\n",
    "\r\n",
    "---",
    "# a",
    "publish: false",
]
_SIGNS = st.sampled_from(_TAGS + _MARKS)


@given(st.lists(st.one_of(_SIGNS, st.text(max_size=5)), max_size=40).map("".join))
def test_any_text_is_carried_over(text: str) -> None:
    for path in ("a.md", POST):
        content = text.encode("utf-8", errors="replace")
        texts = {path: content, "_config.yml": content, ".obsidian/app.json": content}
        for outcome in (import_jekyll(Origin("x", texts)), import_obsidian(Origin("x", texts))):
            assert len(outcome.notes) == 1
            assert report(outcome)


@given(st.text(alphabet=st.characters(exclude_characters="{$\\<`~", exclude_categories=["Cs"])))
def test_a_text_without_foreign_signs_stays_to_the_byte(text: str) -> None:
    content = f"---\nkind: page\ndate: 2020-01-01\n---\n{text}".encode()
    for outcome in (import_jekyll(Origin("x", {"a.md": content})), import_obsidian(Origin("x", {"a.md": content}))):
        assert outcome.notes == {"a.md": content}


_SLOW = ("{{ ", "{% raw %}", "{% comment %}", "{% highlight %}", "$$", "\\\\( ", "`a``", "{: .x", "{{ x }}", "](_")


@pytest.mark.parametrize("sign", [*_SLOW, "x\n{: .notice}\n", "x\n\n"])
def test_a_sign_over_and_over_is_carried_over(sign: str) -> None:
    outcome = import_jekyll(Origin("x", {"a.txt.md": (FRONT + sign * 4_000).encode()}))
    (content,) = outcome.notes.values()
    assert len(content) > 1_000
    assert report(outcome)


def test_an_output_is_the_site_itself_or_an_address_or_nothing_we_know() -> None:
    assert evaluated("site.url") == ""
    assert evaluated("'https://y.org' | relative_url") == "https://y.org"
    assert evaluated("page.url | relative_url") is None
