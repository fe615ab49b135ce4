"""Re-planning the country's week with one vehicle down: seconds, centres changed, cost against starting anew.

``python -m benchmarks.desk_replan [--plan FOLDER]`` prints the figures as JSON.  Without a folder the example
week is planned first (``--engine ours``, ``ITERATIONS``), which takes minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from distribution.uncollected import uncollected
from operations.commands.plan import plan_and_publish
from operations.plan_folder import Judged, judge, judge_folder
from operations.replanning.asked import Asked
from operations.replanning.budget import moved_days
from operations.replanning.command import Wanted, replan_and_publish
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from operations.weekly import plan_week

WEEK = "2026-W48"
ITERATIONS = 150
SEARCH = 2_000  # what ``coldchain replan`` does when nothing else is said
ANSWER = ("read", "travel", "replan", "write")  # the phases until the new plan is published


def replanning(folder: Path | None = None) -> dict[str, float]:
    """Return the figures of re-planning with the busiest vehicle down for the week.

    ``replan_seconds`` and ``replan_cpu_seconds`` are of the answer: the folder read, the new plan found,
    judged, told against the old one, written, read back and published; ``replan_whole_cpu_seconds`` counts
    what people read as well.  ``replan_changed_centres`` counts every centre of which anything changed by
    an hour or more, ``replan_changed_days`` those that changed their days; ``replan_cost_ratio`` is its cost
    over that of a plan from nothing for the same question, by the same engine.
    """
    with TemporaryDirectory() as home:
        if folder is None:
            settings = PlanSettings(engine="ours", limits=Limits(iterations=ITERATIONS))
            report = plan_and_publish(None, WEEK, Path(home) / "plans", settings)
            folder = Path(str(report.facts["folder"]))
        return _figures(folder, Path(home) / "again")


def busiest(plan: WeeklyPlan) -> str:
    """Return the vehicle with most stops, the first by id of equals."""
    stops: dict[str, int] = {}
    for route in plan.routes:
        stops[route.vehicle_id] = stops.get(route.vehicle_id, 0) + len(route.stops)
    return min(stops, key=lambda vehicle_id: (-stops[vehicle_id], vehicle_id))


def _figures(folder: Path, plans: Path) -> dict[str, float]:
    asked = Asked(vehicles_down=(busiest(read_plan(folder / PLAN_FILE)),))
    settings = PlanSettings(engine="ours", limits=Limits(iterations=SEARCH))
    with uncollected():
        told = replan_and_publish(Wanted(folder=folder, asked=asked, out=plans), settings).facts
    after = judge_folder(Path(str(told["folder"])))
    clock, cpu = _seconds(told, "seconds"), _seconds(told, "cpu_seconds")
    return {
        "replan_seconds": round(sum(clock[phase] for phase in ANSWER), 2),
        "replan_cpu_seconds": round(sum(cpu[phase] for phase in ANSWER), 2),
        "replan_whole_cpu_seconds": round(sum(cpu.values()), 2),
        "replan_changed_centres": _number(told, "changed_centres"),
        "replan_changed_days": len(moved_days(read_plan(folder / PLAN_FILE), after.plan, after.inputs)),
        "replan_served": len(after.plan.served),
        "replan_violations": len(after.violations),
        "replan_cost_ratio": round(after.costs.total / _from_nothing(after).costs.total, 4),
    }


def _seconds(told: Mapping[str, object], name: str) -> dict[str, float]:
    found = told[name]
    assert isinstance(found, dict)
    return found


def _number(told: Mapping[str, object], name: str) -> int:
    found = told[name]
    assert isinstance(found, int)
    return found


def _from_nothing(after: Judged) -> Judged:
    settings = PlanSettings(engine="ours", limits=Limits(iterations=ITERATIONS))
    plan = plan_week(after.inputs, after.travel, settings, lambda _: None, Stopwatch()).plan
    return judge(plan, after.inputs, after.travel, after.paths)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--plan", type=Path, help="a plan folder of the country, to save planning it")
    print(json.dumps(replanning(parser.parse_args().plan)))


if __name__ == "__main__":
    main()
