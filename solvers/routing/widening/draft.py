"""An outing on the drawing board, and the rows in which outings come and go (for the compiled search)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from solvers.routing.ours import from_week
from solvers.routing.ours.ground import Array
from solvers.routing.pool.fleets import Alike
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem
from solvers.routing.tables import DAYS, LONGEST

# a row: first row of the vehicle, day, what it is worth, where its stops end; then by trip its departure,
# below nought (``-1 - depart``), and its visits
BODY, DAY, COST, ENDS, STOPS = range(5)
WIDTH = 64
BASES, FOUND = 6_000, 30_000  # rows that are looked around, and found, at once
AT, WITHOUT, WITH, DELTA = range(4)  # columns of Draft.change


class Draft(NamedTuple):
    """Trips of one vehicle's day, and what may become of them.

    Index letters: G groups of vehicles alike without a lock, J trips, S visits, K kinds of vehicle.
    """

    bodies: Array  # (G): a vehicle of each group, its first row
    shared: Array  # (G, DAYS): đồng that it costs on a day beside the price of an outing
    stops: Array  # (J, LONGEST): visits of each trip
    sizes: Array  # (J): how many
    worth: Array  # (S): đồng that the relaxation gives for a visit
    may: Array  # (S): whether a visit may be added
    seen: Array  # (S): whether a visit may not begin an outing any more
    allowed: Array  # (K, DAYS, S): whether a kind of vehicle that leaves on a day may call there
    moved: Array  # (S, DAYS): the visit of the same client on another day, -1: none
    change: Array  # (J, 4): the best change of a trip: place, stop left out, visit added, what it costs more
    bases: Array  # (BASES, WIDTH): outings to look around
    found: Array  # (FOUND, WIDTH): outings found
    tally: Array  # (1): how many


def new_draft(problem: RoutingProblem, groups: Sequence[Alike]) -> Draft:
    """Return an empty draft with room for one trip more than any vehicle makes."""
    t, trips = problem.tables, max((group.trips for group in groups), default=0) + 1
    allowed = from_week.question(problem).ground.allowed.reshape(len(t.kind), DAYS, len(t.visit))
    bodies = [group.vehicles[0] for group in groups if not group.locked]
    return Draft(
        bodies=np.array(bodies, np.int64),
        shared=np.zeros((len(bodies), DAYS), np.int64),
        stops=np.zeros((trips, LONGEST), np.int64),
        sizes=np.zeros(trips, np.int64),
        worth=np.zeros(len(t.visit), np.int64),
        may=np.zeros(len(t.visit), np.bool_),
        seen=np.zeros(len(t.visit), np.bool_),
        allowed=np.ascontiguousarray(allowed),
        moved=_moved(problem),
        change=np.zeros((trips, 4), np.int64),
        bases=np.zeros((BASES, WIDTH), np.int64),
        found=np.zeros((FOUND, WIDTH), np.int64),
        tally=np.zeros(1, np.int64),
    )


def _moved(problem: RoutingProblem) -> Array:
    """Return for each visit that is enough by itself the one that is so on another day."""
    t = problem.tables
    alone = [int(one["first"]) for one in t.pattern if one["last"] - one["first"] == 1]
    on: dict[tuple[int, int], int] = {}
    for visit in alone:
        on.setdefault((int(t.visit["client"][visit]), int(t.visit["day"][visit])), visit)
    moved = np.full((len(t.visit), DAYS), -1, np.int64)
    for visit in alone:
        moved[visit] = [on.get((int(t.visit["client"][visit]), day), -1) for day in range(DAYS)]
    return moved


def written(outings: Iterable[tuple[Outing, int]], rows: Array) -> int:
    """Write outings, each with a cost of its own beside what it is worth, into rows; return how many."""
    count = 0
    for outing, cost in outings:
        numbers: list[int] = []
        for route in sorted(outing, key=lambda r: r.depart_s):
            numbers += [-1 - route.depart_s, *route.visits]
        if count == len(rows) or STOPS + len(numbers) > WIDTH:
            continue
        rows[count, :STOPS] = outing[0].vehicle, outing[0].day, cost, STOPS + len(numbers)
        rows[count, STOPS : STOPS + len(numbers)] = numbers
        count += 1
    return count


def read(row: Array) -> Outing:
    """Return the outing of a row, by departure."""
    trips: list[tuple[int, list[int]]] = []
    for number in row[STOPS : row[ENDS]].tolist():
        if number < 0:
            trips.append((-1 - number, []))
        else:
            trips[-1][1].append(number)
    body, day = int(row[BODY]), int(row[DAY])
    return tuple(
        RouteChoice(vehicle=body + at, day=day, depart_s=depart, visits=tuple(visits))
        for at, (depart, visits) in enumerate(sorted(trips))
    )
