"""Recipes and buffers on the country: ``python -m benchmarks.coldchain_loss PLAN --loss 0.02 --on-time 0.95``

The week of a plan folder is planned without buffers, in memory and by one engine, and for each case (a
probability of loss, a share on time, both) with the buffers that it asks for; told is, on the same random
numbers, what they buy: excursions, freezing, đồng lost, extra cost.  ``--keep-routes`` plans nothing: it
changes boxes alone, on the routes of the folder.  ``--around PLACE --centres 46`` takes the centres nearest
to a place alone.  ``--seeds 5`` makes each pair of plans with five seeds of the search and tells the mean
of the pairs with its interval: one pair is one accident of two searches.  Prints JSON and adds a row a case
to ``coldchain_loss_ledger.csv``.  Losses rest on assumed rates of packing mistakes (``data/simulation.csv``).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from benchmarks.coldchain_part import nearest
from benchmarks.ledger_rows import add_row, stamp

if TYPE_CHECKING:
    from distribution.simulation.buffers import Buffer
    from operations.plan_folder import Judged
    from operations.simulation.simulated import Simulated

LEDGER = Path(__file__).with_name("coldchain_loss_ledger.csv")
SEED = 1
TOLD = (
    "missed_windows",
    "heat_loads",
    "freeze_loads",
    "doses_lost",
    "lost_vnd",
    "missing_vnd",
    "overtime_vnd",
)


def case(base: Simulated, asked: argparse.Namespace, *, on_time: bool, loss: bool) -> dict[str, Any]:
    """Return what one kind of buffers asks for, and what a plan that keeps them costs and saves."""
    used = time.process_time()
    buffers, row = _asked(base, asked.on_time if on_time else None, asked.loss if loss else None)
    made = _repacked(base.judged, buffers) if asked.keep_routes else planned_anew(base.judged, buffers, asked)
    found = simulated_alone(made, asked.replications)
    row |= _difference(found, base)
    row |= {"iterations": asked.iterations, "search_seed": asked.search_seed}
    row["cpu_seconds"] = round(time.process_time() - used, 1)
    add_row(LEDGER, {**stamp("coldchain", "numpy"), **row})
    return row


def _before(base: Simulated) -> dict[str, Any]:
    """Return what the plan itself loses: means of a week."""
    return {name: round(float(base.outcome.totals[name].mean()), 3) for name in TOLD}


def _asked(
    base: Simulated, on_time: float | None, loss: float | None
) -> tuple[tuple[Buffer, ...], dict[str, Any]]:
    from distribution.simulation.buffers import buffers_for, merged
    from distribution.simulation.loss_buffers import against_loss, loss_reserves

    judged, outcome = base.judged, base.outcome
    timed = buffers_for(judged.plan, judged.inputs, outcome, on_time) if on_time else ()
    calls = against_loss(base.question, outcome, loss, SEED) if loss else ()
    means = Counter(call.means.value for call in calls)
    row = {
        "plan_id": judged.plan.plan_id,
        "engine": judged.plan.engine,
        "on_time_asked": on_time,
        "loss_asked": loss,
        "loads": len(outcome.calls),
        "loads_above": len(calls),
        **{f"by_{name}": means[name] for name in ("recipe", "boxed", "shorter", "none")},
    }
    return merged(timed, loss_reserves(calls, judged.plan)), row


def _repacked(judged: Judged, buffers: tuple[Buffer, ...]) -> Judged:
    """Return the plan with the boxes of the recipes asked for, its routes as they are."""
    from distribution.coldchain.box_choice import with_boxes_asked
    from distribution.coldchain.packed_loads import packed_loads
    from distribution.simulation.buffers import with_buffers
    from operations.plan_folder import judge

    inputs = with_buffers(judged.inputs, buffers)
    boxed = with_boxes_asked(judged.plan, inputs)
    plan = replace(boxed, packed=packed_loads(boxed, inputs))
    return judge(plan, judged.inputs, judged.travel, judged.paths)


def planned_anew(judged: Judged, buffers: tuple[Buffer, ...], asked: argparse.Namespace) -> Judged:
    """Return the week planned with buffers; one without is made so too, for the same search."""
    from distribution.progress import Limits
    from distribution.simulation.buffers import with_buffers
    from operations.plan_folder import judge
    from operations.settings import PlanSettings
    from operations.stopwatch import Stopwatch
    from operations.weekly import plan_week

    limits = Limits(iterations=asked.iterations, seed=asked.search_seed)
    settings = PlanSettings(engine=asked.engine, limits=limits, allocation="own")
    inputs = with_buffers(judged.inputs, buffers)
    made = plan_week(inputs, judged.travel, settings, lambda _: None, Stopwatch())
    return judge(made.plan, judged.inputs, judged.travel, judged.paths)


def simulated_alone(judged: Judged, replications: int) -> Simulated:
    """Return the replications of a plan, in this process."""
    from distribution.files.simulation_rows import bundled_assumptions
    from operations.simulation.settings import SimulationSettings
    from operations.simulation.simulate import simulated

    settings = SimulationSettings(replications=replications, seed=SEED, workers=1)
    return simulated(judged, bundled_assumptions(), settings, lambda _: None, None)


def _difference(found: Simulated, base: Simulated) -> dict[str, Any]:
    from distribution.simulation.comparison import differences
    from operations.simulation.facts import all_vnd, lost_loads, on_time

    told = {one.name: one for one in differences(found.outcome, base.outcome)}
    shown = [told[name] for name in TOLD] + [lost_loads(found, base), all_vnd(found, base)]
    row: dict[str, Any] = {
        "violations": len(found.judged.violations),
        "on_time_before": round(on_time(base.outcome), 4),
        "on_time": round(on_time(found.outcome), 4),
        "lost_loads_before": round(float(base.outcome.lost.sum(axis=0).mean()), 3),
        "extra_cost_vnd": found.judged.costs.total - base.judged.costs.total,
    }
    for one in shown:
        row[one.name], row[f"{one.name}_half"] = round(one.mean, 3), round(one.half_width, 3)
    return row


def over_seeds(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return each figure's mean over the seeds of the search, and half of its 95 % interval (Student's t)."""
    from scipy import stats

    far = float(stats.t.ppf(0.975, len(rows) - 1))
    told: dict[str, Any] = {"on_time_asked": rows[0]["on_time_asked"], "loss_asked": rows[0]["loss_asked"]}
    for name in ("extra_cost_vnd", *TOLD, "lost_loads", "all_vnd", "on_time_before", "on_time"):
        figures = [float(row[name]) for row in rows]
        told[name] = round(mean(figures), 4)
        told[f"{name}_half"] = round(far * stdev(figures) / sqrt(len(figures)), 4)
    return told


