"""The 652 examples of CommonMark, judged against our configured parser."""

import html
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from rlnotes.model.holes import filled
from rlnotes.model.link import Link
from rlnotes.parse.body import ParsedBody, ParseOptions, parse_body

SPEC = Path(__file__).parents[2] / ".tools" / "commonmark-spec" / "spec.txt"
DEVIATIONS = tomllib.loads(Path(__file__).with_name("commonmark_deviations.toml").read_text("utf-8"))
FENCE = "`" * 32
EXAMPLE = re.compile(rf"^{FENCE} example\n(.*?)^\.\n(.*?)^{FENCE}$", re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    found = EXAMPLE.findall(SPEC.read_text("utf-8").replace("→", "\t"))
    return [(markdown, expected) for markdown, expected in found]


def test_every_deviation_from_commonmark_is_listed_with_its_reason() -> None:
    if not SPEC.exists():
        pytest.skip("the specification is not fetched: make tools")
    cases = examples()
    assert len(cases) == 652
    deviating = {
        str(n) for n, (given, expected) in enumerate(cases, 1) if comparable(shown(given)) != comparable(expected)
    }
    listed = {number for reason in DEVIATIONS["reason"] for number in map(str, reason["examples"])}
    assert sorted(deviating - listed, key=int) == [], "unlisted deviations"
    assert sorted(listed - deviating, key=int) == [], "listed, but they pass"


def test_every_reason_for_a_deviation_is_a_sentence() -> None:
    assert all(reason["why"].endswith(".") for reason in DEVIATIONS["reason"])


def shown(markdown: str) -> str:
    """The body with its links filled in the plainest way."""
    body = parse_body("spec.md", markdown, 1, 0, ParseOptions(html_is_trusted=True), title="\0")
    return filled(body.html, lambda kind, number: plain(body, kind, number))


def plain(body: ParsedBody, kind: str, number: int) -> str:
    if kind not in "LlI":
        return ""
    if kind == "l":
        return "</a>"
    link = body.links[number]
    title = f' title="{html.escape(link.title)}"' if link.title else ""
    if kind == "L":
        return f'<a href="{html.escape(address(link))}"{title}>'
    return f'<img src="{html.escape(address(link))}" alt="{html.escape(link.text)}"{title} />'


def address(link: Link) -> str:
    return link.target if link.fragment is None else f"{link.target}#{link.fragment}"


OURS = re.compile(
    r' (?:id="[^"]*"|class="(?:external|highlight)"|rel="external noopener"|tabindex="0"|loading="lazy")(?=[^<>]*>)|'
    r"</?span[^>]*>"
)


def comparable(text: str) -> str:
    """HTML without what we add everywhere, and with addresses decoded."""
    without_ours = OURS.sub("", text)
    decoded = re.sub(r'(href|src)="([^"]*)"', lambda m: f'{m[1]}="{unquote(html.unescape(m[2]))}"', without_ours)
    plain_entities = decoded.replace("&quot;", '"').replace("&#x27;", "'").replace(" />", ">")
    return re.sub(r"(?<=>)\n(?=<)", "", re.sub(r"\s*\n\s*", "\n", plain_entities)).strip()
