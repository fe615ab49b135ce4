"""A call at a centre as it turns out: when unloading begins, and whether its window is met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.feasibility.rule_times import service_s
from distribution.feasibility.windows import open_window
from distribution.inputs import WeekInputs
from distribution.plan import Stop
from distribution.simulation.chance import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """What a call was planned to be.

    ``spans`` are the windows of the day from the planned one on; ``not_before_s`` is the planned start
    where it was held back on purpose, else the opening; ``held_until_s`` the planned end where more time
    was planned than unloading needs, else 0: who is early then waits.
    """

    spans: tuple[tuple[int, int], ...]
    not_before_s: int
    service_s: int
    held_until_s: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Call:
    """A call as it turned out, one entry a replication.

    ``able_s`` is when unloading would have ended had the centre taken the goods whenever the crew was ready.
    ``missed``: unloading did not end inside the planned window; ``refused``: the goods were not handed
    over at all.
    """

    arrive_s: Floats
    start_s: Floats
    end_s: Floats
    able_s: Floats
    leave_s: Floats
    missed: Bools
    refused: Bools


def appointment(stop: Stop, rest_s: int, inputs: WeekInputs) -> Appointment:
    """Return the appointment of a planned stop at which the crew rests so long before unloading."""
    window = open_window(inputs, stop.centre_id, stop.start_s, stop.depart_s)
    if window is None:  # a plan that stands by a waiver: what is planned is the window
        spans: tuple[tuple[int, int], ...] = ((stop.start_s, stop.depart_s),)
    else:
        day, opens_s, closes_s = window
        midnight_s = inputs.calendar.week.start_s(day)
        later = sorted(
            (midnight_s + w.opens_s, midnight_s + w.closes_s)
            for w in inputs.network.centre(stop.centre_id).windows
        )
        spans = ((opens_s, closes_s), *(span for span in later if span[0] >= closes_s))
    opens_s, natural_s = spans[0][0], max(stop.arrive_s + rest_s, spans[0][0])
    planned_s, needed_s = stop.depart_s - stop.start_s, service_s(stop.boxes, inputs)
    return Appointment(
        spans=spans,
        not_before_s=stop.start_s if stop.start_s > natural_s else opens_s,
        service_s=min(planned_s, needed_s),
        held_until_s=stop.depart_s if planned_s > needed_s else 0,
    )


def kept(planned: Appointment, ready_s: Floats, arrive_s: Floats, factor: Floats, acceptance_s: int) -> Call:
    """Return how an appointment turns out for crews that are there, and ready after their rest.

    A centre takes goods up to ``acceptance_s`` after its window when it is called; later the crew waits
    for the next window of the day, and where there is none the goods stay on board.
    """
    service = planned.service_s * factor
    earliest = np.maximum(ready_s, planned.not_before_s)
    start, refused = earliest, np.ones(len(ready_s), np.bool_)
    for opens_s, closes_s in planned.spans:
        here = np.maximum(earliest, opens_s)
        fits = refused & (here + service <= closes_s + acceptance_s)
        start = np.where(fits, here, start)
        refused &= ~fits
    leave = np.where(refused, ready_s, np.maximum(start + service, planned.held_until_s))
    missed = refused | (start + service > planned.spans[0][1] + 1e-6)
    return Call(
        arrive_s=arrive_s,
        start_s=start,
        end_s=start + service,
        able_s=earliest + service,
        leave_s=leave,
        missed=missed,
        refused=refused,
    )
