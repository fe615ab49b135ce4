"""A logged trip beside the plan: excursions by leg with the rule they break, measured against expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.coldchain.exposure import Excursion, excursions
from distribution.coldchain.limits import FreezeRule, Limits, limits_of
from distribution.coldchain.loads import departure_drops
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import RideTemperature
from distribution.coldchain.series_facts import DEFAULT_LIMITS
from distribution.errors import Fault, InputError
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.units import MINUTE_S
from distribution.vaccines import Vaccine

LEAST_OVERLAP = 0.5  # of a ride must be logged; less is another trip or a wrong clock: assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class TripPart:
    """Loading, a leg or a stop of a departure, on the week clock."""

    kind: str
    origin_id: str
    destination_id: str
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLog:
    """What the logger read in one part: extremes (°C; None without a reading) and excursions."""

    part: TripPart
    least_c: float | None
    most_c: float | None
    excursions: tuple[Excursion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Measured less expected, °C: mean, root mean square and greatest, over ``readings``."""

    bias_c: float
    rms_c: float
    greatest_c: float
    readings: int


def trip_parts(plan: WeeklyPlan, departure_id: str) -> tuple[TripPart, ...]:
    """Return loading, legs and stops of a departure while it carries goods.

    Raises
    ------
    InputError
        When the plan has no such departure.
    """
    for route in plan.routes:
        if route.route_id == departure_id:
            depot = route.depot_id
            parts = [_part("loading", depot, depot, route.load_start_s, route.depart_s)]
            for stop, leg in zip(route.stops, route.legs, strict=False):
                parts.append(_part("leg", leg.origin_id, stop.centre_id, leg.depart_s, stop.arrive_s))
                parts.append(_part("stop", stop.centre_id, stop.centre_id, stop.arrive_s, stop.depart_s))
            return tuple(parts)
    for parcel in plan.consignments:
        if parcel.consignment_id == departure_id:
            return (_part("leg", parcel.depot_id, parcel.centre_id, parcel.depart_s, parcel.end_s),)
    for run in plan.transfers:
        if run.transfer_id == departure_id:
            return (_part("leg", run.origin_id, run.destination_id, run.depart_s, run.arrive_s),)
    raise _unknown(plan, departure_id)


def _unknown(plan: WeeklyPlan, departure_id: str) -> InputError:
    told = {"run": departure_id, "known": _known(plan)}
    return InputError([Fault(code="logger_no_run", file=plan.plan_id, arguments=told)])


def _part(kind: str, origin_id: str, destination_id: str, start_s: int, end_s: int) -> TripPart:
    return TripPart(
        kind=kind, origin_id=origin_id, destination_id=destination_id, start_s=start_s, end_s=end_s
    )


def _known(plan: WeeklyPlan) -> str:
    ids = [r.route_id for r in plan.routes] + [c.consignment_id for c in plan.consignments]
    ids += [t.transfer_id for t in plan.transfers]
    return ", ".join(ids[:8]) + (" …" if len(ids) > 8 else "")


def on_board(plan: WeeklyPlan, inputs: WeekInputs, departure_id: str) -> tuple[Vaccine, ...]:
    """Return the products that a departure carries, by id.

    Raises
    ------
    InputError
        When the plan has no such departure.
    """
    carried = departure_drops(plan)
    if departure_id not in carried:
        raise _unknown(plan, departure_id)
    drops = carried[departure_id]
    return tuple(inputs.vaccines[product_id] for product_id in sorted({d.product_id for d in drops}))


def strictest(goods: tuple[Vaccine, ...]) -> Limits:
    """Return the limits that all goods on board share: the narrowest band, and freezing if it harms any."""
    found = [limits_of(vaccine) for vaccine in goods] or [DEFAULT_LIMITS]
    harmed = any(limits.freeze.destroys for limits in found)
    return Limits(
        low_c=max(limits.low_c for limits in found),
        high_c=min(limits.high_c for limits in found),
        freeze=FreezeRule.DESTROYS if harmed else FreezeRule.TOLERATES,
    )


def logs_by_part(
    series: LoggedSeries, plan: WeeklyPlan, departure_id: str, limits: Limits
) -> tuple[PartLog, ...]:
    """Return what the logger read in each part of a departure.

    Raises
    ------
    InputError
        When the readings do not meet the departure: another trip, or a wrong clock.
    """
    parts = trip_parts(plan, departure_id)
    times_s = plan.week.time_s(series.first) + np.arange(len(series.celsius)) * series.step_s
    _require_overlap(series, times_s[0], times_s[-1], parts, plan)
    logs = []
    for part in parts:
        mine = series.celsius[(times_s >= part.start_s) & (times_s < part.end_s)]
        read = mine[~np.isnan(mine)]
        logs.append(
            PartLog(
                part=part,
                least_c=float(read.min()) if len(read) else None,
                most_c=float(read.max()) if len(read) else None,
                excursions=excursions(mine, series.step_s, limits),
            )
        )
    return tuple(logs)


def _require_overlap(
    series: LoggedSeries, first_s: float, last_s: float, parts: tuple[TripPart, ...], plan: WeeklyPlan
) -> None:
    start_s, end_s = parts[0].start_s, parts[-1].end_s
    logged_s = min(last_s, end_s) - max(first_s, start_s)
    if logged_s < LEAST_OVERLAP * (end_s - start_s):
        told = {
            "first": f"{series.first:%d/%m/%Y %H:%M}",
            "last": f"{series.last:%d/%m/%Y %H:%M}",
            "start": f"{plan.week.moment(start_s):%d/%m/%Y %H:%M}",
            "end": f"{plan.week.moment(end_s):%d/%m/%Y %H:%M}",
            "minutes": f"{(start_s - first_s) / MINUTE_S:.0f}",
        }
        raise InputError([Fault(code="logger_other_trip", file=series.source, arguments=told)])


def agreement(series: LoggedSeries, expected: RideTemperature, plan: WeeklyPlan) -> Agreement:
    """Return how far the readings are from the middle of what was expected, while the load was under way."""
    times_s = plan.week.time_s(series.first) + np.arange(len(series.celsius)) * series.step_s
    at_s = expected.start_s + (1 + np.arange(len(expected.air_c))) * expected.step_s
    middle_c = np.interp(times_s, at_s, (expected.coldest_c + expected.warmest_c) / 2)
    under_way = (times_s >= expected.start_s) & (times_s <= at_s[-1]) & ~np.isnan(series.celsius)
    gap = (series.celsius - middle_c)[under_way]
    return Agreement(
        bias_c=float(gap.mean()),
        rms_c=float(np.sqrt((gap**2).mean())),
        greatest_c=float(np.abs(gap).max()),
        readings=len(gap),
    )
