"""Who calls at a centre and with what, so that two plans can be compared; from a plan or the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from distribution.plan import WeeklyPlan
from operations.history import tables
from operations.history.plan_rows import TRANSFER, departures_of

Goods = tuple[tuple[str, str, int], ...]  # product, lot, doses


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Visit:
    """A call at a centre; ``at`` counts from the Monday of the plan's week; ``goods`` are sorted."""

    at: timedelta
    origin_id: str
    vehicle_id: str
    departure_id: str
    goods: Goods

    @property
    def day(self) -> int:
        """The day of the week, Monday 0."""
        return self.at.days

    @property
    def doses(self) -> int:
        """Doses handed over."""
        return sum(doses for _, _, doses in self.goods)


Visits = Mapping[str, tuple[Visit, ...]]


def visits_of(plan: WeeklyPlan) -> Visits:
    """Return the visits of every centre of a plan, in order of time."""
    found: dict[str, list[Visit]] = {}
    for departure in departures_of(plan):
        if departure.kind == TRANSFER:
            continue
        for call in departure.calls:
            visit = Visit(
                at=timedelta(seconds=call.arrive_s),
                origin_id=departure.origin_id,
                vehicle_id=departure.vehicle_id,
                departure_id=departure.departure_id,
                goods=tuple(sorted((d.product_id, d.lot_id, d.doses) for d in call.drops)),
            )
            found.setdefault(call.place_id, []).append(visit)
    return {centre_id: tuple(sorted(found[centre_id])) for centre_id in sorted(found)}


def recorded_visits(connection: Connection, run: int, monday: date) -> Visits:
    """Return the visits of a recorded plan."""
    departures, stops, drops = tables.departures, tables.stops, tables.drops
    calls = (
        select(
            *(stops.c[name] for name in ("departure_id", "position", "place_id", "arrive_at")),
            *(departures.c[name] for name in ("origin_id", "vehicle_id")),
        )
        .join(
            departures,
            (departures.c.run == stops.c.run) & (departures.c.departure_id == stops.c.departure_id),
        )
        .where(stops.c.run == run, departures.c.kind != TRANSFER)
    )
    goods: dict[tuple[str, int], list[tuple[str, str, int]]] = {}
    for row in connection.execute(select(drops).where(drops.c.run == run)):
        goods.setdefault((row.departure_id, row.position), []).append((row.product_id, row.lot_id, row.doses))
    start = datetime(monday.year, monday.month, monday.day)
    found: dict[str, list[Visit]] = {}
    for row in connection.execute(calls):
        visit = Visit(
            at=row.arrive_at - start,
            origin_id=row.origin_id,
            vehicle_id=row.vehicle_id,
            departure_id=row.departure_id,
            goods=tuple(sorted(goods.get((row.departure_id, row.position), []))),
        )
        found.setdefault(row.place_id, []).append(visit)
    return {centre_id: tuple(sorted(found[centre_id])) for centre_id in sorted(found)}
