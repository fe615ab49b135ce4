"""Our own engine against every route there is: small instances of each kind, the referee judging."""

from __future__ import annotations

import numpy as np
import pytest
from ours_exact import least_cost
from ours_kinds import KINDS, TAKEN
from plain_instances import line, van

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Status
from solvers.routing.instance import Client, Instance
from solvers.routing.ours.engine import solve_instance
from solvers.routing.plain.referee import judge

SEEDS = range(12)
ENOUGH = Limits(iterations=1_000)
GREEDY = {"depots": 3.0, "prizes": 1.0, "optional_patterns": 2.0, "trips_on_days": 1.0}
"""Mean gap in percent that is borne: a new route is laid where its first client alone is best, so that a
depot or a day that pays only for several together may be missed."""


def small(kind: str, seed: int) -> Instance:
    rng = np.random.default_rng(seed)
    return KINDS[kind](rng, int(rng.integers(1, 6)))


@pytest.mark.parametrize("kind", TAKEN)
def test_small_instances_are_solved_to_the_optimum(kind: str) -> None:
    gaps = []
    for seed in SEEDS:
        question = small(kind, seed)
        best, outcome = least_cost(question), solve_instance(question, limits=ENOUGH)
        judgement = judge(question, outcome.value)
        assert outcome.objective == judgement.cost
        if best is None:
            assert outcome.status is Status.UNKNOWN
            assert {v.split(":")[0] for v in judgement.violations} == {"missing"}
            continue
        assert judgement.violations == ()
        assert outcome.status is Status.FEASIBLE
        assert judgement.cost >= best
        gaps.append(100 * (judgement.cost / max(best, 1) - 1))
    assert len(gaps) >= 8
    assert np.mean(gaps) <= GREEDY.get(kind, 0.0)


@pytest.mark.parametrize("kind", TAKEN)
def test_larger_instances_are_lawful_and_cost_what_is_said(kind: str) -> None:
    served = 0
    for seed in range(4):
        question = KINDS[kind](np.random.default_rng(seed), 30)
        outcome = solve_instance(question, limits=Limits(iterations=300, seed=seed))
        judgement = judge(question, outcome.value)
        assert outcome.objective == judgement.cost
        assert {v.split(":")[0] for v in judgement.violations} <= {"missing"}
        served += sum(len(trip) for route in outcome.value.routes for trip in route.trips)
    assert served > 20


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(TAKEN)))
def test_what_the_search_has_no_model_of_is_refused(kind: str) -> None:
    with pytest.raises(EngineError):
        solve_instance(small(kind, 1), limits=ENOUGH)


def test_the_exact_solver_finds_what_is_plain_to_see() -> None:
    # 0 — 1 — 2 … ten units apart, loads 5, 5 and 5 on vans of 10: one van to place 1, one to 2 and 3
    three = tuple(Client(place=place, load=(5,)) for place in (1, 2, 3))
    assert least_cost(line(*three, types=(van(),))) == 20 + 60
    assert least_cost(line(*three, types=(van(available=1),))) is None
    assert least_cost(line(*three, types=(van(available=1, reloads=1),))) == 80
