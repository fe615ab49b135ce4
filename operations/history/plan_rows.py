"""A weekly plan as rows: routes, couriers and trunk runs alike are departures with stops and drops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distribution.cost_parts import CostBreakdown
    from distribution.plan import Drop, WeeklyPlan

ROUTE, COURIER, TRANSFER = "route", "courier", "transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Where a departure unloads, from when on (seconds on the week clock), and what."""

    place_id: str
    arrive_s: int
    boxes: int
    drops: tuple[Drop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A route, a courier's consignment or a trunk run of a plan, seen alike.

    ``lane_id``, ``vehicle_id`` and ``driver_ids`` are empty where there is none.
    """

    departure_id: str
    kind: str
    origin_id: str
    lane_id: str
    vehicle_id: str
    driver_ids: tuple[str, ...]
    depart_s: int
    calls: tuple[Call, ...]


def departures_of(plan: WeeklyPlan) -> tuple[Departure, ...]:
    """Return every departure of a plan, in the plan's order."""
    return (*_routes(plan), *_couriers(plan), *_transfers(plan))


def plan_rows(plan: WeeklyPlan, costs: CostBreakdown) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables ``departures``, ``stops`` and ``drops``."""
    prices = {name: c.total_vnd for name, c in (*costs.routes, *costs.consignments, *costs.transfers)}
    rows: dict[str, list[dict[str, Any]]] = {"departures": [], "stops": [], "drops": []}
    for departure in departures_of(plan):
        own = {"departure_id": departure.departure_id}
        rows["departures"].append(
            {
                **own,
                "kind": departure.kind,
                "origin_id": departure.origin_id,
                "lane_id": departure.lane_id,
                "vehicle_id": departure.vehicle_id,
                "driver_ids": " ".join(departure.driver_ids),
                "depart_at": plan.week.moment(departure.depart_s),
                "cost_vnd": prices[departure.departure_id],
            }
        )
        for position, call in enumerate(departure.calls, start=1):
            place = {**own, "position": position}
            arrive_at = plan.week.moment(call.arrive_s)
            rows["stops"].append(
                {**place, "place_id": call.place_id, "arrive_at": arrive_at, "boxes": call.boxes}
            )
            rows["drops"] += [
                {**place, "line": line, **_goods(drop)} for line, drop in enumerate(call.drops, start=1)
            ]
    return rows


def _goods(drop: Drop) -> dict[str, Any]:
    return {
        "product_id": drop.product_id,
        "lot_id": drop.lot_id,
        "use_by": drop.use_by,
        "packs": drop.packs,
        "doses": drop.doses,
    }


def _routes(plan: WeeklyPlan) -> Iterator[Departure]:
    for route in plan.routes:
        yield Departure(
            departure_id=route.route_id,
            kind=ROUTE,
            origin_id=route.depot_id,
            lane_id="",
            vehicle_id=route.vehicle_id,
            driver_ids=route.driver_ids,
            depart_s=route.depart_s,
            calls=tuple(
                Call(place_id=s.centre_id, arrive_s=s.arrive_s, boxes=s.boxes, drops=s.drops)
                for s in route.stops
            ),
        )


def _couriers(plan: WeeklyPlan) -> Iterator[Departure]:
    for parcel in plan.consignments:
        call = Call(
            place_id=parcel.centre_id, arrive_s=parcel.arrive_s, boxes=parcel.boxes, drops=parcel.drops
        )
        yield Departure(
            departure_id=parcel.consignment_id,
            kind=COURIER,
            origin_id=parcel.depot_id,
            lane_id="",
            vehicle_id="",
            driver_ids=(),
            depart_s=parcel.depart_s,
            calls=(call,),
        )


def _transfers(plan: WeeklyPlan) -> Iterator[Departure]:
    for run in plan.transfers:
        call = Call(place_id=run.destination_id, arrive_s=run.arrive_s, boxes=run.boxes, drops=run.drops)
        yield Departure(
            departure_id=run.transfer_id,
            kind=TRANSFER,
            origin_id=run.origin_id,
            lane_id=run.lane_id,
            vehicle_id=run.vehicle_id or "",
            driver_ids=run.driver_ids,
            depart_s=run.depart_s,
            calls=(call,),
        )
