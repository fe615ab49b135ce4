"""Vehicles, boxes and drivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxType:
    """A passive cold box as loaded: net litres, mass, the coolant in it, and its cold life at 43 °C."""

    box_id: str
    model: str
    vaccine_ml: int
    loaded_g: int
    tare_g: int
    cold_life_s: int
    coolant_g: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleType:
    """A kind of vehicle.

    It carries 2–8 °C goods either in its active compartment (``active_ml`` usable packed
    volume, 0 where it has none) or in ``box_positions`` passive boxes of type ``box_id``.
    ``profile`` names its speeds in the travel table.  ``driver_vnd_day`` is for the whole
    crew.  ``energy_per_100km`` is litres of ``fuel`` or kWh, ``unit_l_h`` diesel litres of the cooling unit
    an hour.  ``toll_vnd_km`` applies on expressways; ``range_m`` limits a route of an electric
    vehicle (None: no limit).
    """

    type_id: str
    name: str
    gross_g: int
    payload_g: int
    active_ml: int
    box_id: str
    box_positions: int
    crew: int
    licence: str
    profile: str
    fixed_vnd_day: int
    driver_vnd_day: int
    energy_vnd_km: int
    maintenance_vnd_km: int
    toll_vnd_km: int
    unit_vnd_h: int
    ferry_vnd: int
    co2_g_km: int
    range_m: int | None = None
    petrol_motorbike: bool = False
    fuel: str = ""
    energy_per_100km: float = 0.0
    unit_l_h: float = 0.0
    unit_co2_g_h: int = 0
    name_vi: str = ""

    def called(self, lang: str) -> str:
        """Return its name in a language; the only one where it has no other."""
        return self.name_vi if lang == "vi" and self.name_vi else self.name

    def spoken(self, lang: str) -> str:
        """Return its name as it stands within a sentence: without examples and additions, not capital.

        "Electric micro van, passive boxes (e.g. …)" is "electric micro van"; "VAN 500" stays.
        """
        short = self.called(lang).split(" (")[0].split(", ")[0]
        return short if short[:2].isupper() else short[:1].lower() + short[1:]

    @property
    def vnd_km(self) -> int:
        """Energy and maintenance of one kilometre."""
        return self.energy_vnd_km + self.maintenance_vnd_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle with its home depot and the days on which it is there to be used.

    ``role`` is ``round`` (serves centres) or ``trunk`` (transfers); ``permits`` are ids of
    ban zones that it may enter at banned hours.
    """

    vehicle_id: str
    type_id: str
    depot_id: str
    days: tuple[date, ...]
    role: str = "round"
    permits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A driver with home depot, days on duty and licence class (A1 < B < C1 < C)."""

    driver_id: str
    name: str
    depot_id: str
    licence: str
    days: tuple[date, ...]
    phone: str = ""


LICENCE_ORDER = ("A1", "B", "C1", "C")


def may_drive(driver: Driver, vehicle_type: VehicleType) -> bool:
    """Return whether the driver's licence covers the vehicle (A1 covers motorbikes alone)."""
    held, asked = (LICENCE_ORDER.index(x) for x in (driver.licence, vehicle_type.licence))
    return held >= asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """All vehicle types, boxes, vehicles and drivers."""

    types: tuple[VehicleType, ...]
    boxes: tuple[BoxType, ...]
    vehicles: tuple[Vehicle, ...]
    drivers: tuple[Driver, ...]

    def type(self, type_id: str) -> VehicleType:
        """Return the vehicle type with this id."""
        return next(t for t in self.types if t.type_id == type_id)

    def box(self, box_id: str) -> BoxType:
        """Return the box type with this id."""
        return next(b for b in self.boxes if b.box_id == box_id)

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """Return the vehicle with this id."""
        return next(v for v in self.vehicles if v.vehicle_id == vehicle_id)

    def driver(self, driver_id: str) -> Driver:
        """Return the driver with this id."""
        return next(d for d in self.drivers if d.driver_id == driver_id)
