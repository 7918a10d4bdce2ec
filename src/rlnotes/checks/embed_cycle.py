"""embed-cycle and embed-too-deep: notes that embed each other in a circle, or more than a page can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rlnotes.checks.links import Subject
from rlnotes.graph.embeds import MOST_LEVELS, Part, embed_circles, embedded_part
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.holes import holes_in
from rlnotes.pages.body import MOST_EMBEDDED
from rlnotes.pages.parts import part_source
