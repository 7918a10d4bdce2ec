"""Records to take along: a work in the formats of reference managers, one to copy or many in a file."""

from __future__ import annotations

from rlnotes.model.reference import Reference
from rlnotes.pages.records.bibtex import bibtex_entry
from rlnotes.pages.records.csl_json import csl_json
from rlnotes.pages.records.ris import ris_entry
from rlnotes.pages.views.citing import ExportView


def export_views(reference: Reference) -> tuple[ExportView, ...]:
    """A record in each format, to copy."""
    return (
        ExportView("BibTeX", bibtex_entry(reference)),
        ExportView("CSL-JSON", csl_json(reference)),
        ExportView("RIS", ris_entry(reference)),
    )
