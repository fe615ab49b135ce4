"""A plan folder read back from disk: the plan, the input that it answers, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from distribution.costing import CostBreakdown, cost
from distribution.roads import RoadPaths

from distribution.errors import Fault, InputError
from distribution.feasibility import RuleVerdict, Violation, check
from distribution.files.archive import read_plan
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.travel_source import travel_for

PLAN_FILE = "plan.json"
INPUT_FILE = "input.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A plan with everything needed to show it: its question, travel, verdict and cost."""

    plan: WeeklyPlan
    inputs: WeekInputs
    travel: TravelTable
    paths: RoadPaths | None
    verdicts: tuple[RuleVerdict, ...]
    costs: CostBreakdown

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every violation that no waiver covers."""
        return tuple(v for verdict in self.verdicts for v in verdict.violations)


def judge_folder(folder: Path) -> Judged:
    """Read a plan folder back and judge it by every rule.

    Raises
    ------
    InputError
        When the folder lacks its plan or its input, or the input has faults.
    """
    missing = [name for name in (PLAN_FILE, INPUT_FILE) if not (folder / name).exists()]
    if missing:
        raise InputError(
            Fault(code="not_a_plan", file=str(folder), arguments={"missing": name}) for name in missing
        )
    plan = read_plan(folder / PLAN_FILE)
    inputs = read_inputs(folder / INPUT_FILE, plan.week)
    return judge(plan, inputs)


def judge(plan: WeeklyPlan, inputs: WeekInputs) -> Judged:
    """Judge a plan against the question that it answers."""
    travel, paths = travel_for(inputs)
    return Judged(
        plan=plan,
        inputs=inputs,
        travel=travel,
        paths=paths,
        verdicts=check(plan, inputs, travel),
        costs=cost(plan, inputs, travel),
    )
