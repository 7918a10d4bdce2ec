"""Which changed files can't change the site: what editors leave beside the file they are saving."""

from __future__ import annotations

import re
from typing import Final

from rlnotes.config.ignore_rules import IGNORE_FILES
from rlnotes.shell.exclusion import is_hidden

_NOISE: Final = re.compile(
    r".*~"  # backups of Vim, Emacs, Kate and many others
    r"|#.*#"  # Emacs saves by itself
    r"|[0-9]{4,5}"  # Vim tries whether it may write: 4913, and other numbers where that is taken
    r"|.*___jb_(?:tmp|old|bak)___"  # JetBrains
    r"|.*\.(?:swp|swo|swx|tmp|crdownload|part)"
)


def is_noise(path: str) -> bool:
    """Whether a relative path names a hidden file, or one that an editor makes for itself.

    The hidden ones are many: Vim's `.x.swp`, Emacs's `.#x`, `.goutputstream-…`, all of `.git`. Ignore files count.
    """
    folder, _, name = path.rpartition("/")
    if name in IGNORE_FILES:
        return is_hidden(folder)
    return is_hidden(path) or _NOISE.fullmatch(name) is not None
