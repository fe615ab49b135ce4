"""What many replications of a plan came to: totals of each, and every call, route and store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.simulation.chance import Bools, Floats

LATE_S = 900  # a call is told as late from a quarter of an hour on
TOTALS = (
    "late_calls",
    "missed_windows",
    "calls_not_made",
    "shifts_broken",
    "breakdowns",
    "overtime_vnd",
    "heat_loads",
    "freeze_loads",
    "doses_lost",
    "lost_vnd",
    "stockouts",
    "doses_missing",
    "missing_vnd",
    "redelivery_vnd",
    "loss_vnd",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CallKey:
    """Which call: departure, position in it (0-based), centre, day of departure, planned start."""

    departure_id: str
    position: int
    centre_id: str
    start_s: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LegKey:
    """Which leg: route, position in it (0-based), its ends, planned seconds at the wheel and on ferries."""

    route_id: str
    position: int
    origin_id: str
    destination_id: str
    planned_s: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """The replications of a plan.

    ``totals[name]`` has one entry a replication, names in ``TOTALS``: counts, doses or VND; ``loss_vnd``
    is what goes wrong in money: doses lost at purchase price, doses missing, calls made again, overtime.
    Arrays ``[call, replication]`` are in the order of ``calls`` (``lost``: some of its doses were),
    ``legs_s[leg, replication]`` (mishaps included) in that of ``legs``, ``[route, replication]`` in that of
    the plan's routes.  ``out_before``, ``out_after`` (replications with a stock-out before the visit, and
    from it to the next), ``missing`` and ``left`` (doses, summed over replications) have shape (centres,
    products) in the order of the forecast.
    """

    calls: tuple[CallKey, ...]
    legs: tuple[LegKey, ...]
    totals: Mapping[str, Floats]
    late_s: NDArray[np.float32]
    end_late_s: NDArray[np.float32]
    missed: Bools
    handed: Bools
    heat: Bools
    freeze: Bools
    lost: Bools
    legs_s: NDArray[np.float32]
    late_home_s: NDArray[np.float32]
    shift_broken: Bools
    out_before: NDArray[np.int64]
    out_after: NDArray[np.int64]
    missing: Floats
    left: Floats

    @property
    def replications(self) -> int:
        """How many replications there are."""
        return len(self.totals["late_calls"])


def joined(parts: Sequence[Outcome]) -> Outcome:
    """Return the outcome of several blocks together, in their order."""

    def side_by_side(name: str) -> NDArray[np.bool_]:
        return np.concatenate([getattr(part, name) for part in parts], axis=1)

    def summed(name: str) -> NDArray[np.int64]:
        return np.asarray(np.sum([getattr(part, name) for part in parts], axis=0), np.int64)

    return Outcome(
        calls=parts[0].calls,
        legs=parts[0].legs,
        totals={name: np.concatenate([part.totals[name] for part in parts]) for name in TOTALS},
        late_s=np.concatenate([part.late_s for part in parts], axis=1),
        end_late_s=np.concatenate([part.end_late_s for part in parts], axis=1),
        missed=side_by_side("missed"),
        handed=side_by_side("handed"),
        heat=side_by_side("heat"),
        freeze=side_by_side("freeze"),
        lost=side_by_side("lost"),
        legs_s=np.concatenate([part.legs_s for part in parts], axis=1),
        late_home_s=np.concatenate([part.late_home_s for part in parts], axis=1),
        shift_broken=side_by_side("shift_broken"),
        out_before=summed("out_before"),
        out_after=summed("out_after"),
        missing=np.sum([part.missing for part in parts], axis=0),
        left=np.sum([part.left for part in parts], axis=0),
    )
