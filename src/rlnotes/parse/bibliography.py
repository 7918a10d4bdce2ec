"""A bibliography of any format to references."""

from __future__ import annotations

import re

from rlnotes.model.place import Source
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.bibtex import parse_bibtex
from rlnotes.parse.csl_json import parse_csl_json

_LOOKS_LIKE_CSL = re.compile(r'\s{0,1000}(?:\[|\{\s{0,1000}"items"\s{0,1000}:\s{0,1000}\[)\s{0,1000}\{')


def parse_bibliography(source: Source) -> ParsedReferences:
    """The references of a bibliography, by its extension: CSL-JSON for `.json`, else BibTeX."""
    return parse_csl_json(source) if source.path.lower().endswith(".json") else parse_bibtex(source)


def is_bibliography(source: Source) -> bool:
    """Whether a file is a bibliography: a `.bib`, or a `.json` that starts as a list of CSL items.

    It decides for files that the configuration does not name.
    """
    path = source.path.lower()
    start = source.text[:4000].removeprefix("\ufeff")
    is_csl = path.endswith(".json") and '"id"' in start and '"type"' in start
    return path.endswith(".bib") or (is_csl and _LOOKS_LIKE_CSL.match(start) is not None)
