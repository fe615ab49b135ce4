"""The calls of a plan by vehicle and day, as a planner would move them about with a pencil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from distribution.feasibility.windows import visit_day
from distribution.inputs import Lock, WeekInputs
from distribution.plan import Consignment, Drop, WeeklyPlan
from distribution.trips import TripKey, trip_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A centre on a day, with the packs that it is to receive there."""

    centre_id: str
    day: date
    packs: Mapping[str, int]


@dataclass(slots=True)
class Roster:
    """Calls in order by vehicle, day of departure and trip, and those that couriers bring, by depot."""

    routes: dict[TripKey, list[Call]] = field(default_factory=dict)
    couriers: list[tuple[str, Call]] = field(default_factory=list)

    def calls(self, centre_id: str) -> list[tuple[TripKey | None, Call]]:
        """Return the calls of a centre with their slots, None for a courier, by day."""
        driven: list[tuple[TripKey | None, Call]] = [
            (slot, call)
            for slot, calls in self.routes.items()
            for call in calls
            if call.centre_id == centre_id
        ]
        sent: list[tuple[TripKey | None, Call]] = [
            (None, c) for _, c in self.couriers if c.centre_id == centre_id
        ]
        return sorted(driven + sent, key=lambda row: row[1].day)

    def take(self, call: Call) -> None:
        """Take a call out."""
        for slot in [slot for slot, calls in self.routes.items() if call in calls]:
            self.routes[slot].remove(call)
            if not self.routes[slot]:
                del self.routes[slot]
        self.couriers = [(depot, one) for depot, one in self.couriers if one != call]

    def put(self, call: Call, slot: TripKey, order: int | None) -> None:
        """Put a call on a route, as its ``order``-th stop or as the last."""
        calls = self.routes.setdefault(slot, [])
        calls.insert(len(calls) if order is None else order - 1, call)


def roster_of(plan: WeeklyPlan, inputs: WeekInputs) -> Roster:
    """Return the calls of a plan as they stand."""
    roster = Roster()
    for key, route in zip(trip_keys(plan.routes), plan.routes, strict=True):
        roster.routes[key] = [
            Call(
                centre_id=stop.centre_id,
                day=visit_day(inputs, stop.centre_id, stop.start_s),
                packs=_packs(stop.drops),
            )
            for stop in route.stops
        ]
    parcels: dict[tuple[str, str, date], list[Consignment]] = {}
    for parcel in plan.consignments:
        day = visit_day(inputs, parcel.centre_id, parcel.arrive_s)
        parcels.setdefault((parcel.depot_id, parcel.centre_id, day), []).append(parcel)
    for (depot_id, centre_id, day), own in parcels.items():
        packs = _packs(tuple(drop for parcel in own for drop in parcel.drops))
        roster.couriers.append((depot_id, Call(centre_id=centre_id, day=day, packs=packs)))
    return roster


def moved(roster: Roster, locks: tuple[Lock, ...], plan: WeeklyPlan, inputs: WeekInputs) -> Roster:
    """Move calls as locks say, to the letter; without an order a call becomes the last of its route."""
    for lock in locks:
        calls = roster.calls(lock.centre_id)
        if lock.leave_out:
            for _, call in calls:
                roster.take(call)
            continue
        if not calls:
            calls = _first_call(lock, plan, inputs)
        if calls:
            _move(roster, lock, calls, inputs)
    return roster


def _first_call(lock: Lock, plan: WeeklyPlan, inputs: WeekInputs) -> list[tuple[TripKey | None, Call]]:
    """Return a call at a centre that has none: what was allocated to it, on the day locked."""
    if lock.day is None or lock.vehicle_id is None:
        return []
    packs = {
        r.product_id: r.allocated_doses // inputs.vaccines[r.product_id].pack_doses
        for r in plan.requirements
        if r.centre_id == lock.centre_id and r.allocated_doses
    }
    return [(None, Call(centre_id=lock.centre_id, day=lock.day, packs=packs))]


def _move(roster: Roster, lock: Lock, calls: list[tuple[TripKey | None, Call]], inputs: WeekInputs) -> None:
    calls = _with_doses(roster, lock, calls, inputs)
    slot, call = next((row for row in calls if row[1].day == lock.day), calls[0])
    day = lock.day or call.day
    vehicle_id = lock.vehicle_id or (slot[0] if slot else None)
    if vehicle_id is None:  # a courier's call stays with the courier, on another day perhaps
        roster.couriers = [(d, replace(c, day=day) if c == call else c) for d, c in roster.couriers]
        return
    stays = slot is not None and slot[0] == vehicle_id and call.day == day
    target = slot if stays and slot is not None else _slot(roster, vehicle_id, day)
    if stays and lock.order is None:
        return
    roster.take(call)
    roster.put(replace(call, day=day), target, lock.order)


def _slot(roster: Roster, vehicle_id: str, day: date) -> TripKey:
    """Return the route of a vehicle that already calls somewhere on a day, else one of that day."""
    under_way = [
        slot
        for slot, calls in roster.routes.items()
        if slot[0] == vehicle_id and any(c.day == day for c in calls)
    ]
    return under_way[0] if under_way else (vehicle_id, day, 0)


def _with_doses(
    roster: Roster, lock: Lock, calls: list[tuple[TripKey | None, Call]], inputs: WeekInputs
) -> list[tuple[TripKey | None, Call]]:
    """Change the packs of a centre's calls to what is locked: the last call takes the difference."""
    wanted = {d.product_id: d.doses // inputs.vaccines[d.product_id].pack_doses for d in lock.doses}
    changed = []
    left = dict(wanted)
    for number, (slot, call) in enumerate(calls, start=1):
        packs = dict(call.packs)
        for product_id, rest in left.items():
            share = rest if number == len(calls) else min(rest, packs.get(product_id, 0))
            packs[product_id] = share
            left[product_id] = rest - share
        new = replace(call, packs={p: n for p, n in sorted(packs.items()) if n})
        _exchange(roster, call, new)
        changed.append((slot, new))
    return changed


def _exchange(roster: Roster, old: Call, new: Call) -> None:
    for slot, calls in roster.routes.items():
        roster.routes[slot] = [new if call == old else call for call in calls]
    roster.couriers = [(depot, new if call == old else call) for depot, call in roster.couriers]


def _packs(drops: tuple[Drop, ...]) -> dict[str, int]:
    packs: Counter[str] = Counter()
    for drop in drops:
        packs[drop.product_id] += drop.packs
    return dict(sorted(packs.items()))
