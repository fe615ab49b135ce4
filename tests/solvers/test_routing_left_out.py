"""Weeks of one or two clients who are left out, each for another rule: the rule named, and what lets them in.

A kilometre and a minute are one unit of the plane; a van of 20 boxes, 600 kg; boxes weigh 24 kg and are worth
300 million đồng each; loading takes 45 minutes, unloading 15 and two more a box; breaks of 15 minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from routing_instances import Client, H, problem

from distribution.language.catalogue import say
from distribution.progress import Limits
from solvers.routing import tables as rule
from solvers.routing.engines import ENGINES
from solvers.routing.insertion import insertion
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import violations
from solvers.routing.rosters import Hand
from solvers.routing.tables import NEVER
from solvers.routing.unserved.left_out import cheapest_way, why_out
from solvers.routing.unserved.remedies import remedies

NEAR = (60, 0)
WEEK = frozenset(range(7))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A week, who is left out and why, and the remedy with its figures (none: nothing helps)."""

    week: RoutingProblem
    reason: str
    proof: str = "proved"
    remedy: str | None
    figures: dict[str, str] = field(default_factory=dict)
    out: int = 0


def with_rule(one: RoutingProblem, position: int, figure: int) -> RoutingProblem:
    rules = one.tables.rules.copy()
    rules[position] = figure
    return replace(one, tables=one.tables._replace(rules=rules))


def with_column(one: RoutingProblem, table: str, **figures: Any) -> RoutingProblem:
    records = getattr(one.tables, table).copy()
    for name, figure in figures.items():
        records[name] = figure
    return replace(one, tables=one.tables._replace(**{table: records}))


def ready_from(one: RoutingProblem, day: int) -> RoutingProblem:
    return replace(one, tables=one.tables._replace(ready_day=np.full_like(one.tables.ready_day, day)))


AT_SEVEN = ((7 * H, 7 * H + 1_800),)
CASES = {
    # 22 boxes of 20; halves of 11 go on Monday and on Tuesday, 120 km each
    "too many boxes": Case(
        week=problem([Client(at=NEAR, boxes=22, days=(0, 1))], boxes=20),
        reason="boxes",
        remedy="two_calls",
        figures={"km": "240", "day": "23/11"},
    ),
    "too many boxes even for two calls": Case(
        week=with_column(problem([Client(at=NEAR, boxes=49, days=(0, 1))]), "kind", payload_g=10**9),
        reason="boxes",
        remedy=None,
    ),
    # 49 boxes of 20 and 1,176 kg of 600: no one rule is the matter, mass is named first
    "too much of everything": Case(
        week=problem([Client(at=NEAR, boxes=49, days=(0, 1))]), reason="payload", remedy=None
    ),
    # 30 boxes are 720 kg of 600
    "too heavy": Case(
        week=problem([Client(at=NEAR, boxes=30, days=(0, 1))], boxes=40), reason="payload", remedy="two_calls"
    ),
    # four boxes are worth 1.2 billion
    "worth too much": Case(
        week=with_rule(problem([Client(at=NEAR, boxes=4)]), rule.VALUE_CAP, 1_000_000_000),
        reason="value_cap",
        remedy="value",
        figures={"billion": "2"},
    ),
    # 45 minutes of loading, an hour of way, 19 minutes of unloading: 2 h 4 min
    "boxes that hold for an hour": Case(
        week=problem([Client(at=NEAR)], hold_s=H), reason="hold_time", remedy="hold", figures={"hours": "2"}
    ),
    "banned at all hours": Case(
        week=problem([Client(at=NEAR, zone=True)], bans=((-H, 8 * 24 * H),)),
        reason="ban",
        remedy="permit",
        figures={"zone": "centre"},
    ),
    "no vehicle": Case(
        week=problem([Client(at=NEAR)], vehicles=0),
        reason="no_vehicle",
        remedy="vehicle",
        figures={"type": "van", "depot": "depot"},
    ),
    "no driver": Case(week=problem([Client(at=NEAR)], drivers=0), reason="no_driver", remedy="driver"),
    "no bay": Case(week=problem([Client(at=NEAR)], bays=0), reason="bays", remedy="bay"),
    # ten minutes for an unloading of nineteen: 15 more on either side are enough
    "a window too short": Case(
        week=problem([Client(at=NEAR, windows=((7 * H, 7 * H + 600),))]),
        reason="window",
        remedy="window",
        figures={"minutes": "15"},
    ),
    "a road that is cut": Case(week=problem([Client(at=(60_000, 0))]), reason="no_way", remedy=None),
    # seven and a half hours of way, open from seven to nine: out the day before
    "no night away allowed": Case(
        week=with_rule(
            problem([Client(at=(450, 0), windows=((7 * H, 9 * H),), days=(1,))]), rule.MAX_NIGHTS, 0
        ),
        reason="driving_time",
        remedy="nights",
        figures={"nights": "1", "km": "900"},
    ),
    "beyond the range": Case(week=problem([Client(at=NEAR)], range_m=100_000), reason="range", remedy=None),
    # two hours of way there and back and 19 minutes, from half an hour sharp, after 45 minutes of loading
    "a depot open for three hours": Case(
        week=with_column(problem([Client(at=(120, 0))]), "depot", opens_s=7 * H, closes_s=10 * H),
        reason="depot_hours",
        remedy="hours",
        figures={"minutes": "120"},
    ),
    "goods that come on Thursday": Case(
        week=ready_from(problem([Client(at=NEAR)]), 3),
        reason="stock_not_ready",
        remedy="goods",
        figures={"days": "3"},
    ),
    "no depot that may supply it": Case(
        week=ready_from(problem([Client(at=NEAR)]), NEVER), reason="no_depot", remedy="supply"
    ),
    "locked to a vehicle that is not there": Case(
        week=with_column(problem([Client(at=NEAR)]), "client", vehicle=1),
        reason="no_vehicle",
        remedy="unlock",
    ),
    # both open for half an hour at seven, two hours apart: the van would be done there at 9:38
    "two at the same hour": Case(
        week=problem([Client(at=NEAR, windows=AT_SEVEN), Client(at=(-60, 0), windows=AT_SEVEN)]),
        reason="no_vehicle",
        proof="not_found",
        remedy="window",
        figures={"minutes": "240", "vehicle": "van-0", "km": "120"},
        out=1,
    ),
    "one driver for two vans": Case(
        week=problem(
            [Client(at=NEAR, windows=AT_SEVEN), Client(at=(-60, 0), windows=AT_SEVEN)], vehicles=2, drivers=1
        ),
        reason="no_driver",
        proof="not_found",
        remedy="window",
        out=1,
    ),
}
cases = pytest.mark.parametrize("what", sorted(CASES))


