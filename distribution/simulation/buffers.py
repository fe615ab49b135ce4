"""What is held in reserve at each centre: calls then end inside their window, and loads arrive, as asked.

For time, a buffer makes the planner finish that much before the window closes.  It adds no time to a route:
it moves departures, orders and days.  Against loss it asks for another recipe, for passive boxes in a cooled
vehicle, or for a shorter ride (``loss_buffers``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from distribution.feasibility.rule_times import service_s
from distribution.inputs import WeekInputs
from distribution.network import Centre, ReceivingWindow
from distribution.plan import WeeklyPlan
from distribution.reserve import Reserve
from distribution.simulation.outcome import Outcome
from distribution.units import MINUTE_S

LEAST_OPEN_S = 15 * MINUTE_S  # what a buffer leaves of a window beside the unloading


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """The reserve of one centre.

    ``buffer_s`` before each closing; a window keeps at least ``keep_s``.  ``on_time`` is the share of
    its calls that ended inside their window in the plan that was replayed, ``calls`` their number.
    ``ride_s`` is the longest time in closed boxes (None: no less than they hold), ``boxed`` asks for passive
    boxes even in a cooled vehicle, ``recipe_id`` for a packing recipe (empty: the planner's own).
    """

    centre_id: str
    buffer_s: int = 0
    keep_s: int = 0
    calls: int = 0
    on_time: float = 1.0
    ride_s: int | None = None
    boxed: bool = False
    recipe_id: str = ""


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
    return merged(earlier, found.values())


def merged(*several: Iterable[Buffer]) -> tuple[Buffer, ...]:
    """Return all buffers together, by centre: none becomes smaller, and the last recipe asked for stands."""
    found: dict[str, Buffer] = {}
    for one in chain.from_iterable(several):
        held = found.get(one.centre_id)
        found[one.centre_id] = one if held is None else _both(held, one)
    return tuple(found[centre_id] for centre_id in sorted(found))


def _both(held: Buffer, new: Buffer) -> Buffer:
    rides = [ride_s for ride_s in (held.ride_s, new.ride_s) if ride_s is not None]
    timed = new if new.calls else held
    return Buffer(
        centre_id=held.centre_id,
        buffer_s=max(held.buffer_s, new.buffer_s),
        keep_s=max(held.keep_s, new.keep_s),
        calls=timed.calls,
        on_time=timed.on_time,
        ride_s=min(rides, default=None),
        boxed=held.boxed or new.boxed,
        recipe_id=new.recipe_id or held.recipe_id,
    )


def with_buffers(inputs: WeekInputs, buffers: Iterable[Buffer]) -> WeekInputs:
    """Return the question as it is to be planned: windows that close earlier, and the reserve asked for."""
    by_centre = {buffer.centre_id: buffer for buffer in buffers}
    centres = tuple(_narrowed(c, by_centre.get(c.centre_id)) for c in inputs.network.centres)
    reserve = Reserve(
        ride_s={c: b.ride_s for c, b in by_centre.items() if b.ride_s is not None},
        boxed=frozenset(c for c, b in by_centre.items() if b.boxed),
        recipes={c: b.recipe_id for c, b in by_centre.items() if b.recipe_id},
    )
    return replace(inputs, network=replace(inputs.network, centres=centres), reserve=reserve)


def capped(buffer: Buffer, centre: Centre) -> bool:
    """Return whether no window of the centre is long enough for the whole buffer."""
    return all(_closes_s(w, buffer) > w.closes_s - buffer.buffer_s for w in centre.windows)


def _narrowed(centre: Centre, buffer: Buffer | None) -> Centre:
    if buffer is None or not buffer.buffer_s:
        return centre
    windows = tuple(replace(w, closes_s=_closes_s(w, buffer)) for w in centre.windows)
    return replace(centre, windows=windows)


def _closes_s(window: ReceivingWindow, buffer: Buffer) -> int:
    least_s = min(window.closes_s, window.opens_s + buffer.keep_s)
    return max(window.closes_s - buffer.buffer_s, least_s)
