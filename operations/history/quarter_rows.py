"""A night's allocation as rows: what each centre is to receive of which lot, and what moves between sites.

What is planned by the day is a row a day.  Of what is planned by the week the rows have no days, so that the
history adds them up: weeks begin on another day every night.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distribution.quarter.answer import Horizon, Movement, QuarterAllocation


def issue_rows(allocation: QuarterAllocation) -> list[dict[str, Any]]:
    """Return the rows of the table ``issues``; a day is itself and the day after it."""
    return [
        {
            **_days(allocation.horizon, issue.period),
            "depot_id": issue.depot_id,
            "centre_id": issue.centre_id,
            "product_id": issue.product_id,
            "lot_id": issue.lot_id,
            "use_by": issue.use_by,
            "packs": issue.packs,
            "doses": issue.doses,
        }
        for issue in allocation.issues
    ]


def movement_rows(allocation: QuarterAllocation) -> list[dict[str, Any]]:
    """Return the rows of the table ``movements``."""
    horizon = allocation.horizon
    return [
        {
            **_days(horizon, movement.period),
            "received_day": _received(horizon, movement),
            "lane_id": movement.lane_id,
            "origin_id": movement.origin_id,
            "destination_id": movement.destination_id,
            "product_id": movement.product_id,
            "lot_id": movement.lot_id,
            "use_by": movement.use_by,
            "packs": movement.packs,
            "doses": movement.doses,
        }
        for movement in allocation.movements
    ]


def _days(horizon: Horizon, period: int) -> dict[str, date | None]:
    if horizon.days(period) > 1:
        return {"start_day": None, "end_day": None}
    return {"start_day": horizon.starts[period], "end_day": horizon.starts[period] + timedelta(days=1)}


def _received(horizon: Horizon, movement: Movement) -> date | None:
    """Return the first day on which goods that leave on a day are at hand; after the horizon, its end."""
    if horizon.days(movement.period) > 1:
        return None
    received = movement.received_period
    return horizon.starts[received] if received < len(horizon) else horizon.end
