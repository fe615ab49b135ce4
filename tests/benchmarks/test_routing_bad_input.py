"""The peers on questions that nobody should ask: a reason beforehand, or an end; never a lost process."""

from __future__ import annotations

import pytest
from plain_bad_input import EMPTY, REFUSED, SOLVED

from benchmarks.routing.engines import ENGINES
from benchmarks.routing.reading import Question
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.plain.pyvrp_model import expresses, model_of
from solvers.routing.plain.referee import judge

peers = pytest.mark.parametrize("peer", ["hgs", "ortools", "pyvrp", "vroom"])
SECONDS = 0.2


def asked(instance: Instance) -> Question:
    """Return the question; the coordinates that HGS wants are all nought."""
    return Question(
        instance=instance, data=None if expresses(instance) is not None else model_of(instance).data
    )


def visited(instance: Instance, solution: InstanceSolution | None) -> set[int] | None:
    """Return who is visited, None where the peer has no answer that keeps the rules of its routes."""
    if solution is None:
        return None
    broken = [v for v in judge(instance, solution).violations if not v.startswith("missing")]
    return None if broken else {c for route in solution.routes for trip in route.trips for c in trip}


@peers
@pytest.mark.parametrize("what", sorted(SOLVED))
@pytest.mark.parametrize("seconds", [0, SECONDS])
def test_a_peer_refuses_or_answers_what_can_be_answered(peer: str, what: str, seconds: float) -> None:
    instance, possible = SOLVED[what]
    question = asked(instance)
    if ENGINES[peer].reason_against(question) is not None:
        return
    calls = visited(instance, ENGINES[peer].solve(question, seconds, 1))
    must = {c for c, client in enumerate(instance.clients) if client.prize is None}
    assert calls is None or calls & must <= possible


@peers
@pytest.mark.parametrize("what", sorted(EMPTY | REFUSED))
def test_a_peer_refuses_what_is_empty_or_cannot_be_counted(peer: str, what: str) -> None:
    reason = ENGINES[peer].reason_against(asked((EMPTY | REFUSED)[what]))
    assert reason
