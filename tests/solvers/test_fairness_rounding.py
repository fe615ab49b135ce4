"""The odd packs: the largest parts first, all goods given out, never more than goods and litres allow."""

from __future__ import annotations

from dataclasses import replace

from fair_instances import shortage
from hypothesis import given, settings
from hypothesis import strategies as st

from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairCell,
    FairQuestion,
    FairRoom,
    FairSource,
    Limit,
    whole_packs,
)
from solvers.allocation.fairness import fair_levels
from solvers.allocation.fairness_rounding import odd_packs


def _cell(centre_id: str, need_packs: int) -> FairCell:
    return FairCell(
        week=0,
        centre_id=centre_id,
        product_id="HEXA",
        depots=("north",),
        need_packs=need_packs,
        urgency=1,
        parts=((0, need_packs),),
    )


def _question(packs: int, *cells: FairCell, room_ml: int | None = None) -> FairQuestion:
    source = FairSource(
        product_id="HEXA", lot_id="L", site_id="north", packs=packs, outlets=((("north",), 0),)
    )
    members = tuple((i, 100) for i in range(len(cells)))
    room = FairRoom(limit=Limit.DEPOT, subject_id="north", week=0, room_ml=room_ml or 0, members=members)
    return FairQuestion(cells=cells, sources=(source,), rooms=(room,) if room_ml is not None else ())


def _odd(question: FairQuestion) -> set[str]:
    chosen = odd_packs(question, fair_levels(question))
    return {question.cells[i].centre_id for i in chosen}


def test_the_largest_parts_are_rounded_up() -> None:
    """7 packs for 4 + 6: 2.8 and 4.2, the odd pack is the first's; 5 for 6 + 3 + 1: 3, 1.5 and 0.5."""
    assert len(_odd(_question(5, _cell("a", 6), _cell("b", 3), _cell("c", 1)))) == 1
    assert _odd(_question(7, _cell("a", 4), _cell("b", 6))) == {"a"}


def test_equal_parts_give_out_every_pack_and_the_same_centres_each_night() -> None:
    """50 packs for 90 centres that want one."""
    cells = tuple(_cell(f"c{i:02d}", 1) for i in range(90))
    question = _question(50, *cells)
    assert len(_odd(question)) == 50
    turned = replace(question, cells=tuple(reversed(cells)))
    assert _odd(turned) == _odd(question)


def test_no_litre_is_filled_twice() -> None:
    """Litres for 250 ml: two packs of 100 ml, although goods are there for three centres."""
    assert len(_odd(_question(3, _cell("a", 1), _cell("b", 1), _cell("c", 1), room_ml=250))) == 2


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 2))
def test_sure_and_odd_packs_can_be_had_at_once_and_no_more(seed: int, urgencies: int) -> None:
    question = shortage(seed, centres=5, products=3, urgencies=urgencies)
    if seed % 2:
        question = replace(question, rooms=())
    certificate = fair_levels(question)
    odd = odd_packs(question, certificate)
    packs = [
        whole_packs(cell, level) + (i in odd)
        for i, (cell, level) in enumerate(zip(question.cells, certificate.levels, strict=True))
    ]
    assert _possible(question, packs)
    for i, cell in enumerate(question.cells):
        if packs[i] < cell.need_packs and i not in odd and not question.rooms:
            assert not _possible(question, [*packs[:i], packs[i] + 1, *packs[i + 1 :]])


def _possible(question: FairQuestion, packs: list[int]) -> bool:
    """Whether needs cut down to some packs are met in full."""
    cells = tuple(
        replace(cell, need_packs=n, parts=tuple((t, min(part, n)) for t, part in cell.parts))
        for cell, n in zip(question.cells, packs, strict=True)
    )
    levels = fair_levels(replace(question, cells=cells)).levels
    return all(level == LEVEL_UNITS for cell, level in zip(cells, levels, strict=True) if cell.need_packs)
