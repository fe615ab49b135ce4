"""Trunk runs when a road is closed: made anew on what is left, and the doses that then come too late.

A run leaves again no earlier than planned, with any truck and crew that are free.  Goods are received on a
working day after they have come, so that hours on the way often change nothing; where they do, the week's
stock is followed to find which departures leave without them.  Air lanes and contracted carriers have no
known way and stay as planned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from distribution.costing import transfer_cost
from distribution.inputs import WeekInputs
from distribution.plan import Transfer, WeeklyPlan
from distribution.travel import TravelTable
from operations.drills.goods import Doses, by_product
from operations.drills.sections import Section, nodes_passed, road_graph
from operations.drills.short_departures import missed
from operations.plan_folder import Judged
from solvers.transfers.loads import boxes_of, fitted
from solvers.transfers.own_trucks import OwnTrucks
from solvers.transfers.timetable import times


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHit:
    """A trunk run over a closed section.

    ``late_s`` is how much later it arrives, ``received_late_s`` how much later its goods may leave again;
    both are None where no way, truck or crew is left in the week.  ``doses`` are on board; ``risk`` are those
    that some departure lacks, or all where the run is lost, by product.
    """

    transfer_id: str
    origin_id: str
    destination_id: str
    doses: int
    late_s: int | None
    received_late_s: int | None
    risk: Doses


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkHit:
    """All runs over a closed section, what is at risk by them together, what they cost more, đồng."""

    runs: tuple[RunHit, ...] = ()
    risk: Doses = field(default_factory=dict)
    extra_vnd: int = 0


def runs_over(judged: Judged, section: Section) -> tuple[Transfer, ...]:
    """Return the runs of own trucks that drive over a section of the road graph."""
    graph, found = road_graph(judged.inputs), []
    for run in judged.plan.transfers:
        if run.type_id is not None:
            profile = judged.inputs.fleet.type(run.type_id).profile
            passed = nodes_passed(judged.paths, profile, run.origin_id, run.destination_id, graph)
            if section in passed:
                found.append(run)
    return tuple(found)


def trunk_hit(
    judged: Judged, hit: Sequence[Transfer], travel: TravelTable | None, out: Collection[str]
) -> TrunkHit:
    """Return what becomes of runs whose road is closed.

    Parameters
    ----------
    travel
        Travel without the section; None where some place cannot be reached at all: the runs count as lost.
    out
        Centres that get nothing in any case: their doses are told with the routes.
    """
    plan, inputs = judged.plan, judged.inputs
    again = _again(judged, hit, travel) if travel is not None else {}
    runs = tuple(_told(judged, run, again.get(run.transfer_id), out) for run in hit)
    late = any(run.received_late_s for run in runs)
    risk = Counter(missed(_with(plan, again), inputs, out) if late else {})
    for run in runs:
        risk += Counter(run.risk if run.late_s is None else {})
    extra_vnd = 0
    if travel is not None:
        extra_vnd = sum(transfer_cost(run, inputs, travel).transfers_vnd for run in again.values())
        extra_vnd -= sum(transfer_cost(run, inputs, judged.travel).transfers_vnd for run in hit)
    return TrunkHit(runs=runs, risk=dict(risk), extra_vnd=extra_vnd)


def _again(judged: Judged, hit: Sequence[Transfer], travel: TravelTable) -> dict[str, Transfer]:
    """Return the runs that can be made anew, by id."""
    trucks = OwnTrucks(judged.inputs, travel, judged.plan.routes)
    for run in judged.plan.transfers:
        if run not in hit:
            trucks.book(run)
    found = {}
    for run in sorted(hit, key=lambda one: one.depart_s):
        new = _soonest(judged.inputs, run, travel, trucks)
        if new is not None:
            trucks.book(new)
            found[run.transfer_id] = new
    return found


def _soonest(inputs: WeekInputs, run: Transfer, travel: TravelTable, trucks: OwnTrucks) -> Transfer | None:
    """Return the run with the truck by which its goods leave again soonest, its own before others."""
    lane = next(lane for lane in inputs.network.lanes if lane.lane_id == run.lane_id)
    packs: Counter[str] = Counter()
    for drop in run.drops:
        packs[drop.product_id] += drop.packs
    options = []
    for vehicle in trucks.vehicles(lane):
        on_time = times(inputs, travel, lane, vehicle, run.depart_s)
        manned = next((one for bare in on_time if (one := trucks.manned(bare))), None)
        if manned is not None and fitted(inputs, lane, manned, list(packs.items())) == packs:
            loaded = replace(manned, transfer_id=run.transfer_id, drops=run.drops)
            options.append(replace(loaded, boxes=boxes_of(inputs, loaded)))
    return min(
        options,
        key=lambda one: (one.available_s, one.arrive_s, one.vehicle_id != run.vehicle_id),
        default=None,
    )


def _told(judged: Judged, run: Transfer, new: Transfer | None, out: Collection[str]) -> RunHit:
    """Return what is told of a run, with the doses that it alone puts at risk."""
    received_late_s = None if new is None else new.available_s - run.available_s
    risk: Doses = dict(by_product(run.drops))
    if new is not None:
        alone = _with(judged.plan, {run.transfer_id: new})
        risk = missed(alone, judged.inputs, out) if received_late_s else {}
    return RunHit(
        transfer_id=run.transfer_id,
        origin_id=run.origin_id,
        destination_id=run.destination_id,
        doses=sum(drop.doses for drop in run.drops),
        late_s=None if new is None else new.arrive_s - run.arrive_s,
        received_late_s=received_late_s,
        risk=risk,
    )


def _with(plan: WeeklyPlan, again: Mapping[str, Transfer]) -> WeeklyPlan:
    """Return a plan with some runs made anew; those that are lost stay, their doses are told apart."""
    return replace(plan, transfers=tuple(again.get(run.transfer_id, run) for run in plan.transfers))