def main() -> None:
    """Measure the cases asked for, with one seed of the search or several."""
    from operations.plan_folder import judge_folder
    from operations.travel_source import travel_for

    parser = argparse.ArgumentParser(prog="python -m benchmarks.coldchain_loss", description=__doc__)
    parser.add_argument("plan", type=Path, help="plan folder")
    parser.add_argument("--loss", type=float, help="probability with which a load may be lost")
    parser.add_argument("--on-time", type=float, help="share of calls that end inside their window")
    parser.add_argument("--engine", default="insertion", help="of both plans")
    parser.add_argument("--iterations", type=int, default=1, help="of both plans")
    parser.add_argument("--seeds", type=int, default=1, help="seeds of the search, from 1")
    parser.add_argument("--keep-routes", action="store_true", help="boxes alone, routes as they are")
    parser.add_argument("--replications", type=int, default=1_000)
    parser.add_argument("--around", help="a depot or centre: only the centres nearest to it")
    parser.add_argument("--centres", type=int, default=46, help="how many of them")
    asked = parser.parse_args()
    judged = judge_folder(asked.plan)
    if asked.around:
        inputs = nearest(judged.inputs, asked.around, asked.centres)
        judged = replace(judged, inputs=inputs, travel=travel_for(inputs)[0])
    kinds = [(False, True), (True, False), (True, True)]
    wanted = [k for k in kinds if (asked.on_time or not k[0]) and (asked.loss or not k[1])]
    rows: dict[tuple[bool, bool], list[dict[str, Any]]] = {kind: [] for kind in wanted}
    for seed in range(1, asked.seeds + 1):
        asked.search_seed = seed
        plan = judged if asked.keep_routes else planned_anew(judged, (), asked)
        base = simulated_alone(plan, asked.replications)
        print(json.dumps(_before(base)), file=sys.stderr)
        for timed, lost in wanted:
            rows[timed, lost].append(case(base, asked, on_time=timed, loss=lost))
            _print(rows[timed, lost][-1])
    for found in rows.values():
        if len(found) > 1:
            _print(over_seeds(found))


def _print(row: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
