"""What broke, as people type it, made into changes; every fault at once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from distribution.calendar import Closure
from distribution.consistency.nearest import nearest
from distribution.errors import Fault, InputError
from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.language.folding import fold
from distribution.plan import WeeklyPlan
from distribution.units import DAY_S
from operations.replanning.changes import Absence, Changes, Urgent, departed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of ``coldchain replan``, word by word."""

    vehicles_down: tuple[str, ...] = ()
    centres_closed: tuple[str, ...] = ()
    roads_closed: tuple[str, ...] = ()
    urgent: tuple[tuple[str, str, int], ...] = ()
    at: str = ""


@dataclass(slots=True)
class _Faults:
    found: list[Fault] = field(default_factory=list)

    def fault(self, code: str, option: str, **arguments: str) -> None:
        self.found.append(Fault(code=code, file=option, arguments=arguments))

    def unknown(self, option: str, value: str, table: str, known: frozenset[str]) -> None:
        near = nearest(value, known)
        self.fault("unknown_reference", option, value=value, table=table, suggestion=near)


def asked_changes(asked: Asked, plan: WeeklyPlan, inputs: WeekInputs, since_s: int = 0) -> Changes:
    """Return the changes that the options ask for.

    ``since_s`` is before when all had left already when the plan was last re-planned (week clock).

    Raises
    ------
    InputError
        With every id, day, time, road or quantity that cannot be.
    """
    faults = _Faults()
    frozen_s = max(_moment_s(asked.at, plan, faults), since_s)
    absences = _absences(asked.vehicles_down, plan, inputs, frozen_s, faults)
    changes = Changes(
        absences=tuple(absence for absence, _ in absences),
        broken_down=tuple(absence.vehicle_id for absence, on_the_way in absences if on_the_way),
        closures=tuple(_closures(asked.centres_closed, plan, inputs, frozen_s, faults)),
        closed_roads=tuple(_roads(asked.roads_closed, inputs, faults)),
        urgent=tuple(_urgent(asked.urgent, inputs, faults)),
        frozen_s=frozen_s,
    )
    if faults.found:
        raise InputError(faults.found)
    return changes


def _moment_s(text: str, plan: WeeklyPlan, faults: _Faults) -> int:
    if not text:
        return 0
    try:
        time_s = plan.week.time_s(datetime.fromisoformat(text))
    except (ValueError, TypeError):
        faults.fault("replan_time", "--at", value=text, example=f"{plan.week.days[2]}T10:00")
        return 0
    if not 0 < time_s < plan.week.start_s(plan.week.days[6]):
        faults.fault("replan_time_week", "--at", value=text, week=str(plan.week))
    return time_s


def _absences(
    texts: Sequence[str], plan: WeeklyPlan, inputs: WeekInputs, frozen_s: int, faults: _Faults
) -> list[tuple[Absence, bool]]:
    """Return the vehicles with the days on which they are away, and whether they broke down on the way.

    A vehicle that is out keeps the days of that route: what it has done was done.
    """
    known = frozenset(v.vehicle_id for v in inputs.fleet.vehicles)
    found = []
    for text in texts:
        vehicle_id, days = _id_and_days(text, plan, frozen_s, "--vehicle-down", faults)
        if vehicle_id not in known:
            faults.unknown("--vehicle-down", vehicle_id, "vehicles", known)
            continue
        out = _days_out(vehicle_id, plan, frozen_s)
        away = Absence(vehicle_id=vehicle_id, days=tuple(day for day in days if day not in out))
        found.append((away, bool(out) and plan.week.day_of(frozen_s) in days))
    return found


