"""The quarter of the tiny week: what is decided holds every rule, and what binds is respected."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tiny_places import COLD, HOSTILE_NAME, MON

from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.quarter.answer import (
    FillLevel,
    Horizon,
    PackLock,
    QuarterAllocation,
    nightly_horizon,
    weekly_horizon,
)
from distribution.quarter.check import check_quarter
from distribution.quarter.need import quarter_need
from distribution.stock import Arrival, StockLine
from distribution.travel import TravelTable
from distribution.vaccines import LotStatus
from solvers.allocation.quarter import allocate_quarter
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_lp import programme, solve_programme
from solvers.allocation.quarter_network import product_arcs
from solvers.outcome import Outcome, Status

NIGHT, WEEKS = nightly_horizon(MON), weekly_horizon(MON, 6)


def _silent(progress: Progress) -> None:
    del progress


def solve(
    inputs: WeekInputs,
    travel: TravelTable,
    horizon: Horizon = WEEKS,
    *,
    levels: tuple[FillLevel, ...] = (),
    released: QuarterAllocation | None = None,
    locks: tuple[PackLock, ...] = (),
) -> Outcome[QuarterAllocation]:
    return allocate_quarter(
        inputs,
        travel,
        horizon,
        limits=Limits(iterations=30),
        levels=levels,
        released=released,
        locks=locks,
        on_progress=_silent,
    )


def with_centre_ml(inputs: WeekInputs, cold_ml: int) -> WeekInputs:
    centres = tuple(replace(c, stores_ml={COLD: cold_ml}) for c in inputs.network.centres)
    return replace(inputs, network=replace(inputs.network, centres=centres))


def with_supply(inputs: WeekInputs, doses: int) -> WeekInputs:
    """Return the tiny week with as many doses of every product arriving in the second week."""
    lots = (("HEXA", "HEXA-1"), ("FLU", "FLU-1"), ("ROTA", "ROTA-1"))
    more = tuple(
        Arrival(
            arrival_id=f"M-{lot}",
            site_id="air-tiny",
            product_id=product,
            lot_id=lot,
            day=MON + timedelta(days=7),
            doses=doses,
        )
        for product, lot in lots
    )
    return replace(inputs, arrivals=(*inputs.arrivals, *more))


@pytest.mark.parametrize("horizon", [NIGHT, WEEKS])
def test_it_holds_every_rule_and_is_optimal_where_no_litre_binds(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, horizon: Horizon
) -> None:
    outcome = solve(tiny_inputs, tiny_travel, horizon)
    assert check_quarter(outcome.value, tiny_inputs) == ()
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == outcome.bound
    assert outcome.value.issues


def test_the_same_question_gives_the_same_answer(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    assert solve(tiny_inputs, tiny_travel).value == solve(tiny_inputs, tiny_travel).value


def test_quarantined_and_short_dated_lots_stay(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    left = {issue.lot_id for issue in solve(tiny_inputs, tiny_travel).value.issues}
    assert left & {"HEXA-Q", "HEXA-S"} == set()
    assert {"HEXA-1", "HEXA-2", "FLU-1", "ROTA-1"} <= left


@pytest.mark.parametrize("cold_ml", [30_000, 60_000])
def test_litres_that_bind_are_kept_and_the_bound_is_below_the_linear_programme(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, cold_ml: int
) -> None:
    inputs = with_centre_ml(with_supply(tiny_inputs, 20_000), cold_ml)
    outcome = solve(inputs, tiny_travel)
    assert check_quarter(outcome.value, inputs) == ()
    problem = encode_quarter(inputs, tiny_travel, WEEKS, quarter_need(inputs, WEEKS), Settled())
    arcs = [product_arcs(problem.frame, p) for p in problem.products]
    relaxed = solve_programme(programme(problem.frame, arcs))
    free = solve_programme(programme(problem.frame, arcs, litres=False))
    assert outcome.bound is not None
    assert relaxed > free * (1 + 1e-6)  # the litres do bind
    assert free < outcome.bound <= relaxed * (1 + 1e-9)
    assert relaxed <= outcome.objective * (1 + 1e-9)


def test_a_store_that_is_over_receives_nothing_until_it_is_below(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """600 doses (45 L) at centre-near are over its 20 L; 60 a day are used: day 6 begins with 240 (18 L)."""
    stock = replace(_line(tiny_inputs, "centre-near", "HEXA-1"), doses=600)
    others = tuple(s for s in tiny_inputs.stock if s.place_id != "centre-near")
    centres = tuple(
        replace(c, stores_ml={COLD: 20_000}) if c.centre_id == "centre-near" else c
        for c in tiny_inputs.network.centres
    )
    inputs = replace(
        tiny_inputs, stock=(*others, stock), network=replace(tiny_inputs.network, centres=centres)
    )
    allocation = solve(inputs, tiny_travel, NIGHT).value
    assert check_quarter(allocation, inputs) == ()
    mine = [i.period for i in allocation.issues if i.centre_id == "centre-near"]
    assert min(mine) >= 6
    over = [o for o in allocation.overflows if o.subject_id == "centre-near"]
    assert [o.period for o in over] == [0, 1, 2, 3, 4, 5]
    assert over[0].over_ml == 25_000
    assert all(o.opening for o in over)
    told = [w[1] for w in allocation.warnings if w[0] == "warning.opening_overflow"]
    assert [(w["place"], w["band"]) for w in told] == [(f"{HOSTILE_NAME} (centre-near)", "2–8 °C")]


def test_locks_hold_or_are_told(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    def lock(packs: int) -> PackLock:
        return PackLock(
            centre_id="centre-mid",
            product_id="FLU",
            first=MON,
            last=MON + timedelta(days=6),
            packs=packs,
            who="Lan",
        )

    allocation = solve(tiny_inputs, tiny_travel, NIGHT, locks=(lock(3),)).value
    assert check_quarter(allocation, tiny_inputs) == ()
    given = [i for i in allocation.issues if (i.centre_id, i.product_id) == ("centre-mid", "FLU")]
    assert sum(i.packs for i in given if i.period < 7) == 3
    assert allocation.locks == (lock(3),)
    beyond = solve(tiny_inputs, tiny_travel, NIGHT, locks=(lock(5_000),)).value
    assert beyond.locks == ()
    assert "warning.lock_not_held" in {key for key, _ in beyond.warnings}
    assert check_quarter(beyond, tiny_inputs) == ()


def test_fair_levels_come_before_cost(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    """Flu for the far centre alone is short: a level for the island takes it from others."""
    plain = solve(tiny_inputs, tiny_travel).value
    need = {(w.centre_id, w.period): w for w in plain.wanted if w.product_id == "HEXA"}
    worst = max(need.values(), key=lambda w: (w.unmet if w.period == 1 else 0, w.centre_id))
    assert worst.unmet
    level = FillLevel(
        week=worst.period,
        centre_id=worst.centre_id,
        product_id="HEXA",
        need_packs=worst.packs,
        level=1.0,
        packs=worst.packs,
    )
    fair = solve(tiny_inputs, tiny_travel, levels=(level,)).value
    assert fair.levels == (level,)
    assert check_quarter(fair, tiny_inputs) == ()
    now = next(
        w
        for w in fair.wanted
        if (w.centre_id, w.product_id, w.period) == (worst.centre_id, "HEXA", worst.period)
    )
    assert now.unmet == 0


def test_what_was_released_is_kept_where_it_still_serves(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    before = solve(tiny_inputs, tiny_travel).value
    again = solve(tiny_inputs, tiny_travel, released=before)
    assert _cells(again.value) == _cells(before)
    assert again.objective == again.bound == before.objective_vnd


def test_a_recalled_lot_goes_back_whole_and_covers_nothing(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    lots = {**tiny_inputs.lots, "HEXA-1": replace(tiny_inputs.lots["HEXA-1"], status=LotStatus.RECALLED)}
    inputs = replace(tiny_inputs, lots=lots)
    allocation = solve(inputs, tiny_travel, NIGHT).value
    assert check_quarter(allocation, inputs) == ()
    back = {(m.origin_id, m.doses) for m in allocation.movements if m.origin_id.startswith("centre")}
    assert back == {("centre-near", 50), ("centre-mid", 100)}
    assert "HEXA-1" not in {i.lot_id for i in allocation.issues}


def test_what_a_centre_will_not_use_in_time_goes_back_in_whole_packs(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """FLU-1 until Saturday at centre-near: 10 a day for six days, 95 on hand, 35 over: three packs of 10."""
    old = StockLine(
        place_id="centre-near",
        product_id="FLU",
        lot_id="FLU-1",
        band=COLD,
        use_by=date(2026, 11, 28),
        doses=95,
    )
    inputs = replace(tiny_inputs, stock=(*tiny_inputs.stock, old))
    allocation = solve(inputs, tiny_travel, NIGHT).value
    assert check_quarter(allocation, inputs) == ()
    back = [
        (m.origin_id, m.lot_id, m.packs, m.doses)
        for m in allocation.movements
        if m.origin_id.startswith("centre")
    ]
    assert back == [("centre-near", "FLU-1", 3, 30)]


def test_a_forecast_that_ends_early_goes_on_and_says_so(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    warnings = solve(tiny_inputs, tiny_travel, NIGHT).value.warnings
    assert ("warning.forecast_extended", {"day": "2026-12-21"}) in warnings


def _line(inputs: WeekInputs, place: str, lot: str) -> StockLine:
    return next(s for s in inputs.stock if (s.place_id, s.lot_id) == (place, lot))


def _cells(allocation: QuarterAllocation) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for issue in allocation.issues:
        found[issue.centre_id, issue.product_id, issue.period] += issue.packs
    return found
