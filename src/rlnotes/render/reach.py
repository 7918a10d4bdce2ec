"""Digests of templates, each with all that it extends, imports or includes: which pages a change of one concerns."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, meta

from rlnotes.model.collection import Theme
from rlnotes.model.page import Page
from rlnotes.pages.views.social import CARD
from rlnotes.render.digest import digest, view_digest
from rlnotes.render.environment import DEFAULT_PREFIX, template_names_in, template_text, templates_of
from rlnotes.render.page import template_names
from rlnotes.words.table import ENGLISH, Words


def theme_digest(theme: Theme, words: Words = ENGLISH) -> bytes:
    """What stands for the names and texts of all templates, the default ones and the site's, and for the words."""
    texts = [sorted(texts.items()) for texts in (theme.default_templates, theme.site_templates)]
    return digest([texts, words_digest(words), theme.card_font])


def words_digest(words: Words) -> bytes:
    """What stands for what the templates say."""
    tables = (sorted(words.texts.items()), [(key, sorted(forms.items())) for key, forms in sorted(words.forms.items())])
    return digest([words.language, tables, sorted(words.borrowed)])


def template_digests(theme: Theme, words: Words = ENGLISH) -> Mapping[str, bytes]:
    """What stands for each template, by every name it has, for those that rendering it may lead to, and for the words.

    The font of social cards is among them: a card has it in the place of a template.
    A template whose names of others are worked out while it is rendered, or that can't be parsed, stands for the theme.
    """
    names = set(template_names_in((*theme.default_templates, *theme.site_templates)))
    names |= {DEFAULT_PREFIX + name for name in template_names_in(theme.default_templates)}
    environment, whole = templates_of(theme).environment, theme_digest(theme, words)
    told = words_digest(words)
    texts = {name: template_text(name, theme) or "" for name in names}
    named_by = {text: _named(text, environment) for text in dict.fromkeys(texts.values())}
    named = {name: named_by[text] for name, text in texts.items()}
    reached = {name: _reached(name, named) for name in sorted(named)}
    digests = {
        name: whole if near is None else digest([told, *([each, texts.get(each)] for each in near)])
        for name, near in reached.items()
    }
    return {**digests, CARD: digest(theme.card_font)} if theme.card_font else digests


def page_digest(page: Page, digests: Mapping[str, bytes]) -> bytes:
    """What stands for all that the bytes of `page` depend on: its view, and the templates that are tried for it."""
    return digest([view_digest(page), *([name, digests.get(name)] for name in template_names(page))])


def _named(text: str, environment: Environment) -> frozenset[str] | None:
    """The templates that a template names; None if only rendering it can tell."""
    try:
        names = set(meta.find_referenced_templates(environment.parse(text)))
    except Exception:  # the wrong syntax, or nested too deep: rendering finds out
        return None
    return None if None in names else frozenset(name for name in names if name)


def _reached(start: str, named: Mapping[str, frozenset[str] | None]) -> list[str] | None:
    """Every template on the ways from `start`, sorted, those that are not there included; None if it can't be known."""
    reached, ahead = {start}, [start]
    while ahead:
        near = named.get(ahead.pop(), frozenset())
        if near is None:
            return None
        ahead += near - reached
        reached |= near
    return sorted(reached)
