"""What moves the days of vehicles: all their trips taken out at once, and their price drawn by kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ours_books import faults, opened, stops
from ours_week_books import week_faults
from routing_instances import scattered

from solvers.routing.ours import from_week
from solvers.routing.ours import state as at
from solvers.routing.ours.anneal import search
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.ground import FAR
from solvers.routing.ours.idle import DEAREST, draw_shares, idle_vehicle
from solvers.routing.ours.ruin import take_outing
from solvers.routing.ours.settings import WEEK, unit
from solvers.routing.ours.state import State, new_state
from solvers.routing.ours.week import Week, new_week
from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import DAYS


def searched(problem: RoutingProblem, rounds: int) -> tuple[Asked, State, Week]:
    q, t = from_week.question(problem), new_week(problem.tables)
    s = new_state(q.ground, q.node, q.client, q.type, 1)
    search(q.ground, s, t, WEEK.array(), rounds, unit(q), unit(q))
    s.tally[at.MOVES] = s.tally[at.SAVED] = s.tally[at.REMOVED] = 0
    s.tally[at.ROUNDS] += 1
    return q, s, t


@pytest.mark.parametrize("seed", range(3))
def test_all_trips_of_a_vehicles_day_are_taken_out_and_no_other(seed: int) -> None:
    problem = scattered(25, seed)
    q, s, t = searched(problem, 40)
    body = problem.tables.body
    days = {r: (int(body[r // DAYS]), r % DAYS) for r in opened(s)}
    chosen = max(days, key=lambda r: [*days.values()].count(days[r]))
    riding = {r: [int(s.node[x, at.CLIENT]) for x in stops(q, s, r)] for r in days}
    gone = {c for r, clients in riding.items() for c in clients if days[r] == days[chosen]}
    take_outing(q.ground, s, t, chosen)
    for r, clients in riding.items():
        # a client of two visits takes the other one along, on whichever route it is
        assert s.route[r, at.COUNT] == len([c for c in clients if c not in gone])
        assert (s.route[r, at.RUINED] == s.tally[at.ROUNDS]) == (days[r] == days[chosen])
    assert {int(c) for c in s.removed[: s.tally[at.REMOVED]]} == gone


def test_shares_are_drawn_by_kind_around_the_true_price() -> None:
    _, s, _ = searched(scattered(6, 1), 1)
    drawn = []
    for _ in range(400):
        draw_shares(s)
        drawn.append(s.share.copy())
    assert np.min(drawn) >= 0.0
    assert np.max(drawn) <= DEAREST
    assert np.mean(drawn) == pytest.approx(DEAREST / 2, abs=0.15)


@pytest.mark.parametrize("seed", range(3))
def test_an_idle_vehicle_is_offered_at_the_share_of_its_days_price(seed: int) -> None:
    """With all shares at half, the offer is the true one less half of the day of the vehicle offered."""
    problem = scattered(12, seed)
    q, t = from_week.question(problem), new_week(problem.tables)
    s = new_state(q.ground, q.node, q.client, q.type, 1)
    for v in range(q.ground.nodes):
        told = []
        for share, drawn in ((1.0, False), (1.0, True), (0.5, True)):
            s.share[:] = share
            s.offer[v, at.PRICE], s.offer[v, at.AT] = FAR, -1
            idle_vehicle(q.ground, s, t, v, drawn)
            told.append((int(s.offer[v, at.PRICE]), int(s.offer[v, at.AT])))
        assert told[0] == told[1]
        if told[0][1] >= 0:
            kind = told[2][1] // q.ground.routes
            assert told[2][0] <= told[0][0] - int(s.type[told[0][1] // q.ground.routes, at.FIXED]) // 2
            assert told[2][0] + int(s.type[kind, at.FIXED]) // 2 >= told[0][0]


@pytest.mark.parametrize("seed", range(2))
def test_the_books_are_right_with_every_share_drawn_and_every_ruin_a_day(seed: int) -> None:
    problem = scattered(25, seed)
    q, t = from_week.question(problem), new_week(problem.tables)
    s = new_state(q.ground, q.node, q.client, q.type, seed)
    lively = replace(WEEK, discounts=1.0, outings=1.0).array()
    for rounds, heat in ((1, 1.0), (5, 1e9), (40, 3.0), (40, 0.1)):
        search(q.ground, s, t, lively, rounds, heat * unit(q), heat * unit(q))
        assert faults(q, s) == []
        assert week_faults(problem, q, s, t) == []
