"""The tables of the history: what every run decided, by lot, and what people did with it.

A plan's departures, stops and drops are stored once, with their run.  What hardly changes from night
to night (the allocation by lot, stock, lots, places) is stored as *spans*: a row is there from the run
``first_run`` on, up to but not including ``until_run`` (null while it still holds).  Of an allocation the
days of the fortnight are kept one by one (``start_day``, and ``end_day`` after it); what is given after it is
one sum without days: its weeks begin on another day every night, and would all be new ones.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

PLAN, ALLOCATION = "plan", "allocation"  # kinds of run

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
Number = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER key counts up by itself there


def _run(**options: Any) -> Column[int]:
    return Column("run", Number, ForeignKey("runs.run"), nullable=False, **options)


def _goods() -> tuple[Column[Any], ...]:
    return (
        Column("product_id", String, nullable=False),
        Column("lot_id", String, nullable=False),
        Column("use_by", Date, nullable=False),
        Column("packs", Integer, nullable=False),
        Column("doses", Integer, nullable=False),
    )


def _spans(name: str, *columns: Column[Any]) -> Table:
    """Return a table of spans; what holds now is found without reading the past."""
    table = Table(
        name,
        metadata,
        Column("span", Number, primary_key=True),
        Column("first_run", Number, ForeignKey("runs.run"), nullable=False),
        Column("until_run", Number, ForeignKey("runs.run")),
        *columns,
    )
    holds = table.c.until_run.is_(None)
    Index(f"ix_{name}_now", table.c.first_run, sqlite_where=holds, postgresql_where=holds)
    return table


runs = Table(
    "runs",
    metadata,
    Column("run", Number, primary_key=True),
    Column("run_id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("end_day", Date, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("engine", String, nullable=False),
    Column("seed", Integer),
    Column("content", String, nullable=False),
    Column("inputs_digest", String, nullable=False),
    Column("synthetic", Boolean, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("act", Number, primary_key=True),
    Column("run_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("acted_at", DateTime, nullable=False),
    Column("who", String, nullable=False),
    Column("note", String, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    _run(primary_key=True),
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    _run(primary_key=True),
    Column("name", String, primary_key=True),
    Column("version", String, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    _run(primary_key=True),
    Column("rule", String, primary_key=True),
    Column("checked", Integer),
    Column("violations", Integer, nullable=False),
    Column("waived", Integer, nullable=False),
)

indicators = Table(
    "indicators",
    metadata,
    _run(primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Float),
)

departures = Table(
    "departures",
    metadata,
    _run(primary_key=True),
    Column("departure_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("origin_id", String, nullable=False),
    Column("lane_id", String, nullable=False),
    Column("vehicle_id", String, nullable=False),
    Column("driver_ids", String, nullable=False),
    Column("depart_at", DateTime, nullable=False),
    Column("cost_vnd", BigInteger, nullable=False),
)

stops = Table(
    "stops",
    metadata,
    _run(primary_key=True),
    Column("departure_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place_id", String, nullable=False),
    Column("arrive_at", DateTime, nullable=False),
    Column("boxes", Integer, nullable=False),
    ForeignKeyConstraint(["run", "departure_id"], ["departures.run", "departures.departure_id"]),
)

drops = Table(
    "drops",
    metadata,
    _run(primary_key=True),
    Column("departure_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    *_goods(),
    ForeignKeyConstraint(
        ["run", "departure_id", "position"],
        ["stops.run", "stops.departure_id", "stops.position"],
        ondelete="CASCADE",
    ),
)
Index(None, drops.c.lot_id)

issues = _spans(
    "issues",
    Column("start_day", Date),
    Column("end_day", Date),
    Column("depot_id", String, nullable=False),
    Column("centre_id", String, nullable=False),
    *_goods(),
)
Index(None, issues.c.lot_id)

movements = _spans(
    "movements",
    Column("start_day", Date),
    Column("end_day", Date),
    Column("received_day", Date),
    Column("lane_id", String, nullable=False),
    Column("origin_id", String, nullable=False),
    Column("destination_id", String, nullable=False),
    Column("product_id", String, nullable=False),
    Column("lot_id", String, nullable=False),
    Column("use_by", Date),
    Column("packs", Integer, nullable=False),
    Column("doses", Integer, nullable=False),
)
Index(None, movements.c.lot_id)

stock = _spans(
    "stock",
    Column("place_id", String, nullable=False),
    Column("product_id", String, nullable=False),
    Column("lot_id", String, nullable=False, index=True),
    Column("band", String, nullable=False),
    Column("use_by", Date, nullable=False),
    Column("doses", Integer, nullable=False),
)
arrivals = _spans(
    "arrivals",
    Column("arrival_id", String, nullable=False),
    Column("site_id", String, nullable=False),
    Column("product_id", String, nullable=False),
    Column("lot_id", String, nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("doses", Integer, nullable=False),
)

lots = _spans(
    "lots",
    Column("lot_id", String, nullable=False, index=True),
    Column("product_id", String, nullable=False),
    Column("product_name", String, nullable=False),
    Column("expiry", Date, nullable=False),
    Column("status", String, nullable=False),
)

places = _spans(
    "places",
    Column("place_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("phone", String, nullable=False),
)
