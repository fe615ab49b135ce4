"""The whole journey of a week, top to bottom: need, allocation, patterns, routes, lots, plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from solvers.allocation.allocate import allocate
from solvers.routing.decode import decode
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.routing.problem import RoutingSolution
from solvers.transfers.assign import assign_lots
from solvers.transfers.departures import departures

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.travel import TravelTable
from operations.assembly import PlanParts, assemble
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from solvers.outcome import Outcome

Ready = Mapping[tuple[str, str], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan and how it was found: the baseline's cost for the same need, and the search."""

    plan: WeeklyPlan
    baseline: Outcome[RoutingSolution]
    search: Outcome[RoutingSolution]


def plan_week(
    inputs: WeekInputs,
    travel: TravelTable,
    settings: PlanSettings,
    on_progress: OnProgress,
    watch: Stopwatch,
) -> Planned:
    """Plan one week."""
    with watch.phase("allocate"):
        on_progress(Progress(phase="allocate"))
        allocation = allocate(inputs, travel, on_progress=on_progress)
    with watch.phase("route"):
        requests = _reconciled_requests(inputs, travel, allocation, settings, on_progress)
        problem = encode(inputs, travel, requests)
        baseline = ENGINES["insertion"](problem, limits=settings.limits, on_progress=on_progress)
        search = baseline
        if settings.engine != "insertion":
            engine = ENGINES[settings.engine]
            search = engine(problem, limits=settings.limits, start=baseline.value, on_progress=on_progress)
        decoded = decode(problem, search.value, inputs, travel)
    on_progress(Progress(phase="lots"))
    with watch.phase("route"):
        lots = assign_lots(inputs, travel, departures(decoded))
    parts = PlanParts(
        inputs=inputs, allocation=allocation, decoded=decoded, lots=lots, travel=travel, settings=settings
    )
    return Planned(plan=assemble(parts), baseline=baseline, search=search)
