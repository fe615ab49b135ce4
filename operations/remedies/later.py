"""Goods that come to a depot only after a vehicle has left: a later call, or one more run of transfers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from distribution.plan import Transfer
from distribution.progress import Limits
from operations.plan_folder import Judged
from operations.remedies.goods import SPARE, with_trucks
from operations.remedies.lacking import Lacking, Pair, by_centre
from operations.remedies.trial import locks_for, tried
from operations.replanning.by_hand import laid_by_hand
from operations.replanning.changes import Changes, changed
from operations.replanning.replan import desk_of
from operations.settings import PlanSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of transfers that would bring what is lacking, and what the week would then cost more, đồng."""

    transfer: Transfer
    extra_vnd: int

    @property
    def own_truck(self) -> bool:
        """Whether it takes a truck and driver that the fleet does not have."""
        return (self.transfer.vehicle_id or "").endswith(SPARE)


def ready_days(judged: Judged, lacking: Sequence[Lacking]) -> dict[str, date]:
    """Return by centre the day from which its depot could give it all that comes too late, if this week.

    The lots of the week are given out again with what is lacking asked for as well.
    """
    if not lacking:
        return {}
    locks = locks_for(judged.inputs, lacking)
    changes = Changes(locks=locks)
    settings = PlanSettings(engine=judged.plan.engine, limits=Limits(iterations=0))
    desk = desk_of(judged, changed(judged.inputs, changes), changes, settings)
    short = {(s.centre_id, s.product_id): s.ready_day for s in laid_by_hand(desk, locks).lots.shortfalls}
    found = {}
    for centre_id, own in by_centre(lacking).items():
        days = [short.get(one.pair) for one in own]
        known = [day for day in days if day is not None]
        if known and len(known) == len(days):
            found[centre_id] = max(known)
    return found


def runs_more(judged: Judged, lacking: Sequence[Lacking]) -> dict[Pair, Run]:
    """Return by lack the run that brings it when each site with trucks of transfers has one more."""
    if not lacking:
        return {}
    inputs = with_trucks(judged.inputs)
    trial = tried(judged, inputs, lacking)
    if trial.after is None:
        return {}
    extra_vnd = trial.after.costs.total - judged.costs.total
    new = tuple(_new_runs(judged, trial.after))
    found = {}
    for one in lacking:
        bringing = [run for run in new if _brings(run, one)]
        if one.pair in trial.met and bringing:
            found[one.pair] = Run(transfer=bringing[0], extra_vnd=extra_vnd)
    return found


def _new_runs(judged: Judged, after: Judged) -> Iterator[Transfer]:
    known = {(run.lane_id, run.depart_s) for run in judged.plan.transfers}
    for run in after.plan.transfers:
        if (run.lane_id, run.depart_s) not in known:
            yield run


def _brings(run: Transfer, one: Lacking) -> bool:
    return run.destination_id == one.depot_id and any(d.product_id == one.product_id for d in run.drops)
