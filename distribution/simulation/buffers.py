"""Time held in reserve at each centre, so that a call ends inside its window as often as is asked.

A buffer makes the planner finish that much before the window closes.  It adds no time to a route: it
moves departures, orders and days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from distribution.feasibility.rule_times import service_s
from distribution.inputs import WeekInputs
from distribution.network import Centre, ReceivingWindow
from distribution.plan import WeeklyPlan
from distribution.simulation.outcome import Outcome
from distribution.units import MINUTE_S

LEAST_OPEN_S = 15 * MINUTE_S  # what a buffer leaves of a window beside the unloading


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """The reserve of one centre.

    ``buffer_s`` before each closing; a window keeps at least ``keep_s``.  ``on_time`` is the share of
    its calls that ended inside their window in the plan that was replayed, ``calls`` their number.
    """

    centre_id: str
    buffer_s: int
    keep_s: int
    calls: int
    on_time: float


def buffers_for(
    plan: WeeklyPlan, inputs: WeekInputs, outcome: Outcome, on_time: float, earlier: Iterable[Buffer] = ()
) -> tuple[Buffer, ...]:
    """Return the buffers with which calls as late as those replayed end in time so often, by centre.

    ``earlier`` are the buffers with which the plan itself was made: none becomes smaller.
    """
    boxes = {(r.route_id, at): stop.boxes for r in plan.routes for at, stop in enumerate(r.stops)}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, call in enumerate(outcome.calls):
        if (call.departure_id, call.position) in boxes:
            rows[call.centre_id].append(row)
    found = {}
    for centre_id, calls in rows.items():
        late_s = max(float(np.quantile(outcome.end_late_s[row], on_time)) for row in calls)
        keys = [(outcome.calls[row].departure_id, outcome.calls[row].position) for row in calls]
        found[centre_id] = Buffer(
            centre_id=centre_id,
            buffer_s=math.ceil(late_s / MINUTE_S) * MINUTE_S,
            keep_s=max(service_s(boxes[key], inputs) for key in keys) + LEAST_OPEN_S,
            calls=len(calls),
            on_time=1.0 - float(outcome.missed[calls].mean()),
        )
    for one in earlier:
        new = found.get(one.centre_id, one)
        found[one.centre_id] = replace(new, buffer_s=max(new.buffer_s, one.buffer_s))
    return tuple(found[centre_id] for centre_id in sorted(found))


def with_buffers(inputs: WeekInputs, buffers: Iterable[Buffer]) -> WeekInputs:
    """Return the question with windows that close earlier by the buffers: what a planner is to plan for."""
    by_centre = {buffer.centre_id: buffer for buffer in buffers}
    centres = tuple(_narrowed(c, by_centre.get(c.centre_id)) for c in inputs.network.centres)
    return replace(inputs, network=replace(inputs.network, centres=centres))


def capped(buffer: Buffer, centre: Centre) -> bool:
    """Return whether no window of the centre is long enough for the whole buffer."""
    return all(_closes_s(w, buffer) > w.closes_s - buffer.buffer_s for w in centre.windows)


def _narrowed(centre: Centre, buffer: Buffer | None) -> Centre:
    if buffer is None:
        return centre
    windows = tuple(replace(w, closes_s=_closes_s(w, buffer)) for w in centre.windows)
    return replace(centre, windows=windows)


def _closes_s(window: ReceivingWindow, buffer: Buffer) -> int:
    least_s = min(window.closes_s, window.opens_s + buffer.keep_s)
    return max(window.closes_s - buffer.buffer_s, least_s)
