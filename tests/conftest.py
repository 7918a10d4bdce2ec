"""Settings that all tests share."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run and every machine: a failure is a failure of the change, never of the day.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile("search", deadline=None, max_examples=2000)
# What builds keep is keyed, in tests with this: no test leaves a key in the home of who runs it.
os.environ["RLNOTES_CACHE_KEY"] = "a key for tests"
# A shell that runs the tests in its background has programs ignore Ctrl-C; those that tests start and stop must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture
def anyones_folder() -> Iterator[Path]:
    """A folder that every user of the machine reaches, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)
