"""The outcome of a simulation for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from distribution.simulation.buffers import Buffer, capped
from distribution.simulation.comparison import Difference, difference, differences, half_width
from distribution.simulation.outcome import TOTALS, Outcome
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulated import Simulated


def simulation_facts(
    ours: Simulated, theirs: Simulated | None, buffers: tuple[Buffer, ...], settings: SimulationSettings
) -> dict[str, Any]:
    """Return every figure: totals of a week, the paired difference, the buffers."""
    facts: dict[str, Any] = {
        "plan_id": ours.judged.plan.plan_id,
        "replications": ours.outcome.replications,
        "seed": settings.seed,
        "synthetic": ours.judged.plan.synthetic,
        "calls": len(ours.outcome.calls),
        "on_time": on_time(ours.outcome),
        "totals": totals(ours),
    }
    if theirs is not None:
        facts["against"] = {
            "plan_id": theirs.judged.plan.plan_id,
            "cost_vnd": ours.judged.costs.total - theirs.judged.costs.total,
            "on_time": on_time(theirs.outcome),
            "differences": [asdict(d) | {"sure": d.sure} for d in differences(ours.outcome, theirs.outcome)],
            "all_vnd": asdict(all_vnd(ours, theirs)),
            "lost_loads": asdict(lost_loads(ours, theirs)),
        }
    if settings.on_time is not None:
        network = ours.judged.inputs.network
        facts["buffers"] = {
            "on_time": settings.on_time,
            "file": str(settings.buffers),
            "centres": len(buffers),
            "capped": sum(capped(b, network.centre(b.centre_id)) for b in buffers),
            "longest_s": max((b.buffer_s for b in buffers), default=0),
        }
    return facts


def on_time(outcome: Outcome) -> float:
    """Return the share of calls, over all replications, that ended inside their planned window."""
    return 1.0 - float(outcome.missed.mean())


def totals(simulated: Simulated) -> dict[str, dict[str, float]]:
    """Return what the plan promises, mean, half of its 95 % interval, 5th and 95th percentile."""
    found = {}
    for name in TOTALS:
        values = simulated.outcome.totals[name]
        low, high = np.percentile(values, (5, 95))
        found[name] = {
            "as_written": float(simulated.written.totals[name][0]),
            "mean": float(values.mean()),
            "half_width": half_width(values),
            "p5": float(low),
            "p95": float(high),
        }
    return found


def all_vnd(ours: Simulated, theirs: Simulated) -> Difference:
    """Return the paired difference of everything in money: planned cost and what goes wrong."""
    mine = ours.outcome.totals["loss_vnd"] + ours.running_vnd
    other = theirs.outcome.totals["loss_vnd"] + theirs.running_vnd
    return difference("all_vnd", mine, other)


def lost_loads(ours: Simulated, theirs: Simulated) -> Difference:
    """Return the paired difference of loads of which some doses were lost."""
    mine, other = ours.outcome.lost.sum(axis=0), theirs.outcome.lost.sum(axis=0)
    return difference("lost_loads", mine.astype(np.float64), other.astype(np.float64))


def price_each_vnd(ours: Simulated, theirs: Simulated) -> float | None:
    """Return what a load lost less costs in planned đồng; None where fewer are not sure, or cost nothing."""
    fewer = lost_loads(ours, theirs)
    extra = ours.judged.costs.total - theirs.judged.costs.total
    return extra / -fewer.mean if fewer.sure and fewer.mean < 0 < extra else None
