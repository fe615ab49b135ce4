"""What moves: every route, consignment and transfer as the page shows it, and the lines it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from distribution.fleet import VehicleType
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES
from distribution.network import LaneMode, Place, SiteKind
from distribution.plan import Consignment, Drop, Leg, Pause, Route, Stop, Transfer, WeeklyPlan
from maps.colours import QUIET, vehicle_looks
from maps.facts import MapFacts, Paths
from maps.geometry import Feature, line

Run = dict[str, Any]

AIR_OR_COURIER = {"colour": QUIET, "dash": "1 7"}


def runs(plan: WeeklyPlan, inputs: WeekInputs, facts: MapFacts) -> list[Run]:
    """Return all runs in the order of their departure; its place there is its number in the page."""
    used = [*(r.vehicle_id for r in plan.routes), *(t.vehicle_id for t in plan.transfers if t.vehicle_id)]
    looks = vehicle_looks(used)
    drawn = [
        *(_route(route, inputs, facts) for route in plan.routes),
        *(_consignment(consignment, inputs, facts) for consignment in plan.consignments),
        *(_transfer(transfer, inputs, facts) for transfer in plan.transfers),
    ]
    for run in drawn:
        run.update(looks.get(run["vehicle"], AIR_OR_COURIER))
    return sorted(drawn, key=lambda run: (run["depart"], run["id"]))


def run_lines(drawn: Iterable[Run], inputs: WeekInputs, paths: Paths | None) -> list[Feature]:
    """Return one line for each leg, with the numbers of its run and leg: by road where one is known."""
    return [
        line(_along(run, leg, inputs, paths), {"run": number, "leg": index})
        for number, run in enumerate(drawn)
        for index, leg in enumerate(run["legs"])
    ]


def _along(run: Run, leg: dict[str, Any], inputs: WeekInputs, paths: Paths | None) -> Sequence[Place]:
    if paths is not None and run["profile"]:
        return paths(run["profile"], leg["from"], leg["to"])
    return (inputs.network.place(leg["from"]), inputs.network.place(leg["to"]))


def _route(route: Route, inputs: WeekInputs, facts: MapFacts) -> Run:
    vehicle_type = inputs.fleet.type(route.type_id)
    cold_until_s = facts.cold_until_s.get(route.route_id)
    # The last leg goes home empty: nothing on board can spoil.
    margins = [_margin(cold_until_s, leg.arrive_s) for leg in route.legs[:-1]]
    return {
        **_run(route.route_id, "route", route.depot_id, route.depart_s, route.return_s, facts),
        "vehicle": route.vehicle_id,
        "type": _called(vehicle_type),
        "profile": vehicle_type.profile,
        "drivers": [inputs.fleet.driver(d).name for d in route.driver_ids],
        "load": route.load_start_s,
        "packing": route.packing.value,
        "boxes": route.boxes,
        "positions": vehicle_type.box_positions,
        "metres": route.distance_m,
        "driving": route.driving_s,
        "nights": route.nights,
        "margin": _margin(cold_until_s, max(s.depart_s for s in route.stops)),
        "bands": _bands([drop for stop in route.stops for drop in stop.drops], inputs),
        "stops": [_stop(stop, inputs, cold_until_s) for stop in route.stops],
        "legs": [_leg(leg, margin) for leg, margin in zip(route.legs, [*margins, None], strict=True)],
        "pauses": _pauses(route.pauses),
    }


def _consignment(consignment: Consignment, inputs: WeekInputs, facts: MapFacts) -> Run:
    c = consignment
    cold_until_s = facts.cold_until_s.get(c.consignment_id)
    margin = _margin(cold_until_s, c.end_s)
    stop = Stop(
        centre_id=c.centre_id,
        arrive_s=c.arrive_s,
        start_s=c.arrive_s,
        depart_s=c.end_s,
        boxes=c.boxes,
        drops=c.drops,
    )
    return {
        **_run(c.consignment_id, "courier", c.depot_id, c.depart_s, c.end_s, facts),
        "load": c.depart_s,
        "packing": "passive",
        "margin": margin,
        "bands": _bands(c.drops, inputs),
        "stops": [_stop(stop, inputs, cold_until_s)],
        "legs": [
            {"from": c.depot_id, "to": c.centre_id, "t0": c.depart_s, "t1": c.arrive_s, "margin": margin}
        ],
    }


def _called(vehicle_type: VehicleType) -> dict[str, str]:
    return {lang: vehicle_type.called(lang) for lang in LANGUAGES}


def _transfer(transfer: Transfer, inputs: WeekInputs, facts: MapFacts) -> Run:
    t = transfer
    lane = next(lane for lane in inputs.network.lanes if lane.lane_id == t.lane_id)
    by_road = lane.mode is LaneMode.ROAD and t.type_id is not None
    margin = _margin(facts.cold_until_s.get(t.transfer_id), t.arrive_s)
    return {
        **_run(t.transfer_id, "transfer", t.origin_id, t.depart_s, t.arrive_s, facts),
        "vehicle": t.vehicle_id or "",
        "type": _called(inputs.fleet.type(t.type_id)) if t.type_id else {},
        "profile": inputs.fleet.type(t.type_id).profile if by_road and t.type_id else "",
        "drivers": [inputs.fleet.driver(d).name for d in t.driver_ids],
        "load": t.depart_s,
        "packing": t.packing.value,
        "metres": t.distance_m,
        "mode": lane.mode.value,
        "to": t.destination_id,
        "margin": margin,
        "available": t.available_s,
        "boxes": t.boxes,
        "bands": _bands(t.drops, inputs, frozen=inputs.network.site(t.destination_id).kind is SiteKind.HUB),
        "drops": _drops(t.drops),
        "legs": [
            {
                "from": t.origin_id,
                "to": t.destination_id,
                "t0": t.depart_s,
                "t1": t.arrive_s,
                "margin": margin,
            }
        ],
        "pauses": _pauses(t.pauses),
    }


def _run(run_id: str, kind: str, depot_id: str, depart_s: int, end_s: int, facts: MapFacts) -> Run:
    return {
        "id": run_id,
        "kind": kind,
        "depot": depot_id,
        "depart": depart_s,
        "end": end_s,
        "cost": facts.run_cost_vnd.get(run_id),
        "vehicle": "",
        "type": "",
        "profile": "",
        "drivers": [],
        "metres": 0,
        "nights": 0,
        "stops": [],
        "pauses": [],
    }


def _stop(stop: Stop, inputs: WeekInputs, cold_until_s: int | None) -> dict[str, Any]:
    return {
        "centre": stop.centre_id,
        "arrive": stop.arrive_s,
        "start": stop.start_s,
        "depart": stop.depart_s,
        "boxes": stop.boxes,
        "ml": sum(inputs.vaccines[d.product_id].pack_ml * d.packs for d in stop.drops),
        "margin": _margin(cold_until_s, stop.depart_s),
        "drops": _drops(stop.drops),
    }


def _bands(drops: Sequence[Drop], inputs: WeekInputs, *, frozen: bool = False) -> list[str]:
    """Return the bands of what a run carries; frozen goods stay so between hubs alone."""
    vaccines = [inputs.vaccines[product_id] for product_id in {drop.product_id for drop in drops}]
    return sorted({(vaccine.band if frozen else vaccine.delivered_band).value for vaccine in vaccines})


def _drops(drops: tuple[Drop, ...]) -> list[list[Any]]:
    return [[d.product_id, d.lot_id, d.use_by.isoformat(), d.packs, d.doses] for d in drops]


def _leg(leg: Leg, margin: int | None) -> dict[str, Any]:
    return {
        "from": leg.origin_id,
        "to": leg.destination_id,
        "t0": leg.depart_s,
        "t1": leg.arrive_s,
        "margin": margin,
    }


def _pauses(pauses: tuple[Pause, ...]) -> list[dict[str, Any]]:
    return [{"kind": p.kind, "t0": p.start_s, "t1": p.end_s, "road": not p.at_stop} for p in pauses]


def _margin(cold_until_s: int | None, end_s: int) -> int | None:
    return None if cold_until_s is None else cold_until_s - end_s
