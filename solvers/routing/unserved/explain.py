"""Why a centre is left out, whether that is proved, and the cheapest remedy found by solving again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.plan import Unserved
from distribution.travel import TravelTable
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.unserved.left_out import MOST, cheapest_way, why_out
from solvers.routing.unserved.opening import opened
from solvers.routing.unserved.remedies import remedies
from solvers.routing.unserved.remedy import Family
from solvers.visits import CentreRequest


def explained(
    problem: RoutingProblem,
    solution: RoutingSolution,
    unserved: Sequence[Unserved],
    inputs: WeekInputs,
    requests: Sequence[CentreRequest],
    travel: TravelTable | None = None,
) -> tuple[Unserved, ...]:
    """Return the centres left out with doses, binding rule, proof (``why_out``) and remedy.

    A remedy is confirmed by inserting the centre into the plan with one thing changed, all else kept; the
    ``MOST`` centres with most doses are asked about.

    Parameters
    ----------
    travel
        To ask what an open day would do for a centre that is closed all week; without it nobody asks.
    """
    asked = {r.centre_id: r for r in requests}
    rows = {centre_id: c for c, centre_id in enumerate(problem.centre_ids)}
    zones = tuple(z.zone_id for z in inputs.calendar.zones)
    counted = [replace(one, doses=_doses(asked.get(one.centre_id), inputs)) for one in unserved]
    largest = sorted(counted, key=lambda one: (-one.doses, one.centre_id))[:MOST]
    sought = {one.centre_id for one in largest}
    made = []
    for one in counted:
        client, told = rows.get(one.centre_id, len(rows)), one
        families: Iterable[Family] = ()
        if client < len(rows):
            why = why_out(problem, solution, client)
            told = replace(one, reason=why.reason, proof=why.proof)
            families = remedies(problem, solution, client, zones, why.bits)
        elif one.reason == "closed" and travel is not None and one.centre_id in asked:
            families = opened(problem, solution, inputs, travel, asked[one.centre_id])
        made.append(_with_remedy(told, families, client) if one.centre_id in sought else told)
    return tuple(made)


def _doses(request: CentreRequest | None, inputs: WeekInputs) -> int:
    if request is None:
        return 0
    loads = (
        sum(inputs.vaccines[p].pack_doses * n for v in pattern.visits for p, n in v.packs.items())
        for pattern in (*request.patterns, *request.closed)
    )
    return max(loads, default=0)


def _with_remedy(one: Unserved, families: Iterable[Family], client: int) -> Unserved:
    best = cheapest_way(families, client)
    return one if best is None else replace(one, remedy=best.remedy.key, arguments=best.arguments)
