"""A plan folder: its decisions written, and read back from disk with its question and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from distribution.cost_parts import CostBreakdown
from distribution.costing import cost
from distribution.errors import Fault, InfeasibleError, InputError
from distribution.feasibility import RuleVerdict, Violation, check
from distribution.files.archive import CHECKS_FILE, PLAN_FILE, read_plan, write_checks, write_plan
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.naming import names_of
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.keeping import with_earlier
from operations.replanning.file import with_changes
from operations.travel_asking import with_kept_travel
from operations.travel_source import travel_for

INPUT_FILE = "input.xlsx"
INPUT_FOLDER = "input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A plan with everything needed to show it: its question, travel, verdict and cost."""

    plan: WeeklyPlan
    inputs: WeekInputs
    travel: TravelTable
    paths: RoadPaths
    verdicts: tuple[RuleVerdict, ...]
    costs: CostBreakdown

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every violation that no waiver covers."""
        return tuple(v for verdict in self.verdicts for v in verdict.violations)


def judge(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, paths: RoadPaths) -> Judged:
    """Judge a plan against the question that it answers."""
    verdicts = check(plan, inputs, travel)
    costs = cost(plan, inputs, travel)
    return Judged(plan=plan, inputs=inputs, travel=travel, paths=paths, verdicts=verdicts, costs=costs)


def priced(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, paths: RoadPaths) -> Judged:
    """Return a plan with its cost and no verdict: for one whose rules nobody asks about again."""
    costs = cost(plan, inputs, travel)
    return Judged(plan=plan, inputs=inputs, travel=travel, paths=paths, verdicts=(), costs=costs)


def judge_folder(folder: Path) -> Judged:
    """Read a plan folder back and judge it by every rule.

    Raises
    ------
    InputError
        When the folder lacks its plan or its input, or one of them has faults.
    """
    question = require_plan(folder)
    plan = read_plan(folder / PLAN_FILE)
    inputs = as_answered(read_inputs(question, plan.week), folder)
    travel, paths = travel_for(inputs)
    return judge(plan, inputs, travel, paths)


def as_answered(inputs: WeekInputs, folder: Path, earlier: WeeklyPlan | None = None) -> WeekInputs:
    """Return an input with what lies beside it in a plan folder: changes, the plan kept to, travel.

    ``earlier`` is the plan kept to where it has been read already.
    """
    return with_kept_travel(with_earlier(with_changes(inputs, folder), folder, earlier), folder)


def refuse_broken(judged: Judged, lang: str) -> None:
    """Refuse a plan that breaks a rule.

    Raises
    ------
    InfeasibleError
        With the first breaches in words.
    """
    if not judged.violations:
        return
    names = names_of(judged.inputs)
    sentences = [f"{v.rule}: {v.sentence(lang, names)}" for v in judged.violations[:20]]
    head = say("check.plan_broken", lang, plan=judged.plan.plan_id, count=len(judged.violations))
    raise InfeasibleError("\n".join([head, *sentences]))


def require_plan(folder: Path) -> Path:
    """Return the input that a plan folder answers.

    Raises
    ------
    InputError
        When the folder lacks its plan or its input.
    """
    question = folder / (INPUT_FOLDER if (folder / INPUT_FOLDER).is_dir() else INPUT_FILE)
    missing = [path.name for path in (folder / PLAN_FILE, question) if not path.exists()]
    if missing:
        raise InputError(
            Fault(code="not_a_plan", file=str(folder), arguments={"missing": name}) for name in missing
        )
    return question


def write_decisions(judged: Judged, folder: Path) -> None:
    """Write a plan and the verdict on it: all that programs need."""
    write_plan(judged.plan, folder / PLAN_FILE)
    write_checks(judged.plan, judged.verdicts, folder / CHECKS_FILE)
