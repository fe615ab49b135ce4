"""One block of replications of a plan: departures, then stock, then what it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.quarter.prices import pack_prices
from distribution.refuge_room import refuge_ways
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.outcome import LATE_S, CallKey, LegKey, Outcome
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.stock_replay import Receipt, StockReplay, Stores
from distribution.simulation.week_replay import CallReplay, WeekReplay, replay_week
from distribution.travel import TravelTable
from distribution.units import DAY_S


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """What is replayed: a plan, the question that it answers, its travel, and what is assumed.

    ``refuge_s`` is how far refuge with room is on each leg in a compartment (``refuge_ways``).
    """

    plan: WeeklyPlan
    inputs: WeekInputs
    travel: TravelTable
    assumptions: Assumptions
    refuge_s: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def roads(self) -> RoadTimes:
        """Travel as the replay asks for it."""
        return RoadTimes(
            inputs=self.inputs, travel=self.travel, assumptions=self.assumptions, refuge_s=self.refuge_s
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedCall:
    """A call as it was planned, with its goods."""

    key: CallKey
    day: int
    drops: tuple[Drop, ...]


def question_of(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, assumptions: Assumptions
) -> Question:
    """Return what is replayed of a plan; where no store has room for a load it stays on board for a day.

    The ways themselves, which weigh more than all else and are asked here for the last time, are left out.
    """
    ways = refuge_ways(plan, inputs, travel)
    return Question(
        plan=plan,
        inputs=inputs,
        travel=replace(travel, refuge=None),
        assumptions=assumptions,
        refuge_s={
            (way.departure_id, way.number): DAY_S if way.away_s is None else way.away_s for way in ways
        },
    )


def replay(question: Question, chance: Chance) -> Outcome:
    """Replay a plan in one block of replications."""
    inputs, assumed = question.inputs, question.assumptions
    week = replay_week(question.plan, question.roads, chance)
    planned = planned_calls(question.plan, inputs)
    stores = Stores(inputs, assumed)
    spoilt = [_spoilt(call, made, inputs) for call, made in zip(planned, week.calls, strict=True)]
    stock = stores.replay(_receipts(planned, week.calls, spoilt, stores, inputs), chance)
    return _outcome(question, week, planned, spoilt, stock)


def planned_calls(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[PlannedCall, ...]:
    """Return the calls of a plan: route by route, then the consignments."""
    monday = inputs.calendar.week.monday
    rows = [
        (route.route_id, at, stop.centre_id, stop.start_s, stop.drops)
        for route in plan.routes
        for at, stop in enumerate(route.stops)
    ]
    rows += [(c.consignment_id, 0, c.centre_id, c.arrive_s, c.drops) for c in plan.consignments]
    return tuple(
        PlannedCall(
            key=CallKey(departure_id=departure_id, position=at, centre_id=centre_id, start_s=start_s),
            day=(visit_day(inputs, centre_id, start_s) - monday).days,
            drops=drops,
        )
        for departure_id, at, centre_id, start_s, drops in rows
    )


def _legs(plan: WeeklyPlan) -> tuple[LegKey, ...]:
    return tuple(
        LegKey(
            route_id=route.route_id,
            position=at,
            origin_id=leg.origin_id,
            destination_id=leg.destination_id,
            planned_s=leg.driving_s + leg.ferry_s,
        )
        for route in plan.routes
        for at, leg in enumerate(route.legs)
    )


def _spoilt(call: PlannedCall, made: CallReplay, inputs: WeekInputs) -> Bools:
    """Return, by replication and drop, whether the doses are lost: too warm for too long, or frozen."""
    sensitive = np.array([inputs.vaccines[d.product_id].freeze_sensitive for d in call.drops], np.bool_)
    return made.lived.spoiled[:, None] | (made.lived.freeze[:, None] & sensitive[None])


def _receipts(
    planned: tuple[PlannedCall, ...],
    made: tuple[CallReplay, ...],
    spoilt: list[Bools],
    stores: Stores,
    inputs: WeekInputs,
) -> dict[str, list[Receipt]]:
    found: dict[str, list[Receipt]] = defaultdict(list)
    first = inputs.forecast.days[0]
    for call, one, lost in zip(planned, made, spoilt, strict=True):
        lines = tuple((stores.column(d.product_id), d.doses, (d.use_by - first).days) for d in call.drops)
        arrived = one.handed[:, None] & ~lost
        found[call.key.centre_id].append(Receipt(day=call.day, lines=lines, arrived=arrived))
    return found


def _outcome(
    question: Question,
    week: WeekReplay,
    planned: tuple[PlannedCall, ...],
    spoilt: list[Bools],
    stock: StockReplay,
) -> Outcome:
    def rows(name: str) -> Bools:
        return np.stack([getattr(call, name) for call in week.calls])

    def lives(name: str) -> Bools:
        return np.stack([getattr(call.lived, name) for call in week.calls])

    late_s = np.stack([call.late_s for call in week.calls])
    home = [r.return_s - route.return_s for r, route in zip(week.routes, question.plan.routes, strict=True)]
    broken = np.stack([r.shift_over_s > 1e-6 for r in week.routes])
    totals = {
        "late_calls": (late_s > LATE_S).sum(axis=0),
        "missed_windows": rows("missed").sum(axis=0),
        "calls_not_made": (~rows("handed")).sum(axis=0),
        "shifts_broken": broken.sum(axis=0),
        "breakdowns": sum(r.broke_down for r in week.routes),
        "overtime_vnd": week.overtime_vnd,
        "heat_loads": lives("heat").sum(axis=0),
        "freeze_loads": lives("freeze").sum(axis=0),
        **_money(question, planned, spoilt, stock, (~rows("handed")).sum(axis=0)),
    }
    totals["loss_vnd"] = sum(totals[n] for n in ("lost_vnd", "missing_vnd", "redelivery_vnd", "overtime_vnd"))
    return Outcome(
        calls=tuple(call.key for call in planned),
        legs=_legs(question.plan),
        totals={name: np.asarray(values, np.float64) for name, values in totals.items()},
        late_s=late_s.astype(np.float32),
        end_late_s=rows("end_late_s").astype(np.float32),
        missed=rows("missed"),
        handed=rows("handed"),
        heat=lives("heat"),
        freeze=lives("freeze"),
        lost=np.stack([lost.any(axis=1) for lost in spoilt]),
        legs_s=np.concatenate([np.stack(r.legs_s) for r in week.routes]).astype(np.float32),
        late_home_s=np.maximum(np.stack(home), 0.0).astype(np.float32),
        shift_broken=broken,
        out_before=stock.out_before,
        out_after=stock.out_after,
        missing=stock.missing,
        left=stock.left,
    )


def _money(
    question: Question,
    planned: tuple[PlannedCall, ...],
    spoilt: list[Bools],
    stock: StockReplay,
    not_made: Floats,
) -> dict[str, Floats]:
    """Return doses and đồng lost: spoilt ones at purchase price, missing ones at that of a stock-out."""
    inputs, size = question.inputs, len(not_made)
    doses, vnd = np.zeros(size), np.zeros(size)
    for call, lost in zip(planned, spoilt, strict=True):
        amounts = np.array([drop.doses for drop in call.drops], np.float64)
        prices = np.array([inputs.vaccines[drop.product_id].price_vnd for drop in call.drops], np.float64)
        doses += lost @ amounts
        vnd += lost @ (amounts * prices)
    vaccines = [inputs.vaccines[product_id] for product_id in inputs.forecast.product_ids]
    short_vnd = [pack_prices(v, inputs.parameters).short_vnd / v.pack_doses for v in vaccines]
    return {
        "doses_lost": doses,
        "lost_vnd": vnd,
        "stockouts": stock.cells,
        "doses_missing": stock.missed.sum(axis=1),
        "missing_vnd": stock.missed @ np.array(short_vnd),
        "redelivery_vnd": not_made * question.assumptions.redelivery_vnd,
    }
