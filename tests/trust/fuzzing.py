"""The parser under a coverage-guided fuzzer, for `make fuzz`: what breaks it is kept in `tests/trust/found`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["rlnotes", "markdown_it", "mdit_py_plugins", "yaml"]):
    from trust.judging import judge_front_matter, judge_note

FOUND = Path(__file__).parent / "found"
SEEDS = (Path(__file__).parents[1] / "parse" / "markdown", Path(__file__).parents[1] / "parse" / "frontmatter")
_SLOW = 10  # seconds for one text


def one(data: bytes) -> None:
    """Have one text judged: as a note, or, marked by its first byte, as front matter."""
    text = data[1:].decode(errors="replace")
    judge: Callable[[str], None] = judge_front_matter if data[:1] == b"-" else judge_note
    judge(text)


def main() -> None:
    """Look for as many seconds as the first argument says."""
    with TemporaryDirectory() as corpus:
        for number, path in enumerate(sorted(path for folder in SEEDS for path in folder.glob("*.md"))):
            Path(corpus, str(number)).write_bytes(b" " + path.read_bytes()[:4000])
        limits = [f"-max_total_time={sys.argv[1]}", f"-timeout={_SLOW}", "-max_len=4000", "-rss_limit_mb=3000"]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={FOUND}/", corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
