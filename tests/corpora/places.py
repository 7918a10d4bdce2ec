"""Where the collections of other people are looked for."""

from __future__ import annotations

import os
from pathlib import Path

from bench.witness import NAMES
from samples import ROOT

__all__ = ["CORPORA", "NAMES"]

CORPORA = Path(os.environ.get("RLNOTES_CORPORA", ROOT.parent / "shared" / "corpora"))
