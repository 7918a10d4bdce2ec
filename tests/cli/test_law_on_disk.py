"""The law of incremental building, on disk: whatever happens there, a build leaves what one from nothing leaves."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from samples import files, written
from whole_collections import PATHS, PIECES, TEXTS, bibliographies

from cli.sites_on_disk import CHECKS, STORE, build, check, cold, findings, site_on_disk

_CONFIG = 'title = "Bread"\nbase_url = "https://bread.example"\n'
_SETTINGS = (
    "",
    "drafts = true\n",
    'url_style = "directory"\n',
    "related_count = 1\n",
    'html = "trusted"\n',
    'exclude = ["a.md"]\n',
    'citation_style = "ieee"\n',
)
_TEMPLATES = {
    "note.html.jinja": '{% extends "default/note.html.jinja" %}{% block kicker %}Own{% endblock %}',
    "hub.html.jinja": "{{ view.nothing_of_the_kind }}",
    "partials/links.html.jinja": "{% macro broken( %}",
    "static/own.css": "a { color: red }",
}
_OPTIONS = ((), ("--drafts",), ("-u", "https://other.example/x"))
_PLACES = st.integers(0, 1 << 30)


class Desk(RuleBasedStateMachine):
    """A project on disk, and all that happens there."""

    def __init__(self) -> None:
        """A small site, never built."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = site_on_disk(self.folder)
        self.options: tuple[str, ...] = ()

    def teardown(self) -> None:
        """Nothing stays."""
        shutil.rmtree(self.folder)

    def _some(self, place: int, below: str = "notes", ending: str = "") -> Path | None:
        found = sorted(path for path in (self.root / below).rglob(f"*{ending}") if path.is_file())
        return found[place % len(found)] if found else None

    @rule(path=st.sampled_from(PATHS), text=TEXTS)
    def writes(self, path: str, text: str) -> None:
        """A new note, or another text for an old one."""
        written(self.root, {f"notes/{path}": text.encode(errors="replace")})

    @rule(place=_PLACES, more=PIECES)
    def adds(self, place: int, more: str) -> None:
        """Something more in a note."""
        if path := self._some(place, ending=".md"):
            path.write_bytes(path.read_bytes() + f"\n\n{more}\n".encode(errors="replace"))

    @rule(place=_PLACES)
    def deletes(self, place: int) -> None:
        """A file of the notes is gone."""
        if path := self._some(place):
            path.unlink()

    @rule(place=_PLACES, name=st.sampled_from(PATHS))
    def renames(self, place: int, name: str) -> None:
        """A note lies elsewhere, perhaps in the place of another."""
        if path := self._some(place, ending=".md"):
            (self.root / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
            path.rename(self.root / "notes" / name)

    @rule(place=_PLACES, seconds=st.sampled_from((0, 1_500_000_000, 4_000_000_000)))
    def touches(self, place: int, seconds: int) -> None:
        """A file bears another time: the clock was set, or an archive unpacked."""
        if path := self._some(place):
            os.utime(path, (seconds, seconds))

    @rule(place=_PLACES)
    def alters_with_the_times_as_they_were(self, place: int) -> None:
        """Another letter, the same size, the same time."""
        if (path := self._some(place, ending=".md")) and (text := path.read_bytes()):
            times = path.stat()
            middle = len(text) // 2
            path.write_bytes(text[:middle] + (b"q" if text[middle : middle + 1] != b"q" else b"w") + text[middle + 1 :])
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    @rule(text=bibliographies())
    def changes_the_bibliography(self, text: str) -> None:
        """Other records."""
        written(self.root, {"notes/works.bib": text.encode(errors="replace")})

    @rule(name=st.sampled_from(sorted(_TEMPLATES)))
    def changes_a_template(self, name: str) -> None:
        """A template comes or goes."""
        path = self.root / "templates" / name
        if path.exists():
            path.unlink()
        else:
            written(self.root, {f"templates/{name}": _TEMPLATES[name]})

    @rule(more=st.sampled_from(_SETTINGS))
    def changes_the_configuration(self, more: str) -> None:
        """Other settings."""
        written(self.root, {"rlnotes.toml": f"{_CONFIG}{more}"})

    @rule(options=st.sampled_from(_OPTIONS))
    def builds_with_other_options(self, options: tuple[str, ...]) -> None:
        """Options of the command line."""
        self.options = options

    @rule(place=_PLACES, is_altered=st.booleans())
    def meddles_with_the_output(self, place: int, is_altered: bool) -> None:
        """A file in the output is gone or altered."""
        path = self._some(place, "build")
        if path is None or path.name.startswith(".rlnotes"):
            return
        if is_altered:
            path.write_bytes(path.read_bytes()[: place % 100] + b"by hand")
        else:
            path.unlink()

    @rule()
    def removes_the_output(self) -> None:
        """All of it."""
        shutil.rmtree(self.root / "build", ignore_errors=True)

    @rule(seed=_PLACES, is_removed=st.booleans(), name=st.sampled_from((STORE, CHECKS)))
    def meddles_with_the_store(self, seed: int, is_removed: bool, name: str) -> None:
        """What builds or checks keep is gone or damaged."""
        store = self.root / name
        if not store.exists():
            return
        if is_removed:
            store.unlink()
            return
        chance, content = random.Random(seed), bytearray(store.read_bytes())  # noqa: S311 - a chance, no secret
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        store.write_bytes(content)

    @rule()
    def goes_elsewhere(self) -> None:
        """Another machine: every file is new there."""
        shutil.copytree(self.root, self.folder / "copy", copy_function=shutil.copy)
        shutil.rmtree(self.root)
        (self.folder / "copy").rename(self.root)

    @invariant()
    def leaves_what_a_build_from_nothing_leaves(self) -> None:
        """Warm equals cold."""
        run = build(self.root, *self.options)
        expected, site = cold(self.root, *self.options)
        assert (run.code, findings(run)) == (expected.code, findings(expected))
        if run.code == 2:
            assert run.err == expected.err.replace("cold/", "build/")
            return
        found = files(self.root / "build")
        del found[".rlnotes-manifest.json"], site[".rlnotes-manifest.json"]
        assert found.keys() - site.keys() <= self._by_hand()
        for path, content in site.items():
            assert found[path] == content, path

    @invariant()
    def finds_what_a_check_from_nothing_finds(self) -> None:
        """A check that knows the last one equals one that knows nothing."""
        again, anew = (check(self.root, *more) for more in ((), ("--no-cache",)))
        assert (again.code, again.out) == (anew.code, anew.out)

    def _by_hand(self) -> set[str]:
        """Stale files that another hand changed stay."""
        return {path for path, content in files(self.root / "build").items() if content.endswith(b"by hand")}


TestLawOnDisk = Desk.TestCase
TestLawOnDisk.settings = settings(
    max_examples=int(os.environ.get("RLNOTES_LAW", "3")),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
