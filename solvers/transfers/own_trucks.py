"""Which trunk vehicle and crew of an origin are free for a run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from distribution.feasibility.rule_fleet import home_s
from distribution.feasibility.timeline import Duty, duties
from distribution.fleet import LICENCE_ORDER, Vehicle, may_drive
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.plan import Route, Transfer
from distribution.travel import TravelTable
from solvers.transfers.timetable import plan_of


class OwnTrucks:
    """Own trucks and drivers, and what they are busy with."""

    def __init__(self, inputs: WeekInputs, travel: TravelTable, routes: tuple[Route, ...]) -> None:
        self.inputs, self.travel = inputs, travel
        self.vehicle_busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.driver_busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.wheel_s: dict[str, int] = defaultdict(int)
        for duty in duties(replace(plan_of(inputs, ()), routes=routes), inputs, travel):
            self._book(duty)

    def vehicles(self, lane: Lane) -> list[Vehicle]:
        """Return the trunk vehicles at home at the lane's origin, those of its own kind first."""
        fleet = self.inputs.fleet
        home = [v for v in fleet.vehicles if v.role == "trunk" and v.depot_id == lane.origin_id]

        def rank(vehicle: Vehicle) -> tuple[bool, int, str]:
            other = vehicle.type_id != lane.vehicle_type_id
            return other, -fleet.type(vehicle.type_id).active_ml, vehicle.vehicle_id

        return sorted(home, key=rank)

    def manned(self, run: Transfer) -> Transfer | None:
        """Return a run with a crew when its vehicle and enough drivers are free, else None."""
        duty = self._duty(run)
        vehicle = self.inputs.fleet.vehicle(duty.vehicle_id)
        kind = self.inputs.fleet.type(duty.type_id)
        span = (duty.start_s, home_s(duty, self.inputs))
        if not self._there(duty, vehicle.days) or not _free(self.vehicle_busy[vehicle.vehicle_id], span, 0):
            return None
        rest_s, limit_s = self.inputs.parameters.night_rest_s, self.inputs.parameters.weekly_driving_s
        share_s = duty.driving_s // kind.crew
        able = [
            driver
            for driver in self.inputs.fleet.drivers
            if driver.depot_id == run.origin_id
            and may_drive(driver, kind)
            and self._there(duty, driver.days)
            and _free(self.driver_busy[driver.driver_id], span, rest_s)
            and self.wheel_s[driver.driver_id] + share_s <= limit_s
        ]
        able.sort(key=lambda d: (LICENCE_ORDER.index(d.licence), self.wheel_s[d.driver_id], d.driver_id))
        if len(able) < kind.crew:
            return None
        return replace(run, driver_ids=tuple(sorted(d.driver_id for d in able[: kind.crew])))

    def book(self, run: Transfer) -> None:
        """Keep vehicle and crew of a run busy until they are home."""
        if run.vehicle_id is not None:
            self._book(self._duty(run))

    def _duty(self, run: Transfer) -> Duty:
        return duties(plan_of(self.inputs, (run,)), self.inputs, self.travel)[0]

    def _book(self, duty: Duty) -> None:
        span = (duty.start_s, home_s(duty, self.inputs))
        self.vehicle_busy[duty.vehicle_id].append(span)
        for driver_id in duty.driver_ids:
            self.driver_busy[driver_id].append(span)
            self.wheel_s[driver_id] += duty.driving_s // duty.crew

    def _there(self, duty: Duty, days: tuple[date, ...]) -> bool:
        week = self.inputs.calendar.week
        first, last = week.day_of(duty.start_s), week.day_of(max(duty.start_s, duty.end_s - 1))
        return all(first + timedelta(days=i) in days for i in range((last - first).days + 1))


def _free(busy: list[tuple[int, int]], span: tuple[int, int], rest_s: int) -> bool:
    return all(span[0] >= end_s + rest_s or span[1] + rest_s <= start_s for start_s, end_s in busy)
