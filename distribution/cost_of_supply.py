"""What it cost this week to bring goods to the depots, carried on with every lot to where it went.

A store keeps the supply cost of each lot as a moving average (weighted average cost of inventories,
IAS 2): opening stock carries none, for this week did not pay for it; a transfer adds its own cost to its
lots by packed volume; what leaves takes its part along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from distribution.feasibility.departures import volume_ml
from distribution.feasibility.ledger import Entry, entries
from distribution.inputs import WeekInputs
from distribution.plan import Transfer, WeeklyPlan

Carried = dict[tuple[str, str], float]


def supply_costs(
    plan: WeeklyPlan, inputs: WeekInputs, transfers: Mapping[str, int]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the supply cost, VND, of what each centre received, and of what stays in each store.

    ``transfers`` is the cost of every transfer, by its id.  Both together add up to all of it.
    """
    held: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])  # doses, đồng
    carried: Carried = defaultdict(float)
    stays: dict[str, float] = defaultdict(float)
    for run in plan.transfers:
        _load(run, transfers[run.transfer_id], inputs, carried, stays)
    centres: dict[str, float] = defaultdict(float)
    for entry in entries(plan, inputs):
        pool = held[entry.batch.place_id, entry.batch.lot_id]
        if entry.doses > 0:
            pool[0] += entry.doses
            if entry.delivery and entry.delivery.transfer:
                pool[1] += carried.pop((entry.delivery.departure_id, entry.batch.lot_id), 0.0)
            continue
        taken = _taken(pool, -entry.doses)
        _pass_on(entry, taken, carried, centres)
    for (place_id, _), (_, vnd) in held.items():
        stays[place_id] += vnd
    for (departure_id, _), vnd in carried.items():
        stays[_destination(plan, departure_id)] += vnd
    return dict(centres), {place_id: vnd for place_id, vnd in stays.items() if vnd > 0}


def _load(
    run: Transfer, cost_vnd: int, inputs: WeekInputs, carried: Carried, stays: dict[str, float]
) -> None:
    """Put a transfer's own cost on its lots by volume; on the store it goes to where it carries none."""
    whole_ml = volume_ml(run.drops, inputs)
    if not whole_ml:
        stays[run.destination_id] += cost_vnd
        return
    for drop in run.drops:
        carried[run.transfer_id, drop.lot_id] += cost_vnd * volume_ml((drop,), inputs) / whole_ml


def _taken(pool: list[float], doses: int) -> float:
    part = min(1.0, doses / pool[0]) if pool[0] > 0 else 1.0
    taken = pool[1] * part
    pool[0], pool[1] = pool[0] - doses, pool[1] - taken
    return taken


def _pass_on(entry: Entry, vnd: float, carried: Carried, centres: dict[str, float]) -> None:
    if entry.delivery is None:
        raise ValueError(f"doses leave {entry.batch.place_id} with no delivery")
    if entry.delivery.transfer:
        carried[entry.delivery.departure_id, entry.batch.lot_id] += vnd
    else:
        centres[entry.delivery.destination_id] += vnd


def _destination(plan: WeeklyPlan, transfer_id: str) -> str:
    return next(run.destination_id for run in plan.transfers if run.transfer_id == transfer_id)
