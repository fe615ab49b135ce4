"""``coldchain plan``: from an input file to a plan folder that has passed every check."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from distribution.files.archive import check_code
from distribution.files.assemble import read_inputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.wishes import changed_days
from operations.engine_text import require_engine
from operations.example_week import EXAMPLE_SEED, write_example
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.keeping import bring_earlier, with_earlier
from operations.locked_week import with_fine_locks, without_fine_locks
from operations.plan_folder import (
    INPUT_FILE,
    INPUT_FOLDER,
    Judged,
    judge,
    judge_folder,
    refuse_broken,
)
from operations.plan_recording import with_plan_recorded
from operations.progress_lines import ProgressLines
from operations.publish import is_released, move_into_place, plans_lock, workshop
from operations.report import Report, amount_text
from operations.reserving import reserving
from operations.search_record import write_search
from operations.settings import PlanSettings
from operations.showing import write_answer
from operations.starting_allocation import (
    published_night,
    question_of_night,
    started_from,
    starting_allocation,
)
from operations.stopwatch import Stopwatch
from operations.travel_asking import with_travel
from operations.travel_source import travel_for
from operations.week_text import parse_week
from operations.weekly import Planned, plan_week
from solvers.outcome import Status


def plan_and_publish(
    source: Path | None, week: str, plans: Path, settings: PlanSettings, history: str | None = None
) -> Report:
    """Plan a week, check the files as written, move the folder into place, record it, say what came out.

    ``history`` is a path or URL; None means the one beside ``plans``.

    Raises
    ------
    InputError, InfeasibleError, StorageError, LockedError
        Nothing that existed is touched then.
    """
    require_engine(settings.engine)
    parsed, watch = parse_week(week), Stopwatch()
    on_progress = ProgressLines(settings.lang)
    with plans_lock(plans), workshop(plans) as made:
        with watch.phase("read"):
            on_progress(Progress(phase="read"))
            published = published_night(settings.allocation, plans)
            asked = source or question_of_night(published, parsed)
            question = _question(asked, made, week, settings, on_progress)
            if settings.keep_to is not None:
                bring_earlier(settings.keep_to, made)
            start = starting_allocation(read_inputs(question, parsed), settings.allocation, published)
            inputs = with_earlier(start.inputs, made)
        with watch.phase("travel"):
            on_progress(Progress(phase="travel"))
            inputs = with_travel(inputs, settings.travel, made, on_progress)
            travel, paths = travel_for(inputs)
        reserved = reserving(inputs, settings.buffers, made)
        coarse = without_fine_locks(reserved)
        planned = plan_week(coarse, travel, settings, on_progress, watch, start.quarter)
        with watch.phase("route"):
            plan = with_fine_locks(planned.plan, reserved, travel, paths, settings, on_progress)
        with watch.phase("check"):
            on_progress(Progress(phase="check"))
            judged = judge(plan, inputs, travel, paths)
            refuse_broken(judged, settings.lang)
        with watch.phase("write"):
            on_progress(Progress(phase="write"))
            write_answer(judged, made, settings.lang)
            write_search(planned.search, settings, made)
        with watch.phase("check"):
            refuse_broken(judge_folder(made), settings.lang)
        target = plans / plan.plan_id
        lines: list[str] = []
        if is_released(target):
            lines.append(say("plan.same", settings.lang, folder=target))
        else:
            move_into_place(made, target)
        report = _report(planned, judged, target, lines, watch, settings.lang)
    return with_plan_recorded(report, judged, history, plans, settings.lang)


def _question(
    source: Path | None, made: Path, week: str, settings: PlanSettings, on_progress: OnProgress
) -> Path:
    """Put a copy of the question beside the answer-to-be; without one, make the synthetic example.

    What is returned is the user's own file, so that faults name it as the user knows it.
    """
    question = made / INPUT_FILE
    if source is None:
        on_progress(Progress(phase="example"))
        write_example(question, parse_week(week), seed=EXAMPLE_SEED, lang=settings.lang)
        return question
    if source.is_dir():
        shutil.copytree(source, made / INPUT_FOLDER)
    elif source.is_file():
        shutil.copyfile(source, question)
    return source


def _report(
    planned: Planned, judged: Judged, target: Path, lines: list[str], watch: Stopwatch, lang: str
) -> Report:
    facts = _facts(planned, judged, target, watch)
    lines += _lines(planned, judged, facts, lang)
    code = ExitCode.WARNINGS if facts["short_lines"] or facts["unserved"] else ExitCode.DONE
    return Report(code=code, lines=tuple(lines), facts=facts)


def _facts(planned: Planned, judged: Judged, target: Path, watch: Stopwatch) -> dict[str, Any]:
    """Return what programs read of a plan made."""
    plan = judged.plan
    needing = {r.centre_id for r in plan.requirements if r.need_doses}
    short = [r for r in plan.requirements if r.delivered_doses < r.need_doses]
    facts: dict[str, Any] = {
        "plan_id": plan.plan_id,
        "check_code": check_code(plan),
        "folder": str(target),
        "centres_with_need": len(needing),
        "served": len(needing & plan.served),
        "unserved": len(needing - plan.served),
        "doses": sum(r.delivered_doses for r in plan.requirements),
        "short_lines": len(short),
        "short_doses": sum(r.need_doses - r.delivered_doses for r in short),
        "cost_vnd": judged.costs.total,
        "routing_vnd": {"plan": planned.search.objective, "insertion": planned.baseline.objective},
        "allocation": started_from(plan),
        "seconds": {name: round(value, 2) for name, value in watch.seconds.items()},
    }
    if earlier := judged.inputs.earlier:
        facts |= {"kept_to": earlier.plan_id, "changed_days": changed_days(plan, judged.inputs)}
    return facts


def _lines(planned: Planned, judged: Judged, facts: dict[str, Any], lang: str) -> list[str]:
    """Return what people read of a plan made."""
    plan = judged.plan
    told = [say("plan.synthetic", lang)] if plan.synthetic else []
    told.append(_headline(plan, facts, lang))
    told.append(_start_line(plan, lang))
    if planned.search is not planned.baseline:
        told.append(_against_baseline(planned, lang))
    if "kept_to" in facts:
        told.append(say("plan.changed_days", lang, count=facts["changed_days"], plan=facts["kept_to"]))
    told.append(say("plan.checks", lang))
    if facts["unserved"]:
        told.append(say("plan.unserved", lang, count=facts["unserved"], sheet=say("sheet.unserved", lang)))
    if facts["short_lines"]:
        doses = amount_text(facts["short_doses"], lang)
        told.append(say("plan.short", lang, count=facts["short_lines"], doses=doses))
    if planned.search.status is Status.INTERRUPTED:
        told.append(say("plan.interrupted", lang))
    told.append(say("plan.folder", lang, folder=facts["folder"]))
    return told


def _headline(plan: WeeklyPlan, facts: dict[str, Any], lang: str) -> str:
    return say(
        "plan.headline",
        lang,
        plan=plan.plan_id,
        week=plan.week,
        served=facts["served"],
        need=facts["centres_with_need"],
        doses=amount_text(facts["doses"], lang),
        cost=amount_text(facts["cost_vnd"], lang),
    )


def _start_line(plan: WeeklyPlan, lang: str) -> str:
    """Return from which allocation the plan starts: the published one, or its own and why."""
    if (run := started_from(plan)) is not None:
        return say("plan.from_allocation", lang, run=run)
    told = [say(key, lang, **args) for key, args in plan.warnings if key.startswith("warning.allocation_")]
    return told[0] if told else say("plan.own_allocation", lang)


def _against_baseline(planned: Planned, lang: str) -> str:
    found, baseline = planned.search.objective, planned.baseline.objective
    percent = decimal_text(f"{100 * (found - baseline) / baseline:+.1f}", lang) if baseline else "0"
    return say(
        "plan.baseline",
        lang,
        found=amount_text(found, lang),
        insertion=amount_text(baseline, lang),
        percent=percent,
    )
