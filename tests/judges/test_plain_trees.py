"""On plain Markdown, links and headings alone, remark-validate-links agrees with a check, but for stated reasons."""

from __future__ import annotations

import json
import posixpath
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from samples import TOOLS, written

from rlnotes.app.pipeline import check
from rlnotes.config.judgement import judged
from rlnotes.config.tree import tree_config
from rlnotes.model.collection import Collection
from rlnotes.model.place import Source

TREES: Final = 60
_FOLDERS: Final = ("", "guide/", "guide/first steps/", "参考/")
_STEMS: Final = ("install", "über uns", "設定", "faq", "change-log", "API", "what's new")
_HEADINGS: Final = ("Before you start", "Où aller ?", "配置 文件", "Q & A", "Version 1.2 (old)", "C++", "`code` here")
_IDS: Final = ("before-you-start", "où-aller-", "配置-文件", "q--a", "version-12-old", "c", "code-here")
_PICTURE: Final = "guide/picture.png"
# A folder of Markdown, read by unified's engine as its command line reads it. Standard input names the trees.
_SCRIPT: Final = """
import {readFileSync} from 'node:fs';
import {Writable} from 'node:stream';
import {engine} from 'unified-engine';
import {remark} from 'remark';
import validate from 'remark-validate-links';

const nowhere = new Writable({write(chunk, encoding, next) { next(); }});
const settings = {extensions: ['md'], output: false, detectConfig: false, detectIgnore: false, streamError: nowhere};
const found = {};
for (const [name, cwd] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const plugins = [[validate, {repository: false, root: cwd}]];
  const context = await new Promise((done, fail) =>
    engine({...settings, processor: remark, cwd, files: ['.'], plugins}, (error, code, given) =>
      error ? fail(error) : done(given)));
  found[name] = context.files.flatMap((file) => file.messages.map((each) => [file.path, each.line, each.column]));
}
console.log(JSON.stringify(found));
"""

Place: TypeAlias = tuple[str, str, int, int]
"""Tree, path, line, column."""


@dataclass(frozen=True, slots=True)
class Written:
    """A link as it stands in a note, and the paths of all notes of its tree."""

    origin: str
    target: str
    notes: frozenset[str]

    @property
    def path(self) -> str:
        """What the target names, from the top of the tree."""
        name = self.target.partition("#")[0]
        folder = "" if name.startswith("/") else posixpath.dirname(self.origin)
        return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))


Reasons: TypeAlias = Mapping[str, Callable[[Written], bool]]

# Why rlnotes finds something where the other tool does not.
MISSED: Final[Reasons] = {
    "the other tool takes what begins with a slash for an address of the host": lambda each: each.target[0] == "/",
}
# Why the other tool finds something where rlnotes does not.
ALLOWED: Final[Reasons] = {
    "a link may leave out `.md`": lambda each: f"{each.path}.md" in each.notes,
    "a name finds the note that has it, wherever that stands": lambda each: (
        "/" not in each.target
        and each.path not in each.notes
        and any(posixpath.basename(note) == each.target.partition("#")[0] for note in each.notes)
    ),
    "`.md` may be in capitals": lambda each: each.target.endswith(".MD"),
    "a fragment may be percent-encoded": lambda each: "%" in each.target.partition("#")[2],
}


def tree(dice: random.Random) -> tuple[dict[str, str], dict[tuple[str, int, int], Written]]:
    """The notes of a tree, and every link in them by its place."""
    paths = [f"{dice.choice(_FOLDERS)}{stem}.md" for stem in dice.sample(_STEMS, dice.randint(3, 6))]
    files, links = {}, {}
    for path in paths:
        lines = [line for heading in _HEADINGS for line in (f"## {heading}", "", "Words.", "")]
        for _ in range(6):
            target = _target(path, paths, dice)
            lead = dice.choice(("See ", "文 ", "- see ", "> *see* "))
            links[path, len(lines) + 1, len(lead) + 1] = Written(path, target, frozenset(paths))
            sign = "!" * target.endswith(".png")
            lines += [f"{lead}{sign}[words](<{target}>), and more.", ""]
        files[path] = "\n".join(lines)
    return files, links


