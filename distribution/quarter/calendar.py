"""Days and weeks of a quarter: when centres receive, when lanes run, when what has left is at hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.demand import LAST_DELIVERY_DAY, REFERENCE_DAY
from distribution.inputs import WeekInputs
from distribution.network import Lane, LaneMode, SiteKind
from distribution.quarter.answer import Horizon
from distribution.units import WEEK_DAYS

SAME_WEEK_DAYS = 3  # a lane whose goods are at hand within so many days still serves the same week
NO_TRAFFIC = ("none", "emergency")


def week_of(horizon: Horizon, period: int) -> int:
    """Return the week of the horizon in which a period lies, from 0."""
    return (horizon.starts[period] - horizon.starts[0]).days // WEEK_DAYS


def period_days(horizon: Horizon, period: int) -> tuple[date, ...]:
    """Return the days of a period."""
    start = horizon.starts[period]
    return tuple(start + timedelta(days=d) for d in range(horizon.days(period)))


def reference_day(horizon: Horizon, period: int) -> date:
    """Return the day that stands for a period: itself, or the fourth of a week."""
    return horizon.starts[period] + timedelta(days=min(REFERENCE_DAY, horizon.days(period) - 1))


def last_delivery_day(horizon: Horizon, period: int) -> date:
    """Return the last day of a period on which centres can receive: the strictest for life on arrival."""
    days = [d for d in period_days(horizon, period) if d.weekday() <= LAST_DELIVERY_DAY]
    return days[-1] if days else horizon.starts[period]


def period_at_hand(horizon: Horizon, day: date) -> int | None:
    """Return the period in which goods that are at hand on a day can first be sent on; None after the end."""
    for period in range(len(horizon)):
        if day <= reference_day(horizon, period):
            return period
    return None


def received_period(horizon: Horizon, period: int, days: int) -> int | None:
    """Return when what leaves in a period and takes so many days is at hand; None after the horizon."""
    if horizon.days(period) == 1:
        return period_at_hand(horizon, horizon.starts[period] + timedelta(days=days))
    weeks = 0 if days <= SAME_WEEK_DAYS else -(-days // WEEK_DAYS)
    return period + weeks if period + weeks < len(horizon) else None


def open_for_centres(inputs: WeekInputs, horizon: Horizon) -> NDArray[np.bool_]:
    """Return whether a centre can receive in a period, shape (centres, periods), in the forecast's order."""
    shut = {(c.centre_id, c.day) for c in inputs.calendar.closures}
    ids = inputs.forecast.centre_ids
    found = np.zeros((len(ids), len(horizon)), np.bool_)
    for period in range(len(horizon)):
        days = [d for d in period_days(horizon, period) if d.weekday() <= LAST_DELIVERY_DAY]
        days = [d for d in days if inputs.calendar.deliveries(d) not in NO_TRAFFIC]
        found[:, period] = [any((c, d) not in shut for d in days) for c in ids]
    return found


def lane_departures(inputs: WeekInputs, lane: Lane, horizon: Horizon) -> tuple[int, ...]:
    """Return on how many days of each period a lane runs.

    A site that has neither trucks of its own nor a flight, and serves no centre, sends nothing before
    the second week: the planned week has nobody to drive there.
    """
    ends = (
        lane.open_from,
        *(inputs.network.site(s).open_from for s in (lane.origin_id, lane.destination_id)),
    )
    opens = max((day for day in ends if day is not None), default=date.min)
    if _nobody_drives(inputs, lane):
        opens = max(opens, inputs.calendar.week.monday + timedelta(days=WEEK_DAYS))
    return tuple(
        sum(_runs(inputs, lane, day, opens) for day in period_days(horizon, period))
        for period in range(len(horizon))
    )


def _runs(inputs: WeekInputs, lane: Lane, day: date, opens: date) -> bool:
    return (
        day >= opens and day.weekday() in lane.weekdays and inputs.calendar.deliveries(day) not in NO_TRAFFIC
    )


def _nobody_drives(inputs: WeekInputs, lane: Lane) -> bool:
    kind = inputs.network.site(lane.origin_id).kind
    own = any(v.role == "trunk" and v.depot_id == lane.origin_id for v in inputs.fleet.vehicles)
    return lane.mode is not LaneMode.AIR and kind not in (SiteKind.HUB, SiteKind.DEPOT) and not own
