"""The parser under a coverage-guided fuzzer, for `make fuzz`: what breaks it is kept in `tests/trust/found`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["rlnotes", "markdown_it", "mdit_py_plugins", "yaml"]):
    from trust.judging import judge

FOUND = Path(__file__).parent / "found"
SEEDS = (Path(__file__).parents[1] / "parse" / "markdown", Path(__file__).parents[1] / "parse" / "frontmatter")
IN_DIALECTS = ("dialects", "mkdocs", "myst")
_SLOW = 10  # seconds for one text


def main() -> None:
    """Look for as many seconds as the first argument says."""
    with TemporaryDirectory() as corpus:
        for number, path in enumerate(sorted(path for folder in SEEDS for path in folder.glob("*.md"))):
            for mark in (b" ", b"+") if path.stem in IN_DIALECTS else (b" ",):
                Path(corpus, f"{number}{mark!r}").write_bytes(mark + path.read_bytes()[:4000])
        limits = [f"-max_total_time={sys.argv[1]}", f"-timeout={_SLOW}", "-max_len=4000", "-rss_limit_mb=3000"]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={FOUND}/", corpus], judge)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
