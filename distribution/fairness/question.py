"""What competes for what in the first two weeks: needs, lots with the depots they reach, and litres.

A centre can receive until its last open day of the week.  What can be given later is met by goods
that can be issued by then; what cannot, like rabies vaccine, must be there by each day of use.  A store
bounds the goods of a week together: by what is free in it on all days on which the centre receives, or by
what a depot can pass on when its litres are turned over every open day.  A store that is over its litres
takes nothing in until its own centres have used it down.  Lanes bound what reaches depots by the end of a
week.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from distribution.fairness.days import by_day, room_ml
from distribution.fairness.lanes import lane_rooms
from distribution.fairness.locks import cell_key, locked_cells, overruled_by_locks
from distribution.fairness.opening import intake
from distribution.fairness.shares import (
    FAIR_WEEKS,
    FairCell,
    FairQuestion,
    FairRoom,
    FairSource,
    Limit,
    Outlet,
)
from distribution.fairness.supply import fair_sources
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import open_for_centres, week_of
from distribution.quarter.need import QuarterNeed
from distribution.units import ceil_div
from distribution.vaccines import TemperatureBand, Vaccine

Store = tuple[str, TemperatureBand, int]  # by place, band and week


def fair_question(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], horizon: Horizon, need: QuarterNeed
) -> FairQuestion:
    """Return the question of fairness over the first weeks of a horizon; ``depots`` serve each centre."""
    locked = tuple(locked_cells(inputs, depots, horizon))
    overruled = overruled_by_locks(inputs, horizon)
    free = (cell for cell in _cells(inputs, depots, horizon, need) if cell_key(cell) not in overruled)
    cells: tuple[FairCell, ...] = (*locked, *free)
    outlets: dict[str, set[Outlet]] = defaultdict(set)
    for cell in cells:
        outlets[cell.product_id].update((cell.depots, period) for period, _ in cell.parts)
    sources = fair_sources(inputs, horizon, outlets, intake(inputs, depots, horizon, need))
    cells = tuple(_within_reach(cells, sources))
    stores = (*_centre_rooms(inputs, horizon, need, cells), *_depot_rooms(inputs, horizon, cells))
    lanes = lane_rooms(inputs, horizon, cells, sources)
    return FairQuestion(cells=cells, sources=sources, rooms=(*stores, *lanes))


def urgency(vaccine: Vaccine) -> int:
    """Return the place of a product in a full store: by priority, what cannot be given later before."""
    return 2 * vaccine.priority - (0 if vaccine.back_orderable else 1)


def _cells(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], horizon: Horizon, need: QuarterNeed
) -> Iterator[FairCell]:
    receives = open_for_centres(inputs, horizon)
    for week, periods in enumerate(_weeks(horizon)):
        for c, centre_id in enumerate(inputs.forecast.centre_ids):
            open_periods = [t for t in periods if receives[c, t]]
            for p in need.packs[c][:, periods].any(axis=1).nonzero()[0].tolist():
                vaccine = inputs.vaccines[inputs.forecast.product_ids[p]]
                by_period = {t: int(need.packs[c, p, t]) for t in periods}
                packs = sum(by_period.values())
                if vaccine.back_orderable:
                    parts = Counter({max(open_periods, default=periods[-1]): packs})
                else:
                    with_room = [
                        t for t in open_periods if room_ml(inputs, need, vaccine, c, t) >= vaccine.pack_ml
                    ]
                    parts = by_day(by_period, with_room)
                yield FairCell(
                    week=week,
                    centre_id=centre_id,
                    product_id=vaccine.product_id,
                    depots=tuple(sorted(depots[centre_id])),
                    need_packs=packs,
                    urgency=urgency(vaccine),
                    parts=tuple(sorted((t, n) for t, n in parts.items() if n)),
                )


def _weeks(horizon: Horizon) -> list[list[int]]:
    """Return the periods of each of the first weeks."""
    return [[t for t in range(len(horizon)) if week_of(horizon, t) == week] for week in range(FAIR_WEEKS)]


def _within_reach(cells: tuple[FairCell, ...], sources: tuple[FairSource, ...]) -> Iterator[FairCell]:
    """Yield the cells without those days of a dated need by which no goods can be there."""
    reached = {(source.product_id, outlet) for source in sources for outlet in source.outlets}
    for cell in cells:
        if cell.undated:
            yield cell
            continue
        kept = tuple(part for part in cell.parts if (cell.product_id, (cell.depots, part[0])) in reached)
        yield replace(cell, parts=kept)


def _centre_rooms(
    inputs: WeekInputs, horizon: Horizon, need: QuarterNeed, cells: tuple[FairCell, ...]
) -> Iterator[FairRoom]:
    """Yield what a centre's own stock leaves free in its stores on all days of each week that it receives on.

    In a period of several days what comes and goes stands there for half.
    """
    row = {centre_id: c for c, centre_id in enumerate(inputs.forecast.centre_ids)}
    open_periods, weeks = open_for_centres(inputs, horizon), _weeks(horizon)
    left_out = {lock.centre_id for lock in inputs.locks if lock.leave_out}
    for (centre_id, band, week), shares in _members(inputs, cells, lambda cell: (cell.centre_id,)).items():
        receives = [t for t in weeks[week] if open_periods[row[centre_id], t]]
        if not receives or (week == 0 and centre_id in left_out):
            limit, free_ml = Limit.CLOSED if not receives else Limit.LOCKED, 0
        elif band is TemperatureBand.AMBIENT:
            continue
        else:
            usable = inputs.network.centre(centre_id).stores_ml.get(band, 0)
            own = need.own_ml[band][row[centre_id]]
            free = [(max(usable - int(own[t]), 0), horizon.days(t)) for t in receives]
            limit, free_ml = Limit.CENTRE, sum(ml * (1 if days == 1 else 2) for ml, days in free)
        yield FairRoom(limit=limit, subject_id=centre_id, week=week, room_ml=free_ml, members=shares)


def _depot_rooms(inputs: WeekInputs, horizon: Horizon, cells: tuple[FairCell, ...]) -> Iterator[FairRoom]:
    """Yield what depots can pass on in a week: what lies there at first, then their litres every open day.

    Depots that share a round of centres count together with all that is served from them alone.
    """
    held = _held_ml(inputs)
    open_periods, weeks = open_for_centres(inputs, horizon), _weeks(horizon)
    groups = sorted({cell.depots for cell in cells})
    names = {"/".join(group): group for group in groups}
    inside = {group: tuple(name for name in names if set(group) <= set(names[name])) for group in groups}
    for (name, band, week), shares in _members(inputs, cells, lambda cell: inside[cell.depots]).items():
        if band is TemperatureBand.AMBIENT:
            continue
        turns = max(sum(bool(open_periods[:, t].any()) for t in weeks[week]), 1)
        passed_ml = 0
        for depot_id in names[name]:
            usable = inputs.network.site(depot_id).stores_ml.get(band, 0)
            passed_ml += turns * usable + max(held[depot_id, band] - usable, 0)
        yield FairRoom(limit=Limit.DEPOT, subject_id=name, week=week, room_ml=passed_ml, members=shares)


def _members(
    inputs: WeekInputs, cells: tuple[FairCell, ...], stores: Callable[[FairCell], tuple[str, ...]]
) -> dict[Store, tuple[tuple[int, int], ...]]:
    """Return the cells whose goods fill each store in each week, with the millilitres of a pack."""
    found: dict[Store, list[tuple[int, int]]] = defaultdict(list)
    for index, cell in enumerate(cells):
        vaccine = inputs.vaccines[cell.product_id]
        for name in stores(cell):
            found[name, vaccine.delivered_band, cell.week].append((index, vaccine.pack_ml))
    return {key: tuple(found[key]) for key in sorted(found)}


def _held_ml(inputs: WeekInputs) -> Counter[tuple[str, TemperatureBand]]:
    held: Counter[tuple[str, TemperatureBand]] = Counter()
    for line in inputs.stock:
        vaccine = inputs.vaccines[line.product_id]
        held[line.place_id, line.band] += ceil_div(line.doses * vaccine.pack_ml, vaccine.pack_doses)
    return held
