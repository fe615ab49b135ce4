"""How long a leg takes when it leaves at other times than planned, and how much it varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from distribution.inputs import WeekInputs
from distribution.plan import Leg
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.chance import Chance, Floats, lognormal
from distribution.traffic import BIG, OTHER
from distribution.travel import TravelProfile, TravelTable
from distribution.units import DAY_S, HOUR_S

HALF_S = 1_800
CLOCK_DAYS = 12  # a week, a tour that ends in the next, and delays
_NODES = np.arange(CLOCK_DAYS * 48 + 1) * float(HALF_S)
_BIG, _OTHER = np.tile(BIG, CLOCK_DAYS), np.tile(OTHER, CLOCK_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadTimes:
    """Travel of one question, as the simulation asks for it.

    ``refuge_s`` is, by departure and leg, the drive from the leg's worst point to the nearest store that
    can take the load; where it is not known, the nearest store is taken, whatever its litres.
    """

    inputs: WeekInputs
    travel: TravelTable
    assumptions: Assumptions
    refuge_s: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def wheel_s(self, profile: str, leg: Leg, depart_s: Floats, chance: Chance) -> Floats:
        """Return drawn seconds at the wheel: the planned ones, changed by the hour and by luck."""
        base_s = leg.driving_s + self._traffic_change_s(profile, leg, depart_s)
        cv, mean = self.spread(profile, leg)
        if cv <= 0.0:
            return np.asarray(base_s * mean)
        day = self.inputs.calendar.week.day_of(leg.depart_s)
        own = chance.normal("leg", leg.origin_id, leg.destination_id, day)
        common = chance.normal("road", self.region(leg.destination_id), day)
        share = self.assumptions.travel_day_share
        return base_s * mean * lognormal(np.sqrt(share) * common + np.sqrt(1.0 - share) * own, cv)

    def ferry_s(self, leg: Leg, chance: Chance) -> Floats:
        """Return drawn seconds on and waiting for ferries."""
        if not leg.ferry_s:
            return np.zeros(chance.size)
        day = self.inputs.calendar.week.day_of(leg.depart_s)
        names = ("ferry", leg.origin_id, leg.destination_id, day)
        return leg.ferry_s * chance.factor(self.assumptions.ferry_cv, *names)

    def spread(self, profile: str, leg: Leg) -> tuple[float, float]:
        """Return the coefficient of variation of a leg and the factor on its mean."""
        day = self.inputs.calendar.week.day_of(leg.depart_s)
        roads, hour = self.assumptions.roads, leg.depart_s % DAY_S // HOUR_S
        cv = float(np.dot(self._shares(profile, leg), roads.cv[:, hour]))
        rush = self.assumptions.rush_factor if self.inputs.calendar.demand_factor(day) > 1.0 else 1.0
        month = day.month - 1
        return cv * float(roads.cv_factor[month]), rush * float(roads.mean_factor[month])

    def to_refuge_s(self, departure_id: str, number: int, leg: Leg) -> int:
        """Return seconds from the worst point of a leg to the cold store that takes the load."""
        if (departure_id, number) in self.refuge_s:
            return self.refuge_s[departure_id, number]
        i, j = self.travel.index(leg.origin_id), self.travel.index(leg.destination_id)
        return int(self.travel.refuge_s[i, j])

    def _shares(self, profile: str, leg: Leg) -> Floats:
        """Return which share of the drive is in each class of ``ROAD_CLASSES``."""
        table, i, j = self._cell(profile, leg)
        big, city = float(table.big_city[i, j]), float(table.city[i, j])
        tolled = int(table.expressway_m[i, j]) / max(1, int(table.distance_m[i, j]))
        expressway = min(tolled, max(0.0, 1.0 - big - city))
        return np.array([big, city, expressway, max(0.0, 1.0 - big - city - expressway)])

    def _traffic_change_s(self, profile: str, leg: Leg, depart_s: Floats) -> Floats:
        """Return by how much the traffic of the drawn hour lengthens or shortens the drive."""
        table, i, j = self._cell(profile, leg)
        big, city = float(table.big_city[i, j]), float(table.city[i, j])
        if big + city <= 0.0:
            return np.zeros(len(depart_s))
        free_s = float(table.driving_s[i, j])
        slow = 1.0 + big * (_BIG - 1.0) + city * (_OTHER - 1.0)
        gone = np.concatenate([[0.0], np.cumsum(HALF_S / slow)])
        times = np.concatenate([depart_s, [float(leg.depart_s)]])
        arrive = np.interp(np.interp(times, _NODES, gone) + free_s, gone, _NODES)
        lasts = arrive - times
        return np.asarray(lasts[:-1] - lasts[-1])

    def _cell(self, profile: str, leg: Leg) -> tuple[TravelProfile, int, int]:
        return (
            self.travel.profiles[profile],
            self.travel.index(leg.origin_id),
            self.travel.index(leg.destination_id),
        )

    def region(self, place_id: str) -> str:
        """Return what shares weather and traffic: the subregion of a centre, the province of a site."""
        sites = {site.site_id: site.province for site in self.inputs.network.sites}
        return sites.get(place_id) or self.inputs.network.centre(place_id).subregion
