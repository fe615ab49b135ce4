"""A plan as the drills find it: the question behind its routes, in the integers of the solvers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from distribution.inputs import WeekInputs
from distribution.projection import Projection, project
from operations.plan_folder import Judged
from operations.replanning.changes import Changes
from operations.replanning.need import allocation_of, empty_handed
from solvers.allocation.problem import Allocation
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.mending.present import Present, present, slot_of
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import outing_cost_vnd, outings
from solvers.routing.slots import by_slot
from solvers.visits import CentreRequest


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrillDesk:
    """A judged plan, who gets how much and asks for it, from when depots have it, and the routes as they are.

    No call moves to a day before its planned one at the same depot: its lots may come by a transfer only
    then (``ready``).
    """

    judged: Judged
    allocation: Allocation
    projection: Projection
    ready: Mapping[tuple[str, str], date]
    empty_handed: frozenset[str]
    requests: tuple[CentreRequest, ...]
    problem: RoutingProblem
    now: Present

    @property
    def inputs(self) -> WeekInputs:
        """The question of the plan."""
        return self.judged.inputs

    @property
    def crews(self) -> dict[int, tuple[str, ...]]:
        """Who drives which route, by slot."""
        routes = by_slot(self.problem, self.judged.plan.routes)
        return {slot: route.driver_ids for slot, route in routes.items()}

    @property
    def waiting(self) -> frozenset[str]:
        """The centres that the plan leaves out."""
        return frozenset(self.problem.centre_ids[c] for c in self.now.solution.unserved)


def drill_desk(judged: Judged) -> DrillDesk:
    """Return the desk of a plan."""
    inputs, plan, nothing = judged.inputs, judged.plan, Changes()
    allocation = allocation_of(plan, inputs, judged.travel, nothing)
    projection, ready = project(inputs), _ready(judged)
    gone = empty_handed(plan, nothing)
    requests = centre_requests(inputs, allocation, projection, ready, frozenset(), gone)
    problem = encode(inputs, judged.travel, requests)
    return DrillDesk(
        judged=judged,
        allocation=allocation,
        projection=projection,
        ready=ready,
        empty_handed=gone,
        requests=requests,
        problem=problem,
        now=present(problem, inputs, plan),
    )


def without_vehicles(problem: RoutingProblem, vehicle_ids: frozenset[str]) -> RoutingProblem:
    """Return a problem in which vehicles are there on no day."""
    days = problem.tables.vehicle_days.copy()
    days[[row for row, name in enumerate(problem.vehicle_ids) if name in vehicle_ids]] = False
    return replace(problem, tables=problem.tables._replace(vehicle_days=days))


def running_vnd(problem: RoutingProblem, solution: RoutingSolution) -> int:
    """Return what routes and couriers of a solution cost."""
    routes = sum(outing_cost_vnd(problem, outing) for outing in outings(problem, solution))
    return routes + sum(int(problem.tables.courier_vnd[visit, depot]) for visit, depot in solution.couriers)


def calls_made(problem: RoutingProblem, solution: RoutingSolution) -> dict[tuple[str, int], int | None]:
    """Return the slot (None: courier) of every call, by centre and day."""
    t = problem.tables

    def key(visit: int) -> tuple[str, int]:
        row = t.visit[visit]
        return problem.centre_ids[int(row["client"])], int(row["day"])

    made: dict[tuple[str, int], int | None] = {key(v): None for v, _ in solution.couriers}
    return made | {key(v): slot_of(r) for r in solution.routes for v in r.visits}


def depots_asked(problem: RoutingProblem, solution: RoutingSolution) -> dict[str, str]:
    """Return the depot from which each centre is served (the last one where there are two)."""
    t = problem.tables
    asked = {
        problem.centre_ids[int(t.visit["client"][v])]: problem.depot_ids[q] for v, q in solution.couriers
    }
    for route in solution.routes:
        depot_id = problem.depot_ids[int(t.kind["depot"][t.vehicle_kind[route.vehicle]])]
        asked |= {problem.centre_ids[int(t.visit["client"][v])]: depot_id for v in route.visits}
    return asked


def _ready(judged: Judged) -> dict[tuple[str, str], date]:
    plan, found = judged.plan, dict[tuple[str, str], date]()
    for route in plan.routes:
        for stop in route.stops:
            key = (stop.centre_id, route.depot_id)
            found[key] = min(found.get(key, route.day), route.day)
    for parcel in plan.consignments:
        key, day = (parcel.centre_id, parcel.depot_id), plan.week.day_of(parcel.depart_s)
        found[key] = min(found.get(key, day), day)
    return found
