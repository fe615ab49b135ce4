"""What every lot of a plan is expected to live through, from arrival in the chain to a refrigerator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.coldchain.history import STORE_C, LotHistory, Span, constant_span
from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.inputs import WeekInputs
from distribution.plan import Drop, Transfer, WeeklyPlan


def plan_histories(plan: WeeklyPlan, inputs: WeekInputs, *, anomaly_c: float = 0.0) -> tuple[LotHistory, ...]:
    """Return the history of every lot for every place that receives it.

    A history begins when the lot arrives in this week, or on Monday with what the stores hold; it goes on
    with the transfer that brought the lot to the depot in time, the stay there, and the ride.  What a lot
    lived through before is not known.  Products that do not travel at 2–8 °C are told of their ride only
    as far as the plan packs them with the others.
    """
    rides = predicted_rides(plan, inputs, anomaly_c=anomaly_c)
    begins = {
        (a.site_id, a.lot_id): plan.week.start_s(a.day) for a in inputs.arrivals if a.day in plan.week.days
    }
    found = []
    for departure_id, origin_id, destination_id, end_s, drops in _handovers(plan):
        ride = rides.get(departure_id)
        if ride is None:
            continue
        for drop in drops:
            before = _before(drop, origin_id, ride.start_s, plan, rides, begins)
            spans = (*before, _ride_span(ride, destination_id, end_s))
            found.append(
                LotHistory(
                    lot_id=drop.lot_id,
                    product_id=drop.product_id,
                    destination_id=destination_id,
                    spans=spans,
                )
            )
    return tuple(found)


def _handovers(plan: WeeklyPlan) -> Iterator[tuple[str, str, str, int, tuple[Drop, ...]]]:
    for route in plan.routes:
        for stop in route.stops:
            yield route.route_id, route.depot_id, stop.centre_id, stop.depart_s, stop.drops
    for parcel in plan.consignments:
        yield parcel.consignment_id, parcel.depot_id, parcel.centre_id, parcel.end_s, parcel.drops


def _before(
    drop: Drop,
    place_id: str,
    until_s: int,
    plan: WeeklyPlan,
    rides: Mapping[str, RideTemperature],
    begins: Mapping[tuple[str, str], int],
) -> tuple[Span, ...]:
    """Return stays and trunk rides before a time at a place, first to last."""
    run = _brought(drop, place_id, until_s, plan)
    if run is None or run.transfer_id not in rides:
        start_s = min(begins.get((place_id, drop.lot_id), 0), until_s)
        return (constant_span(place_id, start_s, until_s, STORE_C),) if start_s < until_s else ()
    ride = rides[run.transfer_id]
    stay = constant_span(place_id, run.arrive_s, until_s, STORE_C)
    earlier = _before(drop, run.origin_id, ride.start_s, plan, rides, begins)
    return (*earlier, _ride_span(ride, place_id, run.arrive_s), stay)


def _brought(drop: Drop, place_id: str, until_s: int, plan: WeeklyPlan) -> Transfer | None:
    runs = [
        run
        for run in plan.transfers
        if run.destination_id == place_id
        and run.available_s <= until_s
        and any(d.lot_id == drop.lot_id for d in run.drops)
    ]
    return max(runs, key=lambda run: run.available_s, default=None)


def _ride_span(ride: RideTemperature, place_id: str, end_s: int) -> Span:
    count = max(1, min(len(ride.air_c), -(-(end_s - ride.start_s) // ride.step_s)))
    return Span(
        place=place_id,
        start_s=ride.start_s,
        step_s=float(ride.step_s),
        coldest_c=tuple(ride.coldest_c[:count].tolist()),
        warmest_c=tuple(ride.warmest_c[:count].tolist()),
    )
