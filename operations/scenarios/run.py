"""A week planned as it is and under scenarios: same engine, same limits, same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from distribution.consistency.report import fault_report
from distribution.costing import cost
from distribution.errors import InfeasibleError, InputError, TravelError
from distribution.feasibility import problems
from distribution.indicators import Indicators, indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.scenario import Scenario
from distribution.scenario_changes import changed, slower
from operations.locked_week import with_fine_locks, without_fine_locks
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from operations.travel_source import travel_for
from operations.weekly import plan_week

BASE = "base"
FIGURES = (
    "cost_vnd",
    "served",
    "unserved",
    "fill_rate",
    "doses_delivered",
    "routes",
    "couriers",
    "transfers",
    "distance_m",
    "driving_s",
    "nights",
    "co2_g",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The plan of the week as it is, left unchanged under a scenario: its cost, and breaches of rules."""

    cost_vnd: int
    violations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A plan under a scenario.

    ``violations`` is nought for a plan that could be published.  ``routing_bound_vnd`` is a proved lower
    bound of what routing decides, None where the engine proves none.  ``failed`` says, by language, why
    there is no plan; all else is empty then.
    """

    scenario: Scenario
    plan: WeeklyPlan | None = None
    figures: Indicators | None = None
    violations: int = 0
    routing_vnd: int = 0
    routing_bound_vnd: int | None = None
    stay: Stay | None = None
    failed: Callable[[str], str] | None = None


def trials(
    inputs: WeekInputs,
    base: Scenario,
    scenarios: Sequence[Scenario],
    settings: PlanSettings,
    on_progress: OnProgress,
) -> tuple[Trial, ...]:
    """Return the week as it is, then under each scenario.

    Raises
    ------
    InputError
        When a scenario names what the question does not know; before anything is planned.
    InfeasibleError, TravelError
        When the week as it is cannot be planned.
    """
    questions = [changed(inputs, scenario) for scenario in (base, *scenarios)]
    found = [_planned(questions[0], base, settings, on_progress, None)]
    for number, (scenario, question) in enumerate(zip(scenarios, questions[1:], strict=True), start=1):
        on_progress(Progress(phase="scenario", done=number, total=len(scenarios)))
        try:
            found.append(_planned(question, scenario, settings, on_progress, found[0].plan))
        except (InfeasibleError, TravelError) as error:
            found.append(Trial(scenario=scenario, failed=_why(error)))
    return tuple(found)


def _planned(
    inputs: WeekInputs,
    scenario: Scenario,
    settings: PlanSettings,
    on_progress: OnProgress,
    as_it_is: WeeklyPlan | None,
) -> Trial:
    on_progress(Progress(phase="travel"))
    roads, paths = travel_for(inputs)
    travel = slower(roads, scenario)
    planned = plan_week(without_fine_locks(inputs), travel, settings, on_progress, Stopwatch())
    plan = with_fine_locks(planned.plan, inputs, travel, paths, settings, on_progress)
    stay = None
    if as_it_is is not None:
        broken = len(problems(as_it_is, inputs, travel))
        stay = Stay(cost_vnd=cost(as_it_is, inputs, travel).total_vnd, violations=broken)
    return Trial(
        scenario=scenario,
        plan=plan,
        figures=indicators(plan, inputs, travel),
        violations=len(problems(plan, inputs, travel)),
        routing_vnd=planned.search.objective,
        routing_bound_vnd=planned.search.bound,
        stay=stay,
    )


def _why(error: InfeasibleError | TravelError) -> Callable[[str], str]:
    if isinstance(error, InfeasibleError):
        return error.detail
    if isinstance(error, InputError):
        faults = error.faults
        return lambda lang: fault_report(faults, lang)
    return lambda _: str(error)
