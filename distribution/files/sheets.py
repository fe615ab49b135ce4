"""Raw tables as they stand in a file: headings and cells, nothing understood yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from distribution.errors import Fault
from distribution.files.addresses import address
from distribution.files.workbook_layout import Layout

ABOUT = "about"
COLUMNS = "columns"
REPORTS = ("kết quả kiểm tra", "check result")
"""The sheet on which a check has told what it found, by language; a later one's has a number too."""
NO_TABLES = (ABOUT, COLUMNS, *REPORTS)
"""How sheets begin that are no tables: what the input is, what its columns hold, what a check found."""
_BLANK = ("", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, or one CSV file of a folder.

    ``rows`` carry the row number that a spreadsheet shows (headings stand in row 1).
    ``sheet`` is the sheet's title, None for a CSV file.  ``plain_points`` says that a point in
    a text is a decimal point and nothing else, as in a CSV file with commas between the cells;
    a text in a workbook may have been typed with points between thousands.
    """

    name: str
    file: str
    sheet: str | None
    headings: tuple[Any, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    plain_points: bool = True
    layout: Layout = field(default_factory=Layout)

    def fault(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        position: int | None = None,
        **arguments: str,
    ) -> Fault:
        """Return a fault at a place of this sheet; ``position`` counts its column from 0."""
        return Fault(
            code=code,
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=column,
            cell=None if row is None or position is None else address(position, row),
            arguments=arguments,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All sheets of one input by table name, their digests, and what was wrong with the files."""

    file: str
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def sheet_of(
    name: str,
    file: str,
    sheet: str | None,
    records: list[list[Any]],
    *,
    plain_points: bool = True,
    layout: Layout | None = None,
) -> Sheet:
    """Return the sheet of a list of records, headings first; blank rows are left out."""
    headings = tuple(records[0]) if records else ()
    rows = tuple(
        (number, tuple(record))
        for number, record in enumerate(records[1:], start=2)
        if (record and record[0] not in _BLANK) or any(cell not in _BLANK for cell in record)
    )
    return Sheet(
        name=name,
        file=file,
        sheet=sheet,
        headings=headings,
        rows=rows,
        plain_points=plain_points,
        layout=layout or Layout(),
    )
