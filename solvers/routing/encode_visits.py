"""Clients, their day patterns and visits, windows, depots, couriers: the demand side of the arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from distribution.coldchain.box_choice import box_asked
from distribution.inputs import WeekInputs
from distribution.network import Centre, Site
from distribution.travel import TravelTable
from solvers.routing.couriers import CourierRules
from solvers.routing.encode_fleet import FleetArrays
from solvers.routing.tables import CLIENT, NEVER, PATTERN, VISIT, Ints, records
from solvers.visits import CentreRequest, DayPattern, Visit

LEAST_OUT_VND = 50_000_000  # so that leaving a centre out is never cheaper than a long tour
NO_WINDOW = (1, 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VisitArrays:
    """Arrays by client, pattern and visit (fields of ``Tables`` by name) and the ids behind them."""

    centre_ids: tuple[str, ...]
    days: tuple[date, ...]
    not_asked: tuple[tuple[str, str], ...]
    arrays: dict[str, Ints]


def encode_visits(
    inputs: WeekInputs,
    travel: TravelTable,
    requests: Sequence[CentreRequest],
    depots: tuple[Site, ...],
    fleet: FleetArrays,
) -> VisitArrays:
    """Return the clients in order of their ids; centres with no admissible day are reported apart."""
    left_out = {lock.centre_id for lock in inputs.locks if lock.leave_out}
    asked: list[tuple[CentreRequest, tuple[DayPattern, ...]]] = []
    not_asked: list[tuple[str, str]] = []
    for request in sorted(requests, key=lambda r: r.centre_id):
        patterns = tuple(p for p in request.patterns if _open(inputs, request.centre_id, p))
        if request.centre_id in left_out:
            not_asked.append((request.centre_id, "left_out"))
        elif not patterns:
            not_asked.append((request.centre_id, _no_day(inputs, request.centre_id)))
        else:
            asked.append((request, patterns))
    clients = [request for request, _ in asked]
    per_client = [patterns for _, patterns in asked]
    return VisitArrays(
        centre_ids=tuple(r.centre_id for r in clients),
        days=tuple(v.day for ps in per_client for p in ps for v in p.visits),
        not_asked=tuple(not_asked),
        arrays=_client_arrays(inputs, travel, clients, per_client, depots, fleet)
        | _visit_arrays(inputs, clients, per_client, depots),
    )


def _no_day(inputs: WeekInputs, centre_id: str) -> str:
    """Return why no pattern is admissible: closed every day, a lock on a day that cannot be, or no room."""
    if all(inputs.calendar.closed(centre_id, day) for day in inputs.calendar.week.delivery_days):
        return "closed"
    locked = any(lock.centre_id == centre_id and lock.day is not None for lock in inputs.locks)
    return "lock_day" if locked else "fridge"


def _open(inputs: WeekInputs, centre_id: str, pattern: DayPattern) -> bool:
    return bool(pattern.visits) and not any(inputs.calendar.closed(centre_id, v.day) for v in pattern.visits)


def _client_arrays(
    inputs: WeekInputs,
    travel: TravelTable,
    clients: list[CentreRequest],
    per_client: list[tuple[DayPattern, ...]],
    depots: tuple[Site, ...],
    fleet: FleetArrays,
) -> dict[str, Ints]:
    ends = np.cumsum([0, *(len(ps) for ps in per_client)])
    patterns = [p for ps in per_client for p in ps]
    visit_ends = np.cumsum([0, *(len(p.visits) for p in patterns)])
    vehicle_of = {fleet.vehicle_ids[row]: row for row in fleet.vehicle_bodies}
    locked = {k.centre_id: k.vehicle_id for k in inputs.locks if k.vehicle_id}
    wanted = [r.locked_vehicle_id or locked.get(r.centre_id) for r in clients]
    return {
        "client": records(
            CLIENT,
            place=[travel.index(r.centre_id) for r in clients],
            first=ends[:-1],
            last=ends[1:],
            out_vnd=[_out_vnd(inputs, ps) for ps in per_client],
            vehicle=[-1 if w is None else vehicle_of.get(w, len(vehicle_of)) for w in wanted],
        ),
        "ready_day": _ready(inputs, clients, depots),
        "pattern": records(
            PATTERN,
            first=visit_ends[:-1],
            last=visit_ends[1:],
            vnd=[p.price_vnd for p in patterns],
        ),
    }


def _out_vnd(inputs: WeekInputs, patterns: tuple[DayPattern, ...]) -> int:
    """Price a centre left out: every dose of its largest pattern missed, and never little."""
    price = inputs.parameters.stockout_dose_vnd

    def doses(pattern: DayPattern) -> int:
        return sum(
            inputs.vaccines[product].pack_doses * packs
            for visit in pattern.visits
            for product, packs in visit.packs.items()
        )

    return max(LEAST_OUT_VND, *(p.price_vnd + doses(p) * price for p in patterns))


def _ready(inputs: WeekInputs, clients: list[CentreRequest], depots: tuple[Site, ...]) -> Ints:
    monday = inputs.calendar.week.monday
    ready = np.full((len(clients), len(depots)), NEVER, np.int64)
    for row, request in enumerate(clients):
        for column, depot in enumerate(depots):
            if depot.site_id in request.depot_ids:
                first = request.ready.get(depot.site_id, monday)
                ready[row, column] = max(0, (first - monday).days)
    return ready


def _visit_arrays(
    inputs: WeekInputs,
    clients: list[CentreRequest],
    per_client: list[tuple[DayPattern, ...]],
    depots: tuple[Site, ...],
) -> dict[str, Ints]:
    rows: list[tuple[int, int, Visit]] = []
    pattern = 0
    for client, patterns in enumerate(per_client):
        for one in patterns:
            rows.extend((client, pattern, visit) for visit in one.visits)
            pattern += 1
    p, calendar = inputs.parameters, inputs.calendar
    centres = [inputs.network.centre(r.centre_id) for r in clients]
    courier = CourierRules(inputs)
    asked = [box_asked(inputs, r.centre_id) or courier.box for r in clients]
    mass = [max(courier.box.loaded_g, box.loaded_g) for box in asked]
    width = max((len(c.windows) for c in centres), default=1) or 1

    return {
        "visit": records(
            VISIT,
            client=[c for c, _, _ in rows],
            pattern=[q for _, q, _ in rows],
            day=[(v.day - calendar.week.monday).days for _, _, v in rows],
            boxes=[v.boxes for _, _, v in rows],
            ml=[v.volume_ml for _, _, v in rows],
            g=[v.boxes * mass[c] for c, _, v in rows],
            vnd=[v.value_vnd for _, _, v in rows],
            service_s=[p.service_fixed_s + p.service_box_s * v.boxes for _, _, v in rows],
            avoid_vnd=[p.avoid_day_vnd * (calendar.deliveries(v.day) == "avoid") for _, _, v in rows],
        ),
        "windows": np.array(
            [_windows(centres[c], calendar.week.start_s(v.day), width) for c, _, v in rows], np.int64
        ).reshape(-1, width, 2),
        "courier_vnd": np.array(
            [[courier.price(clients[c], v, depot) for depot in depots] for c, _, v in rows], np.int64
        ).reshape(-1, len(depots)),
    }


def _windows(centre: Centre, midnight_s: int, width: int) -> list[tuple[int, int]]:
    spans = sorted((w.opens_s + midnight_s, w.closes_s + midnight_s) for w in centre.windows)
    return spans + [NO_WINDOW] * (width - len(spans))
