"""Raw tables as they stand in a file: headings and cells, nothing understood yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from distribution.errors import Fault

ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, or one CSV file of a folder.

    ``rows`` carry the row number that a spreadsheet shows (headings stand in row 1).
    ``sheet`` is the sheet's title, None for a CSV file.
    """

    name: str
    file: str
    sheet: str | None
    headings: tuple[Any, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]

    def fault(self, code: str, row: int | None = None, column: str | None = None, **arguments: str) -> Fault:
        """Return a fault at a place of this sheet."""
        return Fault(code=code, file=self.file, sheet=self.sheet, row=row, column=column, arguments=arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All sheets of one input by table name, their digests, and what was wrong with the files."""

    file: str
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def sheet_of(name: str, file: str, sheet: str | None, records: list[list[Any]]) -> Sheet:
    """Return the sheet of a list of records, headings first; blank rows are left out."""
    headings = tuple(records[0]) if records else ()
    rows = tuple(
        (number, tuple(record))
        for number, record in enumerate(records[1:], start=2)
        if any(cell not in ("", None) for cell in record)
    )
    return Sheet(name=name, file=file, sheet=sheet, headings=headings, rows=rows)
