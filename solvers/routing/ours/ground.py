"""What the search is asked, in a few flat arrays, read only.

Index letters: N places, S nodes (visits), C clients, P patterns, K classes of route, Y vehicle types.
A *class* is what decides when and where a route may drive: start and end place, hours, longest
duration, day, profile.  Types of one class differ in capacity, price and number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]
FAR = 1 << 60  # more than any price
NOWHERE = FAR // 64  # price of a place that there is not; many of them still fit in 64 bits
NO_TIME, WINDOWS, DURATION = 0, 1, 2  # what has to be known about a route's time

# columns of Ground.classes
START, FINISH, OPENS, CLOSES, LONGEST, MATRIX, PROFILE, CLASS_DAY, SIZE, MEMBERS = range(10)
# columns of Ground.pattern
FIRST_NODE, LAST_NODE, PATTERN_PRICE = range(3)


class Ground(NamedTuple):
    """The fixed part of a question."""

    mode: int  # NO_TIME, WINDOWS or DURATION
    chained: bool  # whether vehicles make several trips
    nodes: int  # S
    routes: int  # R: routes that may exist at once
    loads: int  # L: load dimensions
    cost: Array  # (matrices, N, N)
    cost_back: Array  # transposed
    time: Array  # (profiles, N, N)
    time_back: Array
    classes: Array  # (K, MEMBERS + most types)
    allowed: Array  # (K, S)
    alone: Array  # (Y, S): price of a new route with one node, FAR where impossible
    alone_order: Array  # (S, Y): types by that price
    alone_sorted: Array  # (S, Y): those prices
    dearest: int  # highest price of a vehicle by itself
    lone: Array  # (S): price of the pattern that has this one visit alone; -1: another kind of pattern
    near: Array  # (2, C, granular): good predecessors, good successors
    one_matrix: bool  # whether all types have the same costs of legs; the next three hold for the first
    near_legs: Array  # (2, C, granular): cost of the leg from or to each of them
    least: Array  # (2, C): cost of the cheapest leg from, to a client
    least_rate: int  # what a unit of cost is multiplied by at least
    around: Array  # (C, neighbours): nearest clients
    pattern: Array  # (P, 3)
    pattern_nodes: Array
    day_rows: Array  # (C, days, 2): rows of day_nodes
    day_nodes: Array  # nodes of a client by day
