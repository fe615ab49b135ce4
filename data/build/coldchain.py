"""Make the fitted conductances and the hold times: ``python data/build/coldchain.py``."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from distribution.coldchain.calibration import Calibration, calibrate
from distribution.coldchain.hold_making import HoldRow, make_hold_rows
from distribution.coldchain.recipes import recipes
from distribution.consistency.report import fault_rows
from distribution.errors import InputError
from distribution.files.refits_csv import read_refits

DATA = Path(__file__).resolve().parents[1]
CALIBRATION = DATA / "box_calibration.csv"
HOLD_TIMES = DATA / "hold_times.csv"


def calibration_text(rows: Iterable[Calibration]) -> str:
    """Return ``data/box_calibration.csv``."""
    head = ("box_id", "wall_ua_w_k", "fitted_ua_w_k", "wall_life_h", "life_h", "kind")
    return _text(
        head,
        (
            (
                r.box_id,
                f"{r.wall_ua_w_k:.4f}",
                f"{r.fitted_ua_w_k:.4f}",
                f"{r.wall_life_h:.1f}",
                r.life_h,
                r.kind,
            )
            for r in rows
        ),
    )


def hold_text(rows: Iterable[HoldRow]) -> str:
    """Return ``data/hold_times.csv``."""
    head = ("recipe_id", "ambient_c", "hold_h", "median_h", "coldest_c")
    return _text(head, ((r.recipe_id, r.ambient_c, r.hold_h, r.median_h, r.coldest_c) for r in rows))


def _text(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def with_refits(rows: Iterable[Calibration], path: Path | None) -> tuple[Calibration, ...]:
    """Return calibrations with the conductances of a file that ``coldchain logger --save`` wrote.

    The published life still caps the hold time: a refit can shorten it, or win back what scatter takes.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    rows = tuple(rows)
    if path is None:
        return rows
    refits = read_refits(path, {row.box_id for row in rows})
    return tuple(replace(row, fitted_ua_w_k=refits.get(row.box_id, row.fitted_ua_w_k)) for row in rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refits", type=Path, help="conductances refitted to trips")
    return parser.parse_args()


def main() -> None:
    """Make both tables; a file of refits with faults is refused before anything is written."""
    try:
        fitted = with_refits(calibrate(), _options().refits)
    except InputError as error:
        told = [
            f"{row['file']}, row {row['row']}: {row['what']}\n  → {row['remedy']}"
            for row in fault_rows(error.faults, "en")
        ]
        raise SystemExit("\n".join(told)) from error
    holds = hold_text(make_hold_rows(tuple(recipes().values()), fitted))
    CALIBRATION.write_text(calibration_text(fitted), encoding="utf-8")
    HOLD_TIMES.write_text(holds, encoding="utf-8")


if __name__ == "__main__":
    main()
