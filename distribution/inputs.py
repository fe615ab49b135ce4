"""Everything that is asked: the inputs of one planned week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from distribution.calendar import Calendar
from distribution.earlier import Earlier
from distribution.fleet import Fleet
from distribution.forecast import Forecast
from distribution.network import Network
from distribution.parameters import Parameters
from distribution.quarter import PackLock
from distribution.stock import Arrival, StockLine
from distribution.vaccines import Lot, Vaccine


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateRow:
    """A station's design hot day of a month, °C."""

    station: str
    lon: float
    lat: float
    month: int
    design_hot_c: float
    mean_c: float
    mean_min_c: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A planner's will for one centre: receive on ``day``, by ``vehicle_id``, or be left out."""

    centre_id: str
    day: date | None = None
    vehicle_id: str | None = None
    leave_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule (R4, R8, R9, R10, R13, or R2 for one store) waived by name, with reason and end."""

    rule: str
    subject_id: str
    who: str
    why: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekInputs:
    """The question of a week, sound in itself (``consistency`` has passed it).

    ``digests`` maps each source file or table to its SHA-256; ``synthetic`` is True where
    stock, forecast or fleet were made up; ``warnings`` are catalogue keys with arguments;
    ``earlier`` is what a plan to keep to promised, None when there is none.
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
    matrix: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False
    warnings: tuple[tuple[str, Mapping[str, str]], ...] = ()
    earlier: Earlier | None = None

    @property
    def week_text(self) -> str:
        """The planned week, ``2026-W48``."""
        return str(self.calendar.week)
