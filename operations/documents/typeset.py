"""Paper values become a PDF: Typst sets the pages, long tables are written into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from distribution.plan import WeeklyPlan
from operations.documents.figures import LOCAL
from operations.documents.letters import Letters, letters_for
from operations.documents.paper_rows import with_tables
from operations.documents.ruled import RuledTable
from operations.documents.ruling import filled
from operations.documents.typst_pages import compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Pages with places kept free, and what belongs there."""

    pdf: bytes
    tables: Sequence[RuledTable]
    letters: Letters

    def filled(self) -> bytes:
        """Return the PDF with all its tables."""
        return filled(self.pdf, self.tables, self.letters)


def papers_pdf(values: Mapping[str, Any], plan: WeeklyPlan) -> bytes:
    """Return the PDF of paper values, dated by the planned week alone."""
    return pages_of(values, plan).filled()


def pages_of(values: Mapping[str, Any], plan: WeeklyPlan) -> Pages:
    """Return the pages of paper values with their tables still to be written in."""
    letters = letters_for(" ".join(_texts(values)))
    kept, tables = with_tables(values, letters)
    return Pages(
        pdf=compiled("main.typ", kept, plan.week.moment(0).replace(tzinfo=LOCAL)),
        tables=tables,
        letters=letters,
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]
