"""The outcome of a simulation as CSV tables: calls, legs, routes, stock."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from distribution.simulation.outcome import Outcome
from operations.plan_folder import Judged

MINUTE_S = 60.0


def write_tables(judged: Judged, outcome: Outcome, folder: Path) -> None:
    """Write ``calls.csv``, ``legs.csv``, ``routes.csv`` and ``stock.csv``; shares are of the replications."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "calls.csv", CALLS, _calls(judged, outcome))
    _write(folder / "legs.csv", LEGS, _legs(outcome))
    _write(folder / "routes.csv", ROUTES, _routes(judged, outcome))
    _write(folder / "stock.csv", STOCK, _stock(judged, outcome))


CALLS = (
    "departure_id",
    "position",
    "centre_id",
    "planned_start",
    "late_mean_min",
    "late_p50_min",
    "late_p95_min",
    "missed_share",
    "not_made_share",
    "heat_share",
    "freeze_share",
)
ROUTES = ("route_id", "home_late_mean_min", "home_late_p95_min", "shift_broken_share", "loss_share")
LEGS = ("route_id", "position", "origin_id", "destination_id", "planned_min", "p50_min", "p95_min")
STOCK = (
    "centre_id",
    "product_id",
    "stockout_before_share",
    "stockout_after_share",
    "missing_doses",
    "left_doses",
)


def _calls(judged: Judged, outcome: Outcome) -> Iterable[Sequence[object]]:
    for row, call in enumerate(outcome.calls):
        late_min = outcome.late_s[row] / MINUTE_S
        middle, high = np.percentile(late_min, (50, 95))
        yield (
            call.departure_id,
            call.position + 1,
            call.centre_id,
            judged.plan.week.moment(call.start_s).isoformat(timespec="minutes"),
            f"{late_min.mean():.1f}",
            f"{middle:.1f}",
            f"{high:.1f}",
            *(
                f"{share:.4f}"
                for share in (
                    outcome.missed[row].mean(),
                    1.0 - outcome.handed[row].mean(),
                    outcome.heat[row].mean(),
                    outcome.freeze[row].mean(),
                )
            ),
        )


def _legs(outcome: Outcome) -> Iterable[Sequence[object]]:
    for row, leg in enumerate(outcome.legs):
        middle, high = np.percentile(outcome.legs_s[row] / MINUTE_S, (50, 95))
        ends = (leg.origin_id, leg.destination_id)
        planned = f"{leg.planned_s / MINUTE_S:.1f}"
        yield leg.route_id, leg.position + 1, *ends, planned, f"{middle:.1f}", f"{high:.1f}"


def _routes(judged: Judged, outcome: Outcome) -> Iterable[Sequence[object]]:
    departures = np.array([call.departure_id for call in outcome.calls])
    for row, route in enumerate(judged.plan.routes):
        late_min = outcome.late_home_s[row] / MINUTE_S
        broken = outcome.shift_broken[row].mean()
        high = np.percentile(late_min, 95)
        lost = outcome.lost[departures == route.route_id].any(axis=0).mean()
        yield route.route_id, f"{late_min.mean():.1f}", f"{high:.1f}", f"{broken:.4f}", f"{lost:.4f}"


def _stock(judged: Judged, outcome: Outcome) -> Iterable[Sequence[object]]:
    forecast, times = judged.inputs.forecast, outcome.replications
    for c, p in np.argwhere(outcome.missing + outcome.left > 0):
        yield (
            forecast.centre_ids[c],
            forecast.product_ids[p],
            f"{outcome.out_before[c, p] / times:.4f}",
            f"{outcome.out_after[c, p] / times:.4f}",
            f"{outcome.missing[c, p] / times:.2f}",
            f"{outcome.left[c, p] / times:.2f}",
        )


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
