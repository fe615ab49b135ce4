"""The answers of the solvers put together as one plan."""

from __future__ import annotations

import platform
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from importlib.metadata import version

from distribution.coldchain.box_choice import with_boxes_asked
from distribution.coldchain.packed_loads import packed_loads
from distribution.files.archive import check_code
from distribution.inputs import WeekInputs
from distribution.leg_refuges import leg_refuges, refuge_doubts
from distribution.plan import Consignment, Drop, Requirement, Route, Transfer, Unserved, WeeklyPlan
from distribution.refuge_room import with_refuge_or_boxes
from distribution.travel import TravelTable
from distribution.units import WEEK_DAYS
from operations.settings import PlanSettings
from solvers.allocation.problem import Allocation

LIBRARIES = ("coldchain", "ortools", "numba", "numpy", "networkx", "folium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the solvers found: routes with crews, consignments, lots for each call, transfers."""

    allocation: Allocation
    routes: tuple[Route, ...]
    consignments: tuple[Consignment, ...]
    transfers: tuple[Transfer, ...]
    drops: Mapping[tuple[str, str], tuple[Drop, ...]]
    unserved: tuple[Unserved, ...]


def assemble(inputs: WeekInputs, travel: TravelTable, answers: Answers, settings: PlanSettings) -> WeeklyPlan:
    """Return the plan; its id ends in the check code of its own content.

    A call for which no lot was left is no call: the stop stays in the route's times but the centre
    counts as unserved only when it receives nothing at all.
    """
    routes = tuple(
        replace(
            r,
            stops=tuple(replace(s, drops=answers.drops.get((r.route_id, s.centre_id), ())) for s in r.stops),
        )
        for r in answers.routes
    )
    consignments = tuple(
        replace(c, drops=answers.drops.get((c.consignment_id, c.centre_id), ())) for c in answers.consignments
    )
    requirements = _requirements(inputs, answers)
    plan = WeeklyPlan(
        plan_id="",
        week=inputs.calendar.week,
        created_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        seed=settings.limits.seed,
        engine=settings.engine,
        routes=routes,
        consignments=consignments,
        transfers=answers.transfers,
        requirements=requirements,
        unserved=_unserved(answers, requirements),
        locks=inputs.locks,
        waivers=inputs.waivers,
        synthetic=inputs.synthetic,
        travel_source=travel.source,
        travel_error_percent=travel.error_percent,
        digests=dict(inputs.digests),
        versions={"python": platform.python_version()} | {name: version(name) for name in LIBRARIES},
        parameters={f.name: str(getattr(inputs.parameters, f.name)) for f in fields(inputs.parameters)},
        warnings=inputs.warnings,
    )
    refuged = with_refuge_or_boxes(plan, inputs, travel)
    return named(_secured(with_boxes_asked(refuged, inputs), inputs, travel))


def _secured(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> WeeklyPlan:
    """Return the plan with how each load is packed, and where it can be brought when its cooling fails."""
    kept = replace(plan, packed=packed_loads(plan, inputs), refuges=leg_refuges(plan, inputs, travel))
    return replace(kept, warnings=(*kept.warnings, *refuge_doubts(kept)))


def named(plan: WeeklyPlan) -> WeeklyPlan:
    """Return the plan under the id that its week and content give it."""
    return replace(plan, plan_id=f"{plan.week}-{check_code(plan)}")


def _requirements(inputs: WeekInputs, answers: Answers) -> tuple[Requirement, ...]:
    delivered: Counter[tuple[str, str]] = Counter()
    for (_, centre_id), drops in answers.drops.items():
        for drop in drops:
            delivered[centre_id, drop.product_id] += drop.doses
    stock: Counter[tuple[str, str]] = Counter()
    for held in inputs.stock:
        stock[held.place_id, held.product_id] += held.doses
    forecast = inputs.forecast
    week = forecast.doses[:, :, :WEEK_DAYS].sum(axis=2)
    row = {c: i for i, c in enumerate(forecast.centre_ids)}
    column = {p: i for i, p in enumerate(forecast.product_ids)}
    left_out = {u.centre_id for u in answers.unserved}
    rows = []
    for line in answers.allocation.lines:
        got = delivered[line.centre_id, line.product_id]
        allocated = line.packs * inputs.vaccines[line.product_id].pack_doses
        rows.append(
            Requirement(
                centre_id=line.centre_id,
                product_id=line.product_id,
                need_doses=line.need_doses,
                allocated_doses=allocated,
                delivered_doses=got,
                stock_doses=stock[line.centre_id, line.product_id],
                week_forecast_doses=int(week[row[line.centre_id], column[line.product_id]]),
                reason=_reason(line.need_doses, allocated, got, line.reason, line.centre_id in left_out),
            )
        )
    return tuple(sorted(rows, key=lambda r: (r.centre_id, r.product_id)))


def _reason(need: int, allocated: int, got: int, allocation_reason: str, left_out: bool) -> str:
    if got >= need:
        return ""
    if left_out:
        return "unserved"
    return "late" if got < allocated else allocation_reason or "late"


def _unserved(answers: Answers, requirements: Sequence[Requirement]) -> tuple[Unserved, ...]:
    """Return every centre with need that receives nothing, once, with the doses it misses."""
    need: dict[str, int] = defaultdict(int)
    got: dict[str, int] = defaultdict(int)
    for requirement in requirements:
        need[requirement.centre_id] += requirement.need_doses
        got[requirement.centre_id] += requirement.delivered_doses
    known = {u.centre_id: u for u in answers.unserved}
    empty = [c for c in sorted(need) if need[c] and not got[c]]
    return tuple(
        replace(
            known.get(c) or Unserved(centre_id=c, reason="no_stock", proof="not_found", doses=0),
            doses=need[c],
        )
        for c in empty
    )
