"""What a courier may carry, when it arrives and what it costs."""

from __future__ import annotations

from datetime import date

from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.fleet import BoxType
from distribution.inputs import WeekInputs
from distribution.network import Site
from distribution.units import DAY_S, HOUR_S, ceil_div
from solvers.visits import CentreRequest, Visit

BOX_ID = "PCM28"  # the standard box of the last mile


class CourierRules:
    """The courier's terms of a week's inputs."""

    def __init__(self, inputs: WeekInputs) -> None:
        self.inputs = inputs
        fleet = inputs.fleet
        self.box: BoxType = next((b for b in fleet.boxes if b.box_id == BOX_ID), fleet.boxes[0])

    def parcels(self, boxes: int, value_vnd: int) -> int | None:
        """Return into how many consignments the boxes of a visit go; None when one box is worth too much."""
        p = self.inputs.parameters
        worth = ceil_div(value_vnd, max(boxes, 1))
        if boxes < 1 or worth > p.courier_value_cap_vnd or p.courier_max_boxes < 1:
            return None
        return ceil_div(boxes, min(p.courier_max_boxes, p.courier_value_cap_vnd // max(worth, 1)))

    def depart_s(self, depot: Site, day: date) -> int:
        """Return the departure for an arrival on a day: an hour before the depot closes at the latest."""
        p = self.inputs.parameters
        midnight_s = self.inputs.calendar.week.start_s(day) - p.courier_lead_days * DAY_S
        return midnight_s + min(p.courier_leaves_s, depot.closes_s - HOUR_S)

    def arrive_s(self, centre_id: str, day: date) -> int | None:
        """Return the opening at which it arrives: the first after its hour, else the first of the day."""
        opens = sorted(w.opens_s for w in self.inputs.network.centre(centre_id).windows)
        if not opens:
            return None
        first_s = self.inputs.parameters.courier_arrives_s
        return self.inputs.calendar.week.start_s(day) + next((o for o in opens if o >= first_s), opens[0])

    def service_s(self, boxes: int) -> int:
        """Return the unloading time of a consignment."""
        return self.inputs.parameters.service_fixed_s + self.inputs.parameters.service_box_s * boxes

    def price(self, request: CentreRequest, visit: Visit, depot: Site) -> int:
        """Return đồng for a visit sent from a depot, -1 when the courier cannot carry it."""
        parcels = self.parcels(visit.boxes, visit.value_vnd)
        if depot.site_id not in request.depot_ids or parcels is None:
            return -1
        week = self.inputs.calendar.week
        depart, arrive = self.depart_s(depot, visit.day), self.arrive_s(request.centre_id, visit.day)
        ready = request.ready.get(depot.site_id, week.monday)
        if arrive is None or depart < 0 or week.day_of(depart) < ready:
            return -1
        end = arrive + self.service_s(ceil_div(visit.boxes, parcels))
        if end - depart > self.hold_s(request.centre_id, depot.site_id) or not self._open(
            request.centre_id, arrive, end, visit.day
        ):
            return -1
        p = self.inputs.parameters
        mass = ceil_div(visit.boxes * self.box.loaded_g * p.courier_vnd_kg, 1_000)
        return parcels * p.courier_fixed_vnd + mass

    def hold_s(self, centre_id: str, depot_id: str) -> int:
        """Return how long the box holds on the way from a depot to a centre, or may be closed for."""
        places = [self.inputs.network.place(depot_id), self.inputs.network.place(centre_id)]
        month = self.inputs.calendar.week.monday.month
        design_c = design_ambient_c(self.inputs.climate, places, month)
        held_s = hold_time_s(self.box, design_c, self.inputs.parameters)
        return min(held_s, self.inputs.reserve.ride_s.get(centre_id, held_s))

    def _open(self, centre_id: str, arrive: int, end: int, day: date) -> bool:
        start = self.inputs.calendar.week.start_s(day)
        return any(
            start + w.opens_s <= arrive and end <= start + w.closes_s
            for w in self.inputs.network.centre(centre_id).windows
        )
