"""R2, R4, R11: no store over its litres when something comes, no lane over its capacity or calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.quarter.answer import Horizon, Movement, QuarterAllocation
from distribution.quarter.calendar import lane_departures, open_for_centres, received_period
from distribution.quarter.fill import Fill, centre_fill, site_fill


def store_breaches(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return stores that are over their litres in a period in which they receive, and overflows untold."""
    told = {(o.period, o.subject_id, o.band): o.over_ml for o in allocation.overflows}
    waived = {w.subject_id for w in inputs.waivers if w.rule == "R2"}
    found = []
    for fill in (*site_fill(allocation, inputs), *centre_fill(allocation, inputs)):
        if fill.over_ml <= 0 or fill.place_id in waived:
            continue
        if fill.receives:
            found.append(_store_violation("quarter_store_over", fill, allocation.horizon))
        elif told.get((fill.period, fill.place_id, fill.band.value), 0) < fill.over_ml:
            found.append(_store_violation("quarter_over_untold", fill, allocation.horizon))
    return (*found, *_closed(allocation, inputs))


def _store_violation(key: str, fill: Fill, horizon: Horizon) -> Violation:
    return Violation(
        rule="R2",
        subject_id=fill.place_id,
        place_id=fill.place_id,
        key=key,
        amount=fill.over_ml,
        unit="ml",
        day=horizon.starts[fill.period],
        arguments={"band": fill.band.value},
    )


def _closed(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Violation]:
    receives = open_for_centres(inputs, allocation.horizon)
    row = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    for centre_id, period in sorted({(i.centre_id, i.period) for i in allocation.issues}):
        if not receives[row[centre_id], period]:
            day = allocation.horizon.starts[period]
            yield Violation(
                rule="R4", subject_id=centre_id, place_id=centre_id, key="quarter_closed", day=day
            )


def lane_breaches(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return movements on lanes that do not run, that arrive too early, or that are over capacity."""
    lanes = {lane.lane_id: lane for lane in inputs.network.lanes}
    backwards = {(lane.destination_id, lane.origin_id): lane for lane in inputs.network.lanes}
    found: list[Violation] = []
    load: dict[tuple[str, str, int], int] = defaultdict(int)
    runs = {lane_id: lane_departures(inputs, lane, allocation.horizon) for lane_id, lane in lanes.items()}
    for movement in allocation.movements:
        if movement.origin_id in inputs.forecast.centre_ids:
            continue  # comes back with the round that calls there
        ends = (movement.origin_id, movement.destination_id)
        lane = lanes.get(movement.lane_id) if movement.lane_id else backwards.get(ends)
        if lane is None or (movement.lane_id and ends != (lane.origin_id, lane.destination_id)):
            found.append(_lane_violation("quarter_lane_elsewhere", movement, allocation.horizon, 1))
            continue
        if not runs[lane.lane_id][movement.period] or _is_early(movement, lane, allocation.horizon, inputs):
            found.append(_lane_violation("quarter_lane_calendar", movement, allocation.horizon, 1))
        way = "" if movement.lane_id else "back"
        load[lane.lane_id, way, movement.period] += (
            movement.packs * inputs.vaccines[movement.product_id].pack_ml
        )
    for (lane_id, _, period), load_ml in sorted(load.items()):
        over_ml = load_ml - lanes[lane_id].capacity_ml * runs[lane_id][period]
        if over_ml > 0:
            day = allocation.horizon.starts[period]
            found.append(
                Violation(
                    rule="R11",
                    subject_id=lane_id,
                    key="quarter_lane_over",
                    amount=over_ml,
                    unit="ml",
                    day=day,
                )
            )
    return tuple(found)


def _is_early(movement: Movement, lane: Lane, horizon: Horizon, inputs: WeekInputs) -> bool:
    days = lane.lead_days + inputs.parameters.receiving_days
    due = received_period(horizon, movement.period, days)
    return due is None or movement.received_period < due


def _lane_violation(key: str, movement: Movement, horizon: Horizon, amount: int) -> Violation:
    return Violation(
        rule="R11",
        subject_id=movement.lane_id or movement.origin_id,
        place_id=movement.destination_id,
        key=key,
        amount=amount,
        day=horizon.starts[movement.period],
        arguments={"lot": movement.lot_id},
    )
