"""What a night decides, and the checkers' verdict on it as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from distribution.errors import EngineError, InfeasibleError
from distribution.fairness.check import check_fairness
from distribution.fairness.check_days import check_days
from distribution.fairness.daily_question import daily_question
from distribution.fairness.shares import FairCertificate, FairQuestion
from distribution.feasibility.verdict import Violation
from distribution.files.fairness_codec import read_certificate, write_certificate
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter, write_quarter
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.progress import Limits, OnProgress
from distribution.quarter.answer import QuarterAllocation, nightly_horizon
from distribution.quarter.check import check_quarter
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from operations.night.deadline import Deadline
from operations.night.folder import CERTIFICATE_FILE, write_verdict
from operations.night.identity import inputs_digest
from operations.night.question import Question, week_of
from operations.night.settings import NightSettings
from solvers.allocation.fair_quarter import FairQuarter, allocate_fairly
from solvers.allocation.problem import near_depots

_MOST_SENTENCES = 20


def decide(
    question: Question,
    settings: NightSettings,
    deadline: Deadline,
    released: QuarterAllocation | None,
    on_progress: OnProgress,
) -> FairQuarter:
    """Return who gets which lot: first the fair levels, then the least cost with them held.

    Raises
    ------
    InfeasibleError
        When the deadline comes before there is a whole answer.
    """

    def limits() -> Limits:
        return Limits(iterations=settings.iterations, seconds=deadline.search_s())

    inputs = question.inputs
    decided = allocate_fairly(
        inputs,
        question.travel,
        nightly_horizon(settings.as_of),
        limits=limits,
        released=released,
        on_progress=deadline.guarding(on_progress),
    )
    allocation = replace(decided.outcome.value, inputs_digest=inputs_digest(inputs.digests))
    return replace(decided, outcome=replace(decided.outcome, value=allocation))


def write_decision(decision: FairQuarter, as_of: date, made: Path) -> None:
    """Write the allocation, and the certificate of its levels."""
    write_quarter(decision.outcome.value, made / ALLOCATION_FILE)
    write_certificate(decision.fairness.certificate, week_of(as_of), made / CERTIFICATE_FILE)


def check_written(made: Path, decision: FairQuarter, question: Question, run_id: str) -> None:
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
        "fairness": fairness_breaches(
            decision.fairness.question, certificate, allocation, question.inputs, question.travel
        ),
    }
    write_verdict(made, run_id, checks)
    found = [violation for violations in checks.values() for violation in violations]
    if found:
        raise InfeasibleError({lang: _broken(found, lang) for lang in LANGUAGES})


def fairness_breaches(
    asked: FairQuestion,
    certificate: FairCertificate,
    allocation: QuarterAllocation,
    inputs: WeekInputs,
    travel: TravelTable,
) -> tuple[Violation, ...]:
    """Return what keeps levels from being proved and held, by weeks and where need be by days."""
    by_weeks = check_fairness(asked, certificate, allocation)
    if not certificate.day_caps:
        return by_weeks  # most nights: litres by days stop nobody
    horizon = allocation.horizon
    need = quarter_need(inputs, horizon)
    daily = daily_question(inputs, near_depots(inputs, travel), horizon, need, asked)
    return (*by_weeks, *check_days(asked, daily, certificate))


def _broken(found: Sequence[Violation], lang: str) -> str:
    head = say("night.broken", lang, count=len(found))
    return "\n".join([head, *(violation.sentence(lang) for violation in found[:_MOST_SENTENCES])])
