"""Lanes that bring too little: levels by hand, against linear programmes, and proved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fair_instances import shortage
from fair_programmes import sequential
from tiny_places import MON

from distribution.fairness.check import check_certificate
from distribution.fairness.lanes import lane_rooms
from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairCell,
    FairCertificate,
    FairQuestion,
    FairRoom,
    FairSource,
    Limit,
    with_caps,
)
from distribution.inputs import WeekInputs
from distribution.quarter.answer import nightly_horizon
from solvers.allocation.fairness import fair_levels
from solvers.allocation.fairness_rounding import odd_packs

OUTLET = (("north",), 0)


def _cell(product_id: str, need_packs: int) -> FairCell:
    return FairCell(
        week=0,
        centre_id="a",
        product_id=product_id,
        depots=("north",),
        need_packs=need_packs,
        urgency=1,
        parts=((0, need_packs),),
    )


def _question(room_ml: int, **there: int) -> FairQuestion:
    """Four products of 100 ml a pack, 40 packs wanted of each, any number at the hub, some at the depot."""
    cells = tuple(_cell(product_id, 40) for product_id in "ABCD")
    sources = tuple(
        FairSource(product_id=p, lot_id=p, site_id=site, packs=packs, outlets=(OUTLET,))
        for p in "ABCD"
        for site, packs in (("hub", 100), ("north", there.get(p, 0)))
    )
    room = FairRoom(
        limit=Limit.LANE,
        subject_id="north",
        week=0,
        room_ml=room_ml,
        members=tuple((i, 100) for i in range(4)),
        there=tuple(sorted(there.items())),
    )
    return FairQuestion(cells=cells, sources=sources, rooms=(room,))


def _levels(question: FairQuestion) -> list[float]:
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    return [level / LEVEL_UNITS for level in certificate.levels]


def test_what_lies_at_the_depot_takes_none_of_the_lanes() -> None:
    """Lanes bring 50 packs.  A has 10 there: (40 x - 10) + 40 x = 50 for A and B; C and D have all there."""
    assert _levels(_question(5_000, A=10, C=40, D=40)) == [0.75, 0.75, 1.0, 1.0]


def test_when_lanes_are_used_up_others_rise_to_what_lies_there() -> None:
    """A and B share 40 packs: one half each.  C and D have 30 and 24 there, and rise to these alone."""
    assert _levels(_question(4_000, C=30, D=24)) == [0.5, 0.5, 0.75, 0.6]


def test_no_lane_at_all_leaves_what_lies_there() -> None:
    assert _levels(_question(0, A=10, C=30)) == [0.25, 0.0, 0.75, 0.0]


def test_odd_packs_take_litres_only_where_nothing_lies_there() -> None:
    """Lanes bring 2 packs for B, C and D (a third of 2 each): two odd ones; A's own 13 cost nothing."""
    question = _question(200, A=13)
    certificate = fair_levels(question)
    odd = odd_packs(question, certificate)
    assert 0 not in odd
    assert len(odd) == 2


def _spoilt(certificate: FairCertificate, index: int, change: int) -> FairCertificate:
    levels = list(certificate.levels)
    levels[index] += change
    return replace(certificate, levels=tuple(levels))


def _keys(question: FairQuestion, certificate: FairCertificate) -> set[str]:
    return {violation.key for violation in check_certificate(question, certificate)}


def test_levels_beyond_the_lanes_or_short_of_them_are_found() -> None:
    question = _question(4_000, C=30, D=24)
    certificate = fair_levels(question)
    assert "fair_room_over" in _keys(question, _spoilt(certificate, 0, 10**6))
    assert "fair_room_over" in _keys(question, _spoilt(certificate, 2, 10**6))
    assert "fair_bound_loose" in _keys(question, _spoilt(certificate, 0, -(10**6)))


def test_litres_taken_from_the_poor_are_found() -> None:
    """B gets 10 and A 30 of the 40 packs that lanes bring: used up, but A is better off."""
    question = _question(4_000, C=40, D=40)
    certificate = fair_levels(question)
    unfair = _spoilt(_spoilt(certificate, 0, LEVEL_UNITS // 4), 1, -LEVEL_UNITS // 4)
    assert "fair_better_off" in _keys(question, unfair)


@pytest.mark.parametrize("seed", range(15))
def test_sequential_linear_programmes_agree(seed: int) -> None:
    question = _with_lanes(shortage(seed, tight=0.9), seed)
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    found = [level / LEVEL_UNITS for level in certificate.levels]
    assert found == pytest.approx(sequential(question), abs=1e-9)


def _with_lanes(question: FairQuestion, seed: int) -> FairQuestion:
    """Return a question with lanes of few litres, and some packs of each product behind them."""
    draw = np.random.default_rng(seed + 1_000)
    pack_ml = {question.cells[i].product_id: ml for room in question.rooms for i, ml in room.members}
    rooms = []
    for group in sorted({cell.depots for cell in question.cells}):
        there = {product: int(draw.integers(0, 25)) for product in sorted(pack_ml)}
        for week in range(2):
            mine = [i for i, c in enumerate(question.cells) if c.depots == group and c.week <= week]
            full = sum(pack_ml[question.cells[i].product_id] * question.cells[i].need_packs for i in mine)
            rooms.append(
                FairRoom(
                    limit=Limit.LANE,
                    subject_id="/".join(group),
                    week=week,
                    room_ml=int(full * draw.uniform(0.05, 0.5)),
                    members=tuple((i, pack_ml[question.cells[i].product_id]) for i in mine),
                    there=tuple(sorted(there.items())),
                )
            )
    return replace(question, rooms=(*question.rooms, *rooms))


def test_a_cap_is_a_bound_of_its_own() -> None:
    question = with_caps(_question(16_000), ((0, 7),))
    certificate = fair_levels(question)
    assert check_certificate(question, certificate) == ()
    assert [level / LEVEL_UNITS for level in certificate.levels] == [0.175, 1.0, 1.0, 1.0]
    held_by = certificate.held_by[0]
    assert held_by is not None
    assert certificate.bounds[held_by].limit is Limit.FOUND


def test_lanes_of_the_tiny_week_bind_where_they_carry_little(tiny_inputs: WeekInputs) -> None:
    """depot-north is given 16,000 L a departure; with 10 L it can have 10 L on each of its days."""
    cells = (_tiny_cell(0, 500), _tiny_cell(1, 500))
    sources = (FairSource(product_id="HEXA", lot_id="HEXA-1", site_id="depot-north", packs=140, outlets=()),)
    horizon = nightly_horizon(MON)
    assert list(lane_rooms(tiny_inputs, horizon, cells, sources)) == []
    lanes = tuple(replace(lane, capacity_ml=10_000) for lane in tiny_inputs.network.lanes)
    small = replace(tiny_inputs, network=replace(tiny_inputs.network, lanes=lanes))
    first, second = lane_rooms(small, horizon, cells, sources)
    # leaves Monday to Friday, at hand two days later: five departures by the first Sunday; then six more
    assert (first.room_ml, second.room_ml) == (50_000, 110_000)
    assert first.there == (("HEXA", 140),)
    assert (first.members, second.members) == (((0, 750),), ((0, 750), (1, 750)))


def _tiny_cell(week: int, packs: int) -> FairCell:
    return replace(_cell("HEXA", packs), week=week, depots=("depot-north",), parts=((7 * week + 5, packs),))
