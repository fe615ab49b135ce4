"""The first two weeks day by day: where packs can stand, ride and be issued, and the litres that they take.

Everything that the published rules allow is in it, and a little more (see ``docs/fairness.md``), so that
what cannot be done here cannot be done at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from distribution.vaccines import TemperatureBand

DayRow = tuple[str, str, int]  # a store (place, band) or a lane (id, way) in a period
FORTH = "forth"
BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLink:
    """A lane, or the way back on it for goods that would lapse.

    ``arrival`` is the period in which what leaves in a period is at hand; None: it does not run then.
    """

    lane_id: str
    way: str
    origin_id: str
    destination_id: str
    arrival: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPile:
    """Packs of a lot that are at hand at a site from a period on.

    They stand there up to ``until`` at the longest.  ``sendable`` says in which periods they may leave on
    a lane, ``good_until`` until which a pack issued in a period is good at a centre (None: not to be
    issued).  ``frozen`` ones thaw on reaching a depot; those that ``lapse`` may ride back.
    """

    product_id: str
    site_id: str
    period: int
    packs: int
    until: int
    sendable: tuple[bool, ...]
    good_until: tuple[int | None, ...]
    frozen: bool
    lapse: bool

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what packs have in common that can go the same ways; what is frozen thaws away from here."""
        thaws_off = self.site_id if self.frozen else ""
        return self.product_id, self.until, self.sendable, self.good_until, thaws_off, self.lapse


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyWant:
    """A cell of the fair question by days: ``parts`` are (day of need as a period, packs).

    A part of what ``waits`` may be met later in its week, any other only in its own period.  A ``locked``
    cell counts what is issued in the periods of its parts, whatever it is used for.
    """

    week: int
    centre_id: str
    product_id: str
    parts: tuple[tuple[int, int], ...]
    waits: bool
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyQuestion:
    """The near periods with their lengths in days and their weeks, litres, links, goods, and wants by cell.

    ``half_ml`` are half millilitres, because what leaves in a period of a week stands in it for half.
    ``kept`` and ``given`` are the bands of a product upstream and at centres; ``thaws_at`` are the sites
    that hold no frozen goods that reach them.  ``calls`` are the sites that serve a centre and the periods
    in which it receives.
    """

    days: tuple[int, ...]
    weeks: tuple[int, ...]
    half_ml: Mapping[DayRow, int]
    links: tuple[DailyLink, ...]
    piles: tuple[DailyPile, ...]
    calls: Mapping[str, tuple[tuple[str, ...], tuple[bool, ...]]]
    pack_ml: Mapping[str, int]
    kept: Mapping[str, TemperatureBand]
    given: Mapping[str, TemperatureBand]
    thaws_at: frozenset[str]
    wants: tuple[DailyWant, ...]

    def site_row(self, pile: DailyPile, site_id: str, period: int) -> DayRow:
        """Return the row of a store in which a pile's packs stand at a site."""
        thawed = not pile.frozen or (site_id in self.thaws_at and site_id != pile.site_id)
        band = (self.given if thawed else self.kept)[pile.product_id]
        return site_id, band.value, period

    def centre_row(self, centre_id: str, product_id: str, period: int) -> DayRow:
        """Return the row of a centre's store for a product."""
        return centre_id, self.given[product_id].value, period

    def may_ride(self, pile: DailyPile, link: DailyLink, period: int) -> bool:
        """Return whether a pack of a pile may leave on a lane in a period, and has a store to come to.

        A pack that is larger than what a lane takes then cannot go.
        """
        if link.arrival[period] is None or not pile.sendable[period] or (link.way == BACK and not pile.lapse):
            return False
        fits = self.staying(pile.product_id) <= self.half_ml[link.lane_id, link.way, period]
        row = self.site_row(pile, link.destination_id, period)
        return fits and (row[1] == TemperatureBand.AMBIENT.value or self.half_ml.get(row, 0) > 0)

    def staying(self, product_id: str) -> int:
        """Return the half millilitres that a pack takes where it stays."""
        return 2 * self.pack_ml[product_id]

    def leaving(self, product_id: str, period: int) -> int:
        """Return the half millilitres that a pack takes in a store that it leaves in a period."""
        return self.pack_ml[product_id] * (2 if self.days[period] == 1 else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBound:
    """Why packs can weigh no more than they do: prices of litres by day, and weights of cells.

    ``weights`` are (cell, weight of a pack); ``prices`` are (store or lane in a period, price of half a
    millilitre); ``parts`` are (cell, day of need, price of a pack of it).  All are whole numbers.
    """

    weights: tuple[tuple[int, int], ...]
    prices: tuple[tuple[DayRow, int], ...]
    parts: tuple[tuple[int, int, int], ...] = ()
