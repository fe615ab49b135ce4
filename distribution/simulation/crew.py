"""The crew of a route while it is replayed: wheel time since the last break, shifts, overtime."""

from __future__ import annotations

import numpy as np

from distribution.parameters import Parameters
from distribution.plan import Leg, Pause
from distribution.simulation.chance import Bools, Floats


class Crew:
    """Hours of one crew on one route, one entry a replication.

    Planned pauses are taken where they were planned.  A drive that has become longer adds the breaks
    that the law then asks for; no night's rest is added: a shift that grows too long is told instead.
    """

    def __init__(self, start_s: Floats, drivers: int, rules: Parameters) -> None:
        self._rules = rules
        self._drivers = max(1, drivers)
        self._shift_start = start_s
        self._since_break = np.zeros(len(start_s))
        self.overtime_s = np.zeros(len(start_s))
        self.shift_over_s = np.zeros(len(start_s))

    def pauses_s(self, wheel_s: Floats, leg: Leg, pauses: tuple[Pause, ...]) -> Floats:
        """Return the seconds of pauses on a leg, planned and added, and take note of them."""
        limit = self._rules.continuous_driving_s * self._drivers
        taken = len(pauses)
        needed = np.maximum(np.ceil((self._since_break + wheel_s) / limit - 1e-9) - 1.0, 0.0)
        added = np.maximum(needed - taken, 0.0)
        total = self._since_break + wheel_s - needed * limit
        after_planned = wheel_s * (1.0 - _driven_share(leg, pauses)) if pauses else total
        self._since_break = np.where(needed > taken, total, np.minimum(total, after_planned))
        planned_s = sum(p.end_s - p.start_s for p in pauses)
        return np.asarray(planned_s + added * self._rules.break_s)

    def rests_on_leg(self, depart_s: Floats, moving_s: Floats, leg: Leg, pauses: tuple[Pause, ...]) -> None:
        """End a shift at every planned rest of a leg; ``moving_s`` is the leg without its pauses."""
        before_s = 0
        planned_s = leg.driving_s + leg.ferry_s
        for pause in sorted(pauses, key=lambda p: p.start_s):
            if pause.kind == "rest":
                share = (pause.start_s - leg.depart_s - before_s) / max(1, planned_s)
                self.rest(depart_s + before_s + moving_s * share, pause.end_s - pause.start_s)
            before_s += pause.end_s - pause.start_s

    def rest(self, from_s: Floats, rest_s: Floats | int) -> None:
        """End a shift and begin the next after a rest."""
        self._close(from_s)
        self._shift_start = from_s + rest_s
        self._since_break = np.zeros(len(from_s))

    def waited(self, wait_s: Floats) -> None:
        """Take a wait at a stop as a break where it is long enough."""
        self._since_break = np.where(wait_s >= self._rules.break_s - 1e-6, 0.0, self._since_break)

    def home(self, return_s: Floats) -> None:
        """End the last shift."""
        self._close(return_s)

    @property
    def shift_broken(self) -> Bools:
        """In which replications a shift was longer than allowed."""
        return self.shift_over_s > 1e-6

    def _close(self, end_s: Floats) -> None:
        rules = self._rules
        longest = rules.team_shift_s if self._drivers > 1 else rules.shift_s
        lasts = end_s - self._shift_start
        self.overtime_s = self.overtime_s + np.maximum(lasts - rules.overtime_after_s, 0.0)
        self.shift_over_s = np.maximum(self.shift_over_s, lasts - longest)


def _driven_share(leg: Leg, pauses: tuple[Pause, ...]) -> float:
    """Return which share of the planned drive lies before its last pause."""
    last = max(pauses, key=lambda p: p.start_s)
    paused_s = sum(p.end_s - p.start_s for p in pauses if p is not last)
    return min(1.0, (last.start_s - leg.depart_s - paused_s) / max(1, leg.driving_s))
