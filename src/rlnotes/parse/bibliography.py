"""A bibliography of any format to references."""

from __future__ import annotations

from rlnotes.model.place import Source
from rlnotes.parse.bibliography_record import ParsedReferences


def parse_bibliography(source: Source) -> ParsedReferences:
    """The references of a bibliography, by its extension: CSL-JSON for `.json`, else BibTeX."""
    if source.path.lower().endswith(".json"):
        from rlnotes.parse.csl_json import parse_csl_json  # noqa: PLC0415 - heavy imports; many collections cite nothing

        return parse_csl_json(source)
    from rlnotes.parse.bibtex import parse_bibtex  # noqa: PLC0415 - as above

    return parse_bibtex(source)
