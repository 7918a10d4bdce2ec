"""The command line of the benchmark: `python -m bench --notes 1000 --notes 10000 --runs 3`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.admission import entries
from bench.browser import browser_absence
from bench.collection import LINKS_PER_NOTE, NOTES_PER_HUB, Plan
from bench.contestants import HERE, Contestant, floor, peers, rlnotes
from bench.machine import machine
from bench.play import SERVE, Terms, play
from bench.report import SCENARIOS, Circumstances, report
from bench.results import Results


def main(arguments: Sequence[str]) -> int:
    """Measures, prints the report and writes it; what was measured before an interruption, too."""
    wish = _options().parse_args(arguments)
    results = Results()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=wish.workspace) as workspace:
            _measure(wish, Path(workspace), results)
    except KeyboardInterrupt:
        results.remarks.append("Interrupted: what follows in the plan was not measured.")
    words = report(results, _circumstances(wish))
    print(words)
    wish.output.write_text(words, encoding="utf-8", newline="\n")
    return 0


def _measure(wish: argparse.Namespace, workspace: Path, results: Results) -> None:
    present: list[Contestant] = []
    for tool, entry in entries(_tools(wish), workspace):
        results.entries.append(entry)
        _tell(f"{entry.name:<12} {entry.version or 'missing: ' + entry.absence}")
        present += [] if entry.absence else [tool]
    terms = Terms(wish.runs, wish.limit, _playable(wish.scenarios, results), wish.peer_scenarios, wish.saves)
    for size in wish.notes or [1000]:
        plan = Plan(size, wish.seed, has_citations=wish.citations, has_math=wish.math)
        play(present, plan, terms, workspace / str(size), results, _tell)


def _playable(scenarios: list[str], results: Results) -> list[str]:
    """The scenarios that can be played here: serving takes a browser."""
    if SERVE not in scenarios or not (absence := browser_absence()):
        return scenarios
    results.remarks.append(f"Serving was not measured: {absence}.")
    return [each for each in scenarios if each != SERVE]


def _tools(wish: argparse.Namespace) -> list[Contestant]:
    return [rlnotes(wish.links), floor(wish.links), *(peer for peer in peers() if peer.name in wish.peers)]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [peer.name for peer in peers()]
    more = parser.add_argument
    more("--notes", type=int, action="append", metavar="N", help="size of a collection; repeatable (1000)")
    more("--runs", type=int, default=3, metavar="N", help="how often each command is measured (3)")
    more(
        "--peers",
        type=_list_of(names),
        default=names,
        help=f"who takes part beside rlnotes: {','.join(names)}, or none",
    )
    more("--scenarios", type=_list_of(SCENARIOS), default=[*SCENARIOS], help=f"of {','.join(SCENARIOS)}")
    more(
        "--peer-scenarios",
        type=_list_of(SCENARIOS),
        default=["cold", "unchanged", "body", SERVE],
        help="those of the scenarios that peers play, too (cold,unchanged,body,serve: to most, all changes are alike)",
    )
    more("--saves", type=int, default=40, metavar="N", help="how often a note is saved while a tool serves (40)")
    more("--links", choices=("wiki", "markdown"), default="wiki", help="how rlnotes' notes link")
    more("--seed", type=int, default=1, help="another seed, other notes (1)")
    more("--citations", action="store_true", help="notes cite sources of a bibliography")
    more("--math", action="store_true", help="notes hold formulas")
    more("--limit", type=float, default=300.0, metavar="SECONDS", help="a command that takes longer is ended (300)")
    more("--workspace", type=Path, metavar="FOLDER", help="where the sites are built (the system's temporary folder)")
    more("--output", type=Path, default=HERE / "results.md", metavar="FILE", help="the report (bench/results.md)")
    return parser


def _list_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    def some(text: str) -> list[str]:
        wanted = [] if text == "none" else text.split(",")
        if unknown := [name for name in wanted if name not in names]:
            raise argparse.ArgumentTypeError(f"no '{unknown[0]}'; there are {', '.join(names)}")
        return [name for name in names if name in wanted]

    return some


def _circumstances(wish: argparse.Namespace) -> Circumstances:
    extras = [name for name, is_in in (("citations", wish.citations), ("formulas", wish.math)) if is_in]
    collection = (
        f"notes of about 2.5 KB with {LINKS_PER_NOTE} links each (rlnotes: {wish.links}) and up to three tags, "
        f"a hub for every {NOTES_PER_HUB}, code in a quarter, tables in a fifth, "
        f"{' and '.join(extras) or 'no formulas, no citations'}; seed {wish.seed}"
    )
    return Circumstances(datetime.now(UTC).date(), machine(), collection, wish.runs, wish.limit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