def _days_out(vehicle_id: str, plan: WeeklyPlan, frozen_s: int) -> set[date]:
    """Return the days of the routes on which a vehicle has left already."""
    left = [r for r in plan.routes if r.vehicle_id == vehicle_id and departed(r.depart_s, frozen_s)]
    first_and_last = [(r.depart_s // DAY_S, r.return_s // DAY_S) for r in left]
    return {plan.week.day_of(day * DAY_S) for first, last in first_and_last for day in range(first, last + 1)}


def _closures(
    texts: Sequence[str], plan: WeeklyPlan, inputs: WeekInputs, frozen_s: int, faults: _Faults
) -> Iterable[Closure]:
    known = frozenset(c.centre_id for c in inputs.network.centres)
    done = {
        (stop.centre_id, plan.week.day_of(stop.start_s))
        for route in plan.routes
        for stop in route.stops
        if stop.depart_s <= frozen_s
    }
    for text in texts:
        centre_id, days = _id_and_days(text, plan, frozen_s, "--centre-closed", faults)
        if centre_id not in known:
            faults.unknown("--centre-closed", centre_id, "centres", known)
            continue
        for day in days:
            if (centre_id, day) not in done:
                yield Closure(centre_id=centre_id, day=day, reason="replan")


def _id_and_days(
    text: str, plan: WeeklyPlan, frozen_s: int, option: str, faults: _Faults
) -> tuple[str, tuple[date, ...]]:
    """Return an id and its days: the one after ``@``, else all that are left of the week."""
    name, at, day_text = text.partition("@")
    left = tuple(day for day in plan.week.days if day >= plan.week.day_of(frozen_s))
    if not at:
        return name.strip(), left
    try:
        day = date.fromisoformat(day_text.strip())
    except ValueError:
        faults.fault("replan_day", option, value=text, example=f"{name}@{plan.week.days[2]}")
        return name.strip(), ()
    if day not in left:
        faults.fault("replan_day_gone", option, value=text, first=str(left[0]), last=str(left[-1]))
    return name.strip(), (day,)


def _roads(texts: Sequence[str], inputs: WeekInputs, faults: _Faults) -> Iterable[tuple[str, str]]:
    if not texts:
        return
    if inputs.matrix or inputs.measured:
        faults.fault("replan_road_matrix", "--road-closed")
        return
    with data_path("road_nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id"]: row["name"] for row in csv.DictReader(file)}
    with data_path("road_edges.csv").open(encoding="utf-8", newline="") as file:
        joined = {frozenset((row["u"], row["v"])) for row in csv.DictReader(file)}
    by_name = {fold(name): node_id for node_id, name in nodes.items()}

    def node(end: str) -> str | None:
        return end.strip() if end.strip() in nodes else by_name.get(fold(end.strip()))

    for text in texts:
        one, other = _ends(text, node)
        for end in (one, other):
            if end and node(end) is None:
                suggestion = nearest(end, frozenset(nodes))
                faults.fault("replan_road_end", "--road-closed", value=end, suggestion=suggestion)
        ends = node(one), node(other)
        if ends[0] and ends[1] and frozenset(ends) in joined:
            yield ends[0], ends[1]
        elif (ends[0] and ends[1]) or not other:
            faults.fault("replan_road", "--road-closed", value=text)


def _ends(text: str, node: Callable[[str], str | None]) -> tuple[str, str]:
    """Return the ends of a road; of several hyphens (Phan Rang-Tháp Chàm) the one between places cuts."""
    parts = text.split("-")
    cuts = [("-".join(parts[:n]).strip(), "-".join(parts[n:]).strip()) for n in range(1, len(parts))]
    known = (cut for cut in cuts if node(cut[0]) and node(cut[1]))
    return next(known, cuts[0] if cuts else (text.strip(), ""))


def _urgent(orders: Sequence[tuple[str, str, int]], inputs: WeekInputs, faults: _Faults) -> Iterable[Urgent]:
    centres = frozenset(c.centre_id for c in inputs.network.centres)
    products = frozenset(inputs.vaccines)
    for centre_id, product_id, doses in orders:
        if centre_id not in centres:
            faults.unknown("--urgent", centre_id, "centres", centres)
        if product_id not in products:
            faults.unknown("--urgent", product_id, "products", products)
            continue
        pack = inputs.vaccines[product_id].pack_doses
        if doses <= 0 or doses % pack:
            up = max(1, -(-doses // pack)) * pack
            faults.fault("replan_packs", "--urgent", value=str(doses), pack=str(pack), up=str(up))
        yield Urgent(centre_id=centre_id, product_id=product_id, doses=doses)
