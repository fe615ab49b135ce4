"""Without variation a plan runs as it is written: how far its times and stock are from that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.coldchain_closed_forms import closed_forms
from benchmarks.coldchain_stock import counted
from benchmarks.ledger_rows import add_row, stamp

if TYPE_CHECKING:
    from distribution.simulation.replay import Question

LEDGER = Path(__file__).with_name("coldchain_exact_ledger.csv")


def exact(plan: Path) -> dict[str, object]:
    """Return how exactly a plan folder is reproduced, and closed forms on its country, with a ledger row."""
    from distribution.files.simulation_rows import bundled_assumptions
    from distribution.simulation.replay import question_of
    from operations.plan_folder import judge_folder

    judged = judge_folder(plan)
    question = question_of(judged.plan, judged.inputs, judged.travel, bundled_assumptions())
    figures = {"plan_id": judged.plan.plan_id, **without_variation(question), **closed_forms(question)}
    add_row(LEDGER, {**stamp("coldchain", "numpy"), **figures})
    return figures


def without_variation(question: Question) -> dict[str, float]:
    """Return the greatest gaps (s, doses) to the plan's times and to a day-by-day count of its stock.

    Times are departures and returns, arrivals, starts and ends of all calls of routes, and how late
    consignments come; doses are those missing and those left of every centre and product.
    """
    from distribution.simulation.assumptions import still
    from distribution.simulation.chance import Chance
    from distribution.simulation.replay import replay
    from distribution.simulation.week_replay import parcels_late_s, replay_routes

    certain, one = replace(question, assumptions=still(question.assumptions)), Chance(seed=0, block=0, size=1)
    plan, roads = certain.plan, certain.roads
    planned, found = [], []
    for route, made in zip(plan.routes, replay_routes(plan, roads, one), strict=True):
        planned += [route.depart_s, route.return_s]
        found += [made.depart_s[0], made.return_s[0]]
        for stop, call in zip(route.stops, made.calls, strict=True):
            planned += [stop.arrive_s, stop.start_s, stop.depart_s]
            found += [call.arrive_s[0], call.start_s[0], call.leave_s[0]]
    late_s = [float(late[0]) for late in parcels_late_s(plan, roads, one).values()]
    outcome = replay(certain, one)
    missing, left = counted(question.inputs, plan)
    gaps_s = [*np.abs(np.array(planned) - np.array(found)).tolist(), *late_s]
    doses = (np.abs(outcome.missing - missing).max(), np.abs(outcome.left - left).max())
    return {
        "times": len(gaps_s),
        "time_gap_s": max(gaps_s),
        "cells": missing.size,
        "stock_gap_doses": float(max(doses)),
        "windows_missed": int(outcome.missed.sum()),
    }
