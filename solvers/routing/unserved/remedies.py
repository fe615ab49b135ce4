"""Changes of the question that may let a client in: the same problem with one thing more, least first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from distribution.units import DAY_S, HOUR_S
from solvers.routing import tables as rule
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import NEVER
from solvers.routing.unserved.calls import in_two_calls
from solvers.routing.unserved.remedy import Family, Remedy
from solvers.routing.unserved.vehicle import kinds_at, with_vehicle

MINUTES = (15, 30, 60, 120, 240)  # by which windows, or the hours of a depot, are made longer on either side
HOLD_H = (2, 4, 8, 16, 32)  # by which boxes hold longer
CAP_VND = 1_000_000_000  # to whose multiples a cap on value is raised
SHARED = rule.BAYS | rule.DRIVERS | rule.VEHICLE  # what other routes take away
USUAL = SHARED | rule.WINDOW | rule.BAN | rule.DRIVING  # what is worth asking where no rule is known to bind


def remedies(
    problem: RoutingProblem,
    solution: RoutingSolution,
    client: int,
    zone_ids: tuple[str, ...],
    bits: int = USUAL,
) -> Iterator[Family]:
    """Yield the kinds of change that concern a client; ``bits`` are the rules in his way (0: none is)."""
    if not bits:
        yield (Remedy(key="nothing", problem=problem, solution=solution),)
        return
    asked = _Asked(problem, solution, client)
    depots = np.flatnonzero(problem.tables.ready_day[client] < NEVER).tolist()
    yield from asked.of_client(bits)
    for depot in depots:
        yield from asked.at_depot(depot, bits)
    if bits & rule.BAN:
        for zone in np.flatnonzero(asked.zones()).tolist():
            yield asked.permit(zone, zone_ids[zone])
    if not depots:
        yield from asked.other_depots()


class _Asked:
    """A client of a solution, and the changes one by one."""

    def __init__(self, problem: RoutingProblem, solution: RoutingSolution, client: int) -> None:
        self._problem, self._solution, self._client = problem, solution, client
        self._t = problem.tables

    def _with(self, key: str, arguments: dict[str, str], **changes: rule.Ints) -> Remedy:
        problem = replace(self._problem, tables=self._t._replace(**changes))
        return Remedy(key=key, arguments=arguments, problem=problem, solution=self._solution)

    def zones(self) -> rule.Ints:
        """Return the zones of the client and of the depots that may supply him."""
        homes = self._t.depot["place"][self._t.ready_day[self._client] < NEVER]
        places = [int(self._t.client["place"][self._client]), *homes.tolist()]
        return np.asarray(self._t.place_zone[places].any(axis=0))

    def of_client(self, bits: int) -> Iterator[Family]:
        """Yield what concerns the client and the rules of the week, whatever the depot."""
        ways = (
            (rule.WINDOW | rule.BAN | rule.DRIVING | rule.HOURS | SHARED, self.wider_windows),
            (rule.DRIVING | rule.WINDOW, self.more_nights),
            (rule.HOLD, self.longer_holds),
            (rule.VALUE, self.higher_cap),
            (rule.BOXES | rule.PAYLOAD | rule.VALUE, self.two_calls),
            (rule.VEHICLE, self.any_vehicle),
        )
        yield from (way() for rules, way in ways if bits & rules)

    def wider_windows(self) -> Family:
        """Yield windows that open earlier and close later."""
        visits = np.flatnonzero(self._t.visit["client"] == self._client)
        for minutes in MINUTES:
            windows = self._t.windows.copy()
            mine = windows[visits]
            real = mine[..., 1] >= mine[..., 0]
            mine[..., 0] -= np.where(real, minutes * 60, 0)
            mine[..., 1] += np.where(real, minutes * 60, 0)
            windows[visits] = mine
            yield self._with("window", {"minutes": str(minutes)}, windows=windows)

    def more_nights(self) -> Family:
        """Yield one and two nights away more."""
        for more in (1, 2):
            rules = self._t.rules.copy()
            rules[rule.MAX_NIGHTS] += more
            yield self._with("nights", {"nights": str(more)}, rules=rules)

    def longer_holds(self) -> Family:
        """Yield boxes that hold some hours longer."""
        for hours in HOLD_H:
            yield self._with("hold", {"hours": str(hours)}, hold_s=self._t.hold_s + hours * HOUR_S)

    def higher_cap(self) -> Family:
        """Yield a cap on a vehicle's value that the client's smallest visit alone keeps."""
        mine = self._t.visit["vnd"][self._t.visit["client"] == self._client]
        rules = self._t.rules.copy()
        rules[rule.VALUE_CAP] = -(-int(mine.min()) // CAP_VND) * CAP_VND
        if rules[rule.VALUE_CAP] > self._t.rules[rule.VALUE_CAP]:
            yield self._with("value", {"billion": str(rules[rule.VALUE_CAP] // CAP_VND)}, rules=rules)

    def two_calls(self) -> Family:
        """Yield the load in two halves on two days on which the whole is admissible."""
        for tables in in_two_calls(self._t, self._client):
            changed = replace(self._problem, tables=tables)
            yield Remedy(key="two_calls", problem=changed, solution=self._solution)

    def any_vehicle(self) -> Family:
        """Yield the lock on a vehicle lifted, where there is one."""
        if self._t.client["vehicle"][self._client] < 0:
            return
        clients = self._t.client.copy()
        clients["vehicle"][self._client] = -1
        yield self._with("unlock", {}, client=clients)

    def at_depot(self, depot: int, bits: int) -> Iterator[Family]:
        """Yield what a depot may have more of: goods in time, hours, drivers, bays, vehicles."""
        name = {"depot": self._problem.depot_ids[depot]}
        if bits & rule.READY:
            yield self._goods_earlier(depot, name)
        if bits & (rule.HOURS | rule.WINDOW):
            yield self._longer_hours(depot, name)
        if bits & SHARED:
            yield (self._one_driver(depot, name),)
            yield (self._one_bay(depot, name),)
        if bits & ~(rule.READY | rule.HOURS | rule.WINDOW):
            for kind in kinds_at(self._problem, depot):
                yield (with_vehicle(self._problem, self._solution, depot, kind),)

    def _goods_earlier(self, depot: int, name: dict[str, str]) -> Family:
        for days in range(1, int(self._t.ready_day[self._client, depot]) + 1):
            ready = self._t.ready_day.copy()
            ready[self._client, depot] -= days
            yield self._with("goods", {**name, "days": str(days)}, ready_day=ready)

    def _longer_hours(self, depot: int, name: dict[str, str]) -> Family:
        for minutes in MINUTES:
            depots = self._t.depot.copy()
            depots["opens_s"][depot] = max(0, depots["opens_s"][depot] - minutes * 60)
            depots["closes_s"][depot] = min(DAY_S, depots["closes_s"][depot] + minutes * 60)
            yield self._with("hours", {**name, "minutes": str(minutes)}, depot=depots)

    def _one_driver(self, depot: int, name: dict[str, str]) -> Remedy:
        drivers = self._t.drivers.copy()
        drivers[depot] += 1
        return self._with("driver", name, drivers=drivers)

    def _one_bay(self, depot: int, name: dict[str, str]) -> Remedy:
        depots = self._t.depot.copy()
        depots["bays"][depot] += 1
        return self._with("bay", name, depot=depots)

    def permit(self, zone: int, zone_id: str) -> Family:
        """Yield a permit for a zone, for every vehicle."""
        last = self._t.ban_last.copy()
        last[:, zone] = self._t.ban_first[:, zone]
        yield self._with("permit", {"zone": zone_id}, ban_last=last)

    def other_depots(self) -> Iterator[Family]:
        """Yield each depot as one that may supply the client, from Monday on."""
        for depot, name in enumerate(self._problem.depot_ids):
            ready = self._t.ready_day.copy()
            ready[self._client, depot] = 0
            yield (self._with("supply", {"depot": name}, ready_day=ready),)
