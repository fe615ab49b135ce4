"""Who gets how much in a re-planned week: what the plan allocated, but for locked and urgent doses."""

from __future__ import annotations

from collections.abc import Mapping

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import ceil_div
from operations.replanning.changes import Changes
from solvers.allocation.problem import Allocation, AllocationLine, near_depots

OWN_REASONS = ("", "unserved", "late")  # said by routes and lots, not by the allocation


def allocation_of(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, changes: Changes) -> Allocation:
    """Return the allocation behind a plan, with locked quantities in its place and urgent doses on top.

    A depot from which a centre is served today stays open to it even where the roads make another nearer.
    """
    depots = _depots(plan, near_depots(inputs, travel))
    locked = {(k.centre_id, d.product_id): d.doses for k in inputs.locks for d in k.doses}
    urgent: dict[tuple[str, str], int] = {}
    for order in changes.urgent:
        key = (order.centre_id, order.product_id)
        urgent[key] = urgent.get(key, 0) + order.doses
    known = {(r.centre_id, r.product_id): r for r in plan.requirements}
    lines = []
    for key in sorted({*known, *locked, *urgent}):
        was = known.get(key)
        need = (was.need_doses if was else 0) + urgent.get(key, 0)
        doses = locked.get(key, (was.allocated_doses if was else 0) + urgent.get(key, 0))
        pack = inputs.vaccines[key[1]].pack_doses
        lines.append(
            AllocationLine(
                centre_id=key[0],
                product_id=key[1],
                depot_id=depots[key[0]][0],
                need_doses=need,
                need_packs=ceil_div(need, pack),
                packs=ceil_div(doses, pack),
                reason=was.reason if was and was.reason not in OWN_REASONS else "",
            )
        )
    return Allocation(lines=tuple(lines), depots=depots, unmet_packs={})


def empty_handed(plan: WeeklyPlan, changes: Changes) -> frozenset[str]:
    """Return the centres for which no depot had any lot when the plan was made, unless asked for anew."""
    asked = {order.centre_id for order in changes.urgent} | {k.centre_id for k in changes.locks if k.doses}
    return frozenset(u.centre_id for u in plan.unserved if u.reason == "no_stock") - asked


def _depots(plan: WeeklyPlan, near: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    used: dict[str, list[str]] = {}
    for route in plan.routes:
        for stop in route.stops:
            used.setdefault(stop.centre_id, []).append(route.depot_id)
    for parcel in plan.consignments:
        used.setdefault(parcel.centre_id, []).append(parcel.depot_id)
    return {c: tuple(dict.fromkeys((*depots, *used.get(c, ())))) for c, depots in near.items()}
