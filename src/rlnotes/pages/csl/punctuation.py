"""What the citation processor leaves undone where texts meet: double full stops, commas behind quotes, apostrophes."""

from __future__ import annotations

import re
from functools import lru_cache

# The locales of the CSL repository that put commas and full stops before a closing quote.
_INSIDE = frozenset({"bal-PK", "brh-PK", "en-US", "fa-IR", "hi-IN", "id-ID", "ms-MY", "pa-PK", "tl-PH"})
_OPTION = re.compile(r'punctuation-in-quote="(true|false)"')
_SECOND_STOP = re.compile(r"(?<=[.?!])((?:</[a-z]+>|[’”])+)\.(?!\.)|(?<=[?!])\.(?!\.)")
_BARE_NAME = re.compile(r"(?:(?<=, )|^)\. ([^\W\d_]+) \.")  # what becomes of a given name without a capital letter
_OUTSIDE = re.compile(r"(’?”)([.,])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def with_apostrophes(text: str) -> str:
    """A text with typographic apostrophes for those of typewriters, within words."""
    return _APOSTROPHE.sub("’", text)


@lru_cache(maxsize=8)
def is_inside_quotes(xml: str, locale: str) -> bool:
    """Whether a style has commas and full stops before a closing quote, by its own word or that of its locale."""
    own = _OPTION.search(xml)
    return own[1] == "true" if own else locale in _INSIDE


def punctuated(html: str, *, inside_quotes: bool) -> str:
    """An entry with its punctuation as readers expect it: no full stop after another, or after `?` and `!`."""
    told = _BARE_NAME.sub(r"\1", _SECOND_STOP.sub(lambda stop: stop[1] or "", html))
    return _OUTSIDE.sub(r"\2\1", told) if inside_quotes else told
