"""What a night decides, and the checkers' verdict on it as it was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from solvers.allocation.quarter import allocate_quarter

from distribution.errors import EngineError, InfeasibleError
from distribution.feasibility.verdict import Violation
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.language.catalogue import say
from distribution.progress import Limits, OnProgress
from distribution.quarter import QuarterAllocation, nightly_horizon
from operations.night.deadline import Deadline
from operations.night.folder import write_verdict
from operations.night.identity import inputs_digest
from operations.night.question import Question
from operations.night.settings import NightSettings
from solvers.outcome import Outcome

Checks = dict[str, tuple[Violation, ...]]
_MOST_SENTENCES = 20


def decide(
    question: Question,
    settings: NightSettings,
    deadline: Deadline,
    released: QuarterAllocation | None,
    on_progress: OnProgress,
) -> Outcome[QuarterAllocation]:
    """Return who gets which lot over the quarter."""
    outcome = allocate_quarter(
        question.inputs,
        question.travel,
        nightly_horizon(settings.as_of),
        limits=Limits(iterations=settings.iterations, seconds=deadline.search_s()),
        released=released,
        on_progress=on_progress,
    )
    digest = inputs_digest(question.inputs.digests)
    return replace(outcome, value=replace(outcome.value, inputs_digest=digest))


def check_written(made: Path, decided: QuarterAllocation, question: Question, run_id: str, lang: str) -> None:
    """Read the allocation back, judge it by every checker, and write the verdict.

    Raises
    ------
    EngineError
        When the file does not hold what was decided.
    InfeasibleError
        When a checker finds a breach.
    """
    written = read_quarter(made / ALLOCATION_FILE)
    if written != decided:
        raise EngineError(f"{ALLOCATION_FILE} does not hold what was decided")
    checks = judge_quarter(written, question)
    write_verdict(made, run_id, checks)
    found = [violation for violations in checks.values() for violation in violations]
    if found:
        head = say("night.broken", lang, count=len(found))
        raise InfeasibleError("\n".join([head, *(v.sentence(lang) for v in found[:_MOST_SENTENCES])]))


def judge_quarter(allocation: QuarterAllocation, question: Question) -> Checks:
    """Return what every checker finds in an allocation, by the checker's name."""
    from distribution.quarter_check import check_quarter

    return {"quarter": check_quarter(allocation, question.inputs)}
