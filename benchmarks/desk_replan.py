"""Re-planning the country's week with one vehicle down: seconds, centres changed, cost against starting anew.

``python -m benchmarks.desk_replan [--plan FOLDER]`` prints the figures as JSON.  Without a folder the example
week is planned first (``--engine ours``, ``ITERATIONS``), which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from distribution.promises import keeping_to
from operations.difference.compare import plan_difference
from operations.plan_command import plan_and_publish
from operations.plan_folder import Judged, judge, judge_folder
from operations.replanning.asked import Asked, asked_changes
from operations.replanning.changes import Changes, changed
from operations.replanning.replan import replan
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from operations.weekly import plan_week

WEEK = "2026-W48"
ITERATIONS = 150
SEARCH = 2_000  # what ``coldchain replan`` does when nothing else is said


def replanning(folder: Path | None = None) -> dict[str, float]:
    """Return the figures of re-planning with the busiest vehicle down for the week.

    ``replan_seconds`` and ``replan_cpu_seconds`` are of finding and judging the new plan, reading and writing
    not counted; ``replan_changed_centres`` counts every centre of which anything changed by an hour or more,
    ``replan_changed_days`` those that changed their days; ``replan_cost_ratio`` is its cost over that of a
    plan from nothing for the same question, by the same engine.
    """
    if folder is not None:
        return _figures(judge_folder(folder))
    with TemporaryDirectory() as home:
        settings = PlanSettings(engine="ours", limits=Limits(iterations=ITERATIONS))
        report = plan_and_publish(None, WEEK, Path(home) / "plans", settings)
        return _figures(judge_folder(Path(str(report.facts["folder"]))))


def busiest(plan: WeeklyPlan) -> str:
    """Return the vehicle with most stops, the first by id of equals."""
    stops: dict[str, int] = {}
    for route in plan.routes:
        stops[route.vehicle_id] = stops.get(route.vehicle_id, 0) + len(route.stops)
    return min(stops, key=lambda vehicle_id: (-stops[vehicle_id], vehicle_id))


def _figures(before: Judged) -> dict[str, float]:
    changes = asked_changes(Asked(vehicles_down=(busiest(before.plan),)), before.plan, before.inputs)
    settings = PlanSettings(engine="ours", limits=Limits(iterations=SEARCH))
    inputs = keeping_to(changed(before.inputs, changes), before.plan, "")
    _warm(before, changes)
    began, cpu = time.perf_counter(), time.process_time()
    found = replan(before, inputs, changes, settings, lambda _: None)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    return {
        "replan_seconds": round(seconds, 2),
        "replan_cpu_seconds": round(cpu_seconds, 2),
        "replan_changed_centres": len(plan_difference(before, found.after).moves),
        "replan_changed_days": len(found.moved),
        "replan_served": len(found.after.plan.served),
        "replan_violations": len(found.after.violations),
        "replan_cost_ratio": round(found.after.costs.total / _from_nothing(before, inputs).costs.total, 4),
    }


def _warm(before: Judged, changes: Changes) -> None:
    """Load the compiled kernels, as every second run finds them."""
    few = PlanSettings(engine="ours", limits=Limits(iterations=1))
    replan(before, keeping_to(changed(before.inputs, changes), before.plan, ""), changes, few, lambda _: None)


def _from_nothing(before: Judged, inputs: WeekInputs) -> Judged:
    settings = PlanSettings(engine="ours", limits=Limits(iterations=ITERATIONS))
    plan = plan_week(inputs, before.travel, settings, lambda _: None, Stopwatch()).plan
    return judge(plan, inputs, before.travel, before.paths)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--plan", type=Path, help="a plan folder of the country, to save planning it")
    print(json.dumps(replanning(parser.parse_args().plan)))


if __name__ == "__main__":
    main()
