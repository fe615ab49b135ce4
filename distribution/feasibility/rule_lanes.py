"""R11: lanes are open, and what a place ships has arrived there and been received."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from distribution.feasibility.departures import volume_ml
from distribution.feasibility.ledger import Batch, balances, entries, received_s
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.plan import Transfer, WeeklyPlan
from distribution.travel import TravelTable


def lanes_open(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A transfer runs on a lane between its two sites, open on that day, with its lead and receiving time."""
    del travel
    lanes = {lane.lane_id: lane for lane in inputs.network.lanes}
    found = []
    for run in plan.transfers:
        key, amount = _broken(run, lanes[run.lane_id], inputs)
        if key:
            found.append(_violation(run, key, amount, "s" if key == "available_early" else ""))
    return tuple(found)


def _broken(run: Transfer, lane: Lane, inputs: WeekInputs) -> tuple[str, int]:
    """Return the key and amount of what a transfer breaks of its lane, or an empty key."""
    week = inputs.calendar.week
    day = week.day_of(run.depart_s)
    if (lane.origin_id, lane.destination_id) != (run.origin_id, run.destination_id):
        return "lane_elsewhere", 1
    opening = (
        lane.open_from,
        *(inputs.network.site(s).open_from for s in (run.origin_id, run.destination_id)),
    )
    if any(opens is not None and day < opens for opens in opening):
        return "lane_not_open", 1
    if day.weekday() not in lane.weekdays:
        return "lane_weekday", 1
    due = max(week.day_of(run.arrive_s), day + timedelta(days=lane.lead_days))
    early_s = received_s(due, inputs, inputs.parameters.receiving_days) - run.available_s
    return ("available_early", early_s) if early_s > 0 else ("", 0)


def lanes_hold(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """What leaves on a lane at one time is no more than its capacity a departure."""
    del travel
    runs: dict[tuple[str, int, str], list[Transfer]] = defaultdict(list)
    for run in plan.transfers:
        runs[run.lane_id, run.depart_s, run.vehicle_id or ""].append(run)
    lanes = {lane.lane_id: lane for lane in inputs.network.lanes}
    found = []
    for (lane_id, _, _), group in sorted(runs.items()):
        over_ml = sum(volume_ml(run.drops, inputs) for run in group) - lanes[lane_id].capacity_ml
        if over_ml > 0:
            found.append(_violation(group[0], "lane_over", over_ml, "ml"))
    return tuple(found)


def shipped_after_receipt(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Nothing leaves a place before it has arrived there and been received.

    Doses that the place never gets at all are R1's matter.
    """
    del travel
    movements = entries(plan, inputs)
    final = balances(movements)
    held: Counter[Batch] = Counter()
    found = []
    for entry in movements:
        held[entry.batch] += entry.doses
        early = entry.doses < 0 and held[entry.batch] < 0 <= final[entry.batch]
        if early and entry.delivery is not None:
            found.append(
                Violation(
                    rule="R11",
                    subject_id=entry.batch.lot_id,
                    place_id=entry.batch.place_id,
                    route_id=entry.delivery.departure_id,
                    day=inputs.calendar.week.day_of(entry.time_s),
                    key="shipped_early",
                    amount=-held[entry.batch],
                    unit="doses",
                    arguments={"product": entry.batch.product_id},
                )
            )
    return tuple(found)


def _violation(run: Transfer, key: str, amount: int, unit: str) -> Violation:
    return Violation(
        rule="R11",
        subject_id=run.transfer_id,
        place_id=run.destination_id,
        route_id=run.transfer_id,
        key=key,
        amount=amount,
        unit=unit,
        arguments={"lane": run.lane_id},
    )
