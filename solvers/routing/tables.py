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
    """What is asked, read only."""

    # travel, by profile: (profiles, N, N); leg_vnd by vehicle type: (types, N, N)
    free_s: Ints
    big_city: Ints
    city: Ints
    metres: Ints
    ferry_s: Ints
    leg_vnd: Ints
    refuge_s: Ints
    # zones
    place_zone: Ints
    crossing_s: Ints
    ban_first: Ints
    ban_last: Ints
    ban_spans: Ints
    # kinds
    kind_depot: Ints
    kind_profile: Ints
    kind_type: Ints
    kind_boxes: Ints
    kind_payload_g: Ints
    kind_active_ml: Ints
    kind_range_m: Ints
    kind_day_vnd: Ints
    kind_unit_vnd_h: Ints
    kind_crew: Ints
    kind_driving_s: Ints
    kind_shift_s: Ints
    kind_level: Ints
    hold_s: Ints
    # vehicles, drivers, depots
    vehicle_kind: Ints
    vehicle_days: Ints
    depot_first: Ints
    depot_last: Ints
    depot_place: Ints
    depot_opens_s: Ints
    depot_closes_s: Ints
    depot_bays: Ints
    drivers: Ints
    # clients, patterns, visits
    client_place: Ints
    client_first: Ints
    client_last: Ints
    client_out_vnd: Ints
    client_vehicle: Ints
    ready_day: Ints
    pattern_first: Ints
    pattern_last: Ints
    pattern_vnd: Ints
    visit_client: Ints
    visit_pattern: Ints
    visit_day: Ints
    visit_boxes: Ints
    visit_ml: Ints
    visit_g: Ints
    visit_vnd: Ints
    visit_service_s: Ints
    visit_avoid_vnd: Ints
    visit_windows: Ints
    courier_vnd: Ints
    # constants, see RULES
    rules: Ints


# positions in Tables.rules
LOADING_S, CONTINUOUS_S, BREAK_S, REST_S, MAX_NIGHTS, ACTIVE_MAX_S, HOLDOVER_S = range(7)
VALUE_CAP, NIGHT_VND, OVERTIME_AFTER_S, OVERTIME_VND_H, WEEKLY_DRIVING_S, RULES = range(7, 13)


class State(NamedTuple):
    """A solution while it is worked on; a slot is ``vehicle * DAYS + day``."""

    seq: Ints
    size: Ints
    depart: Ints
    ret: Ints
    cost: Ints
    driving: Ints
    boxes: Ints
    grams: Ints
    value: Ints
    bays: Ints
    crews: Ints
    depot_driving: Ints
    client_pattern: Ints
    visit_slot: Ints


class Work(NamedTuple):
    """Room in which a schedule is written: times by call, pauses, a trial sequence."""

    arrive: Ints
    start: Ints
    leave: Ints
    driven: Ints
    pauses: Ints
    trial: Ints


def new_state(tables: Tables) -> State:
    """Return the state in which every client is out."""
    slots = len(tables.vehicle_kind) * DAYS
    depots = len(tables.depot_place)

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, np.int64)

    return State(
        seq=zeros(slots, LONGEST),
        size=zeros(slots),
        depart=zeros(slots),
        ret=zeros(slots),
        cost=zeros(slots),
        driving=zeros(slots),
        boxes=zeros(slots),
        grams=zeros(slots),
        value=zeros(slots),
        bays=zeros(depots, CLOCK_DAYS * 48),
        crews=zeros(depots, CLOCK_DAYS, 4),
        depot_driving=zeros(depots, 4),
        client_pattern=np.full(len(tables.client_place), OUT, np.int64),
        visit_slot=np.full(len(tables.visit_client), OUT, np.int64),
    )


def new_work() -> Work:
    """Return empty room for one schedule."""
    calls = LONGEST + 2
    return Work(
        arrive=np.zeros(calls, np.int64),
        start=np.zeros(calls, np.int64),
        leave=np.zeros(calls, np.int64),
        driven=np.zeros(calls, np.int64),
        pauses=np.zeros((4 * calls, 5), np.int64),
        trial=np.zeros(calls, np.int64),
    )
