"""Why a centre is left out, whether that is proved, and the cheapest remedy found by solving again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.plan import Unserved
from solvers.routing import tables as rule
from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.objective import total_vnd
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import load, names
from solvers.routing.remedies import Remedy, remedies
from solvers.routing.tables import new_state, new_work
from solvers.visits import CentreRequest

MOST = 20  # centres for which remedies are sought: each is some dozens of insertions
SHARED = rule.BAYS | rule.DRIVERS | rule.VEHICLE  # what other routes take away


def explained(
    problem: RoutingProblem,
    solution: RoutingSolution,
    unserved: Sequence[Unserved],
    inputs: WeekInputs,
    requests: Sequence[CentreRequest],
) -> tuple[Unserved, ...]:
    """Return the centres left out with doses, binding rule, proof and remedy.

    ``proved``: even with the whole fleet to itself no pattern, vehicle, day or departure serves it, nor
    a courier.  Otherwise ``not_found``: the search has placed others in its stead.  A remedy is
    confirmed by inserting the centre into the plan with one thing changed, all else kept.
    """
    rows = {centre_id: c for c, centre_id in enumerate(problem.centre_ids)}
    asked = {r.centre_id: r for r in requests}
    zones = tuple(z.zone_id for z in inputs.calendar.zones)
    made = []
    for number, one in enumerate(unserved):
        told = replace(one, doses=_doses(asked.get(one.centre_id), inputs))
        client = rows.get(one.centre_id)
        if client is not None and one.reason != "no_depot":
            told = _judged(problem, solution, client, told)
            if number < MOST:
                told = _with_remedy(problem, solution, client, told, zones)
        made.append(told)
    return tuple(made)


def _doses(request: CentreRequest | None, inputs: WeekInputs) -> int:
    if request is None:
        return 0
    loads = (
        sum(inputs.vaccines[p].pack_doses * n for v in pattern.visits for p, n in v.packs.items())
        for pattern in request.patterns
    )
    return max(loads, default=0)  # a centre that is closed on every day has no pattern


def _judged(problem: RoutingProblem, solution: RoutingSolution, client: int, one: Unserved) -> Unserved:
    """Try the client alone: what then stands in the way is proved to bind."""
    state = new_state(problem.tables)
    alone = int(insert_client(problem.tables, state, new_work(), client, FAR, True))
    if alone == 0:
        shared = solution.blocked.get(client, rule.VEHICLE) & SHARED or rule.VEHICLE
        return replace(one, reason=names(shared)[0], proof="not_found")
    own = alone & ~SHARED or alone
    return replace(one, reason=names(own)[0], proof="proved")


def _with_remedy(
    problem: RoutingProblem, solution: RoutingSolution, client: int, one: Unserved, zones: tuple[str, ...]
) -> Unserved:
    tried = (
        (cost, number, remedy)
        for number, remedy in enumerate(remedies(problem, solution, client, zones))
        if (cost := extra_vnd(remedy, client)) is not None
    )
    best = min(tried, default=None, key=lambda row: row[:2])
    if best is None:
        return one
    cost, _, remedy = best
    return replace(one, remedy=remedy.key, arguments={**remedy.arguments, "vnd": f"{cost:,}"})


def extra_vnd(remedy: Remedy, client: int) -> int | None:
    """Return what serving the client costs with the remedy, None when it does not help."""
    t = remedy.problem.tables
    state = load(remedy.problem, remedy.solution)
    before = int(total_vnd(t, state))
    if insert_client(t, state, new_work(), client, FAR, True):
        return None
    return int(total_vnd(t, state)) - before + int(t.client["out_vnd"][client])
