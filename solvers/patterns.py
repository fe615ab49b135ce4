"""Lists the admissible day patterns of each centre, each with the packs of every visit.

A pattern is admissible when the centre is open on its days and its refrigerators hold what is left
of the stock by then and the delivery (R2).  Waiting for a visit is priced by the doses missed until it,
and a day other than the plan to keep to promised by ``change_day_vnd``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from datetime import date

from distribution.coldchain.box_choice import box_asked
from distribution.demand import free_ml
from distribution.fleet import BoxType
from distribution.inputs import Lock, WeekInputs
from distribution.projection import Projection
from distribution.units import ceil_div
from solvers.allocation.problem import Allocation
from solvers.visits import CentreRequest, DayPattern, Visit

PAIRS = ((0, 3), (1, 4), (2, 5))  # Monday and Thursday, Tuesday and Friday, Wednesday and Saturday
STANDARD_BOX = "PCM28"
LARGE_BOXES = 8  # from so many boxes on, two visits are worth listing
PRIORITY_SHARE = {1: 4, 2: 2, 3: 1}  # quarters of ``stockout_dose_vnd``

Packs = Mapping[str, int]


def centre_requests(
    inputs: WeekInputs,
    allocation: Allocation,
    projection: Projection,
    ready: Mapping[tuple[str, str], date],
    forbidden: Set[tuple[str, str]] = frozenset(),
    empty_handed: Set[str] = frozenset(),
) -> tuple[CentreRequest, ...]:
    """Return one request per centre with packs, sorted by id.

    Parameters
    ----------
    ready
        The first day on which a (centre, depot) pair can be supplied, where that is not Monday.
    forbidden
        (centre, depot) pairs that cannot be supplied this week; a centre's nearest depot stays.
    empty_handed
        Centres for which no depot had any lot: nothing is driven there.
    """
    packs: dict[str, dict[str, int]] = defaultdict(dict)
    for line in allocation.lines:
        if line.packs:
            packs[line.centre_id][line.product_id] = line.packs
    lister = _Lister(inputs, projection)
    requests = []
    for centre_id in sorted(set(packs) - empty_handed):
        near = allocation.depots[centre_id]
        depots = tuple(d for d in near if d == near[0] or (centre_id, d) not in forbidden)
        listed = lister.listed(centre_id, packs[centre_id])
        patterns = tuple(p for p in listed if lister.opens(centre_id, p))
        requests.append(
            CentreRequest(
                centre_id=centre_id,
                depot_ids=depots,
                patterns=patterns,
                closed=() if patterns else tuple(p for p in listed if lister.works(p)),
                ready={d: ready[centre_id, d] for d in depots if (centre_id, d) in ready},
                locked_vehicle_id=lister.lock(centre_id).vehicle_id,
            )
        )
    return tuple(requests)


class _Lister:
    """Holds what is the same for every centre."""

    def __init__(self, inputs: WeekInputs, projection: Projection) -> None:
        self.inputs, self.projection = inputs, projection
        self.free = free_ml(inputs, projection)
        self.row = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
        self.column = {p: i for i, p in enumerate(inputs.forecast.product_ids)}
        self.days = inputs.calendar.week.delivery_days

    def lock(self, centre_id: str) -> Lock:
        """Return the planner's will for a centre, or an empty one."""
        return next((k for k in self.inputs.locks if k.centre_id == centre_id), Lock(centre_id=centre_id))

    def listed(self, centre_id: str, packs: Packs) -> tuple[DayPattern, ...]:
        """Return the patterns that a centre has room for, open or not: single days first, then pairs."""
        wanted = self.lock(centre_id).day
        singles = [
            self._pattern(centre_id, (day,), (packs,))
            for day in range(6)
            if self._fits(centre_id, day, packs)
        ]
        pairs = []
        if len(singles) < 3 or self._visit(0, packs).boxes > LARGE_BOXES:
            pairs = [
                self._pattern(centre_id, pair, split)
                for pair in PAIRS
                if (split := self._split(centre_id, pair, packs)) and self._both_fit(centre_id, pair, split)
            ]
        return tuple(p for p in (*singles, *pairs) if wanted is None or wanted in {v.day for v in p.visits})

    def opens(self, centre_id: str, pattern: DayPattern) -> bool:
        """Return whether a centre is open on all days of a pattern."""
        return not any(self.inputs.calendar.closed(centre_id, v.day) for v in pattern.visits)

    def works(self, pattern: DayPattern) -> bool:
        """Return whether nobody but the centre itself closes a day of a pattern."""
        return all(
            self.inputs.calendar.deliveries(v.day) not in ("none", "emergency") for v in pattern.visits
        )

    def _fits(self, centre_id: str, day: int, packs: Packs) -> bool:
        return self._visit(day, packs).volume_ml <= int(self.free[self.row[centre_id], day])

    def _both_fit(self, centre_id: str, pair: tuple[int, int], split: tuple[Packs, Packs]) -> bool:
        """Whether each visit fits, the second even if nothing of the first has been used."""
        free = self.free[self.row[centre_id]]
        first, second = (self._visit(d, packs).volume_ml for d, packs in zip(pair, split, strict=True))
        return bool(first <= free[pair[0]] and first + second <= free[pair[1]])

    def _split(self, centre_id: str, pair: tuple[int, int], packs: Packs) -> tuple[Packs, Packs] | None:
        """Split the packs: what is used until the second visit and half the safety first, then the rest."""
        first: dict[str, int] = {}
        for product_id, count in packs.items():
            c, p = self.row[centre_id], self.column[product_id]
            use = self.inputs.forecast.doses[c, p]
            safety = float(use.mean()) * self.inputs.parameters.safety_days / 2
            wanted = use[pair[0] : pair[1]].sum() + safety - self.projection.on_hand[c, p, pair[0]]
            pack = self.inputs.vaccines[product_id].pack_doses
            first[product_id] = min(count, max(0, ceil_div(int(wanted + 0.999), pack)))
        split = (
            {p: n for p, n in first.items() if n},
            {p: n - first[p] for p, n in packs.items() if n > first[p]},
        )
        return split if all(split) else None

    def _pattern(self, centre_id: str, days: tuple[int, ...], packs: tuple[Packs, ...]) -> DayPattern:
        visits = tuple(self._visit(d, load, centre_id) for d, load in zip(days, packs, strict=True))
        price = self._waiting_vnd(centre_id, days[0], packs) + self._change_vnd(centre_id, days)
        return DayPattern(visits=visits, price_vnd=price)

    def _change_vnd(self, centre_id: str, days: tuple[int, ...]) -> int:
        if self.inputs.earlier is None:
            return 0
        return self.inputs.earlier.changed_days(centre_id, days) * self.inputs.parameters.change_day_vnd

    def _waiting_vnd(self, centre_id: str, day: int, packs: tuple[Packs, ...]) -> int:
        total = 0
        for product_id in sorted({p for load in packs for p in load}):
            missed = int(self.projection.missed[self.row[centre_id], self.column[product_id], day])
            priority = self.inputs.vaccines[product_id].priority
            total += missed * self.inputs.parameters.stockout_dose_vnd * PRIORITY_SHARE.get(priority, 1) // 4
        return total

    def _visit(self, day: int, packs: Packs, centre_id: str = "") -> Visit:
        return visit_of(self.inputs, self.days[day], packs, centre_id)


def visit_of(inputs: WeekInputs, day: date, packs: Packs, centre_id: str = "") -> Visit:
    """Return a delivery of packs on a day, with what it takes on a vehicle.

    Boxes are standard ones, or as many as the box takes that is asked for a centre's goods (``Reserve``).
    """
    vaccines = inputs.vaccines
    volume = sum(vaccines[p].pack_ml * n for p, n in packs.items())
    boxes = [box for box in (inputs.fleet.box(STANDARD_BOX), box_asked(inputs, centre_id)) if box]
    return Visit(
        day=day,
        packs=dict(sorted(packs.items())),
        volume_ml=volume,
        boxes=max(boxes_for(volume, box, inputs.parameters.box_packing_fraction) for box in boxes),
        value_vnd=sum(vaccines[p].pack_doses * vaccines[p].price_vnd * n for p, n in packs.items()),
    )


def boxes_for(volume_ml: int, box: BoxType, packing_fraction: float) -> int:
    """Return how many boxes hold a packed volume at the share of their litres that packs can use."""
    return ceil_div(volume_ml, int(box.vaccine_ml * packing_fraction))
