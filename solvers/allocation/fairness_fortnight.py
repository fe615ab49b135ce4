"""The fair levels of a night: the question put to the inputs, and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from distribution.fairness.question import fair_question
from distribution.fairness.shares import FairCertificate, FairQuestion, fill_levels, with_caps
from distribution.inputs import WeekInputs
from distribution.progress import OnProgress
from distribution.quarter.answer import FillLevel, Horizon
from distribution.quarter.need import QuarterNeed, quarter_need
from distribution.travel import TravelTable
from solvers.allocation.fairness import fair_levels
from solvers.allocation.fairness_days import DayStop
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
    fairness: Fairness,
    caps: Mapping[int, int],
    *,
    day_stops: Sequence[DayStop] = (),
    on_progress: OnProgress | None = None,
) -> Fairness:
    """Return the fair levels when some cells can have no more: so many packs, or a level that days allow.

    ``caps`` are packs by index, and those of before stay.  What days allow must be found anew beside more of
    them, because it may be more: it is forgotten then.
    """
    before = fairness.certificate
    bounds = before.day_bounds if not caps else ()
    stopped = ((cell, stop.level, len(bounds) + n) for n, stop in enumerate(day_stops) for cell in stop.cells)
    by_days = {cap[0]: cap for cap in (*(before.day_caps if not caps else ()), *stopped)}
    bounds = (*bounds, *(stop.bound for stop in day_stops))
    day_caps = tuple(by_days[cell] for cell in sorted(by_days))
    all_caps = tuple(sorted((dict(before.caps) | dict(caps)).items()))
    plain = fairness.question.rooms[: len(fairness.question.rooms) - len(before.caps) - len(before.day_caps)]
    question = with_caps(replace(fairness.question, rooms=plain), all_caps, day_caps)
    certificate = replace(
        fair_levels(question, on_progress=on_progress), caps=all_caps, day_caps=day_caps, day_bounds=bounds
    )
    levels = fill_levels(question, certificate, odd_packs(question, certificate))
    return Fairness(question=question, certificate=certificate, levels=levels)
