"""Every hand-over of goods at a centre, by route or by courier, in one shape for sheets and papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from distribution.inputs import WeekInputs
from distribution.plan import Drop, Route, WeeklyPlan
from distribution.units import litres_from_ml


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Goods given to a centre: by which run, in which order, when, and what.

    ``vehicle_id`` and ``type_id`` are empty for a courier.  Times are on the week clock.
    """

    run_id: str
    vehicle_id: str
    type_id: str
    depot_id: str
    centre_id: str
    day: date
    order: int
    arrive_s: int
    start_s: int
    end_s: int
    boxes: int
    drops: tuple[Drop, ...]

    @property
    def courier(self) -> bool:
        """Whether a courier brings it."""
        return not self.vehicle_id

    @property
    def doses(self) -> int:
        """Doses handed over."""
        return sum(drop.doses for drop in self.drops)


def handovers(plan: WeeklyPlan) -> tuple[Handover, ...]:
    """Return all hand-overs by arrival, then run and order."""
    found = [h for route in plan.routes for h in by_route(route, plan)] + _by_courier(plan)
    return tuple(sorted(found, key=lambda h: (h.arrive_s, h.run_id, h.order)))


def by_route(route: Route, plan: WeeklyPlan) -> tuple[Handover, ...]:
    """Return the hand-overs of one route in the order of its stops."""
    return tuple(
        Handover(
            run_id=route.route_id,
            vehicle_id=route.vehicle_id,
            type_id=route.type_id,
            depot_id=route.depot_id,
            centre_id=stop.centre_id,
            day=plan.week.day_of(stop.arrive_s),
            order=order,
            arrive_s=stop.arrive_s,
            start_s=stop.start_s,
            end_s=stop.depart_s,
            boxes=stop.boxes,
            drops=stop.drops,
        )
        for order, stop in enumerate(route.stops, start=1)
    )


def litres(drops: Sequence[Drop], inputs: WeekInputs) -> float:
    """Return the packed litres of drops."""
    return litres_from_ml(sum(drop.packs * inputs.vaccines[drop.product_id].pack_ml for drop in drops))


def goods_kg(drops: Sequence[Drop], inputs: WeekInputs) -> float:
    """Return the mass of the packs of drops, kg, boxes not counted."""
    return sum(drop.packs * inputs.vaccines[drop.product_id].pack_g for drop in drops) / 1_000


def loaded_kg(boxes: int, box_id: str, inputs: WeekInputs) -> float:
    """Return the mass of boxes as loaded, kg."""
    return boxes * inputs.fleet.box(box_id).loaded_g / 1_000


def _by_courier(plan: WeeklyPlan) -> list[Handover]:
    return [
        Handover(
            run_id=consignment.consignment_id,
            vehicle_id="",
            type_id="",
            depot_id=consignment.depot_id,
            centre_id=consignment.centre_id,
            day=plan.week.day_of(consignment.arrive_s),
            order=1,
            arrive_s=consignment.arrive_s,
            start_s=consignment.arrive_s,
            end_s=consignment.end_s,
            boxes=consignment.boxes,
            drops=consignment.drops,
        )
        for consignment in plan.consignments
    ]
