"""The quarter of a country of 11,000 commune stations: made up, split by province, every province solved.

``python -m benchmarks.allocation_national`` prints one JSON object.  Need, supply and litres are synthetic,
drawn with a fixed seed; 34 provinces, 12 products and 13 weeks are the size that is asked for.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from distribution.executor import executor
from distribution.progress import Limits, Progress
from distribution.quarter.prices import PackPrices
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
from solvers.allocation.quarter_regions import by_region, region_question, regions_of
from solvers.allocation.quarter_solve import solve_quarter

STATIONS, PROVINCES, STORES, PRODUCTS, WEEKS = 11_000, 34, 3, 12, 13
LIMITS = Limits(iterations=25)
START = date(2026, 11, 23)
WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What solving one question came to."""

    objective_vnd: int
    bound_vnd: int
    over_vnd: int
    unmet: int


def main() -> None:
    """Solve the country and print the figures."""
    print(json.dumps(measure()))


def measure(stations: int = STATIONS, seed: int = 1) -> dict[str, float | int]:
    """Return seconds, gap and what is unmet."""
    started = time.perf_counter()
    problem = country(stations, seed)
    built_s = time.perf_counter() - started
    regions = regions_of(problem.frame)
    whole = by_region(problem, regions)
    split = solve_quarter(whole, limits=LIMITS, until_s=None, on_progress=_silent)
    split_s = time.perf_counter() - started - built_s
    questions = [region_question(problem, r, split.arcs, split.flows) for r in regions]
    with executor(workers=WORKERS) as children:
        parts = [future.result() for future in [children.submit(solve_part, q) for q in questions]]
    objective, bound = sum(p.objective_vnd for p in parts), sum(p.bound_vnd for p in parts)
    return {
        "stations": stations,
        "products": len(problem.products),
        "weeks": WEEKS,
        "build_seconds": round(built_s, 2),
        "split_seconds": round(split_s, 2),
        "seconds": round(time.perf_counter() - started, 2),
        "need_packs": sum(int(p.need.sum()) for p in problem.products),
        "unmet_packs": sum(p.unmet for p in parts),
        "over_vnd": split.over_vnd + sum(p.over_vnd for p in parts),
        "gap_percent": round(100 * (objective - bound) / max(abs(objective), 1), 4),
    }


def solve_part(question: QuarterProblem) -> Part:
    """Solve one province."""
    solved = solve_quarter(question, limits=LIMITS, until_s=None, on_progress=_silent)
    unmet = 0
    for arcs, flow in zip(solved.arcs, solved.flows, strict=True):
        family = arcs.families["miss"]
        unmet += int(flow[family.first : family.last].sum())
    return Part(
        objective_vnd=solved.objective_vnd,
        bound_vnd=solved.bound_vnd,
        over_vnd=solved.over_vnd,
        unmet=unmet,
    )


def country(stations: int, seed: int) -> QuarterProblem:
    """Return the made-up country: national stores, a store a province, stations that it alone serves."""
    draw = np.random.default_rng(seed)
    sites = STORES + PROVINCES
    province = np.sort(draw.integers(0, PROVINCES, stations))
    lanes = [(store, STORES + p) for store in range(STORES) for p in range(PROVINCES)]
    arrival = np.repeat(np.arange(WEEKS)[None], len(lanes), axis=0)
    size = draw.lognormal(0, 0.5, stations)
    products = tuple(_product(p, draw, size, province, lanes) for p in range(PRODUCTS))
    volume = sum(p.need.mean(axis=1) * p.pack_ml for p in products)
    frame = Frame(
        days=np.full(WEEKS, 7, np.int64),
        weeks=np.arange(WEEKS, dtype=np.int64),
        sites=sites,
        centres=stations,
        lanes=lanes,
        lane_arrival=arrival,
        rounds=np.column_stack([STORES + province, np.arange(stations)]).astype(np.int64),
        open=np.ones((stations, WEEKS), np.bool_),
        rush_vnd=np.zeros((stations, WEEKS), np.int64),
        capacity_ml=_litres(draw, volume, province, lanes),
    )
    return QuarterProblem(
        frame=frame,
        products=products,
        site_ids=tuple(f"site-{s}" for s in range(sites)),
        centre_ids=tuple(f"station-{c}" for c in range(stations)),
        lane_ids=tuple(f"{o}>{d}" for o, d in lanes),
    )


