"""An Excel workbook as raw sheets."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Any

from distribution.errors import Fault
from distribution.files.sheets import Sheet, Source, sheet_of

_FORMULA_OR_ERROR = re.compile(rb"<f[ >/]|<c [^>]*t=\"e\"")


class _NoValue:
    """A formula whose result the file does not carry, or an error such as ``#N/A``."""

    def __repr__(self) -> str:
        return "formula"


FORMULA_WITHOUT_VALUE = _NoValue()


def read_workbook(path: Path) -> Source:
    """Return every sheet of an ``.xlsx`` file, or the fault that makes it unreadable."""
    content = path.read_bytes()
    digests = {path.name: hashlib.sha256(content).hexdigest()}
    if not content:
        return Source(file=path.name, digests=digests, faults=(Fault(code="file_empty", file=path.name),))
    try:
        records = _all_records(path)
    except _BrokenError as error:
        fault = Fault(code="file_broken", file=path.name, arguments={"detail": str(error)})
        return Source(file=path.name, digests=digests, faults=(fault,))
    sheets: dict[str, Sheet] = {}
    faults: list[Fault] = []
    for title, rows in records.items():
        name = title.strip().lower()
        if name in sheets:
            faults.append(Fault(code="sheet_twice", file=path.name, sheet=title))
            continue
        sheets[name] = sheet_of(name, path.name, title, rows)
    return Source(file=path.name, sheets=sheets, digests=digests, faults=tuple(faults))


class _BrokenError(Exception):
    """The library cannot make sense of the file."""


def _all_records(path: Path) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    try:
        with CalamineWorkbook.from_path(path) as book:
            records = {
                title: book.get_sheet_by_name(title).to_python(skip_empty_area=False)
                for title in book.sheet_names
            }
        _mark_formulas(path, records)
    except (CalamineError, PasswordError, XmlError, ZipError, zipfile.BadZipFile) as error:
        raise _BrokenError(str(error)) from error
    return records


def _mark_formulas(path: Path, records: dict[str, list[list[Any]]]) -> None:
    """Mark formulas without a result and error values, which the fast reader gives as empty cells."""
    with zipfile.ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        if not any(_FORMULA_OR_ERROR.search(archive.read(part)) for part in parts):
            return
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    for title, rows in records.items():
        for row in book[title].iter_rows():
            for cell in row:
                if cell.data_type not in ("f", "e") or cell.row is None or cell.column is None:
                    continue
                value = _cell(rows, cell.row, cell.column)
                if value == "":
                    rows[cell.row - 1][cell.column - 1] = FORMULA_WITHOUT_VALUE
    book.close()


def _cell(rows: list[list[Any]], row: int, column: int) -> Any:
    if row > len(rows) or column > len(rows[row - 1]):
        return None
    return rows[row - 1][column - 1]
