"""A solution while it is searched: linked routes, segments of time, the clients waiting for a place.

Few wide arrays, one row a node, route, client or type: a row lies together in memory, and compiled
functions pass them on cheaply.  Node ``S + 2r`` begins route r, ``S + 2r + 1`` ends it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solvers.routing.ours.ground import Array, Ground

# columns of State.node
NEXT, PREV, PLACE, OWNER, EDGE, SEEN, BEGIN, END_ON = range(8)
DRIVE, END, DRIVE_ON, BEGIN_ON, PATH, SERVICE, EARLY, LATE, RELEASE = range(8, 17)
DAY, TOLL, CLIENT, NODE_LOAD = range(17, 21)
"""BEGIN, END, DRIVE: earliest and latest start and duration of the part of the route up to here (with
windows only, BEGIN is the earliest end of service); ..._ON the same of the part from here on; EDGE: cost of
the leg to the next node; SEEN: turn in which the place after it was looked at; PATH: time from the trip's
start without waiting."""
# columns of State.route
KIND, COUNT, COST, READY, EARLIER, LATER, KEPT, TOUCHED, RUINED, LOOKED, MORE, RATE, FREE_AT, LOAD = range(14)
"""KIND: type, -1 unused; READY: earliest departure that its clients allow; EARLIER, LATER: trips of the same
vehicle; KEPT: price when it was saved; MORE, RATE: what a change of type for one more node costs, LOOKED up
in that turn."""
# columns of State.client
SINGLE, FIRST, LAST, PENALTY, OPTIONAL, CHOSEN, BANK_AT, BY_DEPOT, FAR_OFF, WIDTH = range(10)
# columns of State.type
CLASS, FIXED, UNIT, AVAILABLE, USED, WEEK_KIND, TRIPS, CAPACITY = range(8)
# columns of State.offer
PRICE, AFTER, AT = range(3)
# positions in State.tally
(
    FREE,
    BANKED,
    OPEN,
    NOW,
    BEST,
    BEST_BANKED,
    ROUNDS,
    TURN,
    HIGHEST,
    REMOVED,
    SAVED,
    MOVES,
    ASIDE,
    ASIDE_BEFORE,
) = range(14)
"""ASIDE: what patterns chosen and couriers cost, beside the routes."""
# kinds of move in State.moves: (kind, node or client, predecessor or pattern, route)
TAKEN, PLACED, SENT, CALLED_BACK, CHOSE, WAITED, FETCHED = range(7)
COURIER = -2  # owner of a node sent by courier from depot q: COURIER - q
# columns of State.best_route
BEST_KIND, BEST_EARLIER, BEST_LATER, BEST_DEPART = range(4)


class State(NamedTuple):
    """Arrays that change."""

    node: Array  # (S + 2R, NODE_LOAD + L)
    route: Array  # (R, LOAD + L)
    client: Array  # (C, WIDTH + 3)
    type: Array  # (Y, CAPACITY + L)
    free: Array  # (R): stack of unused routes, behind it those in use
    bank: Array  # (C): clients that wait
    removed: Array  # (C): clients to be placed
    key: Array  # (C): what they are sorted by
    moves: Array  # (moves, 4): journal of one iteration
    saved: Array  # (R, 1 + LOAD + L + week): routes as they were, their index first
    offer: Array  # (S, 3): best place of each node of the client at hand
    spots: Array  # (spots, 3): places to look at: predecessor, route, beside which neighbour
    listed: Array  # (spots by visits of a client, 4): the same for each visit of the week, with their price
    share: Array  # (kinds of the week): of the price of a vehicle's day, at which it is offered
    tally: Array
    random: Array  # (1) uint64
    best_node: Array  # (S + 2R, 2): NEXT and OWNER
    best_route: Array  # (R, 4)
    best_chosen: Array  # (C)


def new_state(g: Ground, node: Array, client: Array, types: Array, seed: int) -> State:
    """Return the state in which every client waits, from the fixed columns of nodes, clients and types."""
    s, r, c = g.nodes, g.routes, len(client)
    rows = np.zeros((s + 2 * r, NODE_LOAD + g.loads), np.int64)
    rows[:s] = node
    rows[:, [NEXT, PREV, OWNER]] = -1
    rows[s::2, NEXT], rows[s + 1 :: 2, PREV] = np.arange(s + 1, s + 2 * r, 2), np.arange(s, s + 2 * r, 2)
    route = np.zeros((r, LOAD + g.loads), np.int64)
    route[:, [KIND, EARLIER, LATER]] = -1
    free = np.arange(r)[::-1].copy()
    route[free, FREE_AT] = np.arange(r)
    client[:, CHOSEN], client[:, BANK_AT] = -1, np.arange(c)
    spots = g.near.shape[2] * 2 * max(1, g.day_rows.shape[1]) + 2 * r + 8
    visits = int((g.day_rows[:, -1, 1] - g.day_rows[:, 0, 0]).max(initial=1)) if g.day_rows.size else 1
    state = State(
        node=rows,
        route=route,
        client=client,
        type=types,
        free=free,
        bank=np.arange(c),
        removed=np.zeros(max(c, 1), np.int64),
        key=np.zeros(max(c, 1)),
        moves=np.zeros((8 * s + 8 * c + 64, 4), np.int64),
        saved=np.zeros((r, LOAD + g.loads + 6), np.int64),
        offer=np.zeros((s, 3), np.int64),
        spots=np.zeros((spots, 3), np.int64),
        listed=np.zeros((spots * visits, 4), np.int64),
        share=np.ones(int(types[:, WEEK_KIND].max(initial=0)) + 1),
        tally=np.zeros(14, np.int64),
        random=np.array([(seed * 2654435769 + 88172645463325252) % (1 << 64)], np.uint64),
        best_node=rows[:, [NEXT, OWNER]].copy(),
        best_route=np.full((r, 4), -1, np.int64),
        best_chosen=np.full(c, -1, np.int64),
    )
    state.tally[FREE], state.tally[BANKED] = r, c
    state.tally[NOW] = state.tally[BEST] = client[:, PENALTY].sum()
    return state
