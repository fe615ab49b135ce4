"""Every table of one input: from the file where it stands there, else the one that comes with the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from distribution.consistency.nearest import nearest
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.bundled import table_path
from distribution.files.bundled_sheet import bundled_sheet
from distribution.files.folder_read import read_folder
from distribution.files.rows import TypedTable, read_table_rows
from distribution.files.sheets import ABOUT, NO_TABLES, Sheet, Source
from distribution.files.workbook_read import read_workbook
from distribution.schema.all import TABLES
from distribution.schema.column import Table

_MAY_BE_EMPTY = ("arrivals",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The question as it was read, with the faults of reading and the digests of its files."""

    question: Question
    faults: tuple[Fault, ...]
    digests: dict[str, str]
    synthetic: bool


def gather(path: Path | None, monday: date) -> Gathered:
    """Return all tables of an input, read; a table that the input lacks is the bundled one."""
    source = open_source(path)
    faults = [*source.faults, *_unknown_sheets(source)]
    tables: dict[str, TypedTable] = {}
    digests = dict(source.digests)
    for name, table in TABLES.items():
        sheet = source.sheets.get(name)
        if sheet is None and table.required:
            if not _told(source, name):
                faults.append(_missing(source, table))
            tables[name] = _without_rows(source, table)
            continue
        if sheet is None or (not sheet.rows and not table.required):
            if not table.bundled:
                tables[name] = _without_rows(source, table)
                continue
            sheet = bundled_sheet(table)
            digests[sheet.file] = hashlib.sha256(table_path(name).read_bytes()).hexdigest()
        if not sheet.rows and name not in _MAY_BE_EMPTY:
            faults.append(sheet.fault("table_empty"))
        tables[name], wrong = read_table_rows(sheet, table, monday)
        faults += wrong
    if source.sheets.get("parameters") is not None:
        tables["parameters"] = _over_bundled(tables["parameters"], monday)
    return Gathered(
        question=Question(tables=tables, monday=monday),
        faults=tuple(faults),
        digests=dict(sorted(digests.items())),
        synthetic=_synthetic(source),
    )


def open_source(path: Path | None, missing: str = "input_missing") -> Source:
    """Return the raw sheets of a workbook or folder; no path gives none.

    ``missing`` is the code of the fault when there is no such file.
    """
    if path is None:
        return Source(file="-")
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        return Source(file=path.name, faults=(Fault(code=missing, file=path.name),))
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return Source(file=path.name, faults=(Fault(code="file_kind", file=path.name),))
    return read_workbook(path)


def _without_rows(source: Source, table: Table) -> TypedTable:
    """Return a table that the input lacks; its ids are unknown, so that no reference to it is judged."""
    headings = tuple(c.name for c in table.columns)
    sheet = Sheet(name=table.name, file=source.file, sheet=None, headings=headings, rows=())
    ids = None if table.required else frozenset[str]()
    return TypedTable(table=table, sheet=sheet, headings={h: h for h in headings}, rows=(), ids=ids)


def _told(source: Source, name: str) -> bool:
    """Return whether a fault already says why a table is not there: a broken workbook, an empty CSV."""
    whole_file = any(fault.file == source.file and fault.sheet is None for fault in source.faults)
    return whole_file or any(fault.file == f"{name}.csv" for fault in source.faults)


def _missing(source: Source, table: Table) -> Fault:
    arguments = {"table": table.name, "sheet": table.name}
    return Fault(code="sheet_missing", file=source.file, sheet=table.name, arguments=arguments)


def _unknown_sheets(source: Source) -> Iterable[Fault]:
    known = frozenset(TABLES)
    for name, sheet in source.sheets.items():
        if name not in known and not name.startswith(NO_TABLES):
            yield Fault(
                code="sheet_unknown",
                file=sheet.file,
                sheet=sheet.sheet,
                arguments={"value": name, "suggestion": nearest(name, known)},
            )


def _over_bundled(own: TypedTable, monday: date) -> TypedTable:
    """Return the bundled parameters, with the rows of the input instead of theirs where it has them."""
    bundled, _ = read_table_rows(bundled_sheet(own.table), own.table, monday)
    changed = own.ids or frozenset()
    kept = tuple(row for row in bundled if row["name"] not in changed)
    return replace(own, rows=(*own.rows, *kept), columns={}, ids=changed | (bundled.ids or frozenset()))


def _synthetic(source: Source) -> bool:
    """Return whether the input says of itself, on its first sheet, that it is made up."""
    about = source.sheets.get(ABOUT)
    if about is None:
        return False
    words = {str(cells[0]).strip(): str(cells[1]).strip() for _, cells in about.rows if len(cells) > 1}
    return words.get("synthetic", "0") not in ("0", "0.0", "False", "")
