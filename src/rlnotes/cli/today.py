"""The day that new files bear."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The local date, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 - the author's own day is meant, and here is where it enters
