from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.config.forge import log_url
from rlnotes.config.globs import fitting
from rlnotes.config.keys import KEYS
from rlnotes.config.nearest import did_you_mean, nearest
from rlnotes.config.parse_config import parse_config
from rlnotes.config.schema import json_schema
from rlnotes.config.severity import severity_of
from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Severity

DOCS = Path(__file__).parents[2] / "docs"


def findings(text: str) -> list[str]:
    found = parse_config("rlnotes.toml", text).diagnostics
    assert all(finding.rule == "bad-configuration" and finding.path == "rlnotes.toml" for finding in found)
    return [f"{finding.span.line}:{finding.span.column} {finding.message}; {finding.help}" for finding in found]


def test_an_empty_file_means_all_defaults() -> None:
    parsed = parse_config("rlnotes.toml", "")
    assert (parsed.config, parsed.diagnostics) == (Config(), ())


def test_every_key_is_read() -> None:
    text = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    parsed = parse_config("rlnotes.toml", text)
    assert parsed.diagnostics == ()
    same = [key.name for key in KEYS if getattr(parsed.config, key.name) == getattr(Config(), key.name)]
    assert same == []


def test_sites_that_notes_link_into_have_names_and_addresses() -> None:
    config = parse_config("rlnotes.toml", '[inventories]\nnumpy-2.1 = "https://numpy.org/"').config
    assert dict(config.inventories) == {}
    config = parse_config("rlnotes.toml", '[inventories]\n"numpy-2.1" = "https://numpy.org/doc/"').config
    assert dict(config.inventories) == {"numpy-2.1": "https://numpy.org/doc"}
    text = '[inventories]\n"x/y" = "https://e.org"\ninv = "https://e.org"\nb = "ftp://e.org"\nc = 1\n'
    unfit = "use letters, digits, '-', '_' and '.'"
    assert findings(text) == [
        f"2:1 'x/y' can't name a site in 'inventories'; {unfit}",
        f"3:1 'inv' can't name a site in 'inventories'; {unfit}",
        "4:1 'b' in 'inventories' must be an http or https address, not 'ftp://e.org'; ",
        "5:1 'c' in 'inventories' must be an http or https address, not 1; ",
    ]
    assert findings("inventories = 1") == ["1:1 'inventories' must be a table of http or https addresses, not 1; "]


def test_the_slash_behind_an_address_or_a_folder_makes_no_difference() -> None:
    config = parse_config("rlnotes.toml", 'base_url = "https://e.org/x/"\nnotes = "n/"\noutput = "/"').config
    assert (config.base_url, config.notes, config.output) == ("https://e.org/x", "n", "/")


def test_all_problems_are_listed_together_each_with_its_line() -> None:
    text = """\
titel = "T"
description = 3
base_url = "ftp://e.org"
language = "english language"
url_style = "folder"
notes = ""
exclude = "x"
html = "trust"
related_count = -1
newest_count = true
strict = "yes"
math_macros = { R = 1, S = "x" }
rules."broken-lnk" = "off"

[[rules_for]]
files = ["drafts/**"]

[[rules_for]]
files = ["*.md"]
extra = 1
[rules_for.rules]
broken-link = "fatal"
"""
    three = "'error', 'warning' or 'off'"
    assert findings(text) == [
        "1:1 no key 'titel'; did you mean 'title'?",
        "2:1 'description' must be text in quotes, without control characters, not 3; ",
        "3:1 'base_url' must be an http or https address, not 'ftp://e.org'; ",
        "4:1 'language' must be a language tag like 'en' or 'pt-BR', not 'english language'; ",
        "5:1 'url_style' must be 'file' or 'directory', not 'folder'; one of file, directory",
        "6:1 'notes' must be a path, not ''; ",
        "7:1 'exclude' must be a list of texts, not 'x'; ",
        "8:1 'html' must be 'sanitize' or 'trusted', not 'trust'; one of sanitize, trusted",
        "9:1 'related_count' must be a whole number from 0 to 1000, not -1; ",
        "10:1 'newest_count' must be a whole number from 0 to 1000, not true; ",
        "11:1 'strict' must be true or false, not 'yes'; ",
        "12:1 'R' in 'math_macros' must be text, not 1; ",
        "13:1 no rule 'broken-lnk'; did you mean 'broken-link'?",
        "15:3 'rules_for' needs 'files', a list of globs, and 'rules', a table; ",
        "20:1 no key 'extra' in 'rules_for'; one of files, rules",
        f"22:1 the severity of 'broken-link' must be {three}, not 'fatal'; one of error, warning, off",
    ]


