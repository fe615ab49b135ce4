"""All drills of a plan: which there are, carried out in turn, and what came of them as a report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from distribution.language.catalogue import say
from distribution.progress import OnProgress, Progress
from operations.drills.carry_out import carried_out
from operations.drills.desk import drill_desk
from operations.drills.drill import Drill, Drilled, Effort, Loss
from operations.drills.sections import doses_by_section, node_names, road_graph
from operations.drills.text import drill_lines
from operations.exit_codes import ExitCode
from operations.night.deadline import Deadline
from operations.plan_folder import Judged, judge_folder
from operations.progress_lines import ProgressLines
from operations.report import Report
from operations.reserving import reserved_in


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSettings:
    """What is asked: how many road sections, how much a drill may do.

    ``roads`` are those over which most doses ride (None: all on the way of the plan).
    No drill begins after ``deadline_s`` seconds; those that are left are named.
    """

    roads: int | None = 20
    effort: Effort = field(default_factory=Effort)
    deadline_s: float | None = None
    lang: str = "vi"


def drills_report(folder: Path, settings: DrillSettings) -> Report:
    """Carry out every drill of a plan folder and say which are worst.

    A plan made with buffers is mended with them: windows, rides and boxes as they were asked of its planner.

    Raises
    ------
    InputError
        When the folder is no plan.
    """
    begun, deadline = time.perf_counter(), Deadline(settings.deadline_s)
    on_progress, lang = ProgressLines(settings.lang), settings.lang
    on_progress(Progress(phase="read"))
    judged = judge_folder(folder)
    reserved = reserved_in(judged.inputs, folder)
    buffered = reserved is not judged.inputs
    judged = replace(judged, inputs=reserved)
    asked = drills_of(judged, settings.roads, lang)
    found = _carried_out(judged, asked, settings.effort, deadline, on_progress)
    left = asked[len(found) :]
    found.sort(key=lambda d: d.worst_first)
    facts = {
        "plan_id": judged.plan.plan_id,
        "synthetic": judged.plan.synthetic,
        "buffered": buffered,
        "drills": [_facts(one) for one in found],
        "not_drilled": [{"loss": one.loss.value, "subject": one.subject_id} for one in left],
        **asdict(settings.effort),
        "seconds": round(time.perf_counter() - begun, 1),
    }
    code = ExitCode.DEADLINE if left else ExitCode.DONE
    told = [say("drills.buffered", lang)] if buffered else []
    return Report(code=code, lines=(*told, *drill_lines(judged, found, left, lang)), facts=facts)


def drills_of(judged: Judged, roads: int | None, lang: str) -> tuple[Drill, ...]:
    """Return the drills of a plan: every depot and vehicle that it uses, and its main road sections."""
    plan, inputs = judged.plan, judged.inputs
    depots = {r.depot_id for r in plan.routes} | {c.depot_id for c in plan.consignments}
    used = {r.vehicle_id for r in plan.routes} | {t.vehicle_id for t in plan.transfers if t.vehicle_id}
    vehicles = [inputs.fleet.vehicle(v) for v in sorted(used)]
    return (
        *(Drill(loss=Loss.DEPOT, subject_id=d, name=inputs.network.name(d)) for d in sorted(depots)),
        *(
            Drill(loss=Loss.VEHICLE, subject_id=v.vehicle_id, name=inputs.fleet.type(v.type_id).called(lang))
            for v in vehicles
        ),
        *_sections(judged, roads),
    )


def _sections(judged: Judged, roads: int | None) -> list[Drill]:
    """Return the drills of roads; none where travel is not that of the road graph."""
    if judged.inputs.matrix or judged.inputs.measured:
        return []
    graph, towns = road_graph(judged.inputs), node_names()
    refs = {frozenset((graph.node_ids[r.u], graph.node_ids[r.v])): r.ref for r in graph.roads}
    pairs = list(doses_by_section(judged.plan, judged.inputs, judged.paths, graph))[:roads]
    return [
        Drill(
            loss=Loss.ROAD,
            subject_id="–".join(pair),
            name=f"{towns[pair[0]]} – {towns[pair[1]]}, {refs[frozenset(pair)]}",
        )
        for pair in pairs
    ]


def _carried_out(
    judged: Judged, asked: Sequence[Drill], effort: Effort, deadline: Deadline, on_progress: OnProgress
) -> list[Drilled]:
    """Return what came of the drills in turn, up to the deadline; the worst so far is told meanwhile."""
    desk, begun, worst = drill_desk(judged), time.perf_counter(), 0
    found: list[Drilled] = []
    for number, drill in enumerate(asked):
        if deadline.passed():
            break
        on_progress(
            Progress(
                phase="drills",
                done=number,
                total=len(asked),
                unserved=worst,
                elapsed_s=time.perf_counter() - begun,
            )
        )
        found.append(carried_out(desk, drill, effort))
        worst = max(worst, len(found[-1].left_out))
    return found


def _facts(one: Drilled) -> dict[str, object]:
    facts = asdict(one)
    drill = facts.pop("drill")
    return {"loss": one.drill.loss.value, "subject": drill["subject_id"], "name": drill["name"], **facts}