def _litres(
    draw: np.random.Generator,
    weekly_ml: np.ndarray[tuple[int], np.dtype[np.float64]],
    province: Ints,
    lanes: list[tuple[int, int]],
) -> Ints:
    """Return litres of 2-8 °C: stations of 0.9 to 2.5 weeks of use, so that some bind; stores with room."""
    capacity = np.zeros((STORES + PROVINCES + len(weekly_ml), len(BANDS), WEEKS), np.int64)
    capacity[:STORES, 0] = round(weekly_ml.sum() * 12)
    for p in range(PROVINCES):
        capacity[STORES + p, 0] = round(float(weekly_ml[province == p].sum()) * 4)
    own = weekly_ml * draw.uniform(0.9, 2.5, len(weekly_ml)) + 2_000
    capacity[STORES + PROVINCES :, 0] = np.rint(own).astype(np.int64)[:, None]
    lane_ml = np.full(len(lanes) * WEEKS, round(weekly_ml.sum()))
    return np.concatenate([capacity.ravel(), lane_ml]).astype(np.int64)


def _product(
    number: int,
    draw: np.random.Generator,
    size: np.ndarray[tuple[int], np.dtype[np.float64]],
    province: Ints,
    lanes: list[tuple[int, int]],
) -> ProductQuestion:
    """Return one product: doses in packs of ten, three lots, about a tenth too little for every third."""
    stations, sites = len(size), STORES + PROVINCES
    mean = size * draw.uniform(0.5, 3.0)
    need = draw.poisson(mean[:, None], (stations, WEEKS)).astype(np.int64)
    total = int(need.sum())
    batches = tuple(
        Batch(lot_id=f"{number}-{k}", use_by=START + timedelta(days=200 + 120 * k)) for k in range(3)
    )
    supply = np.zeros((sites, 3, WEEKS), np.int64)
    supply[:STORES, 0, 0] = total // (4 * STORES)
    for p in range(PROVINCES):
        supply[STORES + p, 0, 0] = int(need[province == p, :2].sum())
    coming = round(total * (0.55 if number % 3 == 0 else 0.8))
    for k, week in ((1, 2), (2, 6)):
        supply[draw.integers(0, STORES), k, week] = coming // 2
    price = int(draw.integers(20, 400)) * 1_000
    base = 40_000 * 10 // (1 + number % 3)
    prices = PackPrices(
        short_vnd=base,
        late_week_vnd=base // 8,
        late_day_vnd=base // 28,
        safety_day_vnd=base // 100 + price * 10 // 5_000,
        hold_centre_day_vnd=price * 10 // 5_000,
        waste_vnd=price * 10,
    )
    hold = np.array([price * 10 // 9_000] * STORES + [price * 10 // 7_000] * PROVINCES, np.int64)
    return ProductQuestion(
        product_id=f"P{number}",
        pack_ml=int(draw.integers(20, 300)),
        back_orderable=number != 1,
        prices=prices,
        batches=batches,
        batch_band=np.zeros(3, np.int64),
        shelf_band=0,
        supply=supply,
        alive=np.ones((3, WEEKS), np.bool_),
        shelf=np.zeros((3, WEEKS), np.int64),
        shelf_ends=np.array([WEEKS - 1], np.int64),
        lane_into=np.repeat(np.repeat(np.arange(3)[None, :, None], len(lanes), axis=0), WEEKS, axis=2),
        hold_vnd=hold,
        lane_vnd=draw.integers(100, 900, len(lanes)).astype(np.int64),
        round_vnd=draw.integers(50, 500, stations).astype(np.int64),
        wasted=np.zeros(3, np.bool_),
        need=need,
        safety=np.ceil(mean * 0.7).astype(np.int64)[:, None].repeat(WEEKS, axis=1),
        least_met=np.zeros((stations, WEEKS), np.int64),
        released=np.full((stations, 1, WEEKS), UNRELEASED, np.int64),
        locked=np.full((stations, WEEKS), UNLOCKED, np.int64),
    )


def _silent(progress: Progress) -> None:
    """Say nothing: only the figures matter."""


if __name__ == "__main__":
    main()
