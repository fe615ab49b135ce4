"""The whole journey of a week, top to bottom: need, allocation, patterns, routes, crews, lots, plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from solvers.transfers.assign import LotsOutcome, assign_lots

from distribution.demand import demand
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Route, Unserved, WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.projection import project
from distribution.travel import TravelTable
from operations.assembly import Answers, assemble
from operations.calls import departures_of
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from solvers.allocation.allocate import allocate
from solvers.outcome import Outcome
from solvers.patterns import centre_requests
from solvers.routing.decode import decode
from solvers.routing.drivers import with_drivers
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.visits import CentreRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan and how it was found: the baseline for the same need, and the search."""

    plan: WeeklyPlan
    baseline: Outcome[RoutingSolution]
    search: Outcome[RoutingSolution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A routing answer in the field's terms, and the lots for it."""

    routes: tuple[Route, ...]
    consignments: tuple[Consignment, ...]
    unserved: tuple[Unserved, ...]
    lots: LotsOutcome


def plan_week(
    inputs: WeekInputs, travel: TravelTable, settings: PlanSettings, on_progress: OnProgress, watch: Stopwatch
) -> Planned:
    """Plan one week.

    The quick baseline engine first settles which depots can supply whom from which day on; the
    engine asked for then starts from its answer, for the same need.
    """
    with watch.phase("allocate"):
        projection = project(inputs)
        allocation = allocate(inputs, travel, demand(inputs, projection), on_progress=on_progress)
    with watch.phase("route"):
        on_progress(Progress(phase="patterns"))
        ready: dict[tuple[str, str], date] = {}
        forbidden: set[tuple[str, str]] = set()
        for _ in range(settings.reconcile_rounds):
            requests = centre_requests(inputs, allocation, projection, ready, forbidden)
            problem = encode(inputs, travel, requests)
            baseline = ENGINES["insertion"](problem, limits=settings.limits, on_progress=on_progress)
            decoded = _decoded(inputs, travel, problem, requests, baseline.value)
            if not _learn(decoded.lots, ready, forbidden):
                break
        search = baseline
        if settings.engine != "insertion":
            search = ENGINES[settings.engine](
                problem, limits=settings.limits, start=baseline.value, on_progress=on_progress
            )
            on_progress(Progress(phase="lots"))
            decoded = _decoded(inputs, travel, problem, requests, search.value)
    answers = Answers(
        allocation=allocation,
        routes=decoded.routes,
        consignments=decoded.consignments,
        transfers=decoded.lots.transfers,
        drops=decoded.lots.drops,
        unserved=decoded.unserved,
    )
    return Planned(plan=assemble(inputs, travel, answers, settings), baseline=baseline, search=search)


def _decoded(
    inputs: WeekInputs,
    travel: TravelTable,
    problem: RoutingProblem,
    requests: tuple[CentreRequest, ...],
    solution: RoutingSolution,
) -> Decoded:
    routes, consignments, unserved = decode(problem, solution, inputs, travel)
    crews = with_drivers(routes, inputs)
    manned = tuple(r for r in crews.routes if r.driver_ids)
    stranded = {s.centre_id for r in crews.routes if not r.driver_ids for s in r.stops}
    calls = departures_of(inputs, problem, solution, requests, manned, consignments)
    return Decoded(
        routes=manned,
        consignments=consignments,
        unserved=(*unserved, *(_no_driver(centre_id) for centre_id in sorted(stranded))),
        lots=assign_lots(inputs, travel, calls, manned),
    )


def _no_driver(centre_id: str) -> Unserved:
    return Unserved(centre_id=centre_id, reason="no_driver", proof="not_found", doses=0)


def _learn(lots: LotsOutcome, ready: dict[tuple[str, str], date], forbidden: set[tuple[str, str]]) -> bool:
    """Take from the shortfalls when a depot can supply a centre; return whether that is news."""
    before = (dict(ready), set(forbidden))
    for shortfall in lots.shortfalls:
        pair = (shortfall.centre_id, shortfall.depot_id)
        if shortfall.ready_day is None:
            forbidden.add(pair)
        else:
            ready[pair] = max(shortfall.ready_day, ready.get(pair, shortfall.ready_day))
    return before != (ready, forbidden)
