"""A worker that is not like the others: `python other_worker.py ADDRESS old|without` serves until it is ended."""

from __future__ import annotations

import asyncio
import sys

from distributed import Worker


class Absent:
    """Lets nobody import rlnotes."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] == "rlnotes":
            raise ModuleNotFoundError("No module named 'rlnotes'", name="rlnotes")


async def serve(address: str) -> None:
    async with Worker(address, nthreads=1, dashboard=False, host="127.0.0.1") as worker:
        await worker.finished()


if __name__ == "__main__":
    _, scheduler, kind = sys.argv
    if kind == "without":
        sys.meta_path.insert(0, Absent())
    else:
        import rlnotes

        rlnotes.__version__ = "0.0.1"
    asyncio.run(serve(scheduler))
