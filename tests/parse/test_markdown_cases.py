"""The Markdown dialect, told by the case documents in `markdown/`.

A document has a title, a sentence, and cases: `## name`, the Markdown given, and what is expected of it in fenced
blocks named for what they show. `admonitions markdown` is read in that dialect. A hole is written `{L0}`. Anything else
in a document is an error.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rlnotes.model.dialect import Dialect
from rlnotes.model.link import Citation, CitedItem, Excerpt, Link
from rlnotes.model.place import Span
from rlnotes.parse.body import ParsedBody, ParseOptions, parse_body

FOLDER = Path(__file__).with_name("markdown")
TITLE = re.compile(r"# [^\n]+\n\n(?:[^\n]+\n)+\n")
FENCED = r"(?P<fence>~{4,})(?P<name>[a-z ]+)\n(?P<text>.*?)^(?P=fence)\n"
BLOCK = re.compile(f"^{FENCED}", re.DOTALL | re.MULTILINE)
CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n\n(?P<blocks>(?:(?P<fence>~{4,})[a-z ]+\n.*?^(?P=fence)\n\n?)+)", re.DOTALL | re.MULTILINE
)


class Case(NamedTuple):
    name: str
    given: str
    options: ParseOptions
    expected: dict[str, str]


def read_cases(path: Path) -> list[Case]:
    text = path.read_text("utf-8")
    opening = TITLE.match(text)
    assert opening, f"{path.name}: a title and a sentence"
    assert not CASE.sub("", text[opening.end() :]).strip(), f"{path.name}: text that is no case"
    return [read_case(path.stem, match["name"], match["blocks"]) for match in CASE.finditer(text, opening.end())]


def read_case(stem: str, name: str, text: str) -> Case:
    blocks = {match["name"]: match["text"] for match in BLOCK.finditer(text)}
    (written,) = (name for name in blocks if name.endswith("markdown"))
    given, dialect = blocks.pop(written), written.removesuffix("markdown").strip()
    trusted = dialect == "trusted"
    assert blocks, f"{stem}, {name}: nothing expected"
    assert not set(blocks) - set(SHOWN), f"{stem}, {name}: unknown blocks {set(blocks) - set(SHOWN)}"
    dialects = (Dialect(dialect),) if dialect and not trusted else ()
    options = ParseOptions(html_is_trusted=trusted, math_macros=(("KL", r"\mathrm{KL}"),), dialects=dialects)
    return Case(f"{stem}: {name}", given, options, blocks)


def lined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def place(span: Span) -> str:
    end = f"{span.end_column}" if span.line == span.end_line else f"{span.end_line}:{span.end_column}"
    return f"{span.line}:{span.column}-{end}"


def html(body: ParsedBody) -> str:
    return body.html.replace("\ufdd0", "{").replace("\ufdd1", "}").rstrip("\n") + "\n"


def links(body: ParsedBody) -> str:
    return lined([f"{link.index} {link.form} {target(link)} @ {place(link.span)}" for link in body.links])


def target(link: Link) -> str:
    fragment = "" if link.fragment is None else f" # {link.fragment}"
    words = f" | {link.text}" if link.text else ""
    return f"{link.target or '(here)'}{fragment}{words}{f' {{{link.relation}}}' if link.relation else ''}"


def quoted(excerpt: Excerpt) -> str:
    return f"{excerpt.before}<<{excerpt.marked}>>{excerpt.after}"


def excerpts(body: ParsedBody) -> str:
    links = {link.index: link for link in body.links}
    mentions = sorted(body.mentions, key=lambda mention: (mention.is_citation, mention.index))
    facts = [(body.citations[m.index] if m.is_citation else links[m.index], m.excerpt) for m in mentions]
    return lined([f"{fact.heading or '(top)'}: {quoted(excerpt)}" for fact, excerpt in facts])


def citations(body: ParsedBody) -> str:
    return lined([line for citation in body.citations for line in cited(citation)])


def cited(citation: Citation) -> list[str]:
    form = "narrative " if citation.is_narrative else ""
    items = [f"  {item.key} @ {place(item.span)}{fields(item)}" for item in citation.items]
    return [f"{citation.index} {form}{citation.written} @ {place(citation.span)}", *items]


def fields(item: CitedItem) -> str:
    return "".join(f", {name} {value}" for name in FIELDS if (value := getattr(item, name)))


FIELDS = ("prefix", "locator", "locator_label", "suffix", "author_suppressed")


def findings(body: ParsedBody) -> str:
    return lined([f"{place(found.span)} {found.rule}: {found.message}; {found.help}" for found in body.diagnostics])


def ignores(body: ParsedBody) -> str:
    return lined(
        [
            f"{' + '.join(f'{name} @ {place(span)}' for name, span in one.rules) or 'every rule'}"
            f" in lines {one.first_line}-{one.last_line} @ {place(one.span)}"
            for one in body.ignores
        ]
    )


def sections(body: ParsedBody) -> str:
    return lined(
        [
            f"{section.title or '(no heading)'} [{section.heading}]"
            + "".join(f"\n  {entry.link.target} | {entry.title} | {entry.description}" for entry in section.entries)
            for section in body.sections
        ]
    )


SHOWN: dict[str, Callable[[ParsedBody], str]] = {
    "html": html,
    "links": links,
    "excerpts": excerpts,
    "citations": citations,
    "findings": findings,
    "ignores": ignores,
    "sections": sections,
    "headings": lambda body: lined([f"{h.level} {h.id}: {h.text} @ {place(h.span)}" for h in body.headings]),
    "anchors": lambda body: lined(sorted(body.anchors)),
    "tags": lambda body: lined(list(body.inline_tags)),
    "blocks": lambda body: lined(list(body.blocks)),
    "external links": lambda body: lined([f"{link.url} @ {place(link.span)}" for link in body.external_links]),
    "plain text": lambda body: f"{body.plain_text}\n({body.word_count} words)\n",
}


def cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    body = parse_body("note.md", case.given, 1, 0, case.options)
    assert {name: SHOWN[name](body) for name in case.expected} == case.expected
