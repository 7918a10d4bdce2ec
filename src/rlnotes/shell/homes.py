"""Where checks keep what they know of a folder that is no project: in the user's cache, never in the folder itself."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def home_of_tree(folder: Path) -> Path | None:
    """The folder in the user's cache that belongs to the tree `folder`; None where users have no caches."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - needed only here

    try:
        caches = user_cache_path("rlnotes", appauthor=False)
    except RuntimeError:  # a user without a home folder, as in a container
        return None
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return caches / "trees" / name if caches.is_absolute() else None
