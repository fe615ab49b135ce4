"""Very many centres: first the country by region, then every region by itself.

In the first question every regional store serves one centre that stands for all of its own: their need and
litres together.  What its flows bring to a regional store is the supply of the second.  Each region's own
question is then as small as a chain's, and all can be solved side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import (
    BANDS,
    UNLOCKED,
    UNRELEASED,
    Frame,
    Ints,
    ProductQuestion,
    QuarterProblem,
    no_surplus,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Region:
    """A regional store (its number among the sites) and the centres that it alone serves."""

    site: int
    centres: Ints


def regions_of(frame: Frame) -> tuple[Region, ...]:
    """Return the regions: every centre belongs to the first store that serves it."""
    first = np.full(frame.centres, -1, np.int64)
    for site, centre in frame.rounds[::-1].tolist():
        first[centre] = site
    return tuple(Region(site=s, centres=np.flatnonzero(first == s)) for s in np.unique(first).tolist())


def by_region(problem: QuarterProblem, regions: tuple[Region, ...]) -> QuarterProblem:
    """Return the question with one centre for every region."""
    frame = problem.frame
    groups = [region.centres for region in regions]
    places = frame.sites * len(BANDS) * frame.periods
    lanes_at = frame.lane_row(0)
    own = frame.capacity_ml[places:lanes_at].reshape(frame.centres, len(BANDS), frame.periods)
    capacity = [
        frame.capacity_ml[:places],
        _sums(own, groups).ravel(),
        frame.capacity_ml[lanes_at:],
    ]
    merged = replace(
        frame,
        centres=len(regions),
        rounds=np.array([[region.site, i] for i, region in enumerate(regions)], np.int64),
        open=np.array([frame.open[g].any(axis=0) for g in groups]),
        rush_vnd=np.array([frame.rush_vnd[g].min(axis=0) for g in groups], np.int64),
        capacity_ml=np.concatenate(capacity),
    )
    return QuarterProblem(
        frame=merged,
        products=tuple(_merged(frame, product, regions) for product in problem.products),
        site_ids=problem.site_ids,
        centre_ids=tuple(problem.site_ids[region.site] for region in regions),
        lane_ids=problem.lane_ids,
    )


def _sums(values: Ints, groups: list[Ints]) -> Ints:
    return np.array([values[g].sum(axis=0) for g in groups], np.int64)


def _merged(frame: Frame, product: ProductQuestion, regions: tuple[Region, ...]) -> ProductQuestion:
    groups = [region.centres for region in regions]
    shape = (len(groups), len(product.shelf_ends), frame.periods)
    price = np.zeros(frame.centres, np.int64)
    price[frame.rounds[:, 1]] = product.round_vnd
    return replace(
        product,
        round_vnd=np.array([round(float(price[g].mean())) for g in groups], np.int64),
        need=_sums(product.need, groups),
        safety=_sums(product.safety, groups),
        least_met=_sums(product.least_met, groups),
        released=np.full(shape, UNRELEASED, np.int64),
        locked=np.full((len(groups), frame.periods), UNLOCKED, np.int64),
        surplus=no_surplus(),
        surplus_vnd=np.zeros(0, np.int64),
    )


def region_question(
    problem: QuarterProblem, region: Region, arcs: tuple[ProductArcs, ...], flows: tuple[Ints, ...]
) -> QuarterProblem:
    """Return the question of one region, supplied by what the country's flows pour out of its store."""
    frame, centres = problem.frame, region.centres
    site_rows = frame.place_row(region.site, 0) + np.arange(len(BANDS) * frame.periods)
    centre_rows = np.concatenate(
        [frame.place_row(frame.sites + int(c), 0) + np.arange(len(BANDS) * frame.periods) for c in centres]
    )
    rounds = np.flatnonzero((frame.rounds[:, 0] == region.site) & np.isin(frame.rounds[:, 1], centres))
    number = {int(c): i for i, c in enumerate(centres)}
    mine = replace(
        frame,
        sites=1,
        centres=len(centres),
        lanes=(),
        lane_arrival=np.zeros((0, frame.periods), np.int64),
        rounds=np.array([[0, number[int(frame.rounds[r, 1])]] for r in rounds], np.int64),
        open=frame.open[centres],
        rush_vnd=frame.rush_vnd[centres],
        capacity_ml=np.concatenate([frame.capacity_ml[site_rows], frame.capacity_ml[centre_rows]]),
    )
    return QuarterProblem(
        frame=mine,
        products=tuple(
            _in_region(product, region, rounds, poured_at(product, region.site, a, flow))
            for product, a, flow in zip(problem.products, arcs, flows, strict=True)
        ),
        site_ids=(problem.site_ids[region.site],),
        centre_ids=tuple(problem.centre_ids[c] for c in centres),
        lane_ids=(),
    )


def poured_at(product: ProductQuestion, site: int, arcs: ProductArcs, flow: Ints) -> Ints:
    """Return the packs that a flow issues from a store, by batch and period."""
    family = arcs.families["pour"]
    s, k, _, t = family.labels
    packs = np.zeros(product.alive.shape, np.int64)
    here = s == site
    np.add.at(packs, (k[here], t[here]), flow[family.first : family.last][here])
    return packs


def _in_region(product: ProductQuestion, region: Region, rounds: Ints, supply: Ints) -> ProductQuestion:
    centres = region.centres
    return replace(
        product,
        supply=supply[None],
        lane_into=np.zeros((0, *product.alive.shape), np.int64),
        lane_vnd=np.zeros(0, np.int64),
        hold_vnd=product.hold_vnd[[region.site]],
        round_vnd=product.round_vnd[rounds],
        need=product.need[centres],
        safety=product.safety[centres],
        least_met=product.least_met[centres],
        released=product.released[centres],
        locked=product.locked[centres],
        surplus=no_surplus(),
        surplus_vnd=np.zeros(0, np.int64),
    )
