"""The parse stage: chunks of files in, what they say out, packed so that it travels and is kept cheaply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from rlnotes.app.codec import codec_of
from rlnotes.app.execution import Executor, chunks
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.link import Mention
from rlnotes.model.note import Body, Note
from rlnotes.model.place import Source
from rlnotes.parse.note import ParseOptions, parse_note

_CHUNK = 32


class Packed(Struct, frozen=True, gc=False, array_like=True):
    """One parsed file: note, mentions and body as bytes of their codecs, what is wrong with it and what it ignores."""

    path: str
    note: bytes
    mentions: bytes
    body: bytes
    diagnostics: Diagnostics
    ignores: Ignores


def parsed(sources: Sequence[Source], options: ParseOptions, executor: Executor) -> Iterator[Packed]:
    """What each file says, in order."""
    for pack in executor(parsing, options, chunks(sources, _CHUNK)):
        yield from pack


def parsing(options: ParseOptions) -> Callable[[Sequence[Source]], tuple[Packed, ...]]:
    """The function that parses a chunk of files."""
    return lambda sources: tuple(_packed(source, options) for source in sources)


def _packed(source: Source, options: ParseOptions) -> Packed:
    found = parse_note(source, options)
    return Packed(
        source.path,
        codec_of(Note).encode(found.note),
        codec_of(tuple[Mention, ...]).encode(found.mentions),
        codec_of(Body).encode(found.body),
        found.diagnostics,
        found.ignores,
    )
