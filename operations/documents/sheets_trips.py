"""The sheets by day, by vehicle and by centre."""

from __future__ import annotations

from collections import defaultdict

from distribution.cost_parts import CostBreakdown
from distribution.indicators import cover_days
from distribution.inputs import WeekInputs
from distribution.language.catalogue import name_of, say
from distribution.plan import Route, WeeklyPlan
from distribution.units import km_from_m
from operations.documents.handover import Handover, handovers, litres
from operations.documents.itinerary import itinerary
from operations.documents.sheet import LOCK_COLUMNS, NO_LOCKS, Cell, Look, Sheet, columns
from operations.documents.sheets_locks import lock_cells

DAYS = columns(
    ("day", Look.DAY, 11),
    ("arrive", Look.MOMENT, 16),
    ("unload_end", Look.MOMENT, 16),
    ("run", Look.TEXT, 12),
    ("vehicle", Look.TEXT, 14),
    ("vehicle_type", Look.TEXT, 16),
    ("depot", Look.TEXT, 20),
    ("order", Look.WHOLE, 7),
    ("centre_id", Look.TEXT, 20),
    ("centre", Look.TEXT, 26),
    ("province", Look.TEXT, 14),
    ("boxes", Look.WHOLE, 8),
    ("litres", Look.DECIMAL, 9),
    ("doses", Look.WHOLE, 9),
)
VEHICLES = columns(
    ("vehicle", Look.TEXT, 14),
    ("vehicle_type", Look.TEXT, 14),
    ("run", Look.TEXT, 12),
    ("drivers", Look.TEXT, 22),
    ("event", Look.TEXT, 14),
    ("order", Look.WHOLE, 7),
    ("place_id", Look.TEXT, 20),
    ("place", Look.TEXT, 26),
    ("from", Look.MOMENT, 16),
    ("to", Look.MOMENT, 16),
    ("km", Look.DECIMAL, 8),
    ("driving_minutes", Look.WHOLE, 9),
    ("boxes_on_board", Look.WHOLE, 9),
)
CENTRES = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 28),
    ("province", Look.TEXT, 14),
    ("confidence", Look.TEXT, 18),
    ("status", Look.TEXT, 16),
    ("need", Look.WHOLE, 9),
    ("delivered", Look.WHOLE, 9),
    ("missing", Look.WHOLE, 9),
    ("deliveries", Look.WHOLE, 8),
    ("first_arrival", Look.MOMENT, 16),
    ("runs", Look.TEXT, 16),
    ("boxes", Look.WHOLE, 8),
    ("litres", Look.DECIMAL, 9),
    ("cover_days", Look.DECIMAL, 10),
    ("cost_vnd", Look.MONEY, 13),
)


def days_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per hand-over at a centre, by day and time."""
    rows = tuple(_day_row(handover, plan, inputs, lang) for handover in handovers(plan))
    return Sheet(key="by_day", headings=DAYS, rows=rows)


def _day_row(handover: Handover, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> tuple[Cell, ...]:
    centre = inputs.network.centre(handover.centre_id)
    courier = say("sheet.word.courier", lang)
    return (
        handover.day,
        plan.week.moment(handover.arrive_s),
        plan.week.moment(handover.end_s),
        handover.run_id,
        handover.vehicle_id or courier,
        courier if handover.courier else inputs.fleet.type(handover.type_id).called(lang),
        inputs.network.name(handover.depot_id),
        handover.order,
        centre.centre_id,
        centre.name,
        centre.province,
        handover.boxes,
        litres(handover.drops, inputs),
        handover.doses,
    )


def vehicles_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per event of a vehicle: loading, driving, pause, unloading."""
    routes = sorted(plan.routes, key=lambda r: (r.vehicle_id, r.depart_s, r.route_id))
    rows = tuple(row for route in routes for row in _route_rows(route, plan, inputs, lang))
    note = say("sheet.note.locks", lang)
    return Sheet(key="by_vehicle", headings=VEHICLES + LOCK_COLUMNS, rows=rows, notes=(note,))


def _route_rows(route: Route, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> list[tuple[Cell, ...]]:
    drivers = ", ".join(inputs.fleet.driver(driver_id).name for driver_id in route.driver_ids)
    return [
        (
            route.vehicle_id,
            inputs.fleet.type(route.type_id).called(lang),
            route.route_id,
            drivers,
            say(event.label_key, lang),
            event.order,
            event.place_id,
            inputs.network.name(event.place_id),
            plan.week.moment(event.start_s),
            plan.week.moment(event.end_s),
            None if event.leg is None else km_from_m(event.leg.distance_m),
            None if event.leg is None else round(event.leg.driving_s / 60),
            event.boxes,
            *NO_LOCKS,
        )
        for event in itinerary(route)
    ]


def centres_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str, costs: CostBreakdown) -> Sheet:
    """One row per centre of the network, with empty columns for locks."""
    brought: dict[str, list[Handover]] = defaultdict(list)
    for handover in handovers(plan):
        brought[handover.centre_id].append(handover)
    need: dict[str, int] = defaultdict(int)
    for requirement in plan.requirements:
        need[requirement.centre_id] += requirement.need_doses
    unserved = {entry.centre_id for entry in plan.unserved}
    cover = cover_days(plan)
    share = dict(costs.centres)
    locks = {lock.centre_id: lock for lock in plan.locks}
    rows: list[tuple[Cell, ...]] = []
    for centre in inputs.network.centres:
        got = brought[centre.centre_id]
        doses = sum(handover.doses for handover in got)
        wanted = need[centre.centre_id]
        rows.append(
            (
                centre.centre_id,
                centre.name,
                centre.province,
                name_of("map.confidence", centre.confidence, lang),
                say(f"status.{_status(got, wanted, centre.centre_id in unserved)}", lang),
                wanted,
                doses,
                max(wanted - doses, 0),
                len(got),
                plan.week.moment(got[0].arrive_s) if got else None,
                ", ".join(handover.run_id for handover in got),
                sum(handover.boxes for handover in got),
                sum(litres(handover.drops, inputs) for handover in got),
                cover.get(centre.centre_id),
                share.get(centre.centre_id),
                *lock_cells(locks.get(centre.centre_id)),
            )
        )
    note = say("sheet.note.locks", lang)
    return Sheet(key="by_centre", headings=CENTRES + LOCK_COLUMNS, rows=tuple(rows), notes=(note,))


def _status(got: list[Handover], wanted: int, unserved: bool) -> str:
    if unserved:
        return "unserved"
    if not got:
        return "missing" if wanted else "no_need"
    return "courier" if all(handover.courier for handover in got) else "served"
