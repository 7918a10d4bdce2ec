"""Where a forge shows the log of a note: addresses as GitHub, GitLab, Forgejo, Gitea and Bitbucket have them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from rlnotes.config.site import Config

PATH: Final = "{path}"
"""What stands for the path of a note in the address of a log."""

_GITHUB, _GITLAB = "{repository}/commits/{branch}/{path}", "{repository}/-/commits/{branch}/{path}"
_GITEA, _BITBUCKET = "{repository}/commits/branch/{branch}/{path}", "{repository}/history-node/{branch}/{path}"
_LOGS: Final[Mapping[str, str]] = {
    "github.com": _GITHUB,
    "gitlab.com": _GITLAB,
    "codeberg.org": _GITEA,
    "gitea.com": _GITEA,
    "bitbucket.org": _BITBUCKET,
}
_SELF_HOSTED: Final[Mapping[str, str]] = {"github": _GITHUB, "gitlab": _GITLAB, "gitea": _GITEA, "forgejo": _GITEA}
"""By the first part of a host's name: "gitlab.example.org"."""


def log_pattern(repository: str) -> str:
    """What the addresses of logs look like at the host of a repository, "" where that is not known."""
    host = (urlsplit(repository).hostname or "").removeprefix("www.")
    return _LOGS.get(host) or _SELF_HOSTED.get(host.partition(".")[0], "")


def log_url(config: Config) -> str:
    """The address of the log of a note, with `PATH` for its path below the notes folder; "" where none is told.

    Notes outside the folder of the configuration have none: nobody says where they are in a repository.
    """
    folder = posixpath.normpath(config.notes)
    if folder.startswith(("/", "..")):
        return ""
    repository = config.repository_url.removesuffix(".git")
    pattern = config.history_url or log_pattern(repository)
    if not pattern:
        return ""
    below = "" if folder == "." else f"{quote(folder)}/"
    told = pattern.replace("{repository}", repository).replace("{branch}", quote(config.repository_branch))
    return told.replace(PATH, f"{below}{PATH}")
