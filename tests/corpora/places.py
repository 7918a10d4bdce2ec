"""Where the collections of other people are looked for."""

from __future__ import annotations

import os
from pathlib import Path

from samples import ROOT

CORPORA = Path(os.environ.get("RLNOTES_CORPORA", ROOT.parent / "shared" / "corpora"))

NAMES = ("cncf-glossary", "foam-docs", "kepano-obsidian", "quartz-docs", "trl-docs")