def _target(path: str, paths: list[str], dice: random.Random) -> str:
    """Where a link leads: mostly somewhere, else there is one thing wrong with it."""
    goal, number = dice.choice(paths), dice.randrange(len(_IDS))
    relative = posixpath.relpath(goal, posixpath.dirname(path) or ".")
    wrong = posixpath.join(posixpath.dirname(relative), "no such note.md")
    picture = posixpath.relpath(_PICTURE, posixpath.dirname(path) or ".")
    return dice.choice(
        (
            relative,
            f"/{goal}",
            f"{relative}#{_IDS[number]}",
            f"#{_IDS[number]}",
            picture,
            f"/{_PICTURE}",
            wrong,
            f"/{wrong.lstrip('./')}",
            f"{relative}#no-such-heading",
            "#no-such-heading",
            picture.replace("picture", "no-picture"),
            posixpath.join(posixpath.dirname(relative), posixpath.basename(relative).swapcase()),
            f"../../../{relative}",
            relative.removesuffix(".md"),
            posixpath.basename(goal),
            f"{relative}#o%C3%B9-aller-",
        )
    )


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Place, Written]]:
    """A folder of trees, and every link in them."""
    folder = tmp_path_factory.mktemp("trees")
    found: dict[Place, Written] = {}
    for number in range(TREES):
        files, links = tree(random.Random(number))  # noqa: S311 - made-up notes are no secret
        written(folder / f"tree-{number}", {**files, _PICTURE: b""})
        found.update({(f"tree-{number}", *place): link for place, link in links.items()})
    return folder, found


def told_by_remark(folder: Path) -> set[Place]:
    home = TOOLS / "node"
    if not (home / "node_modules" / "remark-validate-links").is_dir() or not shutil.which("node"):
        pytest.skip("remark-validate-links is not fetched: make tools")
    trees = json.dumps({path.name: path.as_posix() for path in sorted(folder.iterdir())})
    command = ["node", "--input-type=module", "-e", _SCRIPT]
    run = subprocess.run(command, cwd=home, input=trees, capture_output=True, text=True, check=True)
    return {(name, *place) for name, places in json.loads(run.stdout).items() for place in places}


def told_by_us(folder: Path) -> set[Place]:
    """What a check of each tree finds, which is no site of ours: links are all that could be wrong there."""
    return {(path.name, *place) for path in sorted(folder.iterdir()) for place in _told(path)}


def _told(tree: Path) -> Iterator[tuple[str, int, int]]:
    paths = {path.relative_to(tree).as_posix(): path for path in sorted(tree.rglob("*")) if path.is_file()}
    notes = [Source(name, path.read_text(encoding="utf-8")) for name, path in paths.items() if name.endswith(".md")]
    files = frozenset(name for name in paths if not name.endswith(".md"))
    config = tree_config(".", "")
    for each in judged(check(Collection(tuple(notes), (), files, {}, {}), config), config):
        yield each.diagnostic.path, each.diagnostic.span.line, each.diagnostic.span.column


def unexplained(links: list[Written], reasons: Reasons) -> list[Written]:
    return [link for link in links if not any(is_meant(link) for is_meant in reasons.values())]


def unused(links: list[Written], reasons: Reasons) -> list[str]:
    return [reason for reason, is_meant in reasons.items() if not any(map(is_meant, links))]


def test_both_find_the_same_but_for_stated_differences(links: tuple[Path, dict[Place, Written]]) -> None:
    folder, written_links = links
    theirs, ours = told_by_remark(folder), told_by_us(folder)
    assert len(theirs & ours) > 5 * TREES
    missed = [written_links[place] for place in sorted(ours - theirs)]
    allowed = [written_links[place] for place in sorted(theirs - ours)]
    assert unexplained(missed, MISSED) == []
    assert unexplained(allowed, ALLOWED) == []
    assert unused(missed, MISSED) == unused(allowed, ALLOWED) == []
