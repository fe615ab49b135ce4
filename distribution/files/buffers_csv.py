"""The door between buffers and their CSV file, in minutes.

Files of earlier versions have times alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from distribution.coldchain.recipes import recipes
from distribution.errors import Fault, InputError
from distribution.files.csv_rows import csv_rows
from distribution.network import Network
from distribution.simulation.buffers import Buffer, capped
from distribution.units import MINUTE_S

BUFFERS_FILE = "buffers.csv"
COLUMNS = (
    "centre_id",
    "buffer_min",
    "keep_min",
    "calls",
    "on_time",
    "capped",
    "ride_max_min",
    "in_boxes",
    "recipe_id",
)
_DAY_MIN = 1_440
_WEEK_MIN = 7 * _DAY_MIN


def write_buffers(buffers: Iterable[Buffer], network: Network, path: Path) -> None:
    """Write buffers; ``capped`` is 1 where no window is long enough for the whole of one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in buffers:
            minutes = (one.buffer_s // MINUTE_S, one.keep_s // MINUTE_S)
            shut = int(capped(one, network.centre(one.centre_id)))
            ride = "" if one.ride_s is None else one.ride_s // MINUTE_S
            timed = (*minutes, one.calls, f"{one.on_time:.4f}", shut)
            writer.writerow([one.centre_id, *timed, ride, int(one.boxed), one.recipe_id])


def read_buffers(path: Path, network: Network) -> tuple[Buffer, ...]:
    """Read buffers; ``calls``, ``on_time`` and ``capped`` are for people and may be missing.

    Raises
    ------
    InputError
        With every fault: no file, a column missing, an unknown centre, no whole minutes of a day.
    """
    rows, headings = csv_rows(path, "buffers_missing")
    lost = [name for name in COLUMNS[:3] if name not in headings]
    if lost:
        raise InputError(
            Fault(code="buffers_column", file=path.name, row=1, column=name, arguments={"value": name})
            for name in lost
        )
    known = {centre.centre_id for centre in network.centres}
    faults = [fault for number, row in enumerate(rows, 2) for fault in _faults(path, number, row, known)]
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if row["centre_id"] in seen:
            faults.append(_fault(path, number, "centre_id", row["centre_id"], "buffers_twice"))
        seen.add(row["centre_id"])
    if faults:
        raise InputError(faults)
    return tuple(
        Buffer(
            centre_id=row["centre_id"],
            buffer_s=int(row["buffer_min"]) * MINUTE_S,
            keep_s=int(row["keep_min"]) * MINUTE_S,
            calls=int(row.get("calls") or 0),
            on_time=float(row.get("on_time") or 0.0),
            ride_s=int(row["ride_max_min"]) * MINUTE_S if row.get("ride_max_min") else None,
            boxed=row.get("in_boxes") == "1",
            recipe_id=row.get("recipe_id") or "",
        )
        for row in rows
    )


def _faults(path: Path, number: int, row: dict[str, str], known: set[str]) -> list[Fault]:
    found = []
    if row["centre_id"] not in known:
        found.append(_fault(path, number, "centre_id", row["centre_id"], "buffers_centre"))
    for column in ("buffer_min", "keep_min"):
        text = (row[column] or "").strip()
        if not text.isdecimal() or int(text) > _DAY_MIN:
            found.append(_fault(path, number, column, text, "buffers_minutes"))
    ride = (row.get("ride_max_min") or "").strip()
    if ride and (not ride.isdecimal() or not 0 < int(ride) <= _WEEK_MIN):
        found.append(_fault(path, number, "ride_max_min", ride, "buffers_ride"))
    if (row.get("in_boxes") or "0") not in ("0", "1"):
        found.append(_fault(path, number, "in_boxes", row["in_boxes"], "buffers_switch"))
    if (row.get("recipe_id") or "") not in ("", *recipes()):
        found.append(_fault(path, number, "recipe_id", row["recipe_id"], "buffers_recipe"))
    return found


def _fault(path: Path, number: int, column: str, value: str, code: str) -> Fault:
    return Fault(code=code, file=path.name, row=number, column=column, arguments={"value": value})
