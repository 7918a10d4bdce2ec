"""A digest of all that a template may show of a page: pages with the same one need not be rendered again."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import msgspec
from markupsafe import Markup

from rlnotes.model.page import Page

_DIGEST_SIZE: Final = 16  # bytes


def view_digest(page: Page) -> bytes:
    """What stands for every value of the page's view, and for the types of views that it is made of.

    Two values of one field that a template could tell apart have two digests; those of types that the field can't have
    may have one. It is the same in every process and for every version of Python.

    Raises:
        TypeError: the view holds a value of a type that views are not made of.
    """
    return digest(page.view)


def digest(shape: object) -> bytes:
    """16 bytes that stand for a value made of views, lists, maps, texts, bytes, numbers, booleans and None."""
    return blake2b(_packed(shape), digest_size=_DIGEST_SIZE).digest()


def _packed(shape: object) -> bytes:
    """`shape` in msgpack; with half a surrogate pair or a huge number in it as text, which no msgpack begins like."""
    try:
        return _ENCODER.encode(shape)
    except (UnicodeEncodeError, OverflowError):
        return b"\xc1" + ascii(shape).encode()


def _markup_told_from_text(value: object) -> object:
    """Safe HTML as a map of one pair, since text that a template would escape is another value."""
    if type(value) is Markup:
        return {"Markup": str.__str__(value)}
    raise TypeError(f"a view can't hold a {type(value).__name__}")


_ENCODER: Final = msgspec.msgpack.Encoder(enc_hook=_markup_told_from_text)
