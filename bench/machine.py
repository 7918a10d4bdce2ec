"""The machine in one line, without its name."""

from __future__ import annotations

import os
import platform

import psutil


def machine() -> str:
    """Cores, memory, system and Python."""
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
