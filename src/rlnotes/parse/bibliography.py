"""A bibliography of any format to references."""

from __future__ import annotations

from rlnotes.model.place import Source
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.bibtex import parse_bibtex
from rlnotes.parse.csl_json import parse_csl_json


def parse_bibliography(source: Source) -> ParsedReferences:
    """The references of a bibliography, by its extension: CSL-JSON for `.json`, else BibTeX."""
    return parse_csl_json(source) if source.path.lower().endswith(".json") else parse_bibtex(source)
