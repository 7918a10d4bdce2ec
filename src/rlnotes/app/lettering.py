"""What social cards are written in: whether the site's font can be used, and for which letters."""

from __future__ import annotations

from rlnotes.config.site import Config
from rlnotes.model.collection import Theme
from rlnotes.model.diagnostic import Diagnostics, at_top
from rlnotes.pages.social_letters import Letters


def card_letters(config: Config, theme: Theme) -> tuple[Letters, Diagnostics]:
    """The letters of the cards of a site, with a finding where its font can't be used."""
    if not (config.social_cards and config.base_url and theme.card_font):
        return Letters.NONE, ()
    if not config.social_card_font:
        return Letters.OWN, ()
    from rlnotes.render.social_card import font_problem, joins_letters  # noqa: PLC0415 - brings Pillow, which a site without cards never loads

    if problem := font_problem(theme.card_font):
        message, way_out = f"not a usable font: {problem}", "no social cards are drawn until it is mended"
        return Letters.NONE, (at_top(config.social_card_font, "bad-configuration", message, way_out),)
    return (Letters.ALL if joins_letters() else Letters.UNJOINED), ()
