"""A route laid down by hand in whose way a later trip of the same van stands: that trip is made anew."""

from __future__ import annotations

from routing_instances import Client, H, problem

from distribution.progress import Limits
from solvers.routing.mending.present import Present, slot_of, with_sequences
from solvers.routing.mending.repair import Holding, repaired
from solvers.routing.problem import RouteChoice, RoutingSolution
from solvers.routing.referee import violations

EARLY = Client(at=(60.0, 0.0), windows=((7 * H, 8 * H),))
LATER = Client(at=(0.0, 60.0), windows=((10 * H, 11 * H),))
OPPOSITE = Client(at=(-60.0, 0.0), windows=((9 * H, 12 * H),))
FIRST, SECOND, OTHER_VAN = 0, 1, 2  # rows of two vans with two trips each


def leaves(row: int, depart_s: int, *visits: int) -> RouteChoice:
    return RouteChoice(vehicle=row, day=0, depart_s=depart_s, visits=visits)


def test_a_trip_that_a_laid_route_runs_into_goes_with_another_van() -> None:
    """Both ends of the road take the van until 10:38; its second trip would leave at 9:30."""
    asked = problem((EARLY, LATER, OPPOSITE), vehicles=2, trips=2)
    routes = (leaves(FIRST, 6 * H, 0), leaves(SECOND, 9 * H + 1_800, 1), leaves(OTHER_VAN, 8 * H, 2))
    solution = RoutingSolution(routes=routes, couriers=(), unserved=())
    assert violations(asked, solution) == ()
    by_row = {r.vehicle: slot_of(r) for r in routes}
    laid = {by_row[FIRST]: [("centre-00", 0), ("centre-02", 0)]}
    now = with_sequences(asked, Present(solution=solution, disturbed=frozenset()), laid, 0)
    assert now.disturbed == {by_row[SECOND]}
    found = repaired(asked, now, Holding(slots=frozenset(laid)), limits=Limits(iterations=0))
    assert violations(asked, found) == ()
    assert found.unserved == ()
    assert leaves(FIRST, 6 * H, 0, 2) in found.routes
