"""Fair levels: by hand, against sequential linear programs, and proved by a checker that is hard to fool."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fair_instances import shortage
from fair_programmes import sequential
from hypothesis import given, settings
from hypothesis import strategies as st

from distribution.fairness.check import check_certificate, check_held
from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairCell,
    FairCertificate,
    FairQuestion,
    FairRoom,
    FairSource,
    Limit,
    fill_levels,
    whole_packs,
)
from solvers.allocation.fairness import fair_levels


def _cell(centre_id: str, need_packs: int, **changes: object) -> FairCell:
    cell = FairCell(
        week=0,
        centre_id=centre_id,
        product_id="HEXA",
        depots=("north",),
        need_packs=need_packs,
        urgency=1,
        parts=((0, need_packs),),
    )
    return replace(cell, **changes)  # type: ignore[arg-type]


def _source(
    packs: int, *depots: str, product_id: str = "HEXA", weeks: tuple[int, ...] = (0, 1)
) -> FairSource:
    outlets = tuple(((depot,), week) for depot in depots for week in weeks)
    return FairSource(
        product_id=product_id, lot_id=f"L{packs}", site_id=depots[0], packs=packs, outlets=outlets
    )


def _levels(question: FairQuestion) -> list[float]:
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    return [level / LEVEL_UNITS for level in certificate.levels]


def test_one_pool_is_shared_in_the_same_proportion() -> None:
    """30 packs for 40 + 20: half of every need."""
    cells = (_cell("a", 40), _cell("b", 20))
    assert _levels(FairQuestion(cells=cells, sources=(_source(30, "north"),), rooms=())) == [0.5, 0.5]


def test_goods_of_the_hub_help_the_depot_that_is_worse_off_first() -> None:
    """North has 30 for 40, south 5 for 40, the hub 20 for either: south gets all of them, 25/40."""
    cells = (_cell("a", 40), _cell("b", 40, depots=("south",)))
    sources = (_source(30, "north"), _source(5, "south"), _source(20, "north", "south"))
    assert _levels(FairQuestion(cells=cells, sources=sources, rooms=())) == [0.75, 0.625]


def test_a_full_refrigerator_leaves_its_share_to_the_others() -> None:
    """40 packs for 40 + 40, but a can take 10 only: b gets the other 30."""
    cells = (_cell("a", 40), _cell("b", 40))
    room = FairRoom(limit=Limit.CENTRE, subject_id="a", week=0, room_ml=5_000, members=((0, 500),))
    question = FairQuestion(cells=cells, sources=(_source(40, "north"),), rooms=(room,))
    assert _levels(question) == [0.25, 0.75]
    certificate = fair_levels(question)
    assert [certificate.bounds[b].limit for b in certificate.held_by if b is not None] == [
        Limit.CENTRE,
        Limit.SUPPLY,
    ]


def test_what_is_urgent_fills_the_refrigerator_first() -> None:
    """Litres for 15 packs: rabies has its 10, the other product 5 of its 10."""
    cells = (_cell("a", 10, urgency=2), _cell("a", 10, product_id="RABIES", urgency=0))
    room = FairRoom(limit=Limit.CENTRE, subject_id="a", week=0, room_ml=1_500, members=((0, 100), (1, 100)))
    sources = (_source(50, "north"), _source(50, "north", product_id="RABIES"))
    assert _levels(FairQuestion(cells=cells, sources=sources, rooms=(room,))) == [0.5, 1.0]


def test_a_lot_that_is_too_short_dated_next_week_serves_this_week_alone() -> None:
    """12 packs for this week, 4 for either: next week cannot have more than 4 of 10."""
    cells = (_cell("a", 10), _cell("a", 10, week=1, parts=((1, 10),)))
    sources = (_source(12, "north", weeks=(0,)), _source(4, "north"))
    assert _levels(FairQuestion(cells=cells, sources=sources, rooms=())) == [1.0, 0.4]


def test_what_cannot_be_given_later_must_be_there_by_the_day() -> None:
    """4 on Monday and 6 on Tuesday; Monday's goods are 2, the others come on Tuesday: 8 of 10 can be had."""
    dated = _cell("a", 10, parts=((0, 4), (1, 6)))
    sources = (_source(2, "north", weeks=(0, 1)), _source(50, "north", weeks=(1,)))
    assert _levels(FairQuestion(cells=(dated,), sources=sources, rooms=())) == [0.8]


def test_a_day_that_no_goods_can_meet_caps_the_level() -> None:
    """Of 10, the 4 of a closed day are lost; the other centre has all of its need."""
    dated = _cell("a", 10, parts=((1, 6),))
    question = FairQuestion(cells=(dated, _cell("b", 5)), sources=(_source(50, "north"),), rooms=())
    assert _levels(question) == [0.6, 1.0]
    (bound,) = fair_levels(question).bounds
    assert (bound.limit, bound.cells) == (Limit.DATES, (0,))


def test_no_goods_and_no_room_are_level_nought_with_a_bound() -> None:
    cells = (_cell("a", 10), _cell("b", 10, product_id="BCG"))
    room = FairRoom(limit=Limit.CENTRE, subject_id="b", week=0, room_ml=-500, members=((1, 100),))
    sources = (_source(10, "north", product_id="BCG"),)
    assert _levels(FairQuestion(cells=cells, sources=sources, rooms=(room,))) == [0.0, 0.0]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(2, 6), st.integers(1, 4))
def test_every_shortage_comes_with_a_proof(seed: int, urgencies: int, centres: int, products: int) -> None:
    question = shortage(seed, centres=centres, products=products, urgencies=urgencies)
    assert check_certificate(question, fair_levels(question)) == ()


