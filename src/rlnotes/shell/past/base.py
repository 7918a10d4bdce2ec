"""The commit to compare with: where the work at hand and another line of work parted."""

from __future__ import annotations

import re

from rlnotes.config.nearest import nearest
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.past.git import Repository, asked, lost

_SHALLOW = (
    "the clone is shallow: it holds only the end of its history. Fetch all of it: `fetch-depth: 0` for "
    "actions/checkout, `GIT_DEPTH: 0` on GitLab, `git fetch --unshallow` elsewhere"
)
_COMMIT_ID = re.compile(r"[0-9a-f]{7,64}")
_PLAIN_REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")


def merge_base(repository: Repository, ref: str) -> str:
    """The merge base of `ref` and the commit checked out, by its id.

    Raises:
        CannotRun: there is no such commit, no commit at all, no history in common, or too little of it in the clone.
    """
    other = _commit_at(repository, _commit_at(repository, ref) + "^{commit}")  # in two steps: "@{9" alone is no name
    if not other:
        raise CannotRun(_no_commit(repository, ref))
    if not _commit_at(repository, "HEAD^{commit}"):
        raise CannotRun("the branch has no commit yet, so there is nothing to compare with; leave --since out")
    base = asked(repository.folder, "merge-base", other, "HEAD")
    if base.code == 1 and "error: " not in base.words:
        way_out = _SHALLOW if repository.is_shallow else "name a branch that this one came from"
        raise CannotRun(f"HEAD and {ref!r} have no commit in common; {way_out}")
    if base.code:
        raise lost(repository, base.words)
    return base.line


def _commit_at(repository: Repository, name: str) -> str:
    """The id that a name stands for, "" if for none, several, or all but one; no name begins like an option."""
    if name.startswith("-"):
        return ""
    line = asked(repository.folder, "rev-parse", "--verify", "--quiet", name).line
    return line if _COMMIT_ID.fullmatch(line) else ""


def _no_commit(repository: Repository, ref: str) -> str:
    """What to do about a name that git does not know."""
    hints = [_suggestion(repository, ref)]
    if repository.is_shallow:
        hints.append(_SHALLOW)
    return "; ".join((f"git knows no commit {ref!r}", *filter(None, hints)))


def _suggestion(repository: Repository, ref: str) -> str:
    """The branch or tag that was meant, or how to fetch it."""
    listed = asked(repository.folder, "for-each-ref", "--format=%(refname:short)")
    names = listed.content.decode(errors="replace").split("\n")
    remote = next((name for name in names if ref and name.endswith(f"/{ref}")), "")
    if near := remote or nearest(ref, filter(None, names)):
        return f"did you mean {near!r}?"
    if _COMMIT_ID.fullmatch(ref):
        return f"`git fetch origin {ref}` brings it if the remote has it" if ref.strip("0") else ""
    branch = ref.removeprefix("origin/")
    if not _PLAIN_REF.fullmatch(branch):
        return ""
    return f"if it is a branch of the remote: `git fetch origin {branch}`, then `--since origin/{branch}`"
