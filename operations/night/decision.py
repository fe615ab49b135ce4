"""What a night decides, and the checkers' verdict on it as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from distribution.errors import EngineError, InfeasibleError
from distribution.fairness_check import check_fairness
from distribution.feasibility.verdict import Violation
from distribution.files.fairness_codec import read_certificate, write_certificate
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter, write_quarter
from distribution.language.catalogue import LANGUAGES, say
from distribution.progress import Limits, OnProgress
from distribution.quarter import QuarterAllocation, nightly_horizon
from distribution.quarter_check import check_quarter
from operations.night.deadline import Deadline
from operations.night.folder import CERTIFICATE_FILE, write_verdict
from operations.night.identity import inputs_digest
from operations.night.question import Question, week_of
from operations.night.settings import NightSettings
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight
from solvers.allocation.quarter import allocate_quarter
from solvers.outcome import Outcome

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
        locks=inputs.pack_locks,
        on_progress=on_progress,
    )
    allocation = replace(outcome.value, inputs_digest=inputs_digest(inputs.digests))
    return Decision(fairness=fairness, outcome=replace(outcome, value=allocation))


def write_decision(decision: Decision, as_of: date, made: Path) -> None:
    """Write the allocation, and the certificate of its levels."""
    write_quarter(decision.outcome.value, made / ALLOCATION_FILE)
    write_certificate(decision.fairness.certificate, week_of(as_of), made / CERTIFICATE_FILE)


def check_written(made: Path, decision: Decision, question: Question, run_id: str) -> None:
    """Read what was written back, judge it by every checker, and write the verdict.

    Raises
    ------
    EngineError
        When the files do not hold what was decided.
    InfeasibleError
        When a checker finds a breach.
    """
    allocation = read_quarter(made / ALLOCATION_FILE)
    certificate = read_certificate(made / CERTIFICATE_FILE, week_of(allocation.as_of))
    if allocation != decision.outcome.value or certificate != decision.fairness.certificate:
        raise EngineError(f"{ALLOCATION_FILE}, {CERTIFICATE_FILE} ≠ what was decided")
    checks: dict[str, tuple[Violation, ...]] = {
        "quarter": check_quarter(allocation, question.inputs),
        "fairness": check_fairness(decision.fairness.question, certificate, allocation),
    }
    write_verdict(made, run_id, checks)
    found = [violation for violations in checks.values() for violation in violations]
    if found:
        raise InfeasibleError({lang: _broken(found, lang) for lang in LANGUAGES})


def _broken(found: Sequence[Violation], lang: str) -> str:
    head = say("night.broken", lang, count=len(found))
    return "\n".join([head, *(violation.sentence(lang) for violation in found[:_MOST_SENTENCES])])
