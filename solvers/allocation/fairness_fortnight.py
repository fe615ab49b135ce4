"""The fair levels of a night: the question put to the inputs, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from distribution.fairness.question import fair_question
from distribution.fairness.shares import FairCertificate, FairQuestion, fill_levels, with_caps
from distribution.inputs import WeekInputs
from distribution.progress import OnProgress
from distribution.quarter.answer import FillLevel, Horizon
from distribution.quarter.need import QuarterNeed, quarter_need
from distribution.travel import TravelTable
from solvers.allocation.fairness import fair_levels
from solvers.allocation.fairness_rounding import odd_packs
from solvers.allocation.problem import near_depots


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """What competed, the certificate, and the levels that an allocation has to hold.

    The certificate proves the sure packs; the odd ones in ``levels`` are asked for beside them.
    """

    question: FairQuestion
    certificate: FairCertificate
    levels: tuple[FillLevel, ...]


def fair_fortnight(
    inputs: WeekInputs,
    travel: TravelTable,
    horizon: Horizon,
    *,
    need: QuarterNeed | None = None,
    on_progress: OnProgress | None = None,
) -> Fairness:
    """Return the fair levels of the first two weeks of a horizon; ``need`` is computed when not at hand."""
    wanted = quarter_need(inputs, horizon) if need is None else need
    question = fair_question(inputs, near_depots(inputs, travel), horizon, wanted)
    certificate = fair_levels(question, on_progress=on_progress)
    levels = fill_levels(question, certificate, odd_packs(question, certificate))
    return Fairness(question=question, certificate=certificate, levels=levels)


def fair_within(
    fairness: Fairness, caps: Mapping[int, int], *, on_progress: OnProgress | None = None
) -> Fairness:
    """Return the fair levels when some cells can have no more than some packs each: index to packs."""
    all_caps = tuple(sorted((dict(fairness.certificate.caps) | dict(caps)).items()))
    plain = fairness.question.rooms[: len(fairness.question.rooms) - len(fairness.certificate.caps)]
    question = with_caps(replace(fairness.question, rooms=plain), all_caps)
    certificate = replace(fair_levels(question, on_progress=on_progress), caps=all_caps)
    levels = fill_levels(question, certificate, odd_packs(question, certificate))
    return Fairness(question=question, certificate=certificate, levels=levels)
