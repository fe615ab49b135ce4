"""Refits read back: impossible conductances and strangers are refused, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from distribution.consistency.report import fault_rows
from distribution.errors import InputError
from distribution.files.refits_csv import read_refits

BOXES = {"PCM28", "RCW25"}


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "refit.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _bytes(folder: Path, content: bytes) -> Path:
    path = folder / "foreign.csv"
    path.write_bytes(content)
    return path


def test_the_conductance_of_each_box_is_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "subject_id,before_w_k,after_w_k", "RCW25,0.3,0.35")
    assert read_refits(path, BOXES) == {"RCW25": 0.35}


def test_negative_and_strange_rows_are_told_together(tmp_path: Path) -> None:
    rows = ("RCW25,-0.3", "REEF2T,12", "PCM28,nan", "PCM28,much")
    path = _file(tmp_path, "subject_id,after_w_k", *rows)
    with pytest.raises(InputError) as caught:
        read_refits(path, BOXES)
    told = [(fault.code, fault.row) for fault in caught.value.faults]
    assert told == [("refit_ua", 2), ("refit_no_box", 3), ("refit_ua", 4), ("refit_ua", 5)]
    for lang in ("vi", "en"):
        assert all(row["what"] and row["remedy"] for row in fault_rows(caught.value.faults, lang))


def test_a_file_that_is_not_there_or_cannot_be_read_or_lacks_columns(tmp_path: Path) -> None:
    for path, codes in (
        (tmp_path / "none.csv", ["refit_missing"]),
        (_bytes(tmp_path, "subject_id".encode("utf-16")), ["file_encoding"]),
        (tmp_path, ["csv_broken"]),
        (_file(tmp_path, "a,b", "1,2"), ["refit_column", "refit_column"]),
    ):
        with pytest.raises(InputError) as caught:
            read_refits(path, BOXES)
        assert [fault.code for fault in caught.value.faults] == codes