@pytest.mark.parametrize("seed", range(25))
def test_sequential_linear_programs_agree(seed: int) -> None:
    question = shortage(seed)
    expected = sequential(question)
    found = [level / LEVEL_UNITS for level in fair_levels(question).levels]
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_cells_and_sources_changes_no_level(seed: int) -> None:
    question = shortage(seed, centres=6)
    turned = FairQuestion(
        cells=question.cells,
        sources=tuple(reversed(question.sources)),
        rooms=tuple(reversed(question.rooms)),
    )
    levels = fair_levels(question).levels
    assert fair_levels(turned).levels == pytest.approx(levels, abs=LEVEL_UNITS // 10**9)


def test_a_raised_level_has_no_goods_behind_it() -> None:
    question, certificate = _proved()
    stopped = _stopped(certificate, Limit.SUPPLY)
    assert _keys(question, _with_level(certificate, stopped, 10**6)) & {"fair_unsupplied", "fair_room_over"}


def test_a_lowered_level_leaves_its_bound_loose() -> None:
    question, certificate = _proved()
    stopped = _stopped(certificate, Limit.SUPPLY)
    assert "fair_bound_loose" in _keys(question, _with_level(certificate, stopped, -(10**9)))


def test_taking_from_the_poor_for_the_rich_is_caught() -> None:
    """Same goods, other shares: the bound is used up, but one that draws on it is better off."""
    cells = (_cell("a", 40), _cell("b", 40))
    question = FairQuestion(cells=cells, sources=(_source(40, "north"),), rooms=())
    certificate = fair_levels(question)
    unfair = replace(certificate, levels=(certificate.levels[0] // 2, certificate.levels[1] * 3 // 2))
    assert _keys(question, unfair) == {"fair_better_off"}


def test_a_bound_of_somebody_else_is_caught() -> None:
    question, certificate = _proved()
    stopped = _stopped(certificate, Limit.SUPPLY)
    product = question.cells[stopped].product_id
    other = next(
        i
        for i, bound in enumerate(certificate.bounds)
        if bound.subject_id.startswith("p") and bound.subject_id != product
    )
    held = (*certificate.held_by[:stopped], other, *certificate.held_by[stopped + 1 :])
    assert _keys(question, replace(certificate, held_by=held)) == {"fair_bound_foreign"}


def test_a_missing_bound_is_caught() -> None:
    question, certificate = _proved()
    stopped = _stopped(certificate, Limit.SUPPLY)
    held = (*certificate.held_by[:stopped], None, *certificate.held_by[stopped + 1 :])
    assert "fair_no_bound" in _keys(question, replace(certificate, held_by=held))


def test_a_lot_given_twice_or_sent_where_it_cannot_be_is_caught() -> None:
    question, certificate = _proved()
    source, outlet, units = certificate.shipments[0]
    twice = replace(certificate, shipments=(*certificate.shipments, *[(source, outlet, units)] * 1_000))
    assert "fair_lot_over" in _keys(question, twice)
    astray = replace(certificate, shipments=(*certificate.shipments, (source, (("nowhere",), 0), 0)))
    assert _keys(question, astray) == {"fair_unreachable"}


def test_whole_packs_may_lack_less_than_one() -> None:
    question, certificate = _proved()
    packs = [whole_packs(c, level) for c, level in zip(question.cells, certificate.levels, strict=True)]
    assert check_held(question, certificate, packs) == ()
    richest = packs.index(max(packs))
    packs[richest] -= 1
    (violation,) = check_held(question, certificate, packs)
    assert (violation.key, violation.amount) == ("fair_not_held", 1)
    held = fill_levels(question, certificate)[richest]
    assert held.packs <= held.level * held.need_packs + 1e-6 < held.packs + 1


def test_a_share_that_is_a_whole_pack_is_one_although_a_third_has_no_end() -> None:
    """4 packs for four centres that want 3: a third of 3 is one pack."""
    question = FairQuestion(
        cells=tuple(_cell(name, 3) for name in "abcd"), sources=(_source(4, "north"),), rooms=()
    )
    certificate = fair_levels(question)
    assert [level.packs for level in fill_levels(question, certificate)] == [1, 1, 1, 1]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_all_sure_packs_can_be_had_at_once(seed: int) -> None:
    """Needs cut down to the sure packs are met in full."""
    question = shortage(seed, centres=5, products=3)
    certificate = fair_levels(question)
    sure = [whole_packs(c, level) for c, level in zip(question.cells, certificate.levels, strict=True)]
    cells = tuple(replace(cell, need_packs=n) for cell, n in zip(question.cells, sure, strict=True))
    parts = tuple(
        replace(cell, parts=tuple((period, min(packs, cell.need_packs)) for period, packs in cell.parts))
        for cell in cells
    )
    again = fair_levels(replace(question, cells=parts))
    assert all(
        level == LEVEL_UNITS for cell, level in zip(parts, again.levels, strict=True) if cell.need_packs
    )


def test_a_dozen_products_at_240_centres_are_proved() -> None:
    question = shortage(1, centres=240, products=12, depots=11, urgencies=4, tight=0.3)
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    assert len(question.cells) > 5_000


def _proved() -> tuple[FairQuestion, FairCertificate]:
    question = shortage(3, centres=6, products=4)
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    return question, certificate


def _stopped(certificate: FairCertificate, limit: Limit) -> int:
    return next(
        i
        for i, bound in enumerate(certificate.held_by)
        if bound is not None and certificate.bounds[bound].limit is limit and certificate.levels[i] > 10**10
    )


def _with_level(certificate: FairCertificate, index: int, change: int) -> FairCertificate:
    levels = list(certificate.levels)
    levels[index] += change
    return replace(certificate, levels=tuple(levels))


def _keys(question: FairQuestion, certificate: FairCertificate) -> set[str]:
    return {violation.key for violation in check_certificate(question, certificate)}
