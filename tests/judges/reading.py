"""The parts of a built page that tests ask about, found by the markup that the default templates promise."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from samples import Element, by_class, one, words


def title(page: Element) -> str:
    """The page's one first-level heading."""
    (heading,) = page.iter("h1")
    return words(heading)


def kind_label(page: Element) -> str:
    """The line above the title: "Topic Hub · 12 linked notes · 4 sections"."""
    return "".join(words(found) for found in by_class(page, "kicker"))


def cards(element: Element) -> list[Element]:
    """The cards below an element, in order."""
    return by_class(element, "card")


def section_cards(hub: Element) -> list[list[Element]]:
    """The cards of each titled section of a hub."""
    return [cards(section) for section in by_class(hub, "card-section") if list(section.iter("h2"))]


def part(page: Element, heading: str) -> Element:
    """The section of cards below a second-level heading, whose count is not part of its name."""
    (found,) = [
        section for section in by_class(page, "card-section") for each in section.iter("h2") if named(each) == heading
    ]
    return found


def named(heading: Element) -> str:
    """A heading's text without the count that stands in it."""
    counts = [words(found) for found in by_class(heading, "count")]
    return words(heading).removesuffix("".join(counts)).strip()


def target(card: Element, path: Path) -> Path:
    """The file that a card on the page at `path` leads to; its title and its "Read →" agree on it."""
    (heading,) = one(card, "card-title").iter("a")
    assert one(card, "card-read").get("href") == heading.get("href")
    assert words(one(card, "card-read")) == "Read →"
    return file_of(heading.get("href"), path)


def file_of(href: str, path: Path) -> Path:
    """The file that an address on the page at `path` names."""
    return (path.parent / unquote(urlsplit(href).path)).resolve()


def body_links(page: Element, path: Path) -> list[Path]:
    """The files that the text of the page at `path` links, in order, repeats included."""
    return [
        file_of(link.get("href"), path) for link in one(page, "prose").iter("a") if is_to_a_file(link.get("href") or "")
    ]


def is_to_a_file(href: str) -> bool:
    """Whether an address leads to another page of the site."""
    address = urlsplit(href)
    return not address.scheme and not address.netloc and bool(address.path)
