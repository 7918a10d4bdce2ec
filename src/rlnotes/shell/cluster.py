"""Workers on other machines: a cluster of Dask, which sends, schedules, and tries again where a worker dies.

Dask sends functions and values as pickles: whoever reaches a scheduler can run code on its workers, and a worker can
run code here. Both sides trust each other.
"""

from __future__ import annotations

import hashlib
import platform
import re
import socket
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import requires, version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from rlnotes import __version__
from rlnotes.shell.failure import CannotRun

if TYPE_CHECKING:
    from distributed import Client, Future

Context = TypeVar("Context")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
Mark: TypeAlias = tuple[tuple[str, str], ...]
"""What pages depend on besides the input, as names and versions."""

_ADDRESS: Final = re.compile(r"dask://(?P<place>(?:\[[0-9A-Fa-f:.]+\]|[^\s/:@\[\]]+):[0-9]{1,5})/?")
_BUNDLE: Final = 4
"""Pieces that are sent together: Dask needs a millisecond for what it sends, a piece some thirty."""
_AHEAD: Final = 3
"""Bundles under way for each worker: one that it works on, and others that are there when it is done."""
_FEWEST_PIECES: Final = 16
"""Fewer are done here: sending out what all of them need takes longer."""
_TRIES: Final = 3
_CONNECT_SECONDS: Final = 10
_LONGEST_GREETING: Final = 1_000_000
"""Bytes; the first eight of a message of Dask are its length."""


def scheduler_address(text: str) -> str:
    """The address of a scheduler as Dask writes it, from one like `dask://HOST:PORT`.

    Raises:
        CannotRun: it is none.
    """
    if not (match := _ADDRESS.fullmatch(text)):
        raise CannotRun(f"no address of a cluster: '{text}'; it has the form dask://HOST:PORT")
    return f"tcp://{match['place']}"


@contextmanager
def cluster(address: str, *, fewest: int = _FEWEST_PIECES, seconds: float = _CONNECT_SECONDS) -> Iterator[Cluster]:
    """The executor that is the cluster at `address`, which has so many `seconds` to answer, as long as it is needed.

    Raises:
        CannotRun: it can't be reached, has no workers, or has one that would make other pages.
    """
    with _client(scheduler_address(address), seconds) as client:
        _admit(client, address, seconds)
        try:
            yield Cluster(client, address, fewest)
        finally:
            with suppress(OSError, RuntimeError, AttributeError):  # who is gone has forgotten it all
                client.run(_forget, on_error="ignore")


@contextmanager
def _client(target: str, seconds: float) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise CannotRun(f"a cluster needs Dask ({error}); install rlnotes[dask]") from error
    try:
        _expect_greeting(target, seconds)
        client = Client(target, timeout=seconds, set_as_default=False)
    except (OSError, OverflowError) as error:
        raise CannotRun(f"no scheduler of Dask answers at {target}") from error
    with client:
        yield client


def _expect_greeting(target: str, seconds: float) -> None:
    """Make sure that who listens there speaks first, as schedulers do: Dask itself would wait for that without end.

    Raises:
        OSError: it does not, or says something else.
    """
    host, _, port = target.removeprefix("tcp://").rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=seconds) as connection:
        length = int.from_bytes(connection.recv(8), "little")
    if not 0 < length < _LONGEST_GREETING:
        raise ConnectionError


def _admit(client: Client, address: str, seconds: float) -> None:
    """Make sure that every worker would make the same pages as this process."""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise CannotRun(f"the cluster at {address} has no workers") from error
    for worker, theirs in sorted(client.run(mark, on_error="return").items()):
        if isinstance(theirs, BaseException):
            raise CannotRun(f"worker {worker} can't run rlnotes: {theirs}") from theirs
        _compare(theirs, mark(), worker)


@cache
def mark() -> Mark:
    """The versions of Python, of what rlnotes is made with, and of rlnotes itself with a digest of its files."""
    needs = [re.split(r"[^\w.-]", need)[0] for need in requires("rlnotes") or () if "extra ==" not in need]
    own = ("rlnotes", f"{__version__}+{_files_digest()}")
    python = ("Python", ".".join(platform.python_version_tuple()[:2]))
    return own, python, *((need, version(need)) for need in sorted(needs))


def _files_digest() -> str:
    folder = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:8]


def _compare(theirs: Mark, ours: Mark, worker: str) -> None:
    """Refuse a worker whose mark is another."""
    there, here = dict(theirs), dict(ours)
    for name in here | there:
        if there.get(name) != here.get(name):
            versions = f"{name} is {there.get(name, 'missing')} there, {here.get(name, 'missing')} here"
            raise CannotRun(f"worker {worker} would make other pages: {versions}")


@dataclass(frozen=True, slots=True)
class Shipment:
    """What a stage needs on every worker, known by its key; `mark` is that of who sent it."""

    key: str
    mark: Mark
    stage: Callable[[Any], Callable[[Any], Any]] = field(compare=False)
    context: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pieces that are sent together. As a list, Dask would look through them for what it should compute."""

    pieces: Sequence[Any]


_turn: Final = Lock()  # a stage's function serves one at a time; a worker may have several threads


@lru_cache(maxsize=1)
def _work(shipment: Shipment) -> Callable[[Any], Any]:
    """What a worker process does in this stage, made for the first piece; that of the stage before is dropped."""
    _compare(mark(), shipment.mark, "of the cluster")
    return shipment.stage(shipment.context)


def _forget() -> None:
    _work.cache_clear()


def _done(shipment: Shipment, bundle: Bundle) -> list[Any]:
    with _turn:
        return [_work(shipment)(piece) for piece in bundle.pieces]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The executor that shares pieces out among the workers of the cluster at `address`; `fewest` are worth it."""

    client: Client
    address: str
    fewest: int

    def __call__(
        self, stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
    ) -> Iterator[Result]:
        """The result of each piece, in order."""
        if len(pieces) < self.fewest:
            return map(stage(context), pieces)
        return self._results(Shipment(uuid.uuid4().hex, mark(), stage, context), pieces)

    def _results(self, shipment: Shipment, pieces: Sequence[Any]) -> Iterator[Any]:
        """The results; where the last worker died that had the shipment, it is sent again."""
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - as in `_client`

        starts, done = range(0, len(pieces), _BUNDLE), 0
        for _ in range(_TRIES):
            try:
                for results in self._stream(shipment, pieces, starts[done:]):
                    done += 1
                    yield from results
            except (CancelledError, KilledWorker):
                continue
            return
        raise CannotRun(f"workers at {self.address} die again and again; perhaps they need more memory")

    def _stream(self, shipment: Shipment, pieces: Sequence[Any], starts: Sequence[int]) -> Iterator[list[Any]]:
        sent = self._sent(shipment)
        waiting: deque[Future[Any]] = deque()
        most = _AHEAD * max(1, len(self.client.nthreads()))
        for start in starts:
            if len(waiting) >= most:
                yield waiting.popleft().result()
            bundle = Bundle(pieces[start : start + _BUNDLE])
            waiting.append(self.client.submit(_done, sent, bundle, pure=False, retries=_TRIES - 1))
        while waiting:
            yield waiting.popleft().result()

    def _sent(self, shipment: Shipment) -> Future[Any]:
        """The shipment on every worker."""
        try:
            sent: Future[Any] = self.client.scatter(shipment, broadcast=True, hash=False)
        except (OSError, RuntimeError, ValueError) as error:
            raise CannotRun(f"the cluster at {self.address} is gone, or its workers are") from error
        return sent
