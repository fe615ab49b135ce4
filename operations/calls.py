"""From routes and consignments to departures with packs: what must leave which depot, when, for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from distribution.errors import EngineError
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Route
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.transfers.departure import Call, Departure
from solvers.visits import CentreRequest, Visit


def departures_of(
    inputs: WeekInputs,
    problem: RoutingProblem,
    solution: RoutingSolution,
    requests: Sequence[CentreRequest],
    routes: Sequence[Route],
    consignments: Sequence[Consignment],
) -> tuple[Departure, ...]:
    """Return the departures of a routing answer, in order of time, with the packs of every call."""
    visits = _visits_made(problem, solution, requests)
    # a trial may break rules: two trips of a vehicle that leave at once are told apart by their stops
    owner = problem.tables.visit["client"]
    choices = {
        (
            problem.vehicle_ids[c.vehicle],
            c.depart_s,
            tuple(problem.centre_ids[owner[v]] for v in c.visits),
        ): c
        for c in solution.routes
    }
    found = []
    for route in routes:
        choice = choices[route.vehicle_id, route.depart_s, tuple(s.centre_id for s in route.stops)]
        days = [problem.visit_days[v] for v in choice.visits]
        calls = tuple(
            Call(centre_id=s.centre_id, arrive_s=s.start_s, packs=visits[s.centre_id, day].packs)
            for s, day in zip(route.stops, days, strict=True)
        )
        found.append(
            Departure(
                departure_id=route.route_id, depot_id=route.depot_id, depart_s=route.depart_s, calls=calls
            )
        )
    found.extend(_parcels(inputs, visits, consignments))
    return tuple(sorted(found, key=lambda d: (d.depart_s, d.departure_id)))


def _visits_made(
    problem: RoutingProblem, solution: RoutingSolution, requests: Sequence[CentreRequest]
) -> dict[tuple[str, date], Visit]:
    """Return the visits that are made, by centre and day.

    Raises
    ------
    EngineError
        When the answer makes visits of two patterns of a centre, or only some of one.
    """
    t = problem.tables
    made = [v for r in solution.routes for v in r.visits] + [v for v, _ in solution.couriers]
    days: dict[tuple[str, int], set[date]] = defaultdict(set)
    for visit in made:
        client = int(t.visit["client"][visit])
        pattern = int(t.visit["pattern"][visit]) - int(t.client["first"][client])
        days[problem.centre_ids[client], pattern].add(problem.visit_days[visit])
    patterns = {r.centre_id: r.patterns for r in requests}
    found: dict[tuple[str, date], Visit] = {}
    for (centre_id, pattern), called in sorted(days.items()):
        visits = {v.day: v for v in patterns[centre_id][pattern].visits}
        if set(visits) != called or any((centre_id, day) in found for day in called):
            raise EngineError(f"{centre_id}: visits on {sorted(called)} are no day pattern")
        found.update({(centre_id, day): visit for day, visit in visits.items()})
    return found


def _parcels(
    inputs: WeekInputs, visits: Mapping[tuple[str, date], Visit], consignments: Sequence[Consignment]
) -> list[Departure]:
    """Share a visit's packs among its parcels by the boxes of each, whole packs, largest first."""
    week = inputs.calendar.week
    groups: dict[tuple[str, date], list[Consignment]] = defaultdict(list)
    for parcel in consignments:
        groups[parcel.centre_id, week.day_of(parcel.arrive_s)].append(parcel)
    found = []
    for key, parcels in sorted(groups.items()):
        for parcel, packs in zip(parcels, _shares(inputs, visits[key], parcels), strict=True):
            call = Call(centre_id=parcel.centre_id, arrive_s=parcel.arrive_s, packs=packs)
            found.append(
                Departure(
                    departure_id=parcel.consignment_id,
                    depot_id=parcel.depot_id,
                    depart_s=parcel.depart_s,
                    calls=(call,),
                )
            )
    return found


def _shares(inputs: WeekInputs, visit: Visit, parcels: Sequence[Consignment]) -> list[dict[str, int]]:
    p = inputs.parameters
    box = inputs.fleet.box(parcels[0].box_id)
    room = [c.boxes * int(box.vaccine_ml * p.box_packing_fraction) for c in parcels]
    value = [p.courier_value_cap_vnd for _ in parcels]
    shares: list[dict[str, int]] = [{} for _ in parcels]
    by_size = sorted(visit.packs, key=lambda i: (-inputs.vaccines[i].pack_ml, i))
    for product_id in by_size:
        vaccine = inputs.vaccines[product_id]
        worth = vaccine.price_vnd * vaccine.pack_doses
        for _ in range(visit.packs[product_id]):
            fitting = [
                i for i in range(len(parcels)) if room[i] >= vaccine.pack_ml and value[i] >= worth
            ] or [max(range(len(parcels)), key=lambda i: room[i])]
            at = max(fitting, key=lambda i: (room[i], -i))
            room[at] -= vaccine.pack_ml
            value[at] -= worth
            shares[at][product_id] = shares[at].get(product_id, 0) + 1
    return [dict(sorted(share.items())) for share in shares]
