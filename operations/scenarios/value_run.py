"""What one more vehicle, litre or hour is worth: the week planned with it and without, for several seeds.

All of these only widen what is allowed, so the plan without it stays a plan with it; where the rules
agree (they are asked), the better of the two is what is found with it, and worth is never below nought
for want of luck in the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from distribution.indicators import Indicators
from distribution.inputs import WeekInputs
from distribution.progress import OnProgress
from distribution.scenario import Scenario
from operations.scenarios.run import Trial, trials
from operations.settings import PlanSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a scenario was worth for one seed.

    ``without_vnd`` is the cost of the week without it, ``saves_vnd`` that less the cost with it; ``kept``
    whether the plan without it was the better one with it too.  ``proved_vnd`` are the bounds between which
    the worth for routing lies for certain, None where no engine proved any.
    """

    seed: int
    without_vnd: int
    saves_vnd: int
    more_served: int
    more_doses: int
    kept: bool
    proved_vnd: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A scenario and its worth seed by seed; empty where it could not be planned."""

    scenario: Scenario
    worths: tuple[Worth, ...]


def values(
    inputs: WeekInputs,
    base: Scenario,
    scenarios: Sequence[Scenario],
    settings: PlanSettings,
    seeds: Sequence[int],
    on_progress: OnProgress,
) -> tuple[Value, ...]:
    """Return the worth of each scenario for every seed.

    Raises
    ------
    InputError, InfeasibleError, TravelError
        As ``trials``.
    """
    worths: list[list[Worth]] = [[] for _ in scenarios]
    for seed in seeds:
        seeded = replace(settings, limits=replace(settings.limits, seed=seed))
        without, *found = trials(inputs, base, scenarios, seeded, on_progress)
        for column, trial in zip(worths, found, strict=True):
            if trial.figures is not None:
                column.append(worth(without, trial, seed))
    return tuple(Value(scenario=s, worths=tuple(w)) for s, w in zip(scenarios, worths, strict=True))


def worth(without: Trial, trial: Trial, seed: int) -> Worth:
    """Return what a trial is worth against the week as it is."""
    if without.figures is None or trial.figures is None or trial.stay is None:
        raise ValueError("a worth needs two plans")
    before, after = without.figures, trial.figures
    lawful_stay = trial.stay.violations == 0
    stays = replace(before, cost_vnd=trial.stay.cost_vnd)
    kept = lawful_stay and (trial.violations > 0 or _rank(stays) < _rank(after))
    best = stays if kept else after
    return Worth(
        seed=seed,
        without_vnd=before.cost_vnd,
        saves_vnd=before.cost_vnd - best.cost_vnd,
        more_served=best.served - before.served,
        more_doses=best.doses_delivered - before.doses_delivered,
        kept=kept,
        proved_vnd=_proved(without, trial),
    )


def _rank(figures: Indicators) -> tuple[int, float, int]:
    """Return the order in which plans are better: fewer unserved, more of the need met, cheaper."""
    return (figures.unserved, -figures.fill_rate, figures.cost_vnd)


def _proved(without: Trial, trial: Trial) -> tuple[int, int] | None:
    """Return least and most of what routing can be worth, from proved lower bounds on both sides."""
    low, high = without.routing_bound_vnd, trial.routing_bound_vnd
    if low is None or high is None:
        return None
    return max(0, low - trial.routing_vnd), without.routing_vnd - high
