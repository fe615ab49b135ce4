"""Boxes that the tiny week does not own, for tests in which another one is asked for."""

from __future__ import annotations

from distribution.fleet import BoxType
from distribution.units import HOUR_S

FREEZE_FREE = BoxType(
    box_id="FHCB23",
    model="freeze-preventive",
    vaccine_ml=23_000,
    loaded_g=54_000,
    tare_g=20_000,
    cold_life_s=96 * HOUR_S,
    coolant_g=14_400,
)
