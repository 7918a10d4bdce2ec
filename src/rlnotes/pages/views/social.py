"""The view of a social card: all that the picture of a page shows. It is drawn, so no template has it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

CARD: Final = "card.png"
"""What stands in the place of a template's name: cards are drawn."""
CARD_SIZE: Final = (1200, 630)
"""How wide and how high a social card is."""


class CardPoint(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A page beside a note on its card; `name` and `relation` as in `NeighbourGroup` and `NeighbourView`."""

    x: int
    y: int
    name: str
    relation: str = ""


class CardMap(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What stands around a note, which is at `x`, `y` itself, in a picture of a width and a height."""

    x: int
    y: int
    width: int
    height: int
    points: tuple[CardPoint, ...]


class SocialCardView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a social card says, all of it writable; "" for what is left out.

    `is_mirrored` where the title runs from right to left.
    """

    title: str
    text: str
    kind: str
    site_title: str
    is_mirrored: bool
    map: CardMap | None = None
