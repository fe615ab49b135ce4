"""What a planner wrote into the workbook made into locks, one per centre; every contradiction at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from distribution.consistency.nearest import nearest
from distribution.errors import Fault
from distribution.feasibility.windows import visit_day
from distribution.inputs import Lock, LockedDoses, WeekInputs
from distribution.naming import named, names_of
from distribution.plan import WeeklyPlan
from operations.replanning.changes import departed
from operations.replanning.workbook import AS_IT_IS, Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A call of the plan as it stands; ``vehicle_id`` is empty for a courier, whose order is 1."""

    run_id: str
    centre_id: str
    day: date
    vehicle_id: str
    order: int
    depart_s: int


@dataclass(slots=True)
class Reader:
    """The plan that the workbook is of, and the faults found so far."""

    plan: WeeklyPlan
    inputs: WeekInputs
    file: str
    frozen_s: int
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, entry: Entry, **arguments: str) -> None:
        """Add a fault at the cell of an entry; a ``centre`` is told by its name."""
        if "centre" in arguments:
            arguments["centre"] = named(names_of(self.inputs), arguments["centre"])
        self.faults.append(
            Fault(
                code=code,
                file=self.file,
                sheet=entry.sheet,
                row=entry.row,
                column=entry.column,
                arguments=arguments,
            )
        )


def locks_of(entries: Sequence[Entry], reader: Reader) -> tuple[Lock, ...]:
    """Return the locks of a workbook, by centre; what cannot be becomes a fault of the reader."""
    standing = standings(reader.plan, reader.inputs)
    by_centre: dict[str, list[Entry]] = defaultdict(list)
    for entry in _spread(entries, standing, reader):
        by_centre[entry.centre_id].append(entry)
    centres = frozenset(c.centre_id for c in reader.inputs.network.centres)
    locks = []
    for centre_id, own in sorted(by_centre.items()):
        if centre_id not in centres:
            near = nearest(centre_id, centres)
            reader.fault("unknown_reference", own[0], value=centre_id, table="centres", suggestion=near)
            continue
        calls = [call for call in standing if call.centre_id == centre_id]
        locks.append(_lock(centre_id, own, calls, reader))
    return tuple(locks)


def standings(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Standing, ...]:
    """Return every call of a plan."""
    driven = [
        Standing(
            run_id=route.route_id,
            centre_id=stop.centre_id,
            day=visit_day(inputs, stop.centre_id, stop.start_s),
            vehicle_id=route.vehicle_id,
            order=order,
            depart_s=route.depart_s,
        )
        for route in plan.routes
        for order, stop in enumerate(route.stops, start=1)
    ]
    sent = [
        Standing(
            run_id=parcel.consignment_id,
            centre_id=parcel.centre_id,
            day=visit_day(inputs, parcel.centre_id, parcel.arrive_s),
            vehicle_id="",
            order=1,
            depart_s=parcel.depart_s,
        )
        for parcel in plan.consignments
    ]
    return (*driven, *sent)


def _spread(entries: Sequence[Entry], standing: Sequence[Standing], reader: Reader) -> Iterator[Entry]:
    """Yield the entries by centre: one at a depot's row of a route is of all its stops."""
    places = {site.site_id for site in reader.inputs.network.sites}
    for entry in entries:
        if entry.centre_id not in places:
            yield entry
            continue
        stops = [call for call in standing if call.run_id == entry.run_id]
        if entry.value != AS_IT_IS or not stops:
            reader.fault("lock_not_here", entry)
            continue
        for call in stops:
            yield _at(entry, call.centre_id)


def _at(entry: Entry, centre_id: str) -> Entry:
    return Entry(
        sheet=entry.sheet,
        row=entry.row,
        column=entry.column,
        name=entry.name,
        value=entry.value,
        centre_id=centre_id,
        run_id=entry.run_id,
    )


def _lock(centre_id: str, entries: list[Entry], calls: list[Standing], reader: Reader) -> Lock:
    """Return the lock of one centre."""
    gone = [call for call in calls if departed(call.depart_s, reader.frozen_s)]
    if gone and not all(entry.value == AS_IT_IS for entry in entries):
        reader.fault("lock_departed", entries[0], centre=centre_id, run=gone[0].run_id)
    chosen: dict[str, tuple[object, Entry]] = {}
    doses: dict[str, tuple[int, Entry]] = {}
    for entry in entries:
        if entry.name == "lock_quantity":
            for product_id, amount in _quantities(entry, reader):
                _choose(doses, product_id, amount, entry, reader)
            continue
        value = _meant(entry, calls, reader)
        if value is not None:
            _choose(chosen, entry.name, value, entry, reader)
    if "lock_leave_out" in chosen and len(chosen) + len(doses) > 1:
        other = next((e for name, (_, e) in chosen.items() if name != "lock_leave_out"), None)
        other = other or next(e for _, e in doses.values())
        reader.fault("lock_leaves_out", chosen["lock_leave_out"][1], other=_where(other))
    day, vehicle_id, order = (
        chosen[name][0] if name in chosen else None for name in ("lock_day", "lock_vehicle", "lock_order")
    )
    return Lock(
        centre_id=centre_id,
        day=day if isinstance(day, date) else None,
        vehicle_id=vehicle_id if isinstance(vehicle_id, str) else None,
        leave_out="lock_leave_out" in chosen,
        order=order if isinstance(order, int) else None,
        doses=tuple(LockedDoses(product_id=p, doses=n) for p, (n, _) in sorted(doses.items())),
    )


