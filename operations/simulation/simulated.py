"""A plan and what its replications came to."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.simulation.outcome import Outcome
from distribution.simulation.replay import Question
from operations.plan_folder import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A plan with what it promises and what its replications came to."""

    judged: Judged
    question: Question
    written: Outcome
    outcome: Outcome

    @property
    def running_vnd(self) -> int:
        """The planned cost without overtime, which the outcome counts as it falls."""
        return self.judged.costs.total - self.judged.costs.parts.overtime_vnd
