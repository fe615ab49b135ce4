"""A year of plans and nights made up in the shape of the example week, written into a history in bulk.

Synthetic: places, lots and stock are those of the example week, and the numbers of rows those measured on
it (a weekly plan of 11,740 drops; a night of 34,546 issues by the day, 43,834 sums after the fortnight and
5,067 movements); which row changes from night to night is drawn with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table

from distribution.inputs import WeekInputs
from distribution.quarter.answer import NEAR_DAYS
from operations.history import tables
from operations.history.question import hold_question

DROPS_A_WEEK = 11_740
STOPS_A_ROUTE = 3
DAY_ISSUES, LATER_ISSUES = 34_546, 43_834
MOVEMENTS_A_NIGHT = 5_067
FIRST_NIGHT = date(2026, 11, 23)
_CHUNK = 50_000

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearShape:
    """How many nights, how many of a hundred rows change from night to night, the seed."""

    nights: int
    issues_percent: float
    movements_percent: float
    stock_percent: float
    seed: int = 1


def fill(connection: Connection, inputs: WeekInputs, shape: YearShape) -> dict[str, int]:
    """Write the year; return how many rows each large table got."""
    rng = np.random.default_rng(shape.seed)
    runs = _runs(connection, shape.nights)
    weeks = [run for night, run in enumerate(runs["allocation"]) if night % 7 == 0]
    counts = {"drops": _plans(connection, inputs, dict(zip(weeks, runs["plan"], strict=True)), rng)}
    hold_question(connection, runs["allocation"][0], inputs)
    stock = list(_stock(inputs))
    issues, movements = _issues(inputs, rng), _movements(inputs, MOVEMENTS_A_NIGHT, rng)
    for table, rows, percent in (
        (tables.issues, issues, shape.issues_percent),
        (tables.movements, movements, shape.movements_percent),
        (tables.stock, stock, shape.stock_percent),
    ):
        if table is tables.stock:
            connection.execute(table.delete())
        counts[table.name] = _spans(connection, table, rows, runs["allocation"], percent, rng)
    return counts


def _runs(connection: Connection, nights: int) -> dict[str, list[int]]:
    """Make the runs: a plan every seventh night, after the night's allocation."""
    numbers: dict[str, list[int]] = {"allocation": [], "plan": []}
    for night in range(nights):
        day = FIRST_NIGHT + timedelta(days=night)
        for kind in ("allocation", "plan") if night % 7 == 0 else ("allocation",):
            moment = datetime(day.year, day.month, day.day, 2 if kind == "allocation" else 9)
            head: Row = {
                "run_id": f"{day}-{kind}",
                "kind": kind,
                "day": day,
                "end_day": day + timedelta(days=91),
                "made_at": moment,
            }
            head |= {
                "recorded_at": moment,
                "engine": "",
                "content": "",
                "inputs_digest": "",
                "synthetic": True,
            }
            result = connection.execute(tables.runs.insert().returning(tables.runs.c.run), head)
            numbers[kind].append(result.scalar_one())
    return numbers


def _plans(
    connection: Connection, inputs: WeekInputs, runs: Mapping[int, int], rng: np.random.Generator
) -> int:
    centres = [centre.centre_id for centre in inputs.network.centres]
    depots = _depots(inputs)
    lots = _lots(inputs)
    total = 0
    for week, run in enumerate(runs.values()):
        start = datetime(FIRST_NIGHT.year, FIRST_NIGHT.month, FIRST_NIGHT.day) + timedelta(days=7 * week)
        rows: dict[str, list[Row]] = {"departures": [], "stops": [], "drops": []}
        for number, centre_id in enumerate(rng.permutation(centres)):
            route, position = f"R-{number // STOPS_A_ROUTE + 1:03d}", number % STOPS_A_ROUTE + 1
            own, at = {"run": run, "departure_id": route}, start + timedelta(days=number % 6, hours=7)
            if position == 1:
                depot = depots[number % len(depots)]
                who = {"vehicle_id": f"V-{number:03d}", "driver_ids": f"D-{number:03d}"}
                way = {"kind": "route", "origin_id": depot, "lane_id": "", "depart_at": at}
                rows["departures"].append({**own, **way, **who, "cost_vnd": 1_500_000})
            rows["stops"].append(
                {**own, "position": position, "place_id": str(centre_id), "arrive_at": at, "boxes": 5}
            )
            each = DROPS_A_WEEK // len(centres)
            for line, lot in enumerate(rng.choice(len(lots), each, replace=False)):
                goods = {**lots[lot], "packs": 5, "doses": 50}
                rows["drops"].append({**own, "position": position, "line": line, **goods})
        for name, values in rows.items():
            connection.execute(tables.metadata.tables[name].insert(), values)
        total += len(rows["drops"])
    return total


