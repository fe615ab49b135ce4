"""Fair shares in a shortage: what competes for what, the fill levels, and what proves them.

A *cell* is one centre, product and week; its level is the share of its need that it can have.  The
levels are fair when no cell can rise without lowering one that is no better off.  That is proved by
naming, for every cell below its full need, a *bound*: goods or litres that are used up, and of which
nobody better off holds a part.  Levels are whole units of 10⁻¹², so that all sums are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from distribution.fairness.daily import DayBound
from distribution.later import LATER
from distribution.quarter.answer import FillLevel

LEVEL_UNITS = 10**12  # a full need
ROUNDED_UNITS = 10**3  # levels are rounded down: a share so near a whole pack is one
FAIR_WEEKS = 2


Outlet = tuple[tuple[str, ...], int]  # depots that share a round of centres, and a period


@dataclass(frozen=True, slots=True, kw_only=True)
class FairCell:
    """One centre, product and week that wants packs from its depots.

    ``parts`` are (period, packs): the part of the need that goods issued by that period can still meet.
    What can be given later has one part for the whole week; what cannot has one for every day.
    ``urgency`` puts products that compete for litres in order: a smaller one is served before.  A
    ``locked`` cell is a planner's will: its packs are set apart before anything is shared.
    """

    week: int
    centre_id: str
    product_id: str
    depots: tuple[str, ...]
    need_packs: int
    urgency: int
    parts: tuple[tuple[int, int], ...]
    locked: bool = False

    @property
    def undated(self) -> bool:
        """Whether one outlet can meet the whole need."""
        return len(self.parts) == 1 and self.parts[0][1] == self.need_packs


@dataclass(frozen=True, slots=True, kw_only=True)
class FairSource:
    """Packs of one lot that lie at, or arrive at, a site, and the outlets they reach in time."""

    product_id: str
    lot_id: str
    site_id: str
    packs: int
    outlets: tuple[Outlet, ...]


class Limit(StrEnum):
    """What can stop a level: goods, days that no goods can meet, litres of stores or lanes, closure, a lock.

    ``DAYS`` are litres day by day that allow less than by the week, proved; ``FOUND`` is what the allocation
    could hold where nothing proves that it is the most.
    """

    SUPPLY = "supply"
    DATES = "dates"
    CENTRE = "centre"
    DEPOT = "depot"
    LANE = "lane"
    DAYS = "days"
    FOUND = "found"
    CLOSED = "closed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FairRoom:
    """What the deliveries of a week may fill, in millilitres: ``members`` are (cell, ml a pack).

    ``there`` are (product, packs) that fill nothing: for lanes, what lies behind them already.
    """

    limit: Limit
    subject_id: str
    week: int
    room_ml: int
    members: tuple[tuple[int, int], ...]
    there: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FairQuestion:
    """The cells that compete, the goods and the room they compete for."""

    cells: tuple[FairCell, ...]
    sources: tuple[FairSource, ...]
    rooms: tuple[FairRoom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FairBound:
    """What is used up at a level.

    For goods, ``subject_id`` is the product: ``cells`` together have all packs that reach any of the
    ``outlets``, and those parts of their need that lie at other outlets.  For room, ``room`` is its
    index in the question.
    """

    limit: Limit
    subject_id: str
    level: int
    outlets: tuple[Outlet, ...] = ()
    cells: tuple[int, ...] = ()
    room: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairCertificate:
    """Levels of all cells in units, the bound of each (None: its need is met), and a way to meet them all.

    ``shipments`` are (source, outlet, units of 10⁻¹² pack) and ``dated`` are (cell, period, units): who could
    supply all levels at once, and by when the parts of a dated need are met.  ``day_caps`` are (cell, level,
    day bound): levels that litres by days stop, each proved by one of the ``day_bounds``.  ``caps`` are
    (cell, packs) that the allocation could not go beyond: assumed, not proved.
    """

    levels: tuple[int, ...]
    held_by: tuple[int | None, ...]
    bounds: tuple[FairBound, ...]
    shipments: tuple[tuple[int, Outlet, int], ...]
    dated: tuple[tuple[int, int, int], ...] = ()
    caps: tuple[tuple[int, int], ...] = ()
    day_caps: tuple[tuple[int, int, int], ...] = field(default=(), metadata=LATER)
    day_bounds: tuple[DayBound, ...] = field(default=(), metadata=LATER)

    def day_bound_of(self, cell: int) -> DayBound | None:
        """Return what proves that litres by days stop a cell; None when they do not."""
        numbers = (number for index, _, number in self.day_caps if index == cell)
        return next((self.day_bounds[number] for number in numbers), None)


def with_caps(
    question: FairQuestion,
    caps: Collection[tuple[int, int]],
    day_caps: Collection[tuple[int, int, int]] = (),
) -> FairQuestion:
    """Return the question with cells that can have no more than some packs, or than a level, each."""
    cells = question.cells
    by_days = (
        FairRoom(
            limit=Limit.DAYS,
            subject_id=cells[index].centre_id,
            week=cells[index].week,
            room_ml=cells[index].need_packs * level,  # a pack counts for a full need's units
            members=((index, LEVEL_UNITS),),
        )
        for index, level, _ in day_caps
    )
    found = (
        FairRoom(
            limit=Limit.FOUND,
            subject_id=cells[index].centre_id,
            week=cells[index].week,
            room_ml=packs,  # a pack counts for one
            members=((index, 1),),
        )
        for index, packs in caps
    )
    return replace(question, rooms=(*question.rooms, *by_days, *found))


def used_units(question: FairQuestion, room: FairRoom, levels: Sequence[int]) -> dict[str, int]:
    """Return what the members of a room take of it at some levels, by product, in 10⁻¹² ml."""
    wanted: Counter[str] = Counter()
    pack_ml: dict[str, int] = {}
    for index, ml in room.members:
        cell = question.cells[index]
        wanted[cell.product_id] += cell.need_packs * levels[index]
        pack_ml[cell.product_id] = ml
    for product, packs in room.there:
        wanted[product] = max(wanted[product] - packs * LEVEL_UNITS, 0)
    return {product: wanted[product] * ml for product, ml in pack_ml.items()}


def whole_packs(cell: FairCell, level: int) -> int:
    """Return the whole packs of a cell's level: packs that it gets in any case.

    All cells can have theirs at once: goods and millilitres are whole numbers, and what rounding adds
    is less than one of them.
    """
    return min(cell.need_packs * (level + ROUNDED_UNITS) // LEVEL_UNITS, cell.need_packs)


def fill_levels(
    question: FairQuestion, certificate: FairCertificate, odd: Collection[int] = ()
) -> tuple[FillLevel, ...]:
    """Return the levels as an allocation holds them, a pack more for ``odd`` cells; locked ones have none."""
    return tuple(
        FillLevel(
            week=cell.week,
            centre_id=cell.centre_id,
            product_id=cell.product_id,
            need_packs=cell.need_packs,
            level=level / LEVEL_UNITS,
            packs=whole_packs(cell, level) + (index in odd),
        )
        for index, (cell, level) in enumerate(zip(question.cells, certificate.levels, strict=True))
        if not cell.locked
    )
