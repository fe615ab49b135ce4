"""What heat does to a vaccine: life consumed as a vial monitor would show, and mean kinetic temperature.

Private packs in Viet Nam mostly carry no monitor: the type is a stand-in for how heat-stable a product is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from distribution.coldchain.tables import cold_table
from distribution.roads.graph import Floats
from distribution.units import DAY_S

GAS_KJ_MOLK = 8.314462618e-3  # molar gas constant (CODATA)
KELVIN = 273.15
REFERENCE_K = 37.0 + KELVIN  # the temperature at which WHO/PQS E006/IN05 names the types
MKT_KJ_MOL = 83.144  # activation energy of the mean kinetic temperature (USP <1160>)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorType:
    """A type of monitor: days at 37 °C to its end point, and activation energy in kJ/mol."""

    name: str
    days_37c: float
    activation_kj_mol: float

    def used_per_day(self, temperature_c: ArrayLike) -> Floats:
        """Return the share of life used in a day at each temperature (1.0 is the end point): Arrhenius."""
        kelvin = np.asarray(temperature_c, dtype=float) + KELVIN
        exponent = self.activation_kj_mol / GAS_KJ_MOLK * (1 / REFERENCE_K - 1 / kelvin)
        return np.asarray(np.exp(exponent) / self.days_37c)

    def used(self, temperature_c: ArrayLike, step_s: float, axis: int = 0) -> Floats:
        """Return the share of life used over a series of steps of equal length along an axis."""
        return np.asarray(self.used_per_day(temperature_c).sum(axis=axis) * step_s / DAY_S)


@cache
def monitor_types() -> Mapping[str, MonitorType]:
    """Return VVM2, VVM7, VVM11, VVM14 and VVM30 (``data/vvm.csv``)."""
    return {
        row["vvm_type"]: MonitorType(
            name=row["vvm_type"],
            days_37c=float(row["days_37c"]),
            activation_kj_mol=float(row["activation_kj_mol"]),
        )
        for row in cold_table("vvm")
    }


def vvm_used(vvm: str, temperature_c: ArrayLike, step_s: float, axis: int = 0) -> Floats:
    """Return the share of heat life that a product of a type uses; a product without one uses none.

    Raises
    ------
    KeyError
        When the type is no ``none`` and not in the table.
    """
    if vvm in ("", "none"):
        return np.zeros(np.asarray(temperature_c, dtype=float).sum(axis=axis).shape)
    return monitor_types()[vvm].used(temperature_c, step_s, axis)


def mean_kinetic_c(temperature_c: ArrayLike, axis: int = 0) -> Floats:
    """Return the mean kinetic temperature (°C) of readings at equal intervals (USP <1160>).

    It says nothing of freezing and little of biologicals: report it beside minutes out of band.
    """
    kelvin = np.asarray(temperature_c, dtype=float) + KELVIN
    ratio = MKT_KJ_MOL / GAS_KJ_MOLK
    return np.asarray(ratio / -np.log(np.exp(-ratio / kelvin).mean(axis=axis)) - KELVIN)
