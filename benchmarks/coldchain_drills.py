"""What the drills of the country week take: every depot and vehicle and twenty main road sections."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("coldchain_drills_ledger.csv")


def drills(plan: Path, roads: int = 20) -> dict[str, object]:
    """Return how many drills of a plan folder there are, what they take, and the worst, with a ledger row."""
    from operations.drills.drills import DrillSettings, drills_report

    began, used, load = time.perf_counter(), time.process_time(), os.getloadavg()[0]
    facts: Any = drills_report(plan, DrillSettings(roads=roads)).facts
    found = facts["drills"]
    figures: dict[str, object] = {
        "plan_id": facts["plan_id"],
        "drills": len(found),
        **{f"{loss}s": sum(one["loss"] == loss for one in found) for loss in ("depot", "vehicle", "road")},
        "harmless": sum(one["doses_at_risk"] == 0 for one in found),
        "not_placed_anew": sum(len(one["beyond"]) for one in found),
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - used, 1),
        "load_1_min": round(load, 1),
    }
    add_row(LEDGER, {**stamp("coldchain", "numpy"), **figures})
    worst = [{name: one[name] for name in ("loss", "subject", "doses_at_risk")} for one in found[:3]]
    return figures | {"worst": worst}
