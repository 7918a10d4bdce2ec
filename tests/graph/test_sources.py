"""The record that a note of kind source amounts to."""

from __future__ import annotations

from collections_in_prose import Case, linked

from rlnotes.model.place import Span
from rlnotes.model.reference import Name, Reference


def record(front_matter: str) -> Reference:
    text = f"---\nkind: source\n{front_matter}\n---\n"
    return linked(Case("", "", {"papers/own.md": text}, frozenset(), {})).site.references["own"]


def test_front_matter_says_what_a_record_says() -> None:
    found = record(
        "title: A paper\nauthors: [Zhihong Shao, 'Li, Wei', DeepSeek, The Authors]\nvenue: A journal\n"
        "date: 2024-02-05\ndoi: 10.1000/abc\narxiv: '2402.03300'\nurl: https://example.org/paper"
    )
    assert found == Reference(
        key="own",
        type="article-journal",
        title="A paper",
        authors=(Name("Shao", "Zhihong"), Name("Li", "Wei"), Name(literal="DeepSeek"), Name(literal="The Authors")),
        issued=(2024, 2, 5),
        venue="A journal",
        doi="10.1000/abc",
        arxiv="2402.03300",
        url="https://example.org/paper",
        path="papers/own.md",
        span=Span(3, 8, 3, 15),
    )


def test_what_is_not_said_is_left_out() -> None:
    assert record("paper_url: https://example.org/a.pdf") == Reference(
        key="own", type="article", title="Own", url="https://example.org/a.pdf", path="papers/own.md"
    )
