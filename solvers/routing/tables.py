"""The integer arrays that compiled kernels read (``Tables``) and change (``State``).

Index letters: N places, K kinds of vehicle (type × depot × permits), V vehicles, Q depots,
C clients (centres with need), P day patterns, S visits of patterns, Z ban zones, W windows.
All times are seconds on the week clock; money is đồng.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]

DAYS = 7  # departure days that a vehicle has in the state
CLOCK_DAYS = 10  # days that a tour may still touch
HEADCOUNT = CLOCK_DAYS  # where Tables.drivers holds how many drivers a depot has at all
LONGEST = 40  # stops of a route
NEVER = 99  # ready day of a depot that may not serve the client

WINDOW, DRIVING, BAN, HOURS, HOLD, RANGE = 1, 2, 4, 8, 16, 32
BOXES, PAYLOAD, VALUE, READY, BAYS, DRIVERS, VEHICLE = 64, 128, 256, 512, 1024, 2048, 4096

OUT, COURIER = -1, -2  # where a visit is, when it is on no route: ``COURIER - depot``


class Tables(NamedTuple):
    """What is asked, read only.  Arrays with named fields hold one record an entity."""

    travel: Ints  # (profiles, N, N) of TRAVEL
    leg_vnd: Ints  # (types, N, N)
    refuge_s: Ints  # (N, N)
    place_zone: Ints  # (N, Z)
    crossing_s: Ints  # (Z)
    ban_first: Ints  # (K, Z): rows of ban_spans, from
    ban_last: Ints  # (K, Z): to
    ban_spans: Ints  # (rows, 2)
    kind: Ints  # (K) of KIND
    hold_s: Ints  # (K, N)
    vehicle_kind: Ints  # (V): a vehicle has a row for every trip that it may make on a day
    body: Ints  # (V): the first row of the same vehicle; its rows follow one another
    vehicle_days: Ints  # (V, CLOCK_DAYS)
    depot: Ints  # (Q) of DEPOT
    drivers: Ints  # (Q, CLOCK_DAYS + 1, licences): holding at least the licence
    client: Ints  # (C) of CLIENT
    ready_day: Ints  # (C, Q)
    pattern: Ints  # (P) of PATTERN
    visit: Ints  # (S) of VISIT
    windows: Ints  # (S, W, 2)
    courier_vnd: Ints  # (S, Q), -1: no courier
    rules: Ints


def _record(fields: str) -> np.dtype[Any]:
    return np.dtype([(name, np.int64) for name in fields.split()])


TRAVEL = np.dtype(
    [
        ("free_s", np.int64),
        ("big_city", np.float64),
        ("city", np.float64),
        ("metres", np.int64),
        ("ferry_s", np.int64),
    ]
)
KIND = _record(
    "depot profile type boxes payload_g active_ml range_m day_vnd unit_vnd_h crew driving_s shift_s level"
)
DEPOT = _record("first last place opens_s closes_s bays")  # first to last: its vehicles
CLIENT = _record("place first last out_vnd vehicle")  # first to last: its patterns
PATTERN = _record("first last vnd")  # first to last: its visits
VISIT = _record("client pattern day boxes ml g vnd service_s avoid_vnd")
ROUTE = _record("size depart ret cost driving boxes grams value")
CALL = _record("arrive start leave driven")


def records(dtype: np.dtype[Any], **columns: Any) -> Ints:
    """Return an array of records from columns of equal length, one for each field."""
    made = np.zeros(len(next(iter(columns.values()))), dtype)
    for name in dtype.names or ():
        made[name] = columns[name]
    return made


# positions in Tables.rules
LOADING_S, CONTINUOUS_S, BREAK_S, REST_S, MAX_NIGHTS, ACTIVE_MAX_S, HOLDOVER_S = range(7)
VALUE_CAP, NIGHT_VND, OVERTIME_AFTER_S, OVERTIME_VND_H, WEEKLY_DRIVING_S, RULES = range(7, 13)


class State(NamedTuple):
    """A solution while it is worked on; a slot is ``vehicle * DAYS + day``."""

    seq: Ints  # (slots, LONGEST): visits in order
    route: Ints  # (slots) of ROUTE
    bays: Ints  # (Q, half hours): departures
    crews: Ints  # (Q, CLOCK_DAYS, licences): crew members under way
    depot_driving: Ints  # (Q, licences): seconds at the wheel
    outings: Ints  # (V, DAYS): trips of a vehicle that leave on a day, at its first row
    client_pattern: Ints  # (C): pattern chosen, or OUT
    visit_slot: Ints  # (S): slot, OUT, or COURIER - depot


class Work(NamedTuple):
    """Room for a schedule: the running clock, calls, pauses; a trial sequence; the best offer."""

    now: Ints
    call: Ints
    pauses: Ints
    trial: Ints
    offer: Ints
    barred: Ints  # half hours in which the route at hand may not leave


def new_state(tables: Tables) -> State:
    """Return the state in which every client is out."""
    vehicles, depots = len(tables.vehicle_kind), len(tables.depot)
    slots = vehicles * DAYS
    return State(
        seq=np.zeros((slots, LONGEST), np.int64),
        route=np.zeros(slots, ROUTE),
        bays=np.zeros((depots, CLOCK_DAYS * 48), np.int64),
        crews=np.zeros((depots, CLOCK_DAYS, 4), np.int64),
        depot_driving=np.zeros((depots, 4), np.int64),
        outings=np.zeros((vehicles, DAYS), np.int64),
        client_pattern=np.full(len(tables.client), OUT, np.int64),
        visit_slot=np.full(len(tables.visit), OUT, np.int64),
    )


def copied(state: State) -> State:
    """Return a copy of a state."""
    return State(*(array.copy() for array in state))


def restore(state: State, kept: State) -> None:
    """Copy a state over another."""
    for array, source in zip(state, kept, strict=True):
        array[...] = source


def new_work() -> Work:
    """Return empty room for one schedule."""
    calls = LONGEST + 2
    return Work(
        now=np.zeros(8, np.int64),
        call=np.zeros(calls, CALL),
        pauses=np.zeros((4 * calls, 5), np.int64),
        trial=np.zeros(calls, np.int64),
        offer=np.zeros(5, np.int64),
        barred=np.zeros(CLOCK_DAYS * 48, np.int64),
    )
