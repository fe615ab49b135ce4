"""What a night decides, and the checkers' verdict on it as it was written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from distribution.errors import EngineError, InfeasibleError
from distribution.fairness_check import check_certificate, check_held
from distribution.feasibility.verdict import Violation
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.language.catalogue import say
from distribution.progress import Limits, OnProgress
from distribution.quarter import QuarterAllocation, nightly_horizon
from distribution.quarter_calendar import week_of
from distribution.quarter_check import check_quarter
from operations.night.deadline import Deadline
from operations.night.folder import write_verdict
from operations.night.identity import inputs_digest
from operations.night.question import Question
from operations.night.settings import NightSettings
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight
from solvers.allocation.quarter import allocate_quarter
from solvers.outcome import Outcome

Checks = dict[str, tuple[Violation, ...]]
_MOST_SENTENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The fair levels with their certificate, and who gets which lot."""

    fairness: Fairness
    outcome: Outcome[QuarterAllocation]


def decide(
    question: Question,
    settings: NightSettings,
    deadline: Deadline,
    released: QuarterAllocation | None,
    on_progress: OnProgress,
) -> Decision:
    """Return who gets which lot: first the fair levels, then the least cost with them held."""
    inputs, travel, horizon = question.inputs, question.travel, nightly_horizon(settings.as_of)
    fairness = fair_fortnight(inputs, travel, horizon, on_progress=on_progress)
    outcome = allocate_quarter(
        inputs,
        travel,
        horizon,
        limits=Limits(iterations=settings.iterations, seconds=deadline.search_s()),
        levels=fairness.levels,
        released=released,
        on_progress=on_progress,
    )
    allocation = replace(outcome.value, inputs_digest=inputs_digest(inputs.digests))
    return Decision(fairness=fairness, outcome=replace(outcome, value=allocation))


def check_written(made: Path, decision: Decision, question: Question, run_id: str, lang: str) -> None:
    """Read the allocation back, judge it by every checker, and write the verdict.

    Raises
    ------
    EngineError
        When the file does not hold what was decided.
    InfeasibleError
        When a checker finds a breach.
    """
    written = read_quarter(made / ALLOCATION_FILE)
    if written != decision.outcome.value:
        raise EngineError(f"{ALLOCATION_FILE} does not hold what was decided")
    checks = judge_night(written, decision.fairness, question)
    write_verdict(made, run_id, checks)
    found = [violation for violations in checks.values() for violation in violations]
    if found:
        head = say("night.broken", lang, count=len(found))
        raise InfeasibleError("\n".join([head, *(v.sentence(lang) for v in found[:_MOST_SENTENCES])]))


def judge_night(allocation: QuarterAllocation, fairness: Fairness, question: Question) -> Checks:
    """Return what every checker finds in a night, by the checker's name."""
    packs = _packs_met(allocation, fairness)
    return {
        "quarter": check_quarter(allocation, question.inputs),
        "certificate": check_certificate(fairness.question, fairness.certificate),
        "fair_levels": check_held(fairness.question, fairness.certificate, packs),
    }


def _packs_met(allocation: QuarterAllocation, fairness: Fairness) -> tuple[int, ...]:
    """Return the packs of every cell's need that are met; a pack may have come in an earlier week."""
    met: Counter[tuple[int, str, str]] = Counter()
    for wanted in allocation.wanted:
        week = week_of(allocation.horizon, wanted.period)
        met[week, wanted.centre_id, wanted.product_id] += wanted.packs - wanted.unmet
    return tuple(met[cell.week, cell.centre_id, cell.product_id] for cell in fairness.question.cells)
