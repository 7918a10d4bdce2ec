"""The reader of collections in prose lets nothing pass that it can't read."""

from __future__ import annotations

from pathlib import Path

import pytest
from collections_in_prose import Case, cases_in, shortcomings

GOOD = """\
# A title

What matters.

## `a.md`
````markdown
# Not a title

```text
## Nor a part
```
````

## `\\u00e9.md`
```
\\u0301
```

## Attachments
```
b.png
```

## Links
```
```
"""


def cases(tmp_path: Path, text: str) -> list[Case]:
    document = tmp_path / "document.md"
    document.write_text(text, encoding="utf-8")
    return cases_in(document)


def test_a_case_is_read_as_it_is_written(tmp_path: Path) -> None:
    (case,) = cases(tmp_path, GOOD)
    assert str(case) == "document: A title"
    assert case.files == {"a.md": "# Not a title\n\n```text\n## Nor a part\n```\n", "é.md": "\u0301\n"}
    assert case.attachments == {"b.png"}
    assert case.expected == {"Links": ()}


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("# A title", "Words\n# A title", "text before the first title"),
        ("What matters.", "", "nothing says what matters"),
        ("What matters.", "```\n```", "a block before the first part"),
        ("## Links\n```\n```", "", "nothing is expected"),
        ("## Links", "## Attachments", "a part stands twice"),
        ("## Links\n```\n```", "## Links", "no fenced block"),
        ("## Links\n```", "## Links\nwords\n```", "can't read 'words'"),
        ("## Links\n```\n```", "## Links\n```\n```\nwords", "can't read 'words'"),
        ("## Links\n```\n```", "## Links\n```\n```\n```\n```", "text after the fenced block"),
        ("## Links\n```\n```", "## Links\n```", "is not closed"),
        ("## Links\n```\n```", "## Links\n```\n```\n" + GOOD, "two cases have the same title"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, written: str, instead: str, complaint: str) -> None:
    assert GOOD.count(written) == 1
    with pytest.raises(AssertionError, match=complaint):
        cases(tmp_path, GOOD.replace(written, instead))


def test_a_case_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no file is given"):
        cases(tmp_path, "# A title\n\nWords.\n\n## Links\n```\n```\n")


def test_documents_are_needed() -> None:
    with pytest.raises(AssertionError, match="no documents"):
        cases_in()


def test_every_file_of_a_case_is_one_that_rlnotes_reads() -> None:
    with pytest.raises(AssertionError, match="neither a note nor a bibliography"):
        shortcomings(Case("", "", {"a.txt": ""}, frozenset(), {}), {})


def test_the_configuration_of_a_case_must_be_right() -> None:
    with pytest.raises(AssertionError, match="bad-configuration"):
        shortcomings(Case("", "", {"rlnotes.toml": "titel = 1"}, frozenset(), {}), {})


def test_an_expectation_without_a_view_is_a_shortcoming() -> None:
    case = Case("", "", {"a.md": "A"}, frozenset(), {"Colours": ("red",)})
    assert shortcomings(case, {}) == {"Colours": "nobody checks this"}


def test_findings_are_held_against_every_case() -> None:
    case = Case("", "", {"a.md": "[[nowhere]]"}, frozenset(), {})
    assert shortcomings(case, {}) == {"Findings": {"expected": [], "there": ["a.md:1:1 broken-link no note 'nowhere'"]}}
