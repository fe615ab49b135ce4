"""What the loads of a plan are expected to live through on their way, with what happens when."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from distribution.coldchain.ambient import day_spread_c
from distribution.coldchain.limits import BANDS_C, FREEZE_C
from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.vaccines import TemperatureBand
from operations.plots.route_temperature import LoadTrace, Mark

HOT_DAY_SHARE = 0.9  # a hot day is hotter than nine tenths of the month's days, a cool one cooler


def load_traces(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> tuple[LoadTrace, ...]:
    """Return a trace of every departure with a thermal model, nearest to its limits first."""
    swing_c = _swing_c(plan, inputs)
    mean = predicted_rides(plan, inputs)
    hot = predicted_rides(plan, inputs, anomaly_c=swing_c)
    cool = predicted_rides(plan, inputs, anomaly_c=-swing_c)
    traces = [_trace(mean[d], hot[d], cool[d], plan, inputs, lang) for d in mean if len(mean[d].air_c) > 1]
    return tuple(sorted(traces, key=lambda trace: (_room_c(trace), trace.name)))


def _swing_c(plan: WeeklyPlan, inputs: WeekInputs) -> float:
    """Return how much hotter than the mean day a hot day of the month is, mean of the stations."""
    month = plan.week.monday.month
    spreads = [day_spread_c(row) for row in inputs.climate if row.month == month]
    return NormalDist().inv_cdf(HOT_DAY_SHARE) * float(np.mean(spreads)) if spreads else 0.0


def _room_c(trace: LoadTrace) -> float:
    """Return how many °C a load keeps from the nearer end of its band, on a cool or a hot day."""
    return float(min(trace.high_c - trace.hot_c.max(), trace.cool_c.min() - trace.low_c))


def _trace(
    mean: RideTemperature,
    hot: RideTemperature,
    cool: RideTemperature,
    plan: WeeklyPlan,
    inputs: WeekInputs,
    lang: str,
) -> LoadTrace:
    low_c, high_c = BANDS_C[TemperatureBand.COLD]
    return LoadTrace(
        departure_id=mean.departure_id,
        name=departure_name(mean.departure_id, plan, inputs),
        start=plan.week.moment(mean.start_s),
        step_s=mean.step_s,
        coldest_c=mean.coldest_c,
        warmest_c=mean.warmest_c,
        air_c=mean.air_c,
        hot_c=hot.warmest_c,
        cool_c=cool.coldest_c,
        low_c=low_c,
        high_c=high_c,
        freeze_c=FREEZE_C,
        marks=_marks(mean, plan, lang),
    )


def departure_name(departure_id: str, plan: WeeklyPlan, inputs: WeekInputs) -> str:
    """Return a departure's number with the depot of a route, or both ends of a transfer or consignment."""
    network = inputs.network
    ends = {r.route_id: network.name(r.depot_id) for r in plan.routes}
    ends |= {
        t.transfer_id: f"{network.name(t.origin_id)} → {network.name(t.destination_id)}"
        for t in plan.transfers
    }
    ends |= {
        c.consignment_id: f"{network.name(c.depot_id)} → {network.name(c.centre_id)}"
        for c in plan.consignments
    }
    return f"{departure_id} · {ends[departure_id]}"


def _marks(ride: RideTemperature, plan: WeeklyPlan, lang: str) -> tuple[Mark, ...]:
    """Return closing, departure, breaks and stops, in time, as far as the load is still on board."""
    found = [(ride.start_s, say("plot.closed", lang)), *_events(ride.departure_id, plan, lang)]
    end_s = ride.start_s + ride.step_s * len(ride.air_c)
    marks = sorted((at, text) for at, text in found if ride.start_s <= at <= end_s)
    return tuple(Mark(at=plan.week.moment(at), text=text) for at, text in marks)


def _events(departure_id: str, plan: WeeklyPlan, lang: str) -> list[tuple[int, str]]:
    """Return what happens on the way: of a route, a transfer or a consignment."""
    found: list[tuple[int, str]] = []
    for route in plan.routes:
        if route.route_id == departure_id:
            found.append((route.depart_s, say("plot.depart", lang)))
            found += [(pause.start_s, say("plot.break", lang)) for pause in route.pauses]
            found += [(stop.start_s, str(number)) for number, stop in enumerate(route.stops, start=1)]
    straight = [(t.transfer_id, t.depart_s, t.arrive_s) for t in plan.transfers]
    straight += [(c.consignment_id, c.depart_s, c.arrive_s) for c in plan.consignments]
    for one, depart_s, arrive_s in straight:
        if one == departure_id:
            found += [(depart_s, say("plot.depart", lang)), (arrive_s, say("plot.arrive", lang))]
    return found
