"""What a user asks of one planning run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from distribution.progress import Limits
from solvers.outcome import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """Engine, its limits, language of what people see, and how often lots and routes are reconciled.

    ``reconcile_rounds`` bounds the repetition of routing when lots cannot be at a depot in
    time (step 5 of "How the decisions join").  ``keep_to`` is the folder of an earlier plan: a day
    of a centre other than there has a price, as has a driver who did not call there.  ``allocation`` is
    ``current``, ``own``, or the folder of a published night (``starting_allocation``).  ``travel`` names the
    source of distances and times (``travel_asking``).  ``buffers`` is a file of times in reserve
    (``reserving``).  ``legs`` are the searches of an earlier plan, to be run again (``search_record``).
    """

    engine: str = "portfolio"
    limits: Limits = field(default_factory=lambda: Limits(seconds=60.0))
    lang: str = "vi"
    reconcile_rounds: int = 3
    keep_to: Path | None = None
    allocation: str = "current"
    travel: str = "own"
    buffers: Path | None = None
    legs: tuple[Leg, ...] = ()
