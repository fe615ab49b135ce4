"""A plan folder: written whole, and read back from disk with its question and the verdict on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from distribution.costing import CostBreakdown, cost
from distribution.errors import Fault, InputError
from distribution.feasibility import RuleVerdict, Violation, check
from distribution.files.archive import CHECKS_FILE, PLAN_FILE, read_plan, write_checks, write_plan
from distribution.files.assemble import read_inputs
from distribution.files.bundled import data_path
from distribution.indicators import indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.road_travel import RoadPaths
from distribution.travel import TravelTable
from operations.documents.write import write_documents
from operations.keeping import with_earlier
from operations.publish import release_record, write_whole
from operations.travel_asking import with_kept_travel
from operations.travel_source import travel_for

INPUT_FILE = "input.xlsx"
INPUT_FOLDER = "input"
MAP_FILE = "map.html"


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


def judge_folder(folder: Path) -> Judged:
    """Read a plan folder back and judge it by every rule.

    Raises
    ------
    InputError
        When the folder lacks its plan or its input, or one of them has faults.
    """
    question = require_plan(folder)
    plan = read_plan(folder / PLAN_FILE)
    inputs = with_kept_travel(with_earlier(read_inputs(question, plan.week), folder), folder)
    travel, paths = travel_for(inputs)
    return judge(plan, inputs, travel, paths)


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


def write_answer(judged: Judged, folder: Path, lang: str) -> None:
    """Write everything that people and programs get of a judged plan, beside its input."""
    plan, inputs = judged.plan, judged.inputs
    write_plan(plan, folder / PLAN_FILE)
    write_checks(plan, judged.verdicts, folder / CHECKS_FILE)
    write_documents(
        plan,
        inputs,
        folder,
        lang=lang,
        paths=judged.paths.line,
        costs=judged.costs,
        indicators=indicators(plan, inputs, judged.travel, judged.costs),
        verdicts=judged.verdicts,
    )
    write_whole(folder / MAP_FILE, map_html(judged, lang))


def map_html(judged: Judged, lang: str, released_by: str = "") -> str:
    """Return the map of a judged plan."""
    from maps.judged import judged as judgements
    from maps.plan_map import plan_map

    facts = judgements(
        judged.plan,
        judged.inputs,
        costs=judged.costs,
        figures=indicators(judged.plan, judged.inputs, judged.travel, judged.costs),
        violations=Counter(v.rule for v in judged.violations),
        released_by=released_by,
    )
    return plan_map(
        judged.plan,
        judged.inputs,
        facts,
        base_map=data_path("basemap.geojson"),
        paths=judged.paths.line,
        lang=lang,
    )


def draw_plan_map(folder: Path, to: Path, lang: str) -> None:
    """Draw the map of a plan folder anew, with who released it when somebody has."""
    released_by = str((release_record(folder) or {}).get("by", ""))
    write_whole(to, map_html(judge_folder(folder), lang, released_by))
