"""The questions that a recall asks of the tables, one a part of the trace."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, case, func, select

from operations.history import tables
from operations.history.acts import released_runs
from operations.history.spans import held_in, newest_run
from operations.history.trace import LotArrival, LotDelivery, LotFact, LotStock, PlaceFact


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs in order, to tell the first and the last in which a span held."""

    numbers: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def after(self) -> int:
        """A number after all of them: where a span ends that still holds."""
        return self.numbers[-1] + 1 if self.numbers else 0

    def first(self, span: Row[Any]) -> str:
        """Return the first run in which a span held."""
        return self.names[bisect_left(self.numbers, span.first_run)]

    def last(self, span: Row[Any]) -> str:
        """Return the last run in which a span held."""
        if span.until_run is None:
            return self.names[-1]
        return self.names[bisect_left(self.numbers, span.until_run) - 1]


def runs_of(connection: Connection, *kinds: str) -> Runs:
    """Return the runs of some kinds, or of all, in the order in which they were recorded."""
    runs = tables.runs
    query = select(runs.c.run, runs.c.run_id).order_by(runs.c.run)
    rows = connection.execute(query.where(runs.c.kind.in_(kinds)) if kinds else query).all()
    return Runs(tuple(row.run for row in rows), tuple(row.run_id for row in rows))


def lot_rows(connection: Connection, lot_id: str) -> tuple[LotFact, ...]:
    """Return what the last runs said of the lot, by product: two makers may use the same number."""
    lots = tables.lots
    columns = [lots.c[name] for name in ("product_id", "product_name", "expiry", "status")]
    rows = connection.execute(select(*columns).where(lots.c.lot_id == lot_id).order_by(lots.c.span))
    latest = {row.product_id: LotFact(**row._mapping) for row in rows}
    return tuple(latest[product_id] for product_id in sorted(latest))


def place_rows(connection: Connection) -> dict[str, PlaceFact]:
    """Return every place by id."""
    places = tables.places
    columns = [places.c[name] for name in ("place_id", "name", "phone")]
    rows = connection.execute(select(*columns).order_by(places.c.span))
    return {row.place_id: PlaceFact(name=row.name, phone=row.phone) for row in rows}


def stock_rows(connection: Connection, lot_id: str) -> tuple[LotStock, ...]:
    """Return where the lot lies and lay."""
    stock, runs, newest = tables.stock, runs_of(connection), newest_run(connection)
    query: Select[Any] = (
        select(
            stock.c.product_id,
            stock.c.place_id,
            func.sum(case((held_in(stock, newest or 0), stock.c.doses), else_=0)).label("doses_now"),
            func.max(stock.c.doses).label("most_doses"),
            func.min(stock.c.first_run).label("first_run"),
            func.max(func.coalesce(stock.c.until_run, runs.after)).label("until_run"),
        )
        .where(stock.c.lot_id == lot_id)
        .group_by(stock.c.place_id, stock.c.product_id)
        .order_by(stock.c.place_id, stock.c.product_id)
    )
    return tuple(
        LotStock(**{**_without_span(span), "first_run": runs.first(span), "last_run": runs.last(span)})
        for span in connection.execute(query)
    )


def arrival_rows(connection: Connection, lot_id: str) -> tuple[LotArrival, ...]:
    """Return where and when the lot was expected from outside."""
    arrivals, runs = tables.arrivals, runs_of(connection)
    columns = [arrivals.c[n] for n in ("product_id", "arrival_id", "day", "doses", "first_run", "until_run")]
    query = select(arrivals.c.site_id.label("place_id"), *columns).where(arrivals.c.lot_id == lot_id)
    found = connection.execute(query.order_by(arrivals.c.day, arrivals.c.arrival_id, arrivals.c.span))
    return tuple(
        LotArrival(**_without_span(span), first_run=runs.first(span), last_run=runs.last(span))
        for span in found
    )


def delivery_rows(connection: Connection, lot_id: str) -> tuple[LotDelivery, ...]:
    """Return every drop of the lot, with its plan, departure and stop."""
    runs, departures, stops, drops = tables.runs, tables.departures, tables.stops, tables.drops
    query = (
        select(
            runs.c.run_id.label("plan_id"),
            runs.c.run_id.in_(released_runs()).label("released"),
            *(departures.c[n] for n in ("kind", "departure_id", "origin_id", "vehicle_id")),
            *(departures.c[n] for n in ("driver_ids", "depart_at")),
            *(stops.c[n] for n in ("position", "place_id", "arrive_at")),
            *(drops.c[n] for n in ("product_id", "use_by", "packs", "doses")),
        )
        .select_from(drops)
        .join(stops, _same(drops, stops, "run", "departure_id", "position"))
        .join(departures, _same(drops, departures, "run", "departure_id"))
        .join(runs, _same(drops, runs, "run"))
        .where(drops.c.lot_id == lot_id)
        .order_by(stops.c.place_id, stops.c.arrive_at, runs.c.run, drops.c.line)
    )
    rows = connection.execute(query)
    return tuple(LotDelivery(**{**row._mapping, "released": bool(row.released)}) for row in rows)


def _without_span(span: Row[Any]) -> dict[str, Any]:
    return {n: value for n, value in span._mapping.items() if n not in ("first_run", "until_run")}


def _same(one: Table, other: Table, *names: str) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in names))
