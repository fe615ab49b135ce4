"""What is doubtful in an input: told with file, rows and remedy, coloured in the marked copy, not refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from distribution.consistency.spots import place, spot
from distribution.files.addresses import address
from distribution.files.rows import Row, TypedTable
from distribution.files.sheets import Sheet
from distribution.language.catalogue import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing to ask about: a key of the catalogue with its arguments, and the cells that it means.

    ``sheet`` is the title in a workbook, None for a CSV file; ``cells`` are addresses there.
    """

    key: str
    arguments: Mapping[str, str]
    sheet: str | None
    cells: tuple[str, ...]

    def told(self, lang: str) -> tuple[str, str]:
        """Return what is odd and what to do, without the place."""
        whole = say(self.key, lang, **self.arguments)
        where = say("doubt.where", lang, file=self.arguments["file"], rows=self.arguments["rows"])
        what, _, remedy = whole.removeprefix(where).strip().partition("; ")
        return what, remedy


def doubt(key: str, table: TypedTable, rows: Sequence[Row], column: str, **arguments: str) -> Doubt:
    """Return a doubt about one column of some rows."""
    position = table.positions.get(column, 0)
    return Doubt(
        key=f"warning.{key}",
        arguments={**arguments, **spot(table, rows)},
        sheet=table.sheet.sheet,
        cells=tuple(address(position, row.number) for row in rows),
    )


def sheet_doubt(key: str, table: TypedTable, cells: Sequence[str], rows: str, **arguments: str) -> Doubt:
    """Return a doubt about a sheet as it is laid out."""
    sheet: Sheet = table.sheet
    return Doubt(
        key=f"warning.{key}",
        arguments={**arguments, "file": place(table), "rows": rows},
        sheet=sheet.sheet,
        cells=tuple(cells),
    )
