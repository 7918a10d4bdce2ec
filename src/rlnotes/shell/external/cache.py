"""Answers of other hosts kept between runs, so that each is asked rarely."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rlnotes.checks.external import Answer, Verdict

_VERSION: Final = 1
_DAY: Final = 86_400
_KEPT: Final = {Verdict.OK: 30 * _DAY, Verdict.BROKEN: _DAY}
"""How long an answer holds, in seconds; what could not be verified is asked again."""
_SPREAD: Final = 0.2
_MOST_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers with the second, since the epoch, in which each was given; `trouble` tells why there are none."""

    answers: Mapping[str, tuple[Answer, float]]
    trouble: str = ""


def read_answers(path: Path) -> Kept:
    """The answers in the file at `path`; none if it is not there, or not what it should be."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return Kept({}, "it is too large")
        content = json.loads(path.read_bytes())
        if content["version"] != _VERSION:
            return Kept({}, "it is of another version")
        return Kept({str(url): _read(each) for url, each in content["answers"].items()})
    except FileNotFoundError:
        return Kept({})
    except OSError as error:
        return Kept({}, error.strerror or str(error))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Kept({}, "it is damaged")


def _read(each: Any) -> tuple[Answer, float]:  # noqa: ANN401 - whatever the file holds
    return Answer(Verdict(each["verdict"]), str(each["words"]), str(each["moved_to"])), float(each["at"])


def fresh(kept: Kept, now: float) -> dict[str, Answer]:
    """The answers that still hold at `now`: not all of a day's fall due on one day."""
    return {url: answer for url, (answer, at) in kept.answers.items() if 0 <= now - at < _lifetime(url, answer)}


def _lifetime(url: str, answer: Answer) -> float:
    share = int.from_bytes(hashlib.sha256(url.encode(errors="surrogatepass")).digest()[:4], "big") / 2**32
    return _KEPT.get(answer.verdict, 0) * (1 - _SPREAD + 2 * _SPREAD * share)


def write_answers(path: Path, kept: Kept, new: Mapping[str, Answer], now: float) -> str:
    """Keep the answers that hold, and the new ones; why not, if the system refuses."""
    still = fresh(kept, now)
    entries = {url: (answer, at) for url, (answer, at) in kept.answers.items() if url in still}
    entries |= {url: (answer, now) for url, answer in new.items() if answer.verdict in _KEPT}
    content = {
        "version": _VERSION,
        "answers": {
            url: {"verdict": answer.verdict, "words": answer.words, "moved_to": answer.moved_to, "at": int(at)}
            for url, (answer, at) in sorted(entries.items())
        },
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", errors="replace")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        return error.strerror or str(error)
    return ""
