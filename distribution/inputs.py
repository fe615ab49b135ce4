"""Everything that is asked: the inputs of one planned week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from distribution.calendar import Calendar
from distribution.earlier import Earlier
from distribution.fleet import Fleet
from distribution.forecast import Forecast
from distribution.later import LATER
from distribution.measured_travel import MeasuredTravel
from distribution.network import Network
from distribution.parameters import Parameters
from distribution.quarter.answer import PackLock
from distribution.reserve import Reserve
from distribution.stock import Arrival, StockLine
from distribution.vaccines import Lot, Vaccine


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateRow:
    """A station's month, °C: design hot day, mean of all hours, mean maximum and minimum of days."""

    station: str
    lon: float
    lat: float
    month: int
    design_hot_c: float
    mean_c: float
    mean_min_c: float
    mean_max_c: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedDoses:
    """What a centre is to receive of a product over the week, whatever it needs."""

    product_id: str
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A planner's will for one centre: receive on ``day``, by ``vehicle_id``, or be left out.

    ``order`` is its place among the stops of its route, from 1 (of the route on ``day`` where a day is
    locked as well); ``doses`` are quantities, by product, each at most once.
    """

    centre_id: str
    day: date | None = None
    vehicle_id: str | None = None
    leave_out: bool = False
    order: int | None = field(default=None, metadata=LATER)
    doses: tuple[LockedDoses, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule (R4, R8, R9, R10, R13, or R2 for one store) waived by name, with reason and end."""

    rule: str
    subject_id: str
    who: str
    why: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A vehicle's leave to enter a ban zone at banned hours: who gave it, why or its number, until when."""

    vehicle_id: str
    zone_id: str
    who: str
    why: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekInputs:
    """The question of a week, sound in itself (``consistency`` has passed it).

    ``digests`` maps each source file or table to its SHA-256; ``synthetic`` is True where
    stock, forecast or fleet were made up; ``warnings`` are catalogue keys with arguments;
    ``earlier`` is what a plan to keep to promised, None when there is none; ``closed_roads`` are pairs of
    nodes of the road graph between which no road is open this week; ``permits`` are the papers behind
    those permits of vehicles that came after the table of vehicles; ``reserve`` is what a planner is to hold
    back against loss.
    """

    network: Network
    vaccines: Mapping[str, Vaccine]
    lots: Mapping[str, Lot]
    stock: tuple[StockLine, ...]
    arrivals: tuple[Arrival, ...]
    forecast: Forecast
    fleet: Fleet
    calendar: Calendar
    climate: tuple[ClimateRow, ...]
    parameters: Parameters
    locks: tuple[Lock, ...] = ()
    pack_locks: tuple[PackLock, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    permits: tuple[Permit, ...] = ()
    matrix: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False
    warnings: tuple[tuple[str, Mapping[str, str]], ...] = ()
    earlier: Earlier | None = None
    measured: MeasuredTravel | None = None
    closed_roads: tuple[tuple[str, str], ...] = ()
    reserve: Reserve = field(default_factory=Reserve)

    @property
    def week_text(self) -> str:
        """The planned week, ``2026-W48``."""
        return str(self.calendar.week)
