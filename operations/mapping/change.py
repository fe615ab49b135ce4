"""What a plan changes against an earlier one, as its map shows it."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.plan import WeeklyPlan
from distribution.units import km_from_m
from maps.change import Change, EarlierLeg, EarlierVisit
from operations.difference.plans import centre_moves
from operations.difference.visits import Visit, visits_of
from operations.plan_folder import Judged


def change_since(earlier: WeeklyPlan, judged: Judged, earlier_cost_vnd: int | None = None) -> Change:
    """Return what moved from an earlier plan to a judged one, weekday by weekday.

    The weeks may differ.  Places that the network no longer has are left out of the lines drawn.
    """
    plan = judged.plan
    moves = centre_moves(visits_of(earlier), visits_of(plan))
    known = set(judged.inputs.network.place_ids)
    return Change(
        plan_id=earlier.plan_id,
        week=str(earlier.week),
        figures={
            "map.figure.served": (_served(earlier), _served(plan)),
            "map.figure.doses": (_doses(earlier), _doses(plan)),
            "map.figure.cost": (earlier_cost_vnd, judged.costs.total_vnd),
            "indicator.routes": (len(earlier.routes), len(plan.routes)),
            "indicator.couriers": (len(earlier.consignments), len(plan.consignments)),
            "indicator.nights": (_nights(earlier), _nights(plan)),
            "indicator.distance_m": (_km(earlier), _km(plan)),
        },
        kinds={move.centre_id: move.kinds for move in moves},
        visits={
            move.centre_id: tuple(_visit(visit, judged) for visit in move.before)
            for move in moves
            if move.centre_id in known
        },
        legs=tuple(_legs(earlier, judged, known)),
    )


def _visit(visit: Visit, judged: Judged) -> EarlierVisit:
    network = judged.inputs.network
    depot = network.name(visit.origin_id) if visit.origin_id in network.place_ids else visit.origin_id
    return EarlierVisit(
        at_s=round(visit.at.total_seconds()), vehicle=visit.vehicle_id, depot=depot, doses=visit.doses
    )


def _legs(earlier: WeeklyPlan, judged: Judged, known: set[str]) -> Iterator[EarlierLeg]:
    profiles = {kind.type_id: kind.profile for kind in judged.inputs.fleet.types}
    for route in earlier.routes:
        for way in route.legs:
            if route.type_id in profiles and {way.origin_id, way.destination_id} <= known:
                yield EarlierLeg(
                    places=judged.paths.line(profiles[route.type_id], way.origin_id, way.destination_id),
                    depart_s=way.depart_s,
                    arrive_s=way.arrive_s,
                )


def _served(plan: WeeklyPlan) -> int:
    return len(plan.served & {r.centre_id for r in plan.requirements if r.need_doses > 0})


def _doses(plan: WeeklyPlan) -> int:
    return sum(r.delivered_doses for r in plan.requirements)


def _nights(plan: WeeklyPlan) -> int:
    return sum(route.nights for route in plan.routes)


def _km(plan: WeeklyPlan) -> float:
    return km_from_m(sum(route.distance_m for route in plan.routes))
