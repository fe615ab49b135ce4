"""The trace of one lot: where it lies, who was to get it by which plan, and what is to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFact:
    """A lot as the last run that named it knew it."""

    product_id: str
    product_name: str
    expiry: date
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact:
    """A place as the last run that named it knew it."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotStock:
    """A lot at a place: doses in the newest run's stock (0: gone), and the most ever on one line.

    ``first_run`` and ``last_run`` are the first and the last run that found it there.
    """

    product_id: str
    place_id: str
    doses_now: int
    most_doses: int
    first_run: str
    last_run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotArrival:
    """Doses of a lot that the runs from ``first_run`` to ``last_run`` expected at a site on a day."""

    product_id: str
    place_id: str
    arrival_id: str
    day: date
    doses: int
    first_run: str
    last_run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDelivery:
    """Doses of a lot handed over by a plan's route, courier or trunk run (``kind``)."""

    product_id: str
    plan_id: str
    released: bool
    kind: str
    departure_id: str
    origin_id: str
    vehicle_id: str
    driver_ids: str
    depart_at: datetime
    position: int
    place_id: str
    arrive_at: datetime
    use_by: date
    packs: int
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAllocation:
    """Packs of a lot that the allocation in force gives to a place, from ``start_day`` up to ``end_day``.

    Both are None for all that is to come after the fortnight.  ``lane_id`` is None for an issue to a
    centre, empty for a return; ``first_run`` is the first night that gave them so.
    """

    product_id: str
    place_id: str
    origin_id: str
    lane_id: str | None
    start_day: date | None
    end_day: date | None
    packs: int
    doses: int
    first_run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPast:
    """What nights gave to a place by one way and do no longer: how many rows, days, the most packs at once.

    Only plans deliver: of this nothing ever left a store unless a delivery says so.
    """

    product_id: str
    place_id: str
    origin_id: str
    lane_id: str | None
    rows: int
    most_packs: int
    start_day: date | None
    end_day: date | None
    first_run: str
    last_run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTrace:
    """Everything the history knows of a lot, each part in order of place and time.

    ``places`` holds every place by id; ``synthetic`` says that made-up data are in the history;
    ``similar`` are lots written nearly alike, filled only when this one was never met.
    """

    lot_id: str
    lots: tuple[LotFact, ...]
    stock: tuple[LotStock, ...]
    arrivals: tuple[LotArrival, ...]
    deliveries: tuple[LotDelivery, ...]
    allocations: tuple[LotAllocation, ...]
    past: tuple[LotPast, ...]
    places: Mapping[str, PlaceFact]
    synthetic: bool
    similar: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether any run has ever named the lot."""
        return any((self.lots, self.stock, self.arrivals, self.deliveries, self.allocations, self.past))

    @property
    def sender_ids(self) -> frozenset[str]:
        """Every place that has sent or is to send something of the lot."""
        sent = {row.origin_id for row in self.deliveries} | {row.origin_id for row in self.allocations}
        return frozenset(sent | {row.origin_id for row in self.past})

    @property
    def place_ids(self) -> tuple[str, ...]:
        """Every place that has, had or is to have something of the lot, or sends it."""
        kept = {row.place_id for row in self.stock} | {row.place_id for row in self.arrivals}
        given = {row.place_id for row in self.deliveries} | {row.place_id for row in self.allocations}
        return tuple(sorted(kept | given | {row.place_id for row in self.past} | self.sender_ids))
