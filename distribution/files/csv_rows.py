"""Rows of a CSV file that a person hands in, whatever is in it."""

from __future__ import annotations

import csv
from pathlib import Path

from distribution.errors import Fault, InputError


def csv_rows(path: Path, missing: str) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """Return the rows of a file in UTF-8 by heading, and its headings.

    Raises
    ------
    InputError
        When there is no such file (the fault's code is ``missing``), it is not in UTF-8, or cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            return list(reader), tuple(reader.fieldnames or ())
    except FileNotFoundError as error:
        raise InputError([Fault(code=missing, file=str(path))]) from error
    except UnicodeDecodeError as error:
        raise InputError([Fault(code="file_encoding", file=path.name)]) from error
    except (OSError, csv.Error) as error:
        fault = Fault(code="csv_broken", file=path.name, arguments={"detail": str(error)})
        raise InputError([fault]) from error
