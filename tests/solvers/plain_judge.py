"""A judge written from docs/coldchain_set.md alone: plain Python on the JSON values, none of our code.

It tells what each route costs and breaks by itself, and the cost of a solution, trips of one day together;
the rules between routes are left to the referee.
"""

from __future__ import annotations

import math
from typing import Any

Values = dict[str, Any]
DAY = 86_400


class PlainJudge:
    """Judges routes of one problem."""

    def __init__(self, problem: Values) -> None:
        self.p, self.r = problem, problem["rules"]
        self.vehicles = {v["id"]: v for v in problem["vehicles"]}
        self.clients = {c["id"]: c for c in problem["clients"]}
        self.depots = {d["id"]: i for i, d in enumerate(problem["depots"])}

    def table(self, values: Any, a: int, b: int) -> Any:
        if not isinstance(values, dict):
            return values
        if values["symmetric"]:
            a, b = max(a, b), min(a, b)
        return values["rows"][a][b]

    def leg(self, profile: Values, name: str, p: int, q: int) -> Any:
        one, other = self.p["places"][p], self.p["places"][q]
        figure = self.table(profile[name], one["anchor"], other["anchor"])
        added = {"free_s": "access_s", "distance_m": "access_m"}.get(name)
        return figure + one[added] + other[added] if added and p != q else figure

    def leg_vnd(self, kind: Values, p: int, q: int) -> int:
        rates = self.p["types"][kind["type"]]
        if "leg_vnd" in rates:
            return int(self.leg(rates, "leg_vnd", p, q))
        profile = self.p["profiles"][rates["profile"]]
        road = math.ceil(self.leg(profile, "distance_m", p, q) * rates["vnd_km"] / 1_000)
        toll = math.ceil(self.leg(profile, "tolled_m", p, q) * rates["toll_vnd_km"] / 1_000)
        return int(road + toll + self.leg(profile, "ferries", p, q) * rates["ferry_vnd"])

    def wheel_s(self, profile: Values, p: int, q: int, begin: int) -> int:
        left, now = float(self.leg(profile, "free_s", p, q)), float(begin)
        great, other = (self.leg(profile, name, p, q) for name in ("big_city_share", "city_share"))
        traffic = self.p["traffic"]
        while left > 0:
            half = int(now // 1_800)
            slow = 1 + great * (traffic["big_city"][half % 48] - 1) + other * (traffic["city"][half % 48] - 1)
            room = (half + 1) * 1_800 - now
            if left * slow <= room:
                now, left = now + left * slow, 0.0
            else:
                now, left = (half + 1) * 1_800.0, left - room / slow
        return math.ceil(now - begin - 1e-6)

    def visit(self, call: Values) -> Values:
        found: Values = self.clients[call["client"]]["patterns"][call["pattern"]]["visits"][call["visit"]]
        return found

    def route(self, route: Values) -> tuple[int, set[str]]:
        """Return what a route costs and the codes of the rules that it breaks by itself."""
        run = self.run(route)
        return run.cost, run.broken

    def run(self, route: Values) -> Run:
        """Return a route driven to its end."""
        kind = self.p["kinds"][self.vehicles[route["vehicle"]]["kind"]]
        run = Run(self, kind, route)
        for call in route["visits"]:
            run.drive(self.clients[call["client"]]["place"])
            run.unload(self.visit(call))
        run.drive(self.p["depots"][kind["depot"]]["place"])
        run.finish()
        return run

    def day_vnd(self, routes: list[Values]) -> int:
        """Return what a vehicle's routes of one day cost: one day's pay, overtime of the whole shift."""
        runs = [self.run(route) for route in routes]
        if len(runs) == 1:
            return runs[0].cost
        kind, alone = runs[0].kind, sum(run.cost - run.overtime_vnd for run in runs)
        first = min(run.depart for run in runs) - self.r["loading_s"]
        whole = self.overtime_vnd(max(run.now for run in runs) - first, kind)
        return alone - kind["day_vnd"] * (len(runs) - 1) + whole

    def overtime_vnd(self, shift_s: int, kind: Values) -> int:
        over = shift_s - self.r["overtime_after_s"]
        return math.ceil(over * self.r["overtime_vnd_h"] * kind["crew"] / 3_600) if over > 0 else 0

    def cost(self, solution: Values) -> int:
        """Return the objective of a solution."""
        chosen = {(c["client"], c["pattern"]) for r in solution["routes"] for c in r["visits"]}
        chosen |= {(c["client"], c["pattern"]) for c in solution["couriers"]}
        days: dict[tuple[str, int], list[Values]] = {}
        for r in solution["routes"]:
            days.setdefault((r["vehicle"], r["day"]), []).append(r)
        return (
            sum(map(self.day_vnd, days.values()))
            + sum(self.visit(c)["courier_vnd"][self.depots[c["depot"]]] for c in solution["couriers"])
            + sum(self.clients[c]["patterns"][p]["vnd"] for c, p in chosen)
            + sum(self.clients[c]["out_vnd"] for c in solution["unserved"])
        )


class Run:
    """One route while it is under way."""

    def __init__(self, judge: PlainJudge, kind: Values, route: Values) -> None:
        self.j, self.kind, self.depart, self.calls = judge, kind, route["depart_s"], route["visits"]
        self.profile = judge.p["profiles"][kind["profile"]]
        self.now, self.shift = self.depart, self.depart - judge.r["loading_s"]
        self.continuous = self.daily = self.rests = self.cost = self.overtime_vnd = 0
        self.place = judge.p["depots"][kind["depot"]]["place"]
        self.places, self.arrived, self.left = [self.place], [self.depart], [self.depart]
        self.broken: set[str] = set()

    def rest(self, end: int) -> None:
        self.rests += 1
        self.overtime()
        self.now = self.shift = end
        self.continuous = self.daily = 0

    def overtime(self) -> None:
        paid = self.j.overtime_vnd(self.now - self.shift, self.kind)
        self.overtime_vnd += paid
        self.cost += paid

    def drive(self, place: int) -> None:
        r, kind = self.j.r, self.kind
        left = self.j.wheel_s(self.profile, self.place, place, self.now)
        self.cost += self.j.leg_vnd(kind, self.place, place)
        while left > 0 and self.rests < 9:
            shift_left = self.shift + kind["shift_s"] - self.now
            daily_left = kind["driving_s"] - self.daily
            step = min(left, r["continuous_driving_s"] - self.continuous, daily_left, shift_left)
            if step > 0:
                self.now, left = self.now + step, left - step
                self.continuous, self.daily = self.continuous + step, self.daily + step
            elif daily_left <= 0 or shift_left <= r["break_s"]:
                self.rest(self.now + r["night_rest_s"])
            else:
                self.now, self.continuous = self.now + r["break_s"], 0
        ferry = self.j.leg(self.profile, "ferry_s", self.place, place)
        if ferry and self.now + ferry > self.shift + kind["shift_s"]:
            self.rest(self.now + r["night_rest_s"])
        self.now += ferry
        self.place = place
        self.places.append(place)
        self.arrived.append(self.now)

    def opening(self, visit: Values, arrive: int) -> int | None:
        for opens, closes in visit["windows_s"]:
            start: int = max(arrive, opens)
            if start + visit["service_s"] <= closes:
                return start
        return None

    def unload(self, visit: Values) -> None:
        r = self.j.r
        start = self.opening(visit, self.now)
        if start is None:
            self.broken.add("window")
            start = self.now
        late = start + visit["service_s"] > self.shift + self.kind["shift_s"]
        if late and start - self.now < r["night_rest_s"]:
            begin = self.now + r["night_rest_s"]
            start = self.opening(visit, begin)
            if start is None:
                self.broken.add("driving_time")
                start = begin
        if start - self.now >= r["night_rest_s"]:
            self.rest(start)
        elif start - self.now >= r["break_s"]:
            self.continuous = 0
        self.now = start + visit["service_s"]
        self.cost += visit["avoid_vnd"]
        self.left.append(self.now)

    def finish(self) -> None:
        r, kind, p = self.j.r, self.kind, self.j.p
        visits = [self.j.visit(call) for call in self.calls]
        depot, load_start, last = p["depots"][kind["depot"]], self.depart - r["loading_s"], self.left[-1]
        self.overtime()
        self.cost += self.rests * r["night_vnd"] * kind["crew"]
        self.cost += kind["day_vnd"] * (self.now // DAY - self.depart // DAY + 1)
        legs = list(zip(self.places, self.places[1:], strict=False))
        refuge = max(self.j.leg(p, "refuge_s", a, b) for a, b in legs[:-1])
        metres = sum(self.j.leg(self.profile, "distance_m", a, b) for a, b in legs)
        fits = kind["active_ml"] > 0 and sum(v["ml"] for v in visits) <= kind["active_ml"]
        hold = min(p["holds_s"][kind["hold"]][place] for place in self.places)
        if fits and refuge <= r["holdover_s"] and last - self.depart <= r["active_max_s"]:
            self.cost += math.ceil((self.now - self.depart) * kind["unit_vnd_h"] / 3_600)
        elif last - load_start > hold:
            self.broken.add("hold_time")
        midnight = self.depart // DAY * DAY
        hours = (depot["opens_s"], depot["closes_s"])
        out = load_start >= midnight + hours[0] and self.depart <= midnight + hours[1]
        for code, kept in (
            ("driving_time", self.rests <= r["max_nights"]),
            ("range", metres <= kind["range_m"]),
            ("depot_hours", out and hours[0] <= self.now % DAY <= hours[1]),
            ("boxes", sum(v["boxes"] for v in visits) <= kind["boxes"]),
            ("payload", sum(v["g"] for v in visits) <= kind["payload_g"]),
            ("value_cap", sum(v["vnd"] for v in visits) <= r["value_cap_vnd"]),
            ("ban", not any(self.banned(zone) for zone in range(len(p["zones"])))),
        ):
            if not kept:
                self.broken.add(code)

    def banned(self, zone: int) -> bool:
        cross = self.j.p["zones"][zone]["crossing_s"]
        final = len(self.places) - 1
        inside = [zone in self.j.p["places"][place]["zones"] for place in self.places]
        stays: list[list[int]] = []
        for i, there in enumerate(inside):
            if not there:
                continue
            leaves = self.now if i == final else self.left[i] + cross
            if i and inside[i - 1]:
                stays[-1][1] = leaves
            else:
                stays.append([self.arrived[i] - cross if i else self.depart, leaves])
        spans = self.kind["bans_s"][zone]
        return any(first < leave and last > enter for enter, leave in stays for first, last in spans)
