"""All drills of a plan: which there are, carried out in turn, and what came of them as a report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from distribution.language.catalogue import say
from distribution.progress import OnProgress, Progress
from operations.drills.carry_out import carried_out
from operations.drills.desk import drill_desk
from operations.drills.drill import Drill, Drilled, Loss
from operations.drills.sections import doses_by_section, road_graph
from operations.exit_codes import ExitCode
from operations.plan_folder import Judged, judge_folder
from operations.progress_lines import ProgressLines
from operations.report import Report, amount_text

WORST = 10


def drills_report(folder: Path, roads: int, iterations: int, lang: str) -> Report:
    """Carry out every drill of a plan folder and say which are worst.

    ``roads`` bounds the road sections: those over which most doses ride.

    Raises
    ------
    InputError
        When the folder is no plan.
    """
    begun, on_progress = time.perf_counter(), ProgressLines(lang)
    on_progress(Progress(phase="read"))
    judged = judge_folder(folder)
    asked = drills_of(judged, roads)
    found = sorted(_carried_out(judged, asked, iterations, on_progress), key=lambda d: d.worst_first)
    facts = {
        "plan_id": judged.plan.plan_id,
        "synthetic": judged.plan.synthetic,
        "drills": [_facts(one) for one in found],
        "iterations": iterations,
        "seconds": round(time.perf_counter() - begun, 1),
    }
    return Report(code=ExitCode.DONE, lines=_lines(judged, found, lang), facts=facts)


def drills_of(judged: Judged, roads: int) -> tuple[Drill, ...]:
    """Return the drills of a plan: every vehicle and depot that it uses, and its main road sections."""
    plan, inputs = judged.plan, judged.inputs
    vehicles = {r.vehicle_id for r in plan.routes} | {t.vehicle_id for t in plan.transfers if t.vehicle_id}
    depots = {r.depot_id for r in plan.routes} | {c.depot_id for c in plan.consignments}
    graph = road_graph(inputs)
    sections = (
        () if inputs.matrix or inputs.measured else tuple(doses_by_section(plan, inputs, judged.paths, graph))
    )
    names = {frozenset((graph.node_ids[r.u], graph.node_ids[r.v])): r.ref for r in graph.roads}
    return (
        *(
            Drill(loss=Loss.VEHICLE, subject_id=v, name=inputs.fleet.vehicle(v).type_id)
            for v in sorted(vehicles)
        ),
        *(Drill(loss=Loss.DEPOT, subject_id=d, name=inputs.network.name(d)) for d in sorted(depots)),
        *(
            Drill(loss=Loss.ROAD, subject_id="–".join(pair), name=names[frozenset(pair)])
            for pair in sections[:roads]
        ),
    )


def _carried_out(
    judged: Judged, asked: Sequence[Drill], iterations: int, on_progress: OnProgress
) -> list[Drilled]:
    desk, begun, found = drill_desk(judged), time.perf_counter(), []
    for number, drill in enumerate(asked):
        elapsed = time.perf_counter() - begun
        on_progress(Progress(phase="drills", done=number, total=len(asked), elapsed_s=elapsed))
        found.append(carried_out(desk, drill, iterations))
    return found


def _facts(one: Drilled) -> dict[str, object]:
    facts = asdict(one)
    drill = facts.pop("drill")
    return {"loss": one.drill.loss.value, "subject": drill["subject_id"], "name": drill["name"], **facts}


def _lines(judged: Judged, found: Sequence[Drilled], lang: str) -> tuple[str, ...]:
    lines = [say("plan.synthetic", lang)] if judged.plan.synthetic else []
    counts = {loss.value: sum(one.drill.loss is loss for one in found) for loss in Loss}
    harmless = sum(not one.left_out and not one.doses_at_risk for one in found)
    lines.append(
        say("drills.headline", lang, plan=judged.plan.plan_id, harmless=harmless, count=len(found), **counts)
    )
    lines += [f"{place:2d}. {_line(one, lang)}" for place, one in enumerate(found[:WORST], 1)]
    return tuple(lines)


def _line(one: Drilled, lang: str) -> str:
    sign = "+" if one.extra_vnd > 0 else ""
    head = say(f"drills.{one.drill.loss.value}", lang, subject=one.drill.subject_id, name=one.drill.name)
    told = say(
        "drills.came",
        lang,
        calls=one.calls_hit,
        moved=one.moved_days,
        sent=one.sent,
        out=len(one.left_out),
        doses=amount_text(one.doses_at_risk, lang),
        value=amount_text(one.value_vnd, lang),
        extra=sign + amount_text(one.extra_vnd, lang),
    )
    return f"{head}: {told}" + (f" {say('drills.cut_off', lang)}" if one.cut_off else "")
