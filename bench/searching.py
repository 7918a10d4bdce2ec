"""What a reader's browser fetches for a first query: `python -m bench.searching`.

Made-up notes of real words, as often as the notes of this site have them, are built; then queries of one to three of
their words are weighed: script and styles, the files of the words, the previews of ten results, and the five pages that
sentences are taken from, all as a host sends them, compressed by gzip.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from bench.report import table
from rlnotes.cli.main import exit_code
from rlnotes.pages.postings import file_of
from rlnotes.parse.search_terms import terms_in

SIZES: Final = (100, 1_000, 10_000)
_NOTES: Final = Path(__file__).resolve().parent.parent / "notes"
_LENGTH: Final = 250
_QUERIES: Final = 300
_RESULTS, _SENTENCES = 10, 5
_SHORT, _WORDS = 3, 1_500
_MOST: Final = 150_000


def vocabulary() -> Counter[str]:
    """The words of this site's notes, by how often they are there."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(_NOTES.rglob("*.md")))
    return Counter(word for text in texts for word in terms_in(text) if word.isascii())


def built(folder: Path, size: int, words: Counter[str], chance: random.Random) -> Path:
    """The site of `size` made-up notes below `folder`."""
    known, often = list(words), list(words.values())
    (folder / "notes").mkdir()
    for number in range(size):
        title, *text = chance.choices(known, often, k=8), *chance.choices(known, often, k=_LENGTH)
        (folder / "notes" / f"{number}.md").write_text(f"# {' '.join(title)}\n\n{' '.join(text)}\n", encoding="utf-8")
    (folder / "rlnotes.toml").write_text('title = "Made-up notes"\n', encoding="utf-8")
    if exit_code(["build", "-q", "-f", str(folder / "rlnotes.toml")]):
        raise SystemExit("the made-up notes can't be built")
    return folder / "build"


@cache
def _travelling(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def query_weight(site: Path, query: Sequence[str], chance: random.Random) -> int:
    """The bytes that travel for a first query, whose results are pages at random."""
    files = sorted({site / file_of(word, _count(site)) for word in query})
    scripts = [site / "static" / "on-demand" / name for name in ("search.js", "search.css")]
    pages, previews = (_sorted(site, pattern) for pattern in ("[0-9]*.html", "previews/*.json"))
    results = chance.sample(previews, min(_RESULTS, len(previews)))
    wanted = (*files, *scripts, site / "search" / "facets.json", *results, *chance.sample(pages, _SENTENCES))
    return sum(map(_travelling, wanted))


@cache
def _sorted(site: Path, pattern: str) -> list[Path]:
    return sorted(site.glob(pattern))


@cache
def _count(site: Path) -> int:
    return len(_sorted(site, "search/*.json")) - 1


def _queries(site: Path, chance: random.Random, length: int) -> Iterator[list[str]]:
    """Queries of words that readers may look for: of those most often there, besides the ones nearly everywhere."""
    files = (json.loads(path.read_text()) for path in _sorted(site, "search/*.json") if path.name != "facets.json")
    terms = {term: len(text) for file in files for term, text in file.items() if term.isalpha() and len(term) > _SHORT}
    often = sorted(terms, key=lambda term: (-terms[term], term))[:_WORDS]
    return (chance.sample(often, length) for _ in range(_QUERIES))


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 if more than one query in a hundred weighs too much."""
    parser = argparse.ArgumentParser(prog="python -m bench.searching", description=__doc__)
    parser.add_argument("--notes", type=int, action="append", help="how many notes; may be given again")
    words, rows, worst = vocabulary(), list[tuple[str, ...]](), 0.0
    for size in parser.parse_args(arguments).notes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(5)  # noqa: S311 - the same each time
            site = built(Path(folder), size, words, chance)
            for length in (1, 2, 3):
                sums = sorted(query_weight(site, query, chance) for query in _queries(site, chance, length))
                told = (statistics.median(sums), sums[len(sums) * 99 // 100], sums[-1])
                rows.append((f"{size:,}", str(length), *(f"{each / 1000:.0f}" for each in told)))
                worst = max(worst, told[1])
    print(table(("notes", "words", "KB, half of all queries", "99 of 100", "all"), rows))
    print(
        f"\na first query at most {_MOST / 1000:.0f} KB: {worst / 1000:.0f} KB, {'met' if worst <= _MOST else 'missed'}"
    )
    return int(worst > _MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
