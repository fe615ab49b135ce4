"""Lots for every departure, and the transfers that bring them where they are needed."""

from __future__ import annotations

from distribution.inputs import WeekInputs
from distribution.plan import Route
from distribution.travel import TravelTable
from solvers.transfers.departure import Call, Departure, LotsOutcome, Shortfall
from solvers.transfers.passing import pass_week

__all__ = ["Call", "Departure", "LotsOutcome", "Shortfall", "assign_lots"]


def assign_lots(
    inputs: WeekInputs,
    travel: TravelTable,
    departures: tuple[Departure, ...],
    routes: tuple[Route, ...] = (),
) -> LotsOutcome:
    """Return lots for every call (first expired, first out), transfers and shortfalls.

    ``routes`` with their crews tell which drivers are taken.
    """
    del travel, routes
    passed = pass_week(inputs, departures, ())
    return LotsOutcome(drops=passed.drops, transfers=passed.transfers, shortfalls=passed.shortfalls)
