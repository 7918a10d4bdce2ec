"""Which files a page shows as they are: pictures, sound, film and documents, known by their endings."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

IMAGES: Final = frozenset({".apng", ".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
SOUNDS: Final = frozenset({".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"})
FILMS: Final = frozenset({".m4v", ".mkv", ".mov", ".mp4", ".ogv", ".webm"})
DOCUMENTS: Final = frozenset({".pdf"})
_BOARDS: Final = frozenset({".base", ".canvas"})  # of Obsidian: a table of notes made anew each time, a drawing board

_MEDIA: Final = IMAGES | SOUNDS | FILMS | DOCUMENTS


def ending(path: str) -> str:
    """The ending of a file's name in lower case, with its dot; "" without one."""
    return PurePosixPath(path).suffix.lower()


def is_unsupported(path: str) -> bool:
    """Whether a path names a file that only the program it is of can show."""
    return ending(path) in _BOARDS


def is_media(path: str) -> bool:
    """Whether a path names a file to see, hear or read, not a note."""
    return ending(path) in _MEDIA
