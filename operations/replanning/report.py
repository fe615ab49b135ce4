"""What came of a re-planning: sentences, facts for programs, and the sheet of differences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from distribution.language.catalogue import say
from distribution.naming import Names, named, named_all
from distribution.plan import Route, WeeklyPlan
from operations.commands.diff import difference_facts
from operations.difference.compare import PlanDifference
from operations.difference.reasons import Reason
from operations.difference.side_by_side import moves_sheet
from operations.difference.text import difference_lines
from operations.documents.workbook import write_sheets
from operations.exit_codes import ExitCode
from operations.history.recall_text import moment_text
from operations.plan_folder import Judged
from operations.publish import write_whole
from operations.replanning.budget import moved_days
from operations.replanning.changes import Changes, departed
from operations.replanning.replan import Replanned
from operations.replanning.told import asked_lines
from operations.replanning.under_way import grounded_calls, lost_calls, out_of_order
from operations.report import Report, amount_text
from operations.stopwatch import Stopwatch

DIFFERENCES_BOOK = "differences.xlsx"
DIFFERENCES_FILE = "differences.json"
MOST_LINES = 30


def replan_report(
    found: Replanned, difference: PlanDifference, changes: Changes, folder: Path, watch: Stopwatch, lang: str
) -> Report:
    """Return what a person reads after a re-planning, and what a program does."""
    # the first sentence of a difference says how many moved, which the headlines have said
    lines = [
        *headlines(found, difference, changes, lang),
        *difference_lines(difference, MOST_LINES, lang)[1:],
    ]
    lines.append(say("plan.folder", lang, folder=folder))
    facts = {
        "plan_id": found.after.plan.plan_id,
        "folder": str(folder),
        **figures(found, difference),
        "differences": difference_facts(difference, lang),
        "seconds": {name: round(value, 2) for name, value in watch.seconds.items()},
        "cpu_seconds": {name: round(value, 2) for name, value in watch.cpu_seconds.items()},
    }
    short = any(r.delivered_doses < r.need_doses for r in found.after.plan.requirements)
    code = ExitCode.WARNINGS if short or found.after.plan.unserved else ExitCode.DONE
    return Report(code=code, lines=tuple(lines), facts=facts)


def write_differences(
    found: Replanned, difference: PlanDifference, changes: Changes, folder: Path, lang: str
) -> None:
    """Write the list of differences into the new plan's folder, as a workbook and as JSON."""
    notes = tuple(headlines(found, difference, changes, lang))
    sheet = moves_sheet(difference, found.after.inputs, lang, notes, found.staying)
    write_sheets([sheet], folder / DIFFERENCES_BOOK, lang, created=found.after.plan.week.moment(0))
    facts = {**figures(found, difference), **difference_facts(difference, lang)}
    write_whole(folder / DIFFERENCES_FILE, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")


def figures(found: Replanned, difference: PlanDifference) -> dict[str, object]:
    """Return the figures of a re-planning; ``unmoved`` is the best with no centre on another day."""
    stayed, touched = _routes(found.before.plan, found.after.plan)
    return {
        "changed_centres": len(difference.moves),
        "changed_days": sorted(found.moved),
        "most_day_changes": found.most_moved,
        "staying_vnd": dict(found.staying),
        "cost_vnd": found.after.costs.total,
        "cost_before_vnd": found.before.costs.total,
        "served": len(found.after.plan.served),
        "served_before": len(found.before.plan.served),
        "routes_kept": stayed,
        "routes_changed": touched,
        "unmoved": _told(found.unmoved),
        "unbounded": _free(found),
    }


def _free(found: Replanned) -> dict[str, int] | None:
    if found.unbounded is None:
        return None
    return {
        "cost_vnd": found.unbounded.costs.total,
        "served": len(found.unbounded.plan.served),
        "changed_days": len(moved_days(found.before.plan, found.unbounded.plan, found.unbounded.inputs)),
    }


def _told(unmoved: Judged | None) -> dict[str, int] | None:
    if unmoved is None:
        return None
    return {
        "cost_vnd": unmoved.costs.total,
        "served": len(unmoved.plan.served),
        "violations": len(unmoved.violations),
    }


def headlines(found: Replanned, difference: PlanDifference, changes: Changes, lang: str) -> list[str]:
    """Return the first sentences: how much moved, what it costs, what a week without moved days would."""
    before, after = found.before, found.after
    lines = [say("plan.synthetic", lang)] if after.plan.synthetic else []
    lines += asked_lines(changes, after.inputs, lang)
    lines.append(
        say(
            "replan.headline",
            lang,
            before=before.plan.plan_id,
            after=after.plan.plan_id,
            moved=len(difference.moves),
            all=difference.centres,
            days=len(found.moved),
            cost_before=amount_text(before.costs.total, lang),
            cost_after=amount_text(after.costs.total, lang),
            change=signed(after.costs.total - before.costs.total, lang),
        )
    )
    stayed, touched = _routes(before.plan, after.plan)
    served = {"served": len(after.plan.served), "before": len(before.plan.served)}
    lines.append(say("replan.served", lang, **served, routes=stayed, touched=touched))
    if found.most_moved is not None:
        lines.append(say("replan.bound", lang, most=found.most_moved, days=len(found.moved)))
    if found.unmoved is not None:
        lines.append(
            say(
                "replan.unmoved",
                lang,
                cost=amount_text(found.unmoved.costs.total, lang),
                change=signed(found.unmoved.costs.total - after.costs.total, lang),
                served=len(found.unmoved.plan.served),
            )
        )
    if found.unbounded is not None:
        lines.append(_unbounded(found, found.unbounded, lang))
    names = difference.names
    lines += [_stay(named(names, c), vnd, lang) for c, vnd in sorted(found.staying.items())]
    return [*lines, *_frozen(before.plan, changes, names, lang)]


def _unbounded(found: Replanned, free: Judged, lang: str) -> str:
    """Return what the bound on moved days costs: the plan that was found without it."""
    return say(
        "replan.unbounded",
        lang,
        days=len(moved_days(found.before.plan, free.plan, free.inputs)),
        cost=amount_text(free.costs.total, lang),
        change=signed(free.costs.total - found.after.costs.total, lang),
        served=len(free.plan.served),
    )


def _stay(centre: str, vnd: int | None, lang: str) -> str:
    if vnd is None:
        return say("replan.stay_nowhere", lang, centre=centre)
    return say("replan.stay_one", lang, centre=centre, change=signed(vnd, lang))


def signed(amount: int, lang: str) -> str:
    """Return an amount with its sign."""
    return ("+" if amount >= 0 else "−") + amount_text(abs(amount), lang)


def _frozen(plan: WeeklyPlan, changes: Changes, names: Names, lang: str) -> list[str]:
    if not changes.frozen_s:
        return []
    at = moment_text(plan.week.moment(changes.frozen_s), lang)
    left = [r for r in plan.routes if departed(r.depart_s, changes.frozen_s)]
    lost = lost_calls(plan, changes)
    lines = [say("replan.frozen", lang, count=len(left), at=at)]
    for route in out_of_order(plan, changes):
        anew = [stop.centre_id for stop in route.stops if stop.centre_id in lost]
        told = {"vehicle": route.vehicle_id, "route": route.route_id, "at": at}
        lines.append(say("replan.under_way", lang, **told, centres=named_all(names, anew) or "–"))
    return lines


def with_breakdowns(difference: PlanDifference, plan: WeeklyPlan, changes: Changes) -> PlanDifference:
    """Return a difference in which those whose vehicle broke down have that as their reason."""
    reasons = {c: Reason("grounded", {"vehicle": v}) for c, v in grounded_calls(plan, changes).items()}
    reasons |= {centre_id: Reason("broke_down") for centre_id in lost_calls(plan, changes)}
    moves = tuple(
        replace(move, reasons=(reasons[move.centre_id],)) if move.centre_id in reasons else move
        for move in difference.moves
    )
    return replace(difference, moves=moves)


def _routes(before: WeeklyPlan, after: WeeklyPlan) -> tuple[int, int]:
    """Return how many routes are as they were (who, when, where to), and how many are not."""
    old = {_sight(route) for route in before.routes}
    stayed = sum(_sight(route) in old for route in after.routes)
    return stayed, len(after.routes) - stayed


def _sight(route: Route) -> tuple[object, ...]:
    """Return a route as those at its stops see it."""
    return (
        route.vehicle_id,
        route.depart_s,
        route.driver_ids,
        tuple((stop.centre_id, stop.arrive_s) for stop in route.stops),
    )
