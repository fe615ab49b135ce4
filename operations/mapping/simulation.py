"""The risk of each call from the tables that ``coldchain simulate --to`` writes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.plan import WeeklyPlan
from maps.way import CallRisk

CALLS_FILE = "calls.csv"
_SHARES = ("missed_share", "heat_share", "freeze_share")
_LATE = ("late_p50_min", "late_p95_min")
_KEYS = ("departure_id", "position", "centre_id", "planned_start")


def call_risks(folder: Path, plan: WeeklyPlan) -> dict[str, tuple[CallRisk, ...]]:
    """Return the risks of a plan's calls, in the order of stops, by departure.

    Raises
    ------
    InputError
        When the folder has no table of calls, or one of another plan.
    """
    path = folder / CALLS_FILE
    rows = _rows(path)
    calls = _calls(plan)
    told = {(row["departure_id"], int(row["position"])): row for row in rows}
    if {key: (row["centre_id"], row["planned_start"]) for key, row in told.items()} != calls:
        asked = {"plan": plan.plan_id}
        raise InputError([Fault(code="map_simulation_other", file=str(path), arguments=asked)])
    found: dict[str, list[CallRisk]] = {}
    for departure_id, position in sorted(calls):
        found.setdefault(departure_id, []).append(_risk(told[departure_id, position]))
    return {departure_id: tuple(risks) for departure_id, risks in found.items()}


def _rows(path: Path) -> list[Mapping[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows: list[Mapping[str, str]] = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([_unread(path, str(error))]) from error
    missing = [name for name in (*_KEYS, *_SHARES, *_LATE) if rows and name not in rows[0]]
    if missing or not rows:
        raise InputError([_unread(path, ", ".join(missing) or "0")])
    return rows


def _unread(path: Path, detail: str) -> Fault:
    return Fault(code="map_simulation_unread", file=str(path), arguments={"detail": detail})


def _calls(plan: WeeklyPlan) -> dict[tuple[str, int], tuple[str, str]]:
    """Return centre and planned start of every call by departure and position, as the tables write them."""

    def call(centre_id: str, start_s: int) -> tuple[str, str]:
        return centre_id, plan.week.moment(start_s).isoformat(timespec="minutes")

    routes = {
        (route.route_id, position): call(stop.centre_id, stop.start_s)
        for route in plan.routes
        for position, stop in enumerate(route.stops, start=1)
    }
    return routes | {(c.consignment_id, 1): call(c.centre_id, c.arrive_s) for c in plan.consignments}


def _risk(row: Mapping[str, str]) -> CallRisk:
    missed, heat, freeze = (round(float(row[name]), 4) for name in _SHARES)
    middle, high = (round(float(row[name]), 1) for name in _LATE)
    return CallRisk(missed=missed, heat=heat, freeze=freeze, late_p50_min=middle, late_p95_min=high)
