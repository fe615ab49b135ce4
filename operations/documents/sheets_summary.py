"""The first sheet: what the plan is and what it comes to."""

from __future__ import annotations

from distribution.cost_parts import CostBreakdown
from distribution.files.archive import check_code
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.roads.naming import travel_source
from distribution.units import km_from_m
from operations.documents.figures import stamp
from operations.documents.handover import handovers, litres
from operations.documents.sheet import Cell, Look, Sheet, columns
from operations.documents.sheets_figures import COST_ITEMS

SUMMARY = columns(("item", Look.TEXT, 38), ("value", Look.MIXED, 72), ("unit", Look.TEXT, 8))


def summary_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str, costs: CostBreakdown) -> Sheet:
    """One row per figure of the plan; the badge of made-up data stands above."""
    rows = [
        *_identity(plan, lang),
        *_figures(plan, inputs, lang),
        *_costs(costs, lang),
        *_warnings(plan, lang),
        *_origin(plan, lang),
    ]
    notes = (say("plan.synthetic", lang),) if plan.synthetic else ()
    return Sheet(key="summary", headings=SUMMARY, rows=tuple(rows), notes=notes)


def _identity(plan: WeeklyPlan, lang: str) -> list[tuple[Cell, ...]]:
    entries = {
        "plan": plan.plan_id,
        "week": str(plan.week),
        "created_at": stamp(plan.created_at),
        "check_code": check_code(plan),
        "engine": plan.engine,
    }
    rows: list[tuple[Cell, ...]] = [
        (say(f"summary.{key}", lang), text, None) for key, text in entries.items()
    ]
    return [*rows, (say("summary.seed", lang), plan.seed, None)]


def _figures(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> list[tuple[Cell, ...]]:
    wanting = {r.centre_id for r in plan.requirements if r.need_doses > 0}
    given = handovers(plan)
    entries: tuple[tuple[str, Cell, str | None], ...] = (
        ("centres_with_need", len(wanting), None),
        ("served", len(wanting & plan.served), None),
        ("unserved", len(plan.unserved), None),
        ("routes", len(plan.routes), None),
        ("tours", sum(route.nights > 0 for route in plan.routes), None),
        ("consignments", len(plan.consignments), None),
        ("transfers", len(plan.transfers), None),
        ("doses", sum(handover.doses for handover in given), None),
        ("litres", sum(litres(handover.drops, inputs) for handover in given), "L"),
        ("boxes", sum(handover.boxes for handover in given), None),
        ("km", km_from_m(sum(route.distance_m for route in plan.routes)), "km"),
    )
    return [(say(f"summary.{key}", lang), value, unit) for key, value, unit in entries]


def _costs(costs: CostBreakdown, lang: str) -> list[tuple[Cell, ...]]:
    items: list[tuple[Cell, ...]] = [
        (say(f"cost.{item}", lang), getattr(costs.parts, item), "₫") for item in COST_ITEMS
    ]
    return [(say("cost.total_vnd", lang), costs.total_vnd, "₫"), *items]


def _origin(plan: WeeklyPlan, lang: str) -> list[tuple[Cell, ...]]:
    source = travel_source(plan.travel_source, lang)
    rows: list[tuple[Cell, ...]] = [(say("summary.travel_source", lang), source, None)]
    if plan.travel_error_percent is not None:
        rows.append((say("summary.travel_error", lang), plan.travel_error_percent, "%"))
    rows += [(f"{name} (SHA-256)", digest, None) for name, digest in sorted(plan.digests.items())]
    rows += [(name, version, None) for name, version in sorted(plan.versions.items())]
    return rows


def _warnings(plan: WeeklyPlan, lang: str) -> list[tuple[Cell, ...]]:
    return [
        (say("summary.warning", lang), say(key, lang, **arguments), None) for key, arguments in plan.warnings
    ]