def _spans(
    connection: Connection,
    table: Table,
    rows: list[Row],
    runs: list[int],
    percent: float,
    rng: np.random.Generator,
) -> int:
    """Write rows of which some change every night; as the recorder does, a night's rows lie by lot."""
    order = sorted(range(len(rows)), key=lambda i: str(rows[i]["lot_id"]))
    rows = [rows[i] for i in order]
    first = [runs[0]] * len(rows)
    total = 0

    def spans() -> Iterator[Row]:
        amount = "packs" if "packs" in rows[0] else "doses"
        for run in runs[1:]:
            for i in np.flatnonzero(rng.random(len(rows)) * 100 < percent).tolist():
                yield {**rows[i], "first_run": first[i], "until_run": run}
                first[i] = run
                rows[i] = {**rows[i], amount: int(rng.integers(1, 40))}
        for i, row in enumerate(rows):
            yield {**row, "first_run": first[i], "until_run": None}

    stream = spans()
    while chunk := list(islice(stream, _CHUNK)):
        connection.execute(table.insert(), chunk)
        total += len(chunk)
    return total


def _issues(inputs: WeekInputs, rng: np.random.Generator) -> list[Row]:
    lots, depots = _lots(inputs), _depots(inputs)
    centres = [centre.centre_id for centre in inputs.network.centres]
    later: Row = {"start_day": None, "end_day": None}
    days = [_day(k % NEAR_DAYS) for k in range(DAY_ISSUES)] + [later] * LATER_ISSUES
    return [
        {
            **when,
            "depot_id": depots[int(rng.integers(len(depots)))],
            "centre_id": centres[k % len(centres)],
            **lots[int(rng.integers(len(lots)))],
            "packs": int(rng.integers(1, 40)),
            "doses": 10,
        }
        for k, when in enumerate(days)
    ]


def _movements(inputs: WeekInputs, count: int, rng: np.random.Generator) -> list[Row]:
    lots, lanes = _lots(inputs), inputs.network.lanes
    rows = []
    for k in range(count):
        lane = lanes[k % len(lanes)]
        start = int(rng.integers(NEAR_DAYS))
        ends = {"origin_id": lane.origin_id, "destination_id": lane.destination_id}
        received = {"received_day": FIRST_NIGHT + timedelta(days=start + lane.lead_days)}
        goods = {**lots[int(rng.integers(len(lots)))], "packs": int(rng.integers(1, 400)), "doses": 10}
        rows.append({**_day(start), **received, "lane_id": lane.lane_id, **ends, **goods})
    return rows


def _stock(inputs: WeekInputs) -> Iterator[Row]:
    for line in inputs.stock:
        place = {"place_id": line.place_id, "band": str(line.band)}
        goods = {"product_id": line.product_id, "lot_id": line.lot_id, "use_by": line.use_by}
        yield {**place, **goods, "doses": line.doses}


def _lots(inputs: WeekInputs) -> list[Row]:
    return [
        {"product_id": lot.product_id, "lot_id": lot.lot_id, "use_by": lot.expiry}
        for lot in inputs.lots.values()
    ]


def _depots(inputs: WeekInputs) -> list[str]:
    return [site.site_id for site in inputs.network.sites]


def _day(number: int) -> Row:
    first = FIRST_NIGHT + timedelta(days=number)
    return {"start_day": first, "end_day": first + timedelta(days=1)}
