"""Compiled templates kept between runs, in whatever store the caller gives."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import Final

import jinja2
from jinja2.bccache import Bucket

_DIGEST_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class Entries:
    """Where compiled templates lie, by key: `get` gives an entry or None, `put` keeps one.

    Entries are run as code, so `get` may only give what `put` was given. Filters with constant arguments are worked out
    when a template is compiled, so entries are to be forgotten with each version of rlnotes.
    """

    get: Callable[[bytes], bytes | None]
    put: Callable[[bytes, bytes], None]


class KeptBytecode(jinja2.BytecodeCache):
    """Jinja's compiled templates in `entries`; one that is damaged is not there."""

    def __init__(self, entries: Entries) -> None:
        """The compiled templates in `entries`."""
        self._entries = entries

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code, if there is any."""
        bucket.code = code_of(self._entries.get(_key(bucket)) or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code."""
        self._entries.put(_key(bucket), entry_of(bucket.code))


def entry_of(code: CodeType | None) -> bytes:
    """What is kept of a compiled template: a checksum, since `marshal` may crash on damaged bytes, and the code."""
    body = marshal.dumps(code)
    return _digest(body) + body


def code_of(entry: bytes) -> CodeType | None:
    """The compiled template in `entry`, None if it is not whole."""
    body = entry[_DIGEST_SIZE:]
    if _digest(body) != entry[:_DIGEST_SIZE]:
        return None
    code: CodeType = marshal.loads(body)  # noqa: S302 - the store vouches for it, see `Entries`
    return code


def _key(bucket: Bucket) -> bytes:
    """All that a compiled template depends on: its name and text, who compiled it, and for which Python."""
    compiler = bucket.environment.code_generator_class.__qualname__
    python = f"{sys.implementation.cache_tag} {MAGIC_NUMBER.hex()}"
    return _digest(f"{jinja2.__version__} {python} {compiler} {bucket.key} {bucket.checksum}".encode())


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST_SIZE).digest()
