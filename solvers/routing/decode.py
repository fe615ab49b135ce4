"""From integers back to routes, consignments and centres left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Leg, Packing, Pause, Route, Stop, Unserved
from distribution.travel import TravelTable
from distribution.units import ceil_div
from solvers.routing.couriers import CourierRules
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Trip, names, trip
from solvers.routing.tables import NEVER

PAUSES = {1: "break", 2: "rest"}


def decode(
    problem: RoutingProblem, solution: RoutingSolution, inputs: WeekInputs, travel: TravelTable
) -> tuple[tuple[Route, ...], tuple[Consignment, ...], tuple[Unserved, ...]]:
    """Return routes (drivers and drops still empty), consignments and centres left out.

    Routes and consignments are sorted by departure and numbered in that order.
    """
    routes = sorted(
        (_route(problem, choice, inputs, travel) for choice in solution.routes),
        key=lambda r: (r.depart_s, r.depot_id, r.vehicle_id),
    )
    sent = sorted(
        (c for visit, depot in solution.couriers for c in _consignments(problem, visit, depot, inputs)),
        key=lambda c: (c.depart_s, c.depot_id, c.centre_id),
    )
    return (
        tuple(replace(r, route_id=f"R-{i:03d}") for i, r in enumerate(routes, 1)),
        tuple(replace(c, consignment_id=f"C-{i:03d}") for i, c in enumerate(sent, 1)),
        tuple(_unserved(problem, solution)),
    )


def packs_of(problem: RoutingProblem, solution: RoutingSolution) -> dict[tuple[str, int], int]:
    """Return, for each centre and day of the week clock, the index of the visit that is made."""
    t = problem.tables
    made = [v for r in solution.routes for v in r.visits] + [v for v, _ in solution.couriers]
    return {(problem.centre_ids[t.visit["client"][v]], int(t.visit["day"][v])): v for v in made}


def _route(problem: RoutingProblem, choice: RouteChoice, inputs: WeekInputs, travel: TravelTable) -> Route:
    t, when = problem.tables, trip(problem, choice)
    kind = int(t.vehicle_kind[choice.vehicle])
    depot_id = problem.depot_ids[t.kind["depot"][kind]]
    return Route(
        route_id="",
        vehicle_id=problem.vehicle_ids[choice.vehicle],
        type_id=problem.kind_type_ids[kind],
        depot_id=depot_id,
        driver_ids=(),
        day=problem.week.day_of(choice.depart_s),
        load_start_s=choice.depart_s - inputs.parameters.loading_s,
        depart_s=choice.depart_s,
        return_s=when.return_s,
        packing=Packing.ACTIVE if when.active else Packing.PASSIVE,
        box_id=problem.kind_box_ids[kind],
        stops=tuple(
            Stop(
                centre_id=problem.centre_ids[t.visit["client"][visit]],
                arrive_s=when.arrive_s[i],
                start_s=when.start_s[i],
                depart_s=when.leave_s[i],
                boxes=int(t.visit["boxes"][visit]),
            )
            for i, visit in enumerate(choice.visits)
        ),
        legs=_legs(problem, choice, when, inputs, travel),
        pauses=tuple(
            Pause(kind=PAUSES[kind], leg=leg, at_stop=bool(at_stop), start_s=start, end_s=end)
            for kind, leg, at_stop, start, end in when.pauses
        ),
    )


def _legs(
    problem: RoutingProblem, choice: RouteChoice, when: Trip, inputs: WeekInputs, travel: TravelTable
) -> tuple[Leg, ...]:
    t = problem.tables
    kind = int(t.vehicle_kind[choice.vehicle])
    profile = travel.profiles[inputs.fleet.type(problem.kind_type_ids[kind]).profile]
    home = problem.depot_ids[t.kind["depot"][kind]]
    calls = [home, *(problem.centre_ids[t.visit["client"][v]] for v in choice.visits), home]
    departs = (choice.depart_s, *when.leave_s)
    legs = []
    for i, (origin, destination) in enumerate(pairwise(calls)):
        a, b = travel.index(origin), travel.index(destination)
        legs.append(
            Leg(
                origin_id=origin,
                destination_id=destination,
                depart_s=departs[i],
                arrive_s=when.arrive_s[i],
                distance_m=int(profile.distance_m[a, b]),
                driving_s=when.driving_s[i],
                ferry_s=int(profile.ferry_s[a, b]),
            )
        )
    return tuple(legs)


def _consignments(
    problem: RoutingProblem, visit: int, depot: int, inputs: WeekInputs
) -> tuple[Consignment, ...]:
    """Split a visit into as few consignments as the courier's limits allow, boxes spread evenly."""
    t, rules = problem.tables, CourierRules(inputs)
    boxes, day = int(t.visit["boxes"][visit]), problem.visit_days[visit]
    site = inputs.network.site(problem.depot_ids[depot])
    centre_id = problem.centre_ids[t.visit["client"][visit]]
    parcels, arrive = rules.parcels(boxes, int(t.visit["vnd"][visit])), rules.arrive_s(centre_id, day)
    if parcels is None or arrive is None:
        raise ValueError(f"visit {visit} cannot be sent by courier")
    made, left = [], boxes
    for i in range(parcels):
        share = ceil_div(left, parcels - i)
        left -= share
        made.append(
            Consignment(
                consignment_id="",
                depot_id=site.site_id,
                centre_id=centre_id,
                box_id=rules.box.box_id,
                boxes=share,
                depart_s=rules.depart_s(site, day),
                arrive_s=arrive,
                end_s=arrive + rules.service_s(share),
            )
        )
    return tuple(made)


def _unserved(problem: RoutingProblem, solution: RoutingSolution) -> list[Unserved]:
    """Return the centres left out with the bare reason; ``explain`` proves it and seeks a remedy."""
    t = problem.tables
    rows = []
    for client in solution.unserved:
        reason = (names(solution.blocked.get(client, 0)) or ["no_vehicle"])[0]
        if all(t.ready_day[client] == NEVER):
            reason = "no_depot"
        rows.append((problem.centre_ids[client], reason, "not_found"))
    rows += [(centre_id, reason, "proved") for centre_id, reason in problem.not_asked]

    return [
        Unserved(centre_id=centre_id, reason=reason, proof=proof, doses=0)
        for centre_id, reason, proof in sorted(rows)
    ]
