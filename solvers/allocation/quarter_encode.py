"""Inputs of a quarter into integers: periods, lanes, rounds, need, batches and prices of every product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from distribution.inputs import WeekInputs
from distribution.network import Lane, LaneMode, SiteKind
from distribution.quarter.answer import FillLevel, Horizon, PackLock, QuarterAllocation
from distribution.quarter.calendar import (
    lane_departures,
    open_for_centres,
    received_period,
    week_of,
)
from distribution.quarter.need import QuarterNeed
from distribution.quarter.prices import (
    RETURN_FACTOR,
    RUSH_VND,
    hold_day_vnd,
    lane_pack_vnd,
    pack_prices,
    round_pack_vnd,
)
from distribution.quarter.surplus import Surplus, surpluses
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand, Vaccine
from solvers.allocation.problem import near_depots
from solvers.allocation.quarter_batches import (
    alive,
    band_of,
    has_life,
    issue_ends,
    sendable,
    spared_batch,
    stocked,
    thawed,
)
from solvers.allocation.quarter_litres import capacities
from solvers.allocation.quarter_problem import (
    BANDS,
    UNLOCKED,
    UNRELEASED,
    Batch,
    Frame,
    Ints,
    ProductQuestion,
    QuarterProblem,
)

RHYTHMS = ((0, 3), (1, 4), (2, 5))  # the two days of the week of every third centre (assumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A lane, or the way back on one for goods that would lapse where they are."""

    lane: Lane
    backwards: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """Origin and destination."""
        lane = self.lane
        return (
            (lane.destination_id, lane.origin_id) if self.backwards else (lane.origin_id, lane.destination_id)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What other decisions hold fast: fill levels, the released allocation and the price of change, locks."""

    levels: tuple[FillLevel, ...] = ()
    released: QuarterAllocation | None = None
    locks: tuple[PackLock, ...] = ()
    change_vnd: int = 0


def encode_quarter(
    inputs: WeekInputs, travel: TravelTable, horizon: Horizon, need: QuarterNeed, settled: Settled
) -> QuarterProblem:
    """Return the question in integers; products that nobody needs stay where they are and are left out."""
    links = links_of(inputs)
    sites = {s.site_id: i for i, s in enumerate(inputs.network.sites)}
    needed = [p for p in range(len(inputs.forecast.product_ids)) if need.packs[:, p].any()]
    frame = _frame(inputs, travel, horizon, need, links)
    homes = {centre: near[0] for centre, near in near_depots(inputs, travel).items()}
    spared = surpluses(inputs, homes, horizon)
    coder = _Coder(inputs, travel, horizon, need, settled, links, sites, frame, spared)
    return QuarterProblem(
        frame=frame,
        products=tuple(coder.product(p) for p in needed),
        site_ids=tuple(sites),
        centre_ids=inputs.forecast.centre_ids,
        lane_ids=tuple("" if link.backwards else link.lane.lane_id for link in links),
    )


def links_of(inputs: WeekInputs) -> tuple[Link, ...]:
    """Return all lanes, then the ways back on road lanes from depots to hubs."""
    lanes = inputs.network.lanes
    kinds = {s.site_id: s.kind for s in inputs.network.sites}
    back = [
        lane
        for lane in lanes
        if lane.mode is not LaneMode.AIR
        and (kinds[lane.origin_id], kinds[lane.destination_id]) == (SiteKind.HUB, SiteKind.DEPOT)
    ]
    return (*(Link(lane=lane) for lane in lanes), *(Link(lane=lane, backwards=True) for lane in back))


def _frame(
    inputs: WeekInputs, travel: TravelTable, horizon: Horizon, need: QuarterNeed, links: Sequence[Link]
) -> Frame:
    sites = {s.site_id: i for i, s in enumerate(inputs.network.sites)}
    near = near_depots(inputs, travel)
    rounds = [(sites[d], c) for c, i in enumerate(inputs.forecast.centre_ids) for d in near[i]]
    arrival = np.full((len(links), len(horizon)), -1, np.int64)
    for number, link in enumerate(links):
        days = link.lane.lead_days + inputs.parameters.receiving_days
        for period, runs in enumerate(lane_departures(inputs, link.lane, horizon)):
            ready = received_period(horizon, period, days) if runs else None
            arrival[number, period] = -1 if ready is None else ready
    lengths = [horizon.days(t) for t in range(len(horizon))]
    return Frame(
        days=np.array(lengths, np.int64),
        weeks=np.array([week_of(horizon, t) for t in range(len(horizon))], np.int64),
        sites=len(sites),
        centres=len(inputs.forecast.centre_ids),
        lanes=[(sites[link.ends[0]], sites[link.ends[1]]) for link in links],
        lane_arrival=arrival,
        rounds=np.array(rounds, np.int64).reshape(-1, 2),
        open=open_for_centres(inputs, horizon),
        rush_vnd=_rush(inputs, horizon),
        capacity_ml=capacities(inputs, horizon, need, [link.lane for link in links]),
    )


def _rush(inputs: WeekInputs, horizon: Horizon) -> Ints:
    """Return what a pack costs on days that are not a centre's own."""
    rush = np.zeros((len(inputs.forecast.centre_ids), len(horizon)), np.int64)
    for period, start in enumerate(horizon.starts):
        if horizon.days(period) == 1:
            mine = [start.weekday() in RHYTHMS[c % len(RHYTHMS)] for c in range(len(rush))]
            rush[:, period] = np.where(mine, 0, RUSH_VND)
    return rush


@dataclass(frozen=True, slots=True)
class _Coder:
    inputs: WeekInputs
    travel: TravelTable
    horizon: Horizon
    need: QuarterNeed
    settled: Settled
    links: tuple[Link, ...]
    sites: dict[str, int]
    frame: Frame
    spared: tuple[Surplus, ...]

    def product(self, p: int) -> ProductQuestion:
        product_id = self.inputs.forecast.product_ids[p]
        vaccine = self.inputs.vaccines[product_id]
        spared = [s for s in self.spared if s.product_id == product_id]
        found = stocked(self.inputs, vaccine, self.sites, self.horizon, spared)
        ends = issue_ends(self.inputs, vaccine, found.batches, self.horizon)
        shelf_ends = np.unique(ends[ends >= 0]) if (ends >= 0).any() else np.array([len(self.horizon) - 1])
        shelf = np.where(ends >= 0, np.searchsorted(shelf_ends, ends), -1)
        return ProductQuestion(
            product_id=product_id,
            pack_ml=vaccine.pack_ml,
            back_orderable=vaccine.back_orderable,
            prices=pack_prices(vaccine, self.inputs.parameters),
            batches=found.batches,
            batch_band=np.array([_band(band_of(vaccine, b)) for b in found.batches], np.int64),
            shelf_band=_band(vaccine.delivered_band),
            supply=found.supply,
            alive=alive(found.batches, self.horizon).reshape(-1, len(self.horizon)),
            shelf=shelf.astype(np.int64),
            shelf_ends=shelf_ends.astype(np.int64),
            lane_into=self._lane_into(vaccine, found.batches, ends),
            hold_vnd=np.array([hold_day_vnd(s.kind, vaccine) for s in self.inputs.network.sites], np.int64),
            lane_vnd=self._lane_vnd(vaccine),
            round_vnd=self._round_vnd(vaccine),
            wasted=(ends >= 0).any(axis=1)
            & np.array(
                [not (ends[k, -1] >= 0 or self._later(vaccine, b)) for k, b in enumerate(found.batches)]
            ),
            need=self.need.packs[:, p],
            safety=self.need.safety[:, p],
            least_met=self._least_met(product_id),
            released=self._released(product_id, shelf_ends),
            locked=self._locked(product_id),
            change_vnd=self.settled.change_vnd if self.settled.released else 0,
            surplus=self._surplus(spared, found.batches),
            surplus_vnd=self._surplus_vnd(spared, vaccine),
        )

    def _surplus(self, spared: Sequence[Surplus], batches: tuple[Batch, ...]) -> Ints:
        """Return the rows of what centres can spare."""
        centre = {c: i for i, c in enumerate(self.inputs.forecast.centre_ids)}
        index = {batch: k for k, batch in enumerate(batches)}
        rows = [
            (
                centre[s.centre_id],
                index[spared_batch(s)],
                self.sites[s.site_id],
                s.period,
                s.received_period,
                s.packs,
            )
            for s in spared
        ]
        return np.array(rows, np.int64).reshape(-1, 6)

    def _surplus_vnd(self, spared: Sequence[Surplus], vaccine: Vaccine) -> Ints:
        """Return what a pack costs on its way back: the round's litres, and looking at it in the depot."""
        distance = self.travel.profiles["truck"].distance_m
        ends = [(self.travel.index(s.centre_id), self.travel.index(s.site_id)) for s in spared]
        prices = [RETURN_FACTOR * round_pack_vnd(vaccine, int(distance[i, j])) for i, j in ends]
        return np.array(prices, np.int64)

    def _later(self, vaccine: Vaccine, batch: Batch) -> bool:
        """Whether a batch can still serve centres after the horizon, or is not even released within it."""
        return has_life(self.inputs, vaccine, batch, self.horizon.end)

    def _lane_into(self, vaccine: Vaccine, batches: tuple[Batch, ...], ends: Ints) -> Ints:
        index = {b: k for k, b in enumerate(batches)}
        ready = sendable(self.inputs, batches, self.horizon)
        into = np.full((len(self.links), len(batches), len(self.horizon)), -1, np.int64)
        for number, link in enumerate(self.links):
            site = self.inputs.network.site(link.ends[1])
            for period in range(len(self.horizon)):
                arrival = self.frame.lane_arrival[number, period]
                if arrival < 0:
                    continue
                for k, batch in enumerate(batches):
                    lapses = ends[k, -1] < 0 and not batch.frozen
                    if not ready[k, period] or (link.backwards and not lapses):
                        continue
                    after = batch
                    if batch.frozen and site.kind is SiteKind.DEPOT:
                        after = thawed(self.inputs, vaccine, batch, self.horizon, period)
                    if self._may_arrive(
                        vaccine, after, site.stores_ml.get(band_of(vaccine, after), 0), int(arrival)
                    ):
                        into[number, k, period] = index[after]
        return into

    def _may_arrive(self, vaccine: Vaccine, batch: Batch, store_ml: int, arrival: int) -> bool:
        has_store = store_ml > 0 or band_of(vaccine, batch) is TemperatureBand.AMBIENT
        return has_store and has_life(self.inputs, vaccine, batch, self.horizon.starts[arrival])

    def _lane_vnd(self, vaccine: Vaccine) -> Ints:
        distance = self.travel.profiles["truck"].distance_m
        prices = []
        for link in self.links:
            i, j = (self.travel.index(s) for s in link.ends)
            price = lane_pack_vnd(link.lane, vaccine, int(distance[i, j]))
            prices.append(price * (RETURN_FACTOR if link.backwards else 1))
        return np.array(prices, np.int64)

    def _round_vnd(self, vaccine: Vaccine) -> Ints:
        distance = self.travel.profiles["truck"].distance_m
        site_rows = [self.travel.index(s) for s in self.sites]
        centre_rows = [self.travel.index(c) for c in self.inputs.forecast.centre_ids]
        return np.array(
            [
                round_pack_vnd(vaccine, int(distance[site_rows[s], centre_rows[c]]))
                for s, c in self.frame.rounds
            ],
            np.int64,
        )

    def _least_met(self, product_id: str) -> Ints:
        weeks = int(self.frame.weeks[-1]) + 1
        row = {c: i for i, c in enumerate(self.inputs.forecast.centre_ids)}
        least = np.zeros((len(row), weeks), np.int64)
        for level in self.settled.levels:
            if level.product_id == product_id and level.week < weeks:
                least[row[level.centre_id], level.week] = level.packs
        return least

    def _released(self, product_id: str, shelf_ends: Ints) -> Ints:
        row = {c: i for i, c in enumerate(self.inputs.forecast.centre_ids)}
        packs = np.full((len(row), len(shelf_ends), len(self.horizon)), UNRELEASED, np.int64)
        before = self.settled.released
        if before is None:
            return packs
        same = _same_periods(before.horizon, self.horizon)
        packs[:, :, sorted(same.values())] = 0
        lasts = [
            start + timedelta(days=self.horizon.days(t) - 1) for t, start in enumerate(self.horizon.starts)
        ]
        for issue in before.issues:
            if issue.product_id == product_id and issue.period in same and issue.centre_id in row:
                end = sum(last <= issue.use_by for last in lasts) - 1
                g = int(np.searchsorted(shelf_ends, end))
                packs[row[issue.centre_id], min(g, len(shelf_ends) - 1), same[issue.period]] += issue.packs
        return packs

    def _locked(self, product_id: str) -> Ints:
        """Return the packs of locked cells: all on the first day of the span that the centre receives on."""
        row = {c: i for i, c in enumerate(self.inputs.forecast.centre_ids)}
        locked = np.full((len(row), len(self.horizon)), UNLOCKED, np.int64)
        for lock in self.settled.locks:
            if lock.product_id != product_id or lock.centre_id not in row:
                continue
            c = row[lock.centre_id]
            span = [t for t, start in enumerate(self.horizon.starts) if lock.first <= start <= lock.last]
            locked[c, span] = 0
            can = [t for t in span if self.frame.open[c, t]]
            if can:
                locked[c, min(can, key=lambda t: (int(self.frame.rush_vnd[c, t]), t))] = lock.packs
        return locked


def _same_periods(before: Horizon, now: Horizon) -> dict[int, int]:
    """Return the periods of an earlier horizon that are periods of this one too: same days."""
    mine = {(start, now.days(t)): t for t, start in enumerate(now.starts)}
    spans = [(start, before.days(t)) for t, start in enumerate(before.starts)]
    return {t: mine[span] for t, span in enumerate(spans) if span in mine}


def _band(band: TemperatureBand) -> int:
    return BANDS.index(band) if band in BANDS else -1
