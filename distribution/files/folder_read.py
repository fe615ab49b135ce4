"""A folder of CSV files, one a table, as raw sheets."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from distribution.errors import Fault
from distribution.files.sheets import Sheet, Source, sheet_of


def read_folder(folder: Path) -> Source:
    """Return every ``*.csv`` of a folder (UTF-8, comma or semicolon), with the faults of its files."""
    sheets: dict[str, Sheet] = {}
    digests: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv"), key=lambda p: p.name):
        content = path.read_bytes()
        digests[path.name] = hashlib.sha256(content).hexdigest()
        fault = _unreadable(path.name, content)
        if fault is not None:
            faults.append(fault)
            continue
        name = path.stem.strip().lower()
        text = content.decode("utf-8-sig")
        delimiter = _delimiter(text)
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        sheets[name] = sheet_of(name, path.name, None, records, plain_points=delimiter == ",")
    if not digests:
        faults.append(Fault(code="folder_empty", file=folder.name))
    return Source(file=folder.name, sheets=sheets, digests=digests, faults=tuple(faults))


def _unreadable(file: str, content: bytes) -> Fault | None:
    if not content.strip():
        return Fault(code="file_empty", file=file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Fault(code="file_encoding", file=file, row=line)
    if "\0" in text:
        return Fault(code="file_broken", file=file, arguments={"detail": "NUL"})
    return None


def _delimiter(text: str) -> str:
    heading = text.split("\n", 1)[0]
    # Excel in Vietnamese saves CSV with semicolons, and numbers with decimal commas
    return ";" if "," not in heading and ";" in heading else ","
