"""What stops a run: one exception, whose message is written for the person at the keyboard."""

from __future__ import annotations


class CannotRun(Exception):  # noqa: N818 - it is raised as a sentence: cannot run, and why
    """The run can't go on; the message says what is in the way and how to clear it."""


def reason(error: OSError) -> str:
    """The system's word for what went wrong, without numbers and paths: "no space left on device"."""
    return (error.strerror or type(error).__name__).lower()
