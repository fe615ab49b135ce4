"""Routing problems small enough to check by hand, and random ones; all figures are made up.

Places are minutes of free flow on a line or a plane; a kilometre a minute, 10,000 đồng a kilometre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from distribution.calendar import Week
from solvers.routing import tables as to
from solvers.routing.problem import RoutingProblem
from solvers.routing.rosters import Hand
from solvers.routing.tables import Ints, Tables, records

MONDAY = date(2026, 11, 23)
H = 3_600
ALL_DAY = ((0, 24 * H),)
OUT_VND = 50_000_000
RULES = [2_700, 14_400, 900, 39_600, 2, 86_400, 5_760, 30_000_000_000, 300_000, 28_800, 105_000, 172_800]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client at a point: daily windows, days of its single visits, boxes, a courier's price."""

    at: tuple[float, float]
    windows: tuple[tuple[int, int], ...] = ALL_DAY
    days: tuple[int, ...] = (0,)
    boxes: int = 2
    courier_vnd: int = -1
    zone: bool = False
    pairs: tuple[tuple[int, int], ...] = ()


def problem(
    clients: Sequence[Client],
    *,
    vehicles: int = 1,
    drivers: int = 9,
    bans: Sequence[tuple[int, int]] = (),
    hold_s: int = 300_000,
    boxes: int = 20,
    range_m: int = 1 << 50,
    bays: int = 2,
    trips: int = 1,
) -> RoutingProblem:
    """Return a problem of one depot at the origin, open round the clock, with equal vans."""
    points = np.array([(0.0, 0.0), *(c.at for c in clients)])
    minutes = np.ceil(np.hypot(*(points[:, None] - points[None, :]).T)).astype(np.int64, order="C")
    patterns = [(c, days) for c, client in enumerate(clients) for days in _patterns(client)]
    visits = [(c, p, day) for p, (c, days) in enumerate(patterns) for day in days]
    ends = np.cumsum([0, *(len(days) for _, days in patterns)])
    client_ends = np.cumsum([0, *(len(_patterns(c)) for c in clients)])
    width = max((len(c.windows) for c in clients), default=1)
    tables = Tables(
        travel=_travel(minutes),
        leg_vnd=(minutes * 10_000)[None],
        refuge_s=np.zeros_like(minutes),
        place_zone=np.array([[False], *([c.zone] for c in clients)]),
        crossing_s=np.array([600]),
        ban_first=np.array([[0]]),
        ban_last=np.array([[len(bans)]]),
        ban_spans=np.array(bans, np.int64).reshape(-1, 2),
        kind=_kind(boxes, range_m),
        hold_s=np.full((1, len(points)), hold_s),
        vehicle_kind=np.zeros(vehicles * trips, np.int64),
        body=np.arange(vehicles * trips) // trips * trips,
        vehicle_days=np.ones((vehicles * trips, to.CLOCK_DAYS), np.bool_),
        depot=records(
            to.DEPOT,
            first=[0],
            last=[vehicles * trips],
            place=[0],
            opens_s=[0],
            closes_s=[86_400],
            bays=[bays],
        ),
        drivers=np.full((1, to.CLOCK_DAYS + 1, 4), drivers) * (np.arange(4) < 2),
        client=records(
            to.CLIENT,
            place=np.arange(len(clients)) + 1,
            first=client_ends[:-1],
            last=client_ends[1:],
            out_vnd=[OUT_VND] * len(clients),
            vehicle=[-1] * len(clients),
        ),
        ready_day=np.zeros((len(clients), 1), np.int64),
        pattern=records(to.PATTERN, first=ends[:-1], last=ends[1:], vnd=[0] * len(patterns)),
        visit=records(
            to.VISIT,
            client=[c for c, _, _ in visits],
            pattern=[p for _, p, _ in visits],
            day=[day for _, _, day in visits],
            boxes=[clients[c].boxes for c, _, _ in visits],
            ml=[clients[c].boxes * 20_000 for c, _, _ in visits],
            g=[clients[c].boxes * 24_000 for c, _, _ in visits],
            vnd=[clients[c].boxes * 300_000_000 for c, _, _ in visits],
            service_s=[900 + 120 * clients[c].boxes for c, _, _ in visits],
            avoid_vnd=[0] * len(visits),
        ),
        windows=np.array([_windows(clients[c], day, width) for c, _, day in visits]),
        courier_vnd=np.array([[clients[c].courier_vnd] for c, _, _ in visits]),
        rules=np.array(RULES),
    )
    return RoutingProblem(
        week=Week(MONDAY),
        tables=tables,
        depot_ids=("depot",),
        vehicle_ids=tuple(f"van-{i // trips}" for i in range(vehicles * trips)),
        centre_ids=tuple(f"centre-{i:02d}" for i in range(len(clients))),
        kind_type_ids=("van",),
        kind_box_ids=("box",),
        visit_days=tuple(MONDAY + timedelta(days=day) for _, _, day in visits),
        hands=tuple(
            Hand(driver_id=f"driver-{i}", depot_id="depot", level=1, days=frozenset(range(7)))
            for i in range(drivers)
        ),
    )


def scattered(count: int, seed: int, *, vehicles: int = 3, trips: int = 1) -> RoutingProblem:
    """Return clients at random within two hours of the depot, any of three days, half with a courier."""
    rng = np.random.default_rng(seed)
    clients = [
        Client(
            at=(float(x), float(y)),
            windows=((6 * H, 11 * H), (13 * H, 18 * H)),
            days=(0, 1, 2),
            boxes=int(rng.integers(1, 6)),
            courier_vnd=3_000_000 if i % 2 else -1,
            pairs=((0, 3), (1, 4)) if i % 5 == 0 else (),
        )
        for i, (x, y) in enumerate(rng.uniform(-80, 80, (count, 2)))
    ]
    return problem(clients, vehicles=vehicles, trips=trips)


def _patterns(client: Client) -> list[tuple[int, ...]]:
    return [*client.pairs] if client.pairs else [(day,) for day in client.days]


def _windows(client: Client, day: int, width: int) -> list[tuple[int, int]]:
    spans = [(a + day * 86_400, b + day * 86_400) for a, b in client.windows]
    return spans + [(1, 0)] * (width - len(spans))


def _travel(minutes: Ints) -> Ints:
    table = np.zeros((1, *minutes.shape), to.TRAVEL)
    table["free_s"], table["metres"] = minutes * 60, minutes * 1_000
    return table


def _kind(boxes: int, range_m: int) -> Ints:
    return records(
        to.KIND,
        depot=[0],
        profile=[0],
        type=[0],
        boxes=[boxes],
        payload_g=[600_000],
        active_ml=[0],
        range_m=[range_m],
        day_vnd=[700_000],
        unit_vnd_h=[0],
        crew=[1],
        driving_s=[36_000],
        shift_s=[43_200],
        level=[1],
    )
