"""What loads live through on their way, and how often runs go wrong, as the map's panels draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCurve:
    """Expected °C of a load at equal steps from ``start_s`` on the week clock.

    ``coldest_c`` and ``warmest_c`` are of a mean day of the month, ``cool_c`` the coldest part on a cool
    day, ``hot_c`` the warmest on a hot one.
    """

    start_s: int
    step_s: int
    coldest_c: tuple[float, ...]
    warmest_c: tuple[float, ...]
    cool_c: tuple[float, ...]
    hot_c: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a logger read (°C; None where it did not), and how far that is from what was expected.

    ``bias_c`` and ``rms_c`` are measured less expected; None where nothing was expected.
    """

    start_s: int
    step_s: int
    celsius: tuple[float | None, ...]
    bias_c: float | None = None
    rms_c: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRisk:
    """Shares of a simulation's replications in which a call misses its window, or its goods spoil.

    ``late_p50_min`` and ``late_p95_min`` are minutes after the planned start.
    """

    missed: float
    heat: float
    freeze: float
    late_p50_min: float
    late_p95_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Expected and measured temperature, and risks of calls in the order of stops, by departure.

    ``low_c``, ``high_c`` and ``freeze_c`` are the band of what is carried and where cold destroys it.
    """

    low_c: float
    high_c: float
    freeze_c: float
    curves: Mapping[str, LoadCurve] = field(default_factory=dict)
    measured: Mapping[str, Measured] = field(default_factory=dict)
    risks: Mapping[str, tuple[CallRisk, ...]] = field(default_factory=dict)


def way_words(way: Way | None) -> dict[str, Any] | None:
    """Return the way as plain values of the page."""
    if way is None:
        return None
    return {
        "band": [way.low_c, way.high_c],
        "freeze": way.freeze_c,
        "curves": {departure_id: _curve(curve) for departure_id, curve in way.curves.items()},
        "measured": {departure_id: _measured(found) for departure_id, found in way.measured.items()},
        "risks": {departure_id: [_risk(call) for call in calls] for departure_id, calls in way.risks.items()},
    }


def _curve(curve: LoadCurve) -> dict[str, Any]:
    lines = {"cold": curve.coldest_c, "warm": curve.warmest_c, "cool": curve.cool_c, "hot": curve.hot_c}
    return {"t0": curve.start_s, "step": curve.step_s} | {name: list(line) for name, line in lines.items()}


def _measured(found: Measured) -> dict[str, Any]:
    return {
        "t0": found.start_s,
        "step": found.step_s,
        "c": list(found.celsius),
        "bias": found.bias_c,
        "rms": found.rms_c,
    }


def _risk(call: CallRisk) -> list[float]:
    return [call.missed, call.heat, call.freeze, call.late_p50_min, call.late_p95_min]
