"""Lots for every departure, and the transfers that bring them where they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from distribution.costing import transfer_cost
from distribution.inputs import WeekInputs
from distribution.network import Lane, LaneMode, SiteKind
from distribution.plan import Route, Transfer
from distribution.travel import TravelTable
from solvers.transfers.departure import Call, Departure
from solvers.transfers.judging import stores_hold
from solvers.transfers.loads import boxes_of, cover_packs, fitted, load_ml, short_packs, wanted
from solvers.transfers.lots_outcome import LotsOutcome, Shortfall
from solvers.transfers.own_trucks import OwnTrucks
from solvers.transfers.passing import Passed, PlannedRun, pass_week
from solvers.transfers.timetable import times

__all__ = ["Call", "Departure", "LotsOutcome", "Shortfall", "assign_lots"]

WORTHWHILE = 0.05  # of a lane's litres: no truck goes out for less, unless departures wait for it
SHARES = (1.0, 0.5, 0.25)  # a load that does not fit the store is tried smaller


def assign_lots(
    inputs: WeekInputs,
    travel: TravelTable,
    departures: tuple[Departure, ...],
    routes: tuple[Route, ...] = (),
) -> LotsOutcome:
    """Return lots for every call (first expired, first out), transfers and shortfalls.

    Lane by lane, at most one run each: first what has arrived upstream goes to the hubs, then hubs
    supply what departures miss, then depots are brought back to their cover.  Of the lanes between the
    same two sites, by road or by air, the one that leaves least uncovered goes first, then the cheapest.
    A run is kept only when every rule holds with it and nobody gets less.  ``routes`` with their crews
    tell which drivers are taken.
    """
    trunk, cover = OwnTrucks(inputs, travel, routes), cover_packs(inputs, travel)
    runs: tuple[PlannedRun, ...] = ()
    passed = pass_week(inputs, departures, runs)
    for abreast in _lanes(inputs):
        left = list(abreast)
        while left:
            options = [
                option
                for lane in left
                if (option := _option(inputs, travel, departures, lane, trunk, runs, passed, cover))
            ]
            if not options:
                break
            best = min(options, key=lambda option: (_missing(option.after)[1], option.cost_vnd))
            runs, passed = (*runs, best.run), best.after
            trunk.book(best.run.transfer)
            left = [lane for lane in left if lane.lane_id != best.run.transfer.lane_id]
    return LotsOutcome(drops=passed.drops, transfers=_named(passed.transfers), shortfalls=passed.shortfalls)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """A run that could be made, the week as it then passes, and what its transfers cost."""

    run: PlannedRun
    after: Passed
    cost_vnd: int


def _option(
    inputs: WeekInputs,
    travel: TravelTable,
    departures: tuple[Departure, ...],
    lane: Lane,
    trunk: OwnTrucks,
    runs: tuple[PlannedRun, ...],
    passed: Passed,
    cover: dict[tuple[str, str], int],
) -> _Option | None:
    """Return the first run of a lane that gains something and keeps every rule."""
    for planned in _candidates(inputs, travel, lane, trunk, passed, cover):
        after = _boxed(inputs, pass_week(inputs, departures, (*runs, planned)))
        if _gains(inputs, lane, planned, passed, after) and stores_hold(inputs, travel, departures, after):
            cost_vnd = sum(transfer_cost(run, inputs, travel).transfers_vnd for run in after.transfers)
            return _Option(run=planned, after=after, cost_vnd=cost_vnd)
    return None


def _lanes(inputs: WeekInputs) -> list[tuple[Lane, ...]]:
    """Return the lanes between the same two sites, from the top of the chain down, between hubs first."""

    def rank(lane: Lane) -> tuple[bool, bool, str, str]:
        origin, destination = (inputs.network.site(s).kind for s in (lane.origin_id, lane.destination_id))
        upstream, last = origin is SiteKind.HUB, destination is SiteKind.DEPOT
        return upstream, last, lane.origin_id, lane.destination_id

    return [tuple(abreast) for _, abreast in groupby(sorted(inputs.network.lanes, key=rank), key=rank)]


def _candidates(
    inputs: WeekInputs,
    travel: TravelTable,
    lane: Lane,
    trunk: OwnTrucks,
    passed: Passed,
    cover: dict[tuple[str, str], int],
) -> Iterator[PlannedRun]:
    """Yield the first possible run of a lane, full, then with smaller loads."""
    rows, short = wanted(inputs, lane, passed, cover), short_packs(lane, passed)
    run = _first_run(inputs, travel, lane, trunk) if rows else None
    if run is None:
        return
    tried: list[dict[str, int]] = []
    for share in SHARES:
        packs = fitted(inputs, lane, run, rows, share)
        if packs and packs not in tried and (short or _worthwhile(inputs, lane, packs)):
            tried.append(packs)
            yield PlannedRun(transfer=run, packs=packs)


def _gains(inputs: WeekInputs, lane: Lane, planned: PlannedRun, before: Passed, after: Passed) -> bool:
    """Return whether a run covers what was missing, or takes nothing from anyone and is worth the way."""
    if len(after.transfers) == len(before.transfers):
        return False
    lost, now = _missing(before), _missing(after)
    return now < lost or (now == lost and _worthwhile(inputs, lane, planned.packs))


def _worthwhile(inputs: WeekInputs, lane: Lane, packs: Mapping[str, int]) -> bool:
    """Return whether a load is worth the way; what has arrived upstream of the hubs always is."""
    upstream = inputs.network.site(lane.origin_id).kind is not SiteKind.HUB
    return upstream or load_ml(inputs, packs) >= lane.capacity_ml * WORTHWHILE


def _first_run(inputs: WeekInputs, travel: TravelTable, lane: Lane, trunk: OwnTrucks) -> Transfer | None:
    """Return the earliest run that a truck and crew can make, after the last arrival upstream."""
    week = inputs.calendar.week
    upstream = inputs.network.site(lane.origin_id).kind is not SiteKind.HUB
    came = [week.start_s(a.day) for a in inputs.arrivals if a.site_id == lane.origin_id and upstream]
    earliest_s = max(came, default=0)
    if lane.mode is LaneMode.AIR:
        return next(times(inputs, travel, lane, None, earliest_s), None)
    for vehicle in trunk.vehicles(lane):
        for run in times(inputs, travel, lane, vehicle, earliest_s):
            manned = trunk.manned(run)
            if manned is not None:
                return manned
    return None


def _missing(passed: Passed) -> tuple[int, int]:
    """Return the packs missing, and those of them that no later day of the week would cover."""
    short = passed.shortfalls
    return sum(s.packs for s in short), sum(s.packs for s in short if s.ready_day is None)


def _boxed(inputs: WeekInputs, passed: Passed) -> Passed:
    """Count the boxes of every loaded run."""
    return replace(
        passed, transfers=tuple(replace(run, boxes=boxes_of(inputs, run)) for run in passed.transfers)
    )


def _named(transfers: tuple[Transfer, ...]) -> tuple[Transfer, ...]:
    """Number the transfers in order of departure."""
    ordered = sorted(transfers, key=lambda run: (run.depart_s, run.lane_id))
    return tuple(replace(run, transfer_id=f"T-{i:02d}") for i, run in enumerate(ordered, 1))
