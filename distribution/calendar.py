"""The planned week, holidays, and the zones and hours in which vehicles are banned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from distribution.fleet import VehicleType
from distribution.units import DAY_S


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week, written ``2026-W48``; its clock starts on Monday 00:00 local time."""

    monday: date

    @classmethod
    def parse(cls, text: str) -> Week:
        """Return the week of ``YYYY-Www`` (ValueError when it is not one)."""
        year, _, number = text.upper().partition("-W")
        return cls(date.fromisocalendar(int(year), int(number), 1))

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=i) for i in range(7))

    @property
    def delivery_days(self) -> tuple[date, ...]:
        """Monday to Saturday."""
        return self.days[:6]

    def day_of(self, time_s: int) -> date:
        """Return the date of a time on the week clock."""
        return self.monday + timedelta(days=time_s // DAY_S)

    def start_s(self, day: date) -> int:
        """Return midnight of a day on the week clock."""
        return (day - self.monday).days * DAY_S

    def moment(self, time_s: int) -> datetime:
        """Return the local date and time of a time on the week clock."""
        return datetime(self.monday.year, self.monday.month, self.monday.day) + timedelta(seconds=time_s)

    def time_s(self, moment: datetime) -> int:
        """Return a local date and time on the week clock."""
        start = datetime(self.monday.year, self.monday.month, self.monday.day)
        return round((moment - start).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A dated row of the calendar; ``deliveries`` is ``none``, ``emergency``, ``avoid`` or ``normal``."""

    first: date
    last: date
    name: str
    deliveries: str
    demand_factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone of traffic bans as a list of old districts; ``crossing_s`` is the drive to its edge."""

    zone_id: str
    name: str
    province_pre_2025: str
    districts: tuple[str, ...]
    crossing_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Hours in which vehicles of a mass may not drive or stop in a zone.

    Mass is gross or payload as the row names it, from ``mass_from_g`` (inclusive) to below
    ``mass_to_g``.  ``weekdays`` count Monday as 0; hours are seconds since midnight.
    """

    ban_id: str
    zone_id: str
    basis: str
    mass_from_g: int
    mass_to_g: int
    weekdays: tuple[int, ...]
    start_s: int
    end_s: int
    valid_from: date | None
    valid_to: date | None
    petrol_motorbikes_only: bool = False

    def applies_to(self, vehicle_type: VehicleType) -> bool:
        """Return whether the row speaks of this kind of vehicle (motorbikes are no trucks)."""
        if self.petrol_motorbikes_only or vehicle_type.licence == "A1":
            return self.petrol_motorbikes_only and vehicle_type.petrol_motorbike
        mass_g = vehicle_type.gross_g if self.basis == "gross" else vehicle_type.payload_g
        return self.mass_from_g <= mass_g < self.mass_to_g

    def in_force(self, day: date) -> bool:
        """Return whether the row holds on this day."""
        return (
            day.weekday() in self.weekdays
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A centre that receives nothing on a day."""

    centre_id: str
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What the days of the planned week allow."""

    week: Week
    holidays: tuple[Holiday, ...]
    zones: tuple[Zone, ...]
    bans: tuple[Ban, ...]
    closures: tuple[Closure, ...] = ()

    def zone(self, zone_id: str) -> Zone:
        """Return the zone with this id."""
        return next(z for z in self.zones if z.zone_id == zone_id)

    def deliveries(self, day: date) -> str:
        """Return the strictest word of the calendar for deliveries on a day."""
        words = [h.deliveries for h in self.holidays if h.first <= day <= h.last]
        return next((w for w in ("none", "emergency", "avoid") if w in words), "normal")

    def demand_factor(self, day: date) -> float:
        """Return the factor by which the calendar changes demand on a day."""
        factor = 1.0
        for holiday in self.holidays:
            if holiday.first <= day <= holiday.last:
                factor *= holiday.demand_factor
        return factor

    def closed(self, centre_id: str, day: date) -> bool:
        """Return whether a centre receives nothing on a day."""
        if self.deliveries(day) in ("none", "emergency"):
            return True
        return any(c.centre_id == centre_id and c.day == day for c in self.closures)

    def banned_s(self, zone_id: str, vehicle_type: VehicleType) -> tuple[tuple[int, int], ...]:
        """Return the banned intervals of a kind of vehicle in a zone, sorted, on the week clock.

        They run from the Sunday before the week to the Tuesday after it, so that night
        drops and tours that end late are judged too.
        """
        spans: list[tuple[int, int]] = []
        for offset in range(-1, 9):
            day = self.week.monday + timedelta(days=offset)
            for ban in self.bans:
                if ban.zone_id == zone_id and ban.applies_to(vehicle_type) and ban.in_force(day):
                    spans.append((offset * DAY_S + ban.start_s, offset * DAY_S + ban.end_s))
        return tuple(sorted(set(spans)))
