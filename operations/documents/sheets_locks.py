"""Where a planner writes his will: quantities by centre and product, waivers, permits; locks that hold."""

from __future__ import annotations

from collections.abc import Mapping

from distribution.feasibility.judge import WAIVABLE
from distribution.inputs import Lock, Permit, WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from operations.documents.sheet import LOCK_COLUMNS, NO_LOCKS, Cell, Heading, Look, Sheet, columns

SPARE_ROWS = 20
GOODS = (
    *columns(
        ("centre_id", Look.TEXT, 22),
        ("centre", Look.TEXT, 28),
        ("product_id", Look.TEXT, 14),
        ("product", Look.TEXT, 24),
        ("pack_doses", Look.WHOLE, 9),
        ("need", Look.WHOLE, 9),
        ("allocated", Look.WHOLE, 9),
        ("delivered", Look.WHOLE, 9),
        ("missing", Look.WHOLE, 9),
    ),
    Heading(key="lock_quantity", look=Look.LOCK, width=12),
)
WAIVERS = (
    Heading(key="rule", look=Look.LOCK, width=10, choices=("R2", *WAIVABLE)),
    *columns(
        ("subject", Look.LOCK, 24),
        ("who", Look.LOCK, 24),
        ("why_waived", Look.LOCK, 50),
        ("until", Look.LOCK_DAY, 14),
    ),
)
PERMITS = columns(
    ("vehicle", Look.LOCK, 16),
    ("zone", Look.LOCK, 20),
    ("permit_by", Look.LOCK, 24),
    ("permit_number", Look.LOCK, 40),
    ("until", Look.LOCK_DAY, 14),
)


def lock_cells(lock: Lock | None) -> tuple[Cell, ...]:
    """Return the lock columns of a centre: empty, or what is locked already (quantities stand elsewhere)."""
    if lock is None:
        return NO_LOCKS
    told: Mapping[str, Cell] = {
        "lock_day": lock.day,
        "lock_vehicle": lock.vehicle_id,
        "lock_order": lock.order,
        "lock_leave_out": "x" if lock.leave_out else None,
    }
    return tuple(told.get(heading.key) for heading in LOCK_COLUMNS)


def goods_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per centre and product with need or delivery; the last column locks the doses."""
    locked = {(lock.centre_id, d.product_id): d.doses for lock in plan.locks for d in lock.doses}
    rows = tuple(
        (
            need.centre_id,
            inputs.network.name(need.centre_id),
            need.product_id,
            inputs.vaccines[need.product_id].name,
            inputs.vaccines[need.product_id].pack_doses,
            need.need_doses,
            need.allocated_doses,
            need.delivered_doses,
            max(need.need_doses - need.delivered_doses, 0),
            locked.get((need.centre_id, need.product_id)),
        )
        for need in sorted(plan.requirements, key=lambda r: (r.centre_id, r.product_id))
    )
    notes = (say("sheet.note.goods", lang), say("sheet.note.for_screen", lang))
    return Sheet(key="goods", headings=GOODS, rows=rows, notes=notes, for_screen=True)


def waivers_sheet(plan: WeeklyPlan, lang: str) -> Sheet:
    """One row per waiver that holds, then empty rows to write new ones into."""
    held: list[tuple[Cell, ...]] = [
        (waiver.rule, waiver.subject_id, waiver.who, waiver.why, waiver.until) for waiver in plan.waivers
    ]
    return Sheet(
        key="waivers",
        headings=WAIVERS,
        rows=(*held, *_empty(len(WAIVERS))),
        notes=(say("sheet.note.waivers", lang),),
    )


def permits_sheet(inputs: WeekInputs, lang: str) -> Sheet:
    """One row per permit of a vehicle, those of the fleet's table without paper, then empty rows."""
    papers = {(permit.vehicle_id, permit.zone_id): permit for permit in inputs.permits}
    held: list[tuple[Cell, ...]] = [
        (vehicle.vehicle_id, zone_id, *_paper(papers.get((vehicle.vehicle_id, zone_id))))
        for vehicle in inputs.fleet.vehicles
        for zone_id in vehicle.permits
    ]
    return Sheet(
        key="permits",
        headings=PERMITS,
        rows=(*held, *_empty(len(PERMITS))),
        notes=(say("sheet.note.permits", lang),),
    )


def _paper(permit: Permit | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if permit is None else (permit.who, permit.why, permit.until)


def _empty(width: int) -> tuple[tuple[Cell, ...], ...]:
    return ((None,) * width,) * SPARE_ROWS