@pytest.mark.parametrize(
    "text",
    ["math_macros = 1", "rules = 1", "rules_for = [1]", "title = {}", "title = []", "notes = 1", "base_url = 1.5"],
)
def test_a_value_of_another_shape_is_one_problem(text: str) -> None:
    assert len(findings(text)) == 1


def test_broken_toml_is_one_problem_at_its_place() -> None:
    (found,) = findings('title = "T"\nauthor = Jane\n')
    assert found.startswith("2:10 not valid TOML: Invalid value;")


def test_toml_that_ends_too_early_is_a_problem_in_its_last_line() -> None:
    (found,) = findings('title = "T"\nexclude = [')
    assert found.startswith("2:1 not valid TOML: Invalid value;")


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a = " + "9" * 100_000, "# " + "x" * 300_000, "[" + " " * 200_000]
)
def test_a_bomb_is_one_problem_at_once(text: str) -> None:
    assert len(findings(text)) == 1


PIECES = st.sampled_from(
    ["title", "rules", "rules_for", "[", "]", "[[", "]]", "=", '"', "\n", ".", "1", "{", "}", " ", "'", "#"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_no_text_raises(text: str) -> None:
    parse_config("rlnotes.toml", text)


def severities(text: str, strict: str = "") -> dict[str, Severity]:
    config = parse_config("rlnotes.toml", strict + text).config
    return {path: severity_of(config, "draft-linked", path) for path in ("a.md", "drafts/x/b.md")}


def test_a_rule_weighs_what_its_default_says() -> None:
    assert set(severities("").values()) == {Severity.WARNING}


def test_under_strict_a_warning_is_an_error() -> None:
    assert set(severities("", "strict = true\n").values()) == {Severity.ERROR}


def test_a_finding_of_no_known_rule_is_an_error() -> None:
    assert severity_of(Config(), "my-own-rule", "a.md") is Severity.ERROR


@pytest.mark.parametrize("glob", ["drafts/", "drafts/**", "**/b.md", "./drafts/*/?.md", "**", "dra*/x/**/*.md"])
def test_the_severity_for_files_goes_before_that_for_all(glob: str) -> None:
    text = f'[rules]\ndraft-linked = "error"\n[[rules_for]]\nfiles = ["{glob}"]\nrules = {{draft-linked = "off"}}\n'
    assert severities(text)["drafts/x/b.md"] is Severity.OFF


@pytest.mark.parametrize("glob", ["draft", "/b.md", "x/*", "drafts/?/b_md", "DRAFTS/"])
def test_a_glob_does_not_fit_more_than_it_says(glob: str) -> None:
    text = f'[[rules_for]]\nfiles = ["{glob}"]\nrules = {{draft-linked = "off"}}\n'
    assert severities(text)["drafts/x/b.md"] is Severity.WARNING


@pytest.mark.parametrize(
    ("glob", "files"),
    [
        ("drafts", ["drafts/a.md", "sub/drafts/b.md"]),
        ("drafts/", ["drafts/a.md", "sub/drafts/b.md"]),
        ("/drafts", ["drafts/a.md"]),
        ("sub/**", ["sub/c.txt", "sub/drafts/b.md"]),
        ("*.md", ["drafts/a.md", "e.md", "sub/drafts/b.md"]),
        ("sub/*.txt", ["sub/c.txt"]),
        ("**/b.md", ["sub/drafts/b.md"]),
        ("?.md", ["drafts/a.md", "e.md", "sub/drafts/b.md"]),
        ("**/**", ["drafts/a.md", "e.md", "sub/c.txt", "sub/drafts/b.md"]),
        ("./sub/**/*.md", ["sub/drafts/b.md"]),
        ("[a].md", []),
        ("DRAFTS", []),
        ("draft", []),
    ],
)
def test_a_glob_reads_as_in_gitignore(glob: str, files: list[str]) -> None:
    paths = ["drafts/a.md", "e.md", "sub/c.txt", "sub/drafts/b.md"]
    assert [path for path in paths if fitting(path, [glob])] == files


def test_the_nearest_word_is_near_indeed() -> None:
    assert nearest("titel", ["title", "tags"]) == "title"
    assert nearest("title", ["title"]) == "title"
    assert nearest("unrelated", ["title", "tags"]) == ""
    assert did_you_mean("x", [f"choice-{number}" for number in range(20)]) == ""


REPOSITORIES = {
    "https://github.com/me/notes": "https://github.com/me/notes/commits/main/notes/{path}",
    "https://www.github.com/me/notes.git": "https://www.github.com/me/notes/commits/main/notes/{path}",
    "https://gitlab.com/me/deep/notes/": "https://gitlab.com/me/deep/notes/-/commits/main/notes/{path}",
    "https://gitlab.example.org/me/notes": "https://gitlab.example.org/me/notes/-/commits/main/notes/{path}",
    "https://codeberg.org/me/notes": "https://codeberg.org/me/notes/commits/branch/main/notes/{path}",
    "https://forgejo.example.org:3000/a/b": "https://forgejo.example.org:3000/a/b/commits/branch/main/notes/{path}",
    "https://bitbucket.org/me/notes": "https://bitbucket.org/me/notes/history-node/main/notes/{path}",
}


@pytest.mark.parametrize("repository", REPOSITORIES)
def test_the_log_of_a_note_is_found_at_the_forges_that_are_known(repository: str) -> None:
    parsed = parse_config("rlnotes.toml", f"repository_url = '{repository}'")
    assert (parsed.diagnostics, log_url(parsed.config)) == ((), REPOSITORIES[repository])


def test_another_host_takes_the_address_of_a_log() -> None:
    (found,) = findings('title = "T"\nrepository_url = "https://git.example.org/me"')
    assert found == (
        "2:1 no forge is known at 'https://git.example.org/me'; "
        "say in 'history_url' what the address of a note's log looks like there, with {path} in it"
    )
    text = """repository_url = "https://git.example.org/me"\nhistory_url = "https://git.example.org/?f={path};a=log" """
    parsed = parse_config("rlnotes.toml", text)
    assert (parsed.diagnostics, log_url(parsed.config)) == ((), "https://git.example.org/?f=notes/{path};a=log")


@pytest.mark.parametrize("value", ["3", "'https://e.org/log'", "'javascript:{path}'", "'https://e.org/{file}/{path}'"])
def test_an_address_that_no_path_can_stand_in_is_a_problem(value: str) -> None:
    assert findings(f"history_url = {value}") == [
        f"1:1 'history_url' must be an http or https address with {{path}} in it, not {value}; "
    ]


def test_a_log_is_that_of_the_branch_and_of_notes_below_the_configuration() -> None:
    here = Config(repository_url="https://github.com/me/notes", repository_branch="a b", notes="my notes/")
    assert log_url(here) == "https://github.com/me/notes/commits/a%20b/my%20notes/{path}"
    assert log_url(replace(here, notes=".")) == "https://github.com/me/notes/commits/a%20b/{path}"
    assert [log_url(replace(here, notes=notes)) for notes in ("../notes", "/notes")] == ["", ""]
    assert log_url(Config()) == ""


def test_the_table_of_keys_and_the_tree_of_defaults_name_the_same_keys() -> None:
    assert [field.name for field in fields(Config)] == [key.name for key in KEYS]


def test_the_published_schema_is_current() -> None:
    published = (DOCS / "rlnotes.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json_schema()


def test_every_key_is_documented_with_its_default() -> None:
    text = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert [key.name for key in KEYS if f"| `{key.name}` |" not in text] == []
