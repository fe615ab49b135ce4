"""An Excel workbook as raw sheets."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from distribution.errors import Fault
from distribution.files.sheets import Sheet, Source, sheet_of
from distribution.files.workbook_layout import Layout, read_layouts


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
    for title, (rows, layout) in records.items():
        name = title.strip().lower()
        if name in sheets:
            faults.append(Fault(code="sheet_twice", file=path.name, sheet=title))
            continue
        sheets[name] = sheet_of(name, path.name, title, rows, plain_points=False, layout=layout)
    return Source(file=path.name, sheets=sheets, digests=digests, faults=tuple(faults))


class _BrokenError(Exception):
    """The library cannot make sense of the file."""


def _all_records(path: Path) -> dict[str, tuple[list[list[Any]], Layout]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    try:
        with zipfile.ZipFile(path) as archive:
            layouts = read_layouts(archive)
        records: dict[str, tuple[list[list[Any]], Layout]] = {}
        with CalamineWorkbook.from_path(path) as book:
            for title, layout in layouts.items():
                rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
                _mark_formulas(rows, layout)
                records[title] = rows, layout
    except (CalamineError, PasswordError, XmlError, ZipError, zipfile.BadZipFile) as error:
        raise _BrokenError(str(error)) from error
    except (KeyError, ElementTree.ParseError) as error:
        raise _BrokenError(f"{type(error).__name__} {error}") from error
    return records


def _mark_formulas(rows: list[list[Any]], layout: Layout) -> None:
    """Mark formulas without a result and error values, which the fast reader gives as empty cells."""
    for position, row in layout.no_result:
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells += [""] * (position + 1 - len(cells))
        cells[position] = FORMULA_WITHOUT_VALUE
