"""Levels that litres by days stop: by hand, proved by prices, and spoilt proofs that the checker finds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from quarter_wants import need_of
from tiny_places import MON

from distribution.fairness.check import check_certificate
from distribution.fairness.check_days import check_days
from distribution.fairness.daily import DailyQuestion
from distribution.fairness.daily_question import daily_question
from distribution.fairness.day_bounds import highest
from distribution.fairness.shares import LEVEL_UNITS, FairCertificate, FairQuestion, Limit
from distribution.inputs import WeekInputs
from distribution.quarter.answer import PackLock, nightly_horizon
from distribution.quarter.need import QuarterNeed, quarter_need
from distribution.travel import TravelTable
from solvers.allocation.fairness_days import DayLevels
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight, fair_within
from solvers.allocation.problem import near_depots

DAYS = nightly_horizon(MON)
FRI, SAT, SUN = 4, 5, 6


def _with_lanes(inputs: WeekInputs, capacity_ml: int) -> WeekInputs:
    lanes = tuple(replace(lane, capacity_ml=capacity_ml) for lane in inputs.network.lanes)
    return replace(inputs, network=replace(inputs.network, lanes=lanes))


def _with_fridge(inputs: WeekInputs, centre_id: str, ml: int) -> WeekInputs:
    centres = tuple(
        replace(c, stores_ml=dict.fromkeys(c.stores_ml, ml)) if c.centre_id == centre_id else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def _asked(inputs: WeekInputs, travel: TravelTable, need: QuarterNeed) -> tuple[Fairness, DailyQuestion]:
    fairness = fair_fortnight(inputs, travel, DAYS, need=need)
    daily = daily_question(inputs, near_depots(inputs, travel), DAYS, need, fairness.question)
    return fairness, daily


def _lowered(fairness: Fairness, days: DayLevels, daily: DailyQuestion) -> Fairness:
    """Return the levels that days allow, proved."""
    stops = tuple(days.all_stops(fairness.certificate.levels, None))
    lower = fair_within(fairness, {}, day_stops=stops)
    assert check_certificate(lower.question, lower.certificate) == ()
    assert check_days(lower.question, daily, lower.certificate) == ()
    return lower


def _around(question: FairQuestion, daily: DailyQuestion, unheld: Collection[int]) -> DayLevels:
    days = DayLevels.around(question, daily, unheld)
    assert days is not None
    return days


def _levels(fairness: Fairness) -> list[float]:
    return [level / LEVEL_UNITS for level in fairness.certificate.levels]


@pytest.mark.parametrize(
    ("period", "share"),
    [(0, 12 / 20), (FRI, 4 / 20), (SAT, 2 / 20), (SUN, 2 / 20)],
)
def test_a_small_refrigerator_takes_its_litres_on_every_day_from_the_need_on(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, period: int, share: float
) -> None:
    """1.5 L take 2 packs of 750 ml a day, on six days; what is needed late can come on few of them.

    By the week 12 of 20 could come.  What comes before it is needed stands in the way until it is used.
    """
    inputs = _with_fridge(tiny_inputs, "centre-zone", 1_500)
    fairness, daily = _asked(inputs, tiny_travel, need_of(inputs, DAYS, ("centre-zone", "HEXA", 20, period)))
    assert _levels(fairness) == [0.6]
    lower = _lowered(fairness, DayLevels.of_centre(fairness.question, daily, "centre-zone"), daily)
    assert _levels(lower) == pytest.approx([share], abs=1e-9)


def test_products_of_a_full_day_rise_together_and_the_urgent_one_before(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """3 L on the Saturday: 2 HEXA and 5 FLU take it all; both are needed on that day, 4 and 10 packs.

    Together they come to a half.  Where FLU cannot be given later it goes first: all 10 fill the day.
    """
    inputs = _with_fridge(tiny_inputs, "centre-zone", 3_000)
    wants = need_of(inputs, DAYS, ("centre-zone", "HEXA", 4, SAT), ("centre-zone", "FLU", 10, SAT))
    fairness, daily = _asked(inputs, tiny_travel, wants)
    lower = _lowered(fairness, DayLevels.of_centre(fairness.question, daily, "centre-zone"), daily)
    assert _levels(lower) == pytest.approx([0.5, 0.5], abs=1e-9)
    urgent = {**inputs.vaccines, "FLU": replace(inputs.vaccines["FLU"], back_orderable=False)}
    fairness, daily = _asked(replace(inputs, vaccines=urgent), tiny_travel, wants)
    lower = _lowered(fairness, DayLevels.of_centre(fairness.question, daily, "centre-zone"), daily)
    assert _levels(lower) == pytest.approx([0.0, 1.0], abs=1e-9)


@pytest.fixture(scope="module")
def narrow(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> tuple[Fairness, DailyQuestion]:
    """Departures take 700 ml, and no pack of HEXA, which has 750; by the week they bring ten."""
    inputs = _with_lanes(tiny_inputs, 700)
    return _asked(inputs, tiny_travel, quarter_need(inputs, DAYS))


def test_a_pack_that_no_departure_takes_is_shared_where_it_lies(
    narrow: tuple[Fairness, DailyQuestion],
) -> None:
    """140 packs lie in the north for 37 and 42 packs of one centre, 32 and 42 of the other: 140 of 153."""
    fairness, daily = narrow
    mine = {
        i: cell
        for i, cell in enumerate(fairness.question.cells)
        if cell.product_id == "HEXA" and cell.depots == ("depot-north",)
    }
    assert sorted(cell.need_packs for cell in mine.values()) == [32, 37, 42, 42]
    lower = _lowered(fairness, _around(fairness.question, daily, list(mine)), daily)
    assert [_levels(lower)[i] for i in mine] == pytest.approx([140 / 153] * 4, abs=1e-9)
    bounds = lower.certificate.bounds
    held = [lower.certificate.held_by[i] for i in mine]
    assert {bounds[b].limit for b in held if b is not None} == {Limit.DAYS}


def _spoilt(certificate: FairCertificate, **changes: object) -> FairCertificate:
    (bound,) = certificate.day_bounds
    return replace(certificate, day_bounds=(replace(bound, **changes),))  # type: ignore[arg-type]


def test_spoilt_proofs_are_found(narrow: tuple[Fairness, DailyQuestion]) -> None:
    fairness, daily = narrow
    north = [i for i, c in enumerate(fairness.question.cells) if c.product_id == "HEXA"]
    lower = _lowered(fairness, _around(fairness.question, daily, north), daily)
    certificate, question = lower.certificate, lower.question
    (bound,) = certificate.day_bounds
    stopped = dict(bound.weights)

    def keys(spoilt: FairCertificate) -> set[str]:
        return {violation.key for violation in check_days(question, daily, spoilt)}

    assert keys(_spoilt(certificate, weights=())) == {"fair_bound_foreign"}
    assert keys(_spoilt(certificate, parts=((next(iter(stopped)), 0, -1),))) == {"fair_range"}
    assert keys(replace(certificate, day_caps=certificate.day_caps[1:])) == {"fair_incomplete"}
    cell, _, number = certificate.day_caps[0]
    less = tuple(n - LEVEL_UNITS // 100 if i == cell else n for i, n in enumerate(certificate.levels))
    lowered = replace(certificate, levels=less)
    assert "fair_bound_loose" in keys(lowered)
    caps = ((cell, less[cell], number), *certificate.day_caps[1:])
    assert "fair_better_off" in keys(replace(lowered, day_caps=caps))


def test_packs_that_a_lock_asks_for_count_when_they_are_issued(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """A lock of 30 leaves 10 of the 40 FLU in the north, where departures take no pack: 10 of 50."""
    lock = PackLock(centre_id="centre-near", product_id="FLU", first=MON, last=MON, packs=30)
    inputs = replace(_with_lanes(tiny_inputs, 299), pack_locks=(lock,))
    fairness, daily = _asked(inputs, tiny_travel, need_of(inputs, DAYS, ("centre-mid", "FLU", 50, FRI)))
    days = _around(fairness.question, daily, range(len(fairness.question.cells)))
    lower = _lowered(fairness, days, daily)
    free = [i for i, cell in enumerate(lower.question.cells) if not cell.locked]
    assert [_levels(lower)[i] for i in free] == pytest.approx([0.2], abs=1e-9)


@pytest.mark.parametrize("capacity_ml", [450, 1_000])
def test_prices_prove_what_the_programme_reaches(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, capacity_ml: int
) -> None:
    """What prices prove without the engine and what the engine reaches are the same: no gap is left."""
    inputs = _with_lanes(tiny_inputs, capacity_ml)
    fairness, daily = _asked(inputs, tiny_travel, quarter_need(inputs, DAYS))
    levels = fairness.certificate.levels
    stop = _around(fairness.question, daily, range(len(levels))).first_stop(levels, None)
    assert stop is not None
    weights = {i: weight * fairness.question.cells[i].need_packs for i, weight in stop.bound.weights}
    reached = sum(weight * min(levels[i], stop.level) for i, weight in weights.items()) / LEVEL_UNITS
    assert highest(daily, stop.bound) == pytest.approx(reached, rel=1e-9)
