"""What more packs would change: the fair levels computed again, everything else as it is."""

from __future__ import annotations

from dataclasses import replace

from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairCertificate,
    FairQuestion,
    FairRoom,
    FairSource,
    Outlet,
    used_units,
    whole_packs,
)
from solvers.allocation.fairness import fair_levels


def with_packs(
    question: FairQuestion, product_id: str, outlets: tuple[Outlet, ...], packs: int
) -> FairQuestion:
    """Return the question with more packs of a product for some outlets."""
    more = FairSource(product_id=product_id, lot_id="", site_id="", packs=packs, outlets=outlets)
    return replace(question, sources=(*question.sources, more))


def packs_until_next(
    question: FairQuestion, certificate: FairCertificate, index: int, outlets: tuple[Outlet, ...]
) -> int | None:
    """Return how many more packs it takes until a cell is sure of one more; None when packs do not help.

    Other products keep the levels they have.
    """
    cell = question.cells[index]
    now = whole_packs(cell, certificate.levels[index])
    alone, place = _of_product(question, certificate, index)
    wanted = sum(c.need_packs for c in alone.cells)

    def helps(packs: int) -> bool:
        levels = fair_levels(with_packs(alone, cell.product_id, outlets, packs)).levels
        return whole_packs(cell, levels[place]) > now

    if not helps(wanted):
        return None
    few, enough = 0, wanted
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if helps(middle) else (middle, enough)
    return enough


def _of_product(question: FairQuestion, certificate: FairCertificate, index: int) -> tuple[FairQuestion, int]:
    """Return the question of one product in what the others leave of every room, and the cell's place."""
    product_id = question.cells[index].product_id
    mine = [i for i, cell in enumerate(question.cells) if cell.product_id == product_id]
    place = {old: new for new, old in enumerate(mine)}
    alone = FairQuestion(
        cells=tuple(question.cells[i] for i in mine),
        sources=tuple(source for source in question.sources if source.product_id == product_id),
        rooms=tuple(
            _left(question, certificate, room, place)
            for room in question.rooms
            if any(i in place for i, _ in room.members)
        ),
    )
    return alone, place[index]


def _left(
    question: FairQuestion, certificate: FairCertificate, room: FairRoom, place: dict[int, int]
) -> FairRoom:
    mine = {question.cells[i].product_id for i in place}
    used = used_units(question, room, certificate.levels)
    others = sum(units for product_id, units in used.items() if product_id not in mine)
    return replace(
        room,
        room_ml=(max(room.room_ml, 0) * LEVEL_UNITS - others) // LEVEL_UNITS,
        members=tuple((place[i], ml) for i, ml in room.members if i in place),
    )
