"""A year of policy against the plainest telling of it, closed forms and its own books."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_year import plain_year
from policy_years import CERTAIN, drawn_year, one_shelf

from distribution.policy.question import Chance, PolicyQuestion
from distribution.policy.replications import Years, live
from distribution.policy.year_state import (
    ARRIVED,
    ASKED,
    BROKEN,
    CUT,
    DIED,
    EXPIRED,
    GIVEN,
    LOST,
    MISSED,
    OPENED,
    RECEIVED,
    SHIPPED,
    SHORT,
    WANTED,
)

CHANCE = Chance(on=True, common_sigma=0.2, persistence=0.7, failure=0.02, breakage_ppm=20_000)
COLUMNS = {
    "wanted": WANTED,
    "given": GIVEN,
    "missed": MISSED,
    "lost": LOST,
    "opened": OPENED,
    "broken": BROKEN,
    "expired": EXPIRED,
    "received": RECEIVED,
    "cut": CUT,
    "asked": ASKED,
    "short": SHORT,
}


def by_centre(years: Years, column: int) -> list[int]:
    return years.centre[0, column].tolist()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_without_chance_the_year_is_that_of_the_plain_recursion(seed: int) -> None:
    question = drawn_year(seed, chance=CERTAIN._replace(breakage_ppm=20_000))
    years, told = live(question, 1, threads=1), plain_year(question)
    products, centres = range(len(question.product_ids)), range(len(question.centre_ids))
    for name, column in COLUMNS.items():
        expected = [sum(told[name].get((p, c), 0) for p in products) for c in centres]
        assert by_centre(years, column) == expected, name
        assert years.product[0, column].tolist() == [
            sum(told[name].get((p, c), 0) for c in centres) for p in products
        ], name
    for name, column in (("arrived", ARRIVED), ("shipped", SHIPPED), ("died", DIED)):
        for p in products:
            assert years.depot[0, column, p].tolist() == [told[name].get((p, d), 0) for d in range(2)], name


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_dose_is_somewhere(seed: int) -> None:
    question = drawn_year(seed, chance=CHANCE)
    years = live(question, 3, threads=1)
    for r in range(3):
        product, depot, supply = years.product[r], years.depot[r].sum(axis=2), years.supply[r]
        opened = question.centres.opening.sum(axis=1)
        gone = product[[GIVEN, OPENED, BROKEN, EXPIRED]].sum(axis=0)
        assert (opened + depot[SHIPPED] == gone + years.centre_left[r]).all()
        opened = question.depots.opening.sum(axis=1)
        assert (opened + supply[SHIPPED] == depot[[SHIPPED, DIED]].sum(axis=0) + years.depot_left[r]).all()
        opened = question.supply.opening + supply[ARRIVED]
        assert (opened == supply[[SHIPPED, DIED]].sum(axis=0) + years.supply_left[r]).all()
        # everybody who asked was served, went away for good, or waits
        assert (product[WANTED] == product[GIVEN] + product[LOST] + years.waiting[r]).all()


def test_four_weeks_by_hand() -> None:
    # demand 5, 5, 5, 5; ten on the shelf; level 10 in packs of 4; ordered in a week, there in the next
    # week 0: stock 10, nothing lacks; 5 left.  1: order 8; 0 left.  2: 8 came, order 4; 3 left.
    # 3: 4 came: 7, order 4 (3 lack); 2 left, 4 on the way.
    years = live(one_shelf(demand=[5, 5, 5, 5], level=10, opening=10, pack=4), 1, threads=1)
    assert by_centre(years, GIVEN) == [20]
    assert by_centre(years, RECEIVED) == [12]
    assert years.centre_left[0].tolist() == [2 + 4]


def test_what_outlives_its_weeks_expires() -> None:
    # ten come in week 0 (lead 0), live two weeks, one a week is used: eight die at the end of week 1
    question = one_shelf(demand=[1, 1, 1], level=10, opening=0, life=2, lead=0)
    years = live(question, 1, threads=1)
    # week 0: 10 come, 9 left.  1: 1 comes, 9 left; 8 of week 0 die, 1 left.  2: 9 come, 9 left
    assert by_centre(years, EXPIRED) == [8 + 0]
    assert by_centre(years, RECEIVED) == [10 + 1 + 9]


def test_an_opened_vial_is_thrown_away_at_the_end_of_the_session() -> None:
    # 12 doses in 2 sessions: 6 each, a vial of 10 each: 8 doses are thrown away
    years = live(one_shelf(demand=[12], level=0, opening=100, vial=10), 1, threads=1)
    assert by_centre(years, OPENED) == [8]
    # 12 doses on the shelf are one vial: 10 people are served, 2 sent away
    years = live(one_shelf(demand=[12], level=0, opening=12, vial=10), 1, threads=1)
    assert by_centre(years, GIVEN) == [10]
    assert by_centre(years, MISSED) == [2]


def test_a_small_refrigerator_cuts_the_order() -> None:
    years = live(one_shelf(demand=[0, 0], level=100, opening=10, pack=10, room_ml=55), 1, threads=1)
    # 45 ml are free: four packs of ten of ten are ordered, then there is room for none
    assert by_centre(years, CUT) == [50 + 50]
    assert by_centre(years, RECEIVED) == [40]


@pytest.mark.parametrize("service", [0.7, 0.9, 0.98])
def test_stock_out_is_that_of_the_newsvendor(service: float) -> None:
    # each week opens at the level (lead 0, packs of one), so it is short with the chance that demand is more
    mean, sigma, weeks, replications = 20_000, 0.3, 50, 400
    level = round(mean * np.exp(NormalDist().inv_cdf(service) * sigma - sigma**2 / 2))
    question = one_shelf(
        demand=[mean] * weeks,
        level=level,
        opening=level,
        lead=0,
        sigma=sigma,
        chance=Chance(on=True, common_sigma=0.0, persistence=0.0, failure=0.0, breakage_ppm=0),
    )
    years = live(question, replications)
    short = years.centre[:, SHORT].sum() / (weeks * replications)
    error = (service * (1 - service) / (weeks * replications)) ** 0.5
    assert abs(short - (1 - service)) < 4 * error + 1 / 16_384  # the normal has 16,384 steps


def test_demand_has_the_mean_and_spread_asked_for() -> None:
    mean, sigma, weeks, replications = 3, 0.6, 52, 2_000
    chance = Chance(on=True, common_sigma=0.0, persistence=0.0, failure=0.0, breakage_ppm=0)
    question = one_shelf(demand=[mean] * weeks, level=0, opening=10**6, sigma=sigma, chance=chance)
    wanted = live(question, replications).week[:, :, 0].astype(float)
    variance = mean**2 * np.expm1(sigma**2) + 1 / 6  # rounding up or down adds a sixth at most on average
    assert abs(wanted.mean() - mean) < 4 * (variance / wanted.size) ** 0.5
    assert wanted.var() == pytest.approx(variance, rel=0.03)


def _same(a: Years, b: Years) -> bool:
    return all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for name in ("product", "centre", "week", "depot", "fridge", "supply")
    )


def test_threads_and_the_number_of_years_change_nothing() -> None:
    question = drawn_year(7, chance=CHANCE)
    first, second = live(question, 40, threads=1), live(question, 40, threads=2)
    assert _same(first, second)
    assert np.array_equal(live(question, 12).week, first.week[:12])
    assert not np.array_equal(live(question, 12, seed=2).week, first.week[:12])


def test_a_centre_more_changes_no_other_centres_demand() -> None:
    question = drawn_year(3, centres=4, chance=CHANCE)
    fewer = _without_last_centre(question)
    with_all, without = live(question, 5), live(fewer, 5)
    assert np.array_equal(with_all.centre[:, WANTED, :3], without.centre[:, WANTED])


def _without_last_centre(question: PolicyQuestion) -> PolicyQuestion:
    tables = question.centres._asdict()
    kept = {name: np.ascontiguousarray(table[..., :-1]) for name, table in tables.items()}
    return replace(question, centre_ids=question.centre_ids[:-1], centres=type(question.centres)(**kept))
