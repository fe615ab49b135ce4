"""The cold chain's figures: ``python -m benchmarks.coldchain --json``.

Physics against published lives and a published study; what a plan's simulation, its drills and a year of
policy take; what buffers buy.  No percentage here is a validation: no logged trip has been seen yet.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.coldchain_buffers import buffers
from benchmarks.coldchain_drills import drills
from benchmarks.coldchain_exact import exact
from benchmarks.coldchain_physics import (
    cold_lives,
    cool_pack_study,
    energy_gap_percent,
    longest_planned,
    step_halving_percent,
    three_lives,
)
from benchmarks.coldchain_plan import planned
from benchmarks.coldchain_policy import policy
from benchmarks.coldchain_simulation import simulation
from benchmarks.coldchain_spread import spread
from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("coldchain_physics_ledger.csv")


def main() -> None:
    """Measure the parts asked for, print them, and add the physics to the ledger."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coldchain", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be repeated")
    parser.add_argument("--plan", type=Path, help="plan folder to simulate and drill; default: one made here")
    options = parser.parse_args()
    parts = options.only or PARTS
    plan = options.plan or (planned() if OF_A_PLAN.keys() & set(parts) else None)
    figures: dict[str, object] = {}
    for part in parts:
        start = time.perf_counter()
        figures[part] = OF_A_PLAN[part](plan) if plan and part in OF_A_PLAN else ALONE[part]()
        figures[f"{part}_s"] = round(time.perf_counter() - start, 1)
    if "physics" in figures:
        _append(figures["physics"])
    print(json.dumps(figures, ensure_ascii=False) if options.json else json.dumps(figures, indent=2))


def physics() -> dict[str, object]:
    """Return the figures of the thermal model."""
    return {
        "cold_life": cold_lives(),
        "three_lives": three_lives(),
        "planned": longest_planned(),
        "energy_gap_percent": energy_gap_percent(),
        "step_halving_percent": step_halving_percent(),
        "cool_packs": cool_pack_study(),
    }


def _append(found: Any) -> None:
    lives = {f"{row['box']}_h": row["predicted_h"] for row in found["cold_life"]["sourced"]}
    row = {
        **stamp("coldchain", "numpy"),
        **lives,
        "below_floor": len(found["cold_life"]["below_floor"]),
        "energy_gap_percent": found["energy_gap_percent"],
        "step_halving_percent": found["step_halving_percent"],
        "cool_packs_inside_band": found["cool_packs"]["inside_band"],
    }
    add_row(LEDGER, row)


ALONE: Mapping[str, Callable[[], dict[str, object]]] = {"physics": physics, "policy": policy}
OF_A_PLAN: Mapping[str, Callable[[Path], dict[str, object]]] = {
    "exact": exact,
    "simulation": simulation,
    "spread": spread,
    "drills": drills,
    "buffers": buffers,
}
PARTS = (*ALONE, *OF_A_PLAN)

if __name__ == "__main__":
    main()