@cases
def test_the_binding_rule_is_named_and_the_remedy_is_the_least_that_helps(what: str) -> None:
    case = CASES[what]
    solution = insertion(case.week, limits=Limits()).value
    assert solution.unserved == (case.out,)
    why = why_out(case.week, solution, case.out)
    assert (why.reason, why.proof) == (case.reason, case.proof)
    way = cheapest_way(remedies(case.week, solution, case.out, ("centre",), why.bits), case.out)
    assert (way.remedy.key if way else None) == case.remedy
    if way:
        told = {**way.remedy.arguments, **way.told}
        assert {name: told[name] for name in case.figures} == case.figures
        for lang in ("vi", "en"):
            assert "{" not in say(f"remedy.{case.remedy}", lang, **told, vnd=way.extra_vnd)


@cases
def test_with_the_remedy_everybody_is_served_and_no_rule_is_broken(what: str) -> None:
    case = CASES[what]
    if case.remedy is None:
        return
    solution = insertion(case.week, limits=Limits()).value
    why = why_out(case.week, solution, case.out)
    way = cheapest_way(remedies(case.week, solution, case.out, ("centre",), why.bits), case.out)
    assert way is not None
    # the crews are of the week as it is: only the engine's own counts know of one more
    changed = way.remedy.problem
    hands = tuple(Hand(driver_id=f"more-{i}", depot_id="depot", level=1, days=WEEK) for i in range(9))
    after = insertion(replace(changed, hands=hands), limits=Limits(), start=way.remedy.solution)
    assert after.value.unserved == ()
    assert violations(changed, after.value) == ()
    before = insertion(case.week, limits=Limits())
    assert after.objective - before.objective == way.extra_vnd - int(
        changed.tables.client["out_vnd"][case.out]
    )


@pytest.mark.parametrize("engine", sorted(set(ENGINES) - {"portfolio"}))
@cases
def test_every_engine_leaves_out_the_same_client(engine: str, what: str) -> None:
    case = CASES[what]
    outcome = ENGINES[engine](case.week, limits=Limits(iterations=20))
    assert len(outcome.value.unserved) == 1
    assert violations(case.week, outcome.value) == ()
