"""What a person does not see in the workbook and the program reads all the same."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.consistency.doubt import Doubt, sheet_doubt
from distribution.consistency.spots import numbers_text
from distribution.consistency.tables import Question
from distribution.files.addresses import address, letters


def hidden_rows(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every table with hidden rows that hold data, a filter's too."""
    for table in question.tables.values():
        hidden = table.sheet.layout.hidden_rows
        found = [number for number, _ in table.sheet.rows if number in hidden] if hidden else []
        if found:
            cells = [address(0, number) for number in found]
            yield sheet_doubt("rows_hidden", table, cells, numbers_text(found), count=str(len(found)))


def hidden_columns(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every table with hidden columns that are read."""
    for table in question.tables.values():
        places = {*table.positions.values()} & table.sheet.layout.hidden_columns
        if places:
            cells = [address(position, 1) for position in sorted(places)]
            names = ", ".join(letters(position) for position in sorted(places))
            yield sheet_doubt("columns_hidden", table, cells, "1", columns=names)


def hidden_sheets(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every table whose sheet is hidden."""
    for table in question.tables.values():
        if table.sheet.layout.hidden:
            yield sheet_doubt("sheet_hidden", table, ["A1"], "1")
