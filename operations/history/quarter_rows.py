"""A night's allocation as rows: what each centre is to receive of which lot, and what moves between sites."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distribution.quarter import Horizon, QuarterAllocation


def issue_rows(allocation: QuarterAllocation) -> list[dict[str, Any]]:
    """Return the rows of the table ``issues``; a period is its first day and the day after it."""
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
            "received_day": _start(horizon, movement.received_period),
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


def _days(horizon: Horizon, period: int) -> dict[str, date]:
    return {"start_day": _start(horizon, period), "end_day": _start(horizon, period + 1)}


def _start(horizon: Horizon, period: int) -> date:
    """Return the first day of a period; what is received after the horizon is so on its end."""
    return horizon.starts[period] if period < len(horizon) else horizon.end
