"""What competes for what in the first two weeks: needs, lots with the depots they reach, and litres.

Everything is as generous as the rules allow: goods lie at a depot as soon as they can, and a depot's
litres are turned over every day.  A level that this question forbids, no allocation can give.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from distribution.demand import LAST_DELIVERY_DAY, free_ml
from distribution.fairness import FAIR_WEEKS, FairCell, FairQuestion, FairRoom, Limit
from distribution.fairness_supply import fair_sources
from distribution.inputs import WeekInputs
from distribution.projection import project
from distribution.quarter import Horizon, Wanted
from distribution.quarter_calendar import open_for_centres, week_of
from distribution.units import WEEK_DAYS, ceil_div
from distribution.vaccines import TemperatureBand, Vaccine

DELIVERY_DAYS = LAST_DELIVERY_DAY + 1


def fair_question(
    inputs: WeekInputs, homes: Mapping[str, str], horizon: Horizon, wanted: Iterable[Wanted]
) -> FairQuestion:
    """Return the question of fairness over the first weeks of a horizon.

    Parameters
    ----------
    homes
        The depot from which each centre is served.
    wanted
        What centres want by period, in packs; periods after the first weeks are left aside.
    """
    cells = _cells(inputs, homes, horizon, wanted)
    outlets = {(cell.depot_id, cell.week) for cell in cells}
    sources = fair_sources(inputs, horizon, outlets, {cell.product_id for cell in cells})
    rooms = (*_centre_rooms(inputs, horizon, cells), *_depot_rooms(inputs, cells))
    return FairQuestion(cells=cells, sources=sources, rooms=rooms)


def urgency(vaccine: Vaccine) -> int:
    """Return the place of a product in a full store: by priority, what cannot be given later before."""
    return 2 * vaccine.priority - (0 if vaccine.back_orderable else 1)


def _cells(
    inputs: WeekInputs, homes: Mapping[str, str], horizon: Horizon, wanted: Iterable[Wanted]
) -> tuple[FairCell, ...]:
    need: Counter[tuple[int, str, str]] = Counter()
    for want in wanted:
        week = week_of(horizon, want.period)
        if week < FAIR_WEEKS:
            need[week, want.centre_id, want.product_id] += want.packs
    return tuple(
        FairCell(
            week=week,
            centre_id=centre_id,
            product_id=product_id,
            depot_id=homes[centre_id],
            need_packs=packs,
            urgency=urgency(inputs.vaccines[product_id]),
        )
        for (week, centre_id, product_id), packs in sorted(need.items())
        if packs > 0
    )


def _centre_rooms(inputs: WeekInputs, horizon: Horizon, cells: tuple[FairCell, ...]) -> Iterator[FairRoom]:
    """Yield the litres that a centre's own stock leaves free on the last delivery day of each week."""
    ids = inputs.forecast.centre_ids
    free = free_ml(inputs, project(inputs))
    first = (horizon.starts[0] - inputs.forecast.days[0]).days
    open_periods = open_for_centres(inputs, horizon)
    for (centre_id, week), members in _members(inputs, cells, by_depot=False).items():
        row = ids.index(centre_id)
        days = [p for p in range(len(horizon)) if week_of(horizon, p) == week]
        day = min(first + WEEK_DAYS * week + LAST_DELIVERY_DAY, free.shape[1] - 1)
        limit, room_ml = Limit.CENTRE, int(free[row, day])
        if not open_periods[row, days].any():
            limit, room_ml = Limit.CLOSED, 0
        elif week == 0 and any(lock.leave_out and lock.centre_id == centre_id for lock in inputs.locks):
            limit, room_ml = Limit.LOCKED, 0
        yield FairRoom(limit=limit, subject_id=centre_id, week=week, room_ml=room_ml, members=members)


def _depot_rooms(inputs: WeekInputs, cells: tuple[FairCell, ...]) -> Iterator[FairRoom]:
    """Yield what a depot can pass on in a week: its litres on every delivery day, or what lies there now."""
    held = _cold_held_ml(inputs)
    for (depot_id, week), members in _members(inputs, cells, by_depot=True).items():
        usable = inputs.network.site(depot_id).stores_ml.get(TemperatureBand.COLD, 0)
        opening = held[depot_id] if week == 0 else 0
        room_ml = max(usable, opening) + (DELIVERY_DAYS - 1) * usable
        yield FairRoom(limit=Limit.DEPOT, subject_id=depot_id, week=week, room_ml=room_ml, members=members)


def _members(
    inputs: WeekInputs, cells: tuple[FairCell, ...], *, by_depot: bool
) -> dict[tuple[str, int], tuple[tuple[int, int], ...]]:
    """Return the cells of every place and week with the millilitres of a pack."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for index, cell in enumerate(cells):
        place_id = cell.depot_id if by_depot else cell.centre_id
        found[place_id, cell.week].append((index, inputs.vaccines[cell.product_id].pack_ml))
    return {key: tuple(found[key]) for key in sorted(found)}


def _cold_held_ml(inputs: WeekInputs) -> Counter[str]:
    held: Counter[str] = Counter()
    for line in inputs.stock:
        if line.band is TemperatureBand.COLD:
            vaccine = inputs.vaccines[line.product_id]
            held[line.place_id] += ceil_div(line.doses * vaccine.pack_ml, vaccine.pack_doses)
    return held
