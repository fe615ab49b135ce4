"""A0: whatever a plan names exists in its question."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.travel import TravelTable


def names_known(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Every place, product, lot, vehicle, driver, box and lane of the plan is one of the inputs."""
    del travel
    known = {
        "centre": {c.centre_id for c in inputs.network.centres},
        "site": {s.site_id for s in inputs.network.sites},
        "lane": {lane.lane_id for lane in inputs.network.lanes},
        "product": set(inputs.vaccines),
        "lot": set(inputs.lots),
        "type": {t.type_id for t in inputs.fleet.types},
        "box": {b.box_id for b in inputs.fleet.boxes},
        "vehicle": {v.vehicle_id for v in inputs.fleet.vehicles},
        "driver": {d.driver_id for d in inputs.fleet.drivers},
    }
    return tuple(
        _violation(kind, name, departure_id)
        for kind, name, departure_id in sorted(set(_names(plan, inputs)))
        if name not in known[kind]
    )


def _names(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, departure) of all that a plan names; a lot of another product is unknown too."""
    for route in plan.routes:
        here = route.route_id
        yield from (("site", route.depot_id, here), ("box", route.box_id, here))
        yield from (("vehicle", route.vehicle_id, here), ("type", route.type_id, here))
        yield from (("driver", driver_id, here) for driver_id in route.driver_ids)
        for drive in route.legs:
            for place_id in (drive.origin_id, drive.destination_id):
                yield "site" if place_id == route.depot_id else "centre", place_id, here
        for stop in route.stops:
            yield "centre", stop.centre_id, here
            yield from _goods(stop.drops, here, inputs)
    for parcel in plan.consignments:
        here = parcel.consignment_id
        yield from (("site", parcel.depot_id, here), ("centre", parcel.centre_id, here))
        yield "box", parcel.box_id, here
        yield from _goods(parcel.drops, here, inputs)
    for run in plan.transfers:
        here = run.transfer_id
        yield from (("site", run.origin_id, here), ("site", run.destination_id, here))
        yield from (("lane", run.lane_id, here), ("box", run.box_id, here))
        yield from ((kind, name, here) for kind, name in _trunk(run.vehicle_id, run.type_id) if name)
        yield from (("driver", driver_id, here) for driver_id in run.driver_ids)
        yield from _goods(run.drops, here, inputs)
    yield from (("centre", r.centre_id, "") for r in plan.requirements)
    yield from (("product", r.product_id, "") for r in plan.requirements)
    yield from (("centre", entry.centre_id, "") for entry in plan.unserved)


def _trunk(vehicle_id: str | None, type_id: str | None) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("vehicle", vehicle_id or ""), ("type", type_id or "")


def _goods(drops: tuple[Drop, ...], departure_id: str, inputs: WeekInputs) -> Iterator[tuple[str, str, str]]:
    for drop in drops:
        lot = inputs.lots.get(drop.lot_id)
        own = lot is None or lot.product_id == drop.product_id
        yield "product", drop.product_id, departure_id
        yield "lot", drop.lot_id if own else f"{drop.product_id}/{drop.lot_id}", departure_id


def _violation(kind: str, name: str, departure_id: str) -> Violation:
    return Violation(
        rule="A0",
        subject_id=name,
        route_id=departure_id or None,
        key=f"unknown_{kind}",
        amount=1,
    )
