"""Many years of one policy: replications shared by threads, each with its own books."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from distribution.policy.keys import normal_quantiles
from distribution.policy.question import BANDS, PolicyQuestion
from distribution.policy.year import live_year
from distribution.policy.year_state import BROKEN, CELL, CENTRE, EXPIRED, LEVEL, OPENED, WEEK, Counts, State
from distribution.progress import OnProgress, Progress

BLOCK = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Years:
    """What every replication came to, in the order of the replications.

    Columns are those of ``year_state``.
    """

    question: PolicyQuestion
    product: NDArray[np.int64]  # R, CELL, P
    centre: NDArray[np.int64]  # R, CELL, C
    week: NDArray[np.int64]  # R, T, WEEK
    depot: NDArray[np.int64]  # R, LEVEL, P, D
    depot_peak_ml: NDArray[np.float64]  # R, B, D
    depot_week_ml: NDArray[np.int64]  # R, T, D
    fridge: NDArray[np.float64]  # R, C, CENTRE
    centre_loss_vnd: NDArray[np.int64]  # R, C: opened, broken and expired doses at their price
    supply: NDArray[np.int64]  # R, LEVEL, P
    centre_left: NDArray[np.int64]  # R, P: in refrigerators and on the way to them at the end
    depot_left: NDArray[np.int64]  # R, P: in depots and on the way to them at the end
    supply_left: NDArray[np.int64]  # R, P
    waiting: NDArray[np.int64]  # R, P: doses that people would come again for after the year

    @property
    def replications(self) -> int:
        """How many years were lived."""
        return len(self.week)


def live(
    question: PolicyQuestion,
    replications: int,
    *,
    seed: int = 1,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Years:
    """Live the year of a question again and again.

    Replication ``r`` of a seed meets the same chance whatever the policy, the threads and the number of
    replications.
    """
    years = _empty(question, replications)
    own = threading.local()
    normal = normal_quantiles()

    def block(first: int) -> int:
        if not hasattr(own, "state"):
            own.state, own.counts = _state(question), _counts(question)
        for r in range(first, min(first + BLOCK, replications)):
            _open(own.state, question)
            _clear(own.counts)
            live_year(
                _base(seed, r),
                question.centre_lead,
                question.centres,
                question.depots,
                question.supply,
                question.products,
                question.chance,
                normal,
                own.state,
                own.counts,
            )
            _keep(years, r, own.state, own.counts)
        return first

    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(block, first) for first in range(0, replications, BLOCK)]
        for done, job in enumerate(as_completed(jobs), start=1):
            job.result()
            if on_progress is not None:
                on_progress(Progress(phase="years", done=min(done * BLOCK, replications), total=replications))
    return years


def _base(seed: int, replication: int) -> np.uint64:
    digest = blake2b(f"{seed}/{replication}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def _shape(question: PolicyQuestion) -> tuple[int, int, int, int]:
    weeks, products, centres = question.centres.mean.shape
    return weeks, products, centres, len(question.depot_ids)


def _state(question: PolicyQuestion) -> State:
    weeks, products, centres, depots = _shape(question)
    longest = int(question.depots.lead.max(initial=0)) + 1
    slowest = int(question.supply.lead.max(initial=0)) + question.supply.late_weeks + 1

    def ints(*shape: int) -> NDArray[np.int32]:
        return np.zeros(shape, np.int32)

    return State(
        stock=ints(products, centres),
        coming=ints(question.centre_lead + 1, products, centres),
        waiting=ints(products, centres),
        gone=ints(products, centres),
        due=ints(products, centres),
        dying=ints(weeks, products, centres),
        crumbs=np.zeros((products, centres), np.int64),
        order=ints(products, centres),
        depot_stock=ints(products, depots),
        depot_coming=ints(weeks + longest, products, depots),
        depot_gone=ints(products, depots),
        depot_due=ints(products, depots),
        depot_dying=ints(weeks, products, depots),
        depot_order=ints(products, depots),
        supply_stock=ints(products),
        supply_coming=ints(weeks + slowest, products),
        supply_gone=ints(products),
        supply_due=ints(products),
        supply_dying=ints(weeks, products),
        position_ml=np.zeros(centres),
        share=np.zeros(centres),
        depot_ask=ints(max(centres, depots)),
        common=np.zeros((weeks, products), np.float32),
    )


def _open(state: State, question: PolicyQuestion) -> None:
    """Bring a thread's books back to the opening of the year."""
    for array in state:
        array[...] = 0
    weeks = len(question.weeks)
    state.stock[...], state.dying[...] = question.centres.opening, question.centres.dying
    state.depot_stock[...], state.depot_dying[...] = question.depots.opening, question.depots.dying
    state.supply_stock[...], state.supply_dying[...] = question.supply.opening, question.supply.dying
    state.supply_coming[:weeks] = question.supply.pipeline


def _counts(question: PolicyQuestion) -> Counts:
    weeks, products, centres, depots = _shape(question)
    return Counts(
        cell=np.zeros((CELL, products, centres), np.int32),
        week=np.zeros((weeks, WEEK), np.int64),
        depot=np.zeros((LEVEL, products, depots), np.int64),
        depot_peak_ml=np.zeros((BANDS, depots)),
        depot_week_ml=np.zeros((weeks, depots), np.int64),
        centre=np.zeros((centres, CENTRE)),
        supply=np.zeros((LEVEL, products), np.int64),
    )


def _clear(counts: Counts) -> None:
    for array in counts:
        array[...] = 0


def _empty(question: PolicyQuestion, replications: int) -> Years:
    weeks, products, centres, depots = _shape(question)

    def longs(*shape: int) -> NDArray[np.int64]:
        return np.zeros((replications, *shape), np.int64)

    return Years(
        question=question,
        product=longs(CELL, products),
        centre=longs(CELL, centres),
        week=longs(weeks, WEEK),
        depot=longs(LEVEL, products, depots),
        depot_peak_ml=np.zeros((replications, BANDS, depots)),
        depot_week_ml=longs(weeks, depots),
        fridge=np.zeros((replications, centres, CENTRE)),
        centre_loss_vnd=longs(centres),
        supply=longs(LEVEL, products),
        centre_left=longs(products),
        depot_left=longs(products),
        supply_left=longs(products),
        waiting=longs(products),
    )


def _keep(years: Years, r: int, state: State, counts: Counts) -> None:
    years.product[r] = counts.cell.sum(axis=2)
    years.centre[r] = counts.cell.sum(axis=1)
    years.week[r], years.depot[r] = counts.week, counts.depot
    years.depot_peak_ml[r], years.depot_week_ml[r] = counts.depot_peak_ml, counts.depot_week_ml
    lost = counts.cell[OPENED] + counts.cell[BROKEN] + counts.cell[EXPIRED]
    years.centre_loss_vnd[r] = years.question.price_vnd @ lost
    years.fridge[r], years.supply[r] = counts.centre, counts.supply
    years.centre_left[r] = state.stock.sum(axis=1) + state.coming.sum(axis=(0, 2))
    on_the_way = state.depot_coming[len(years.question.weeks) :].sum(axis=(0, 2))
    years.depot_left[r] = state.depot_stock.sum(axis=1) + on_the_way
    years.supply_left[r] = state.supply_stock
    years.waiting[r] = state.waiting.sum(axis=1)
