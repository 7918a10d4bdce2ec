"""What language models are told: an index with bounds, and the first texts whole."""

from __future__ import annotations

from pages.sites_in_text import built, pages, view
from rlnotes.config.site import Config

BASE = Config(title="Site *x*", description="About <it>", base_url="https://example.org/kb")
FILES = {
    "about.md": "---\nkind: page\n---\n",
    "h.md": "---\nkind: hub\ndescription: All of it\n---\n- [[a]]\n- [[sub]]\n",
    "sub.md": "---\nkind: hub\ntitle: A sub-map\n---\n- [[a]]\n",
    "a.md": "---\ntitle: A\nclaim: So.\n---\nText [@k; @no], @k and @no, [[sub]].",
    "z.md": "---\nunlisted: true\n---\n",
    "s.bib": "@book{k, title={Book}, author={Xu, R}, year={2024}}",
}


def text(path: str, config: Config = BASE) -> str:
    return next(a.content.decode() for a in built(FILES, config).artifacts if a.path == path)


def test_the_index_has_the_form_that_models_know() -> None:
    url = "https://example.org/kb"
    assert text("llms.txt") == (
        "# Site \\*x\\*\n\n> About \\<it>\n\n"
        f"## Hubs\n\n- [H]({url}/h.md): All of it\n- [A sub-map]({url}/sub.md)\n\n"
        f"## Notes\n\n- [A]({url}/a.md): So.\n\n## Pages\n\n- [About]({url}/about.md)\n\n"
        f"## Optional\n\n- [All notes]({url}/all-notes.html)\n- [Bibliography]({url}/bibliography.html)\n"
        f"- [sitemap.xml]({url}/sitemap.xml)\n- [feed.xml]({url}/feed.xml)\n- [llms-full.txt]({url}/llms-full.txt)\n"
    )


def test_without_a_base_url_and_a_description_less_is_told() -> None:
    found = view({"a.md": ""}, "llms.txt", Config(title="S"))
    assert found.sections[-1].entries == "- [All notes](all-notes.html)\n- [llms-full.txt](llms-full.txt)"
    assert "[A](a.md)" in text("llms.txt", Config(title="S")).replace("\n\n## Optional", "")
    assert text("llms.txt", Config(title="S")).startswith("# S\n\n## Hubs\n")


def test_the_texts_cite_by_author_and_year_and_their_links_start_at_the_root() -> None:
    found = text("llms-full.txt", Config(title="S"))
    assert "# A\n\nText ([Xu 2024](sources/k.md)), [Xu 2024](sources/k.md) and @no, [sub](sub.md).\n\n---\n" in found
    assert found.startswith('---\ntitle: "H"\ndescription: "All of it"\nurl: "h.html"\nkind: "hub"')
    assert "References" not in found
    assert "more" not in found


def test_both_are_bounded_and_tell_how_much_is_left_out() -> None:
    files = {"h.md": "---\nkind: hub\n---\n", **{f"n{number}.md": "" for number in range(101)}}
    artifacts = built(files, Config(title="S")).artifacts
    made = {a.path: a.content.decode() for a in artifacts if a.path.startswith("llms")}
    assert "(n99.md)\n- and 1 more\n\n## Optional" in made["llms.txt"]
    assert made["llms-full.txt"].count('kind: "') == 100
    assert made["llms-full.txt"].endswith("---\n\nand 2 more: llms.txt\n")


def test_a_site_without_notes_has_an_index_all_the_same() -> None:
    made = pages({}, Config(title="S"))
    assert made["llms-full.txt"].view.texts == ()
    assert len(made["llms.txt"].view.sections) == 1
