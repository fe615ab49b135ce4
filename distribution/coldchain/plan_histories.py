"""What every lot of a plan is expected to live through, from arrival in the chain to a refrigerator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from distribution.coldchain.history import STORE_C, LotHistory, Span, constant_span
from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.plan import Drop, Transfer, WeeklyPlan
from distribution.vaccines import TemperatureBand


def plan_histories(plan: WeeklyPlan, inputs: WeekInputs, *, anomaly_c: float = 0.0) -> tuple[LotHistory, ...]:
    """Return the history of every lot for every place that receives it.

    A history begins when the lot arrives in this week, or on Monday with what the stores hold; it goes on
    with the transfer that brought the lot to the depot in time, the stay there, and the ride.  What a lot
    lived through before is not known.  A product that stays frozen down to the last hub begins its history
    when it thaws there.
    """
    rides = predicted_rides(plan, inputs, anomaly_c=anomaly_c)
    past = _Past(plan, inputs, rides)
    return tuple(
        LotHistory(
            lot_id=drop.lot_id,
            product_id=drop.product_id,
            destination_id=destination_id,
            spans=(
                *past.before(drop, origin_id, rides[departure_id].start_s),
                _ride_span(rides[departure_id], destination_id, end_s),
            ),
        )
        for departure_id, origin_id, destination_id, end_s, drops in _handovers(plan)
        if departure_id in rides
        for drop in drops
    )


def _handovers(plan: WeeklyPlan) -> Iterator[tuple[str, str, str, int, tuple[Drop, ...]]]:
    for route in plan.routes:
        for stop in route.stops:
            yield route.route_id, route.depot_id, stop.centre_id, stop.depart_s, stop.drops
    for parcel in plan.consignments:
        yield parcel.consignment_id, parcel.depot_id, parcel.centre_id, parcel.end_s, parcel.drops


class _Past:
    """Where each lot was before a departure: its stays and trunk rides, looked up once."""

    def __init__(self, plan: WeeklyPlan, inputs: WeekInputs, rides: Mapping[str, RideTemperature]) -> None:
        self._inputs, self._rides = inputs, rides
        week = plan.week
        self._begins = {
            (a.site_id, a.lot_id): week.start_s(a.day) for a in inputs.arrivals if a.day in week.days
        }
        self._runs: dict[tuple[str, str], list[Transfer]] = defaultdict(list)
        for run in plan.transfers:
            for lot_id in {drop.lot_id for drop in run.drops}:
                self._runs[run.destination_id, lot_id].append(run)

    def before(self, drop: Drop, place_id: str, until_s: int) -> tuple[Span, ...]:
        """Return stays and trunk rides before a time at a place, first to last."""
        in_time = [run for run in self._runs[place_id, drop.lot_id] if run.available_s <= until_s]
        run = max(in_time, key=lambda run: run.available_s, default=None)
        if run is None or run.transfer_id not in self._rides:
            start_s = min(self._begins.get((place_id, drop.lot_id), 0), until_s)
            return self._stay(drop, place_id, start_s, until_s)
        ride = self._rides[run.transfer_id]
        stay = self._stay(drop, place_id, run.arrive_s, until_s)
        earlier = self.before(drop, run.origin_id, ride.start_s)
        on_road = () if self._frozen(drop, place_id) else (_ride_span(ride, place_id, run.arrive_s),)
        return (*earlier, *on_road, *stay)

    def _frozen(self, drop: Drop, place_id: str) -> bool:
        """Whether a product is still frozen at a place, and on its way there: down to the last hub."""
        band = self._inputs.vaccines[drop.product_id].band
        frozen = band in (TemperatureBand.FROZEN, TemperatureBand.ULTRA)
        return frozen and self._inputs.network.site(place_id).kind is not SiteKind.DEPOT

    def _stay(self, drop: Drop, place_id: str, start_s: int, until_s: int) -> tuple[Span, ...]:
        if start_s >= until_s or self._frozen(drop, place_id):
            return ()
        return (constant_span(place_id, start_s, until_s, STORE_C),)


def _ride_span(ride: RideTemperature, place_id: str, end_s: int) -> Span:
    count = max(1, min(len(ride.air_c), -(-(end_s - ride.start_s) // ride.step_s)))
    return Span(
        place=place_id,
        start_s=ride.start_s,
        step_s=float(ride.step_s),
        coldest_c=tuple(ride.coldest_c[:count].tolist()),
        warmest_c=tuple(ride.warmest_c[:count].tolist()),
    )