def _choose(chosen: dict[str, tuple[T, Entry]], key: str, value: T, entry: Entry, reader: Reader) -> None:
    """Take a value, or tell that another cell says another one."""
    if key in chosen and chosen[key][0] != value:
        reader.fault("lock_conflict", entry, value=str(value), other=_where(chosen[key][1]))
        return
    chosen.setdefault(key, (value, entry))


def _where(entry: Entry) -> str:
    return f"{entry.sheet}!{entry.row} ({entry.column})"


def _meant(entry: Entry, calls: list[Standing], reader: Reader) -> object:
    """Return the value of an entry, ``x`` read as what there is, None where it cannot be."""
    if entry.value == AS_IT_IS and entry.name != "lock_leave_out":
        return _present(entry, calls, reader)
    checks = {"lock_day": _day, "lock_vehicle": _vehicle, "lock_order": _order}
    check = checks.get(entry.name)
    return entry.value if check is None or check(entry, reader) else None


def _present(entry: Entry, calls: list[Standing], reader: Reader) -> object:
    own = [call for call in calls if not entry.run_id or call.run_id == entry.run_id]
    if len(own) != 1:
        reader.fault("lock_two_calls" if own else "lock_nothing", entry, centre=entry.centre_id)
        return None
    if not own[0].vehicle_id and entry.name != "lock_day":
        reader.fault("lock_courier", entry, centre=entry.centre_id)
        return None
    present = {"lock_day": own[0].day, "lock_vehicle": own[0].vehicle_id, "lock_order": own[0].order}
    return present[entry.name]


def _day(entry: Entry, reader: Reader) -> bool:
    week = reader.plan.week
    left = [day for day in week.delivery_days if day >= week.day_of(reader.frozen_s)]
    if entry.value in left:
        return True
    reader.fault("lock_day", entry, day=str(entry.value), first=str(left[0]), last=str(left[-1]))
    return False


def _vehicle(entry: Entry, reader: Reader) -> bool:
    known = {v.vehicle_id: v for v in reader.inputs.fleet.vehicles}
    vehicle = known.get(str(entry.value))
    if vehicle is None:
        near = nearest(str(entry.value), frozenset(known))
        reader.fault("unknown_reference", entry, value=str(entry.value), table="vehicles", suggestion=near)
    elif vehicle.role != "round":
        reader.fault("lock_trunk", entry, vehicle=vehicle.vehicle_id)
    return vehicle is not None and vehicle.role == "round"


def _order(entry: Entry, reader: Reader) -> bool:
    right = isinstance(entry.value, int) and entry.value >= 1
    if not right:
        reader.fault("lock_order", entry, value=str(entry.value))
    return right


def _quantities(entry: Entry, reader: Reader) -> Iterator[tuple[str, int]]:
    """Yield (product, doses): of one product on the sheet of goods, else all as they are by ``x``."""
    given = {
        r.product_id: r.delivered_doses
        for r in reader.plan.requirements
        if r.centre_id == entry.centre_id and (not entry.product_id or r.product_id == entry.product_id)
    }
    if entry.value == AS_IT_IS:
        yield from sorted(given.items())
        return
    if not entry.product_id:
        reader.fault("lock_quantity_where", entry)
        return
    vaccine = reader.inputs.vaccines.get(entry.product_id)
    if vaccine is None:
        known = frozenset(reader.inputs.vaccines)
        near = nearest(entry.product_id, known)
        reader.fault("unknown_reference", entry, value=entry.product_id, table="products", suggestion=near)
        return
    doses = int(entry.value) if isinstance(entry.value, int) else -1
    if doses < 0 or doses % vaccine.pack_doses:
        up = -(-max(doses, 0) // vaccine.pack_doses) * vaccine.pack_doses
        reader.fault("replan_packs", entry, value=str(doses), pack=str(vaccine.pack_doses), up=str(up))
        return
    yield entry.product_id, doses
