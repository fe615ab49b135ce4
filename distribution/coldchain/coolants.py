"""Coolants by enthalpy: heat in, temperature out, melting included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from distribution.coldchain.tables import cold_table
from distribution.roads.graph import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Coolant:
    """A coolant: it melts between ``melt_c - width_c`` and ``melt_c`` (°C).

    ``latent_kj_kg`` is taken up while it melts; ``solid_kj_kgk`` and ``liquid_kj_kgk`` are the
    specific heats on either side.  Figures and their evidence: ``data/coolants.csv``.
    """

    coolant_id: str
    melt_c: float
    width_c: float
    latent_kj_kg: float
    solid_kj_kgk: float
    liquid_kj_kgk: float

    def enthalpy_kj_kg(self, temperature_c: ArrayLike) -> Floats:
        """Return the enthalpy at a temperature, kJ/kg above the solid that begins to melt."""
        t = np.asarray(temperature_c, dtype=float)
        start_c = self.melt_c - self.width_c
        melting = self.latent_kj_kg * (t - start_c) / self.width_c
        liquid = self.latent_kj_kg + self.liquid_kj_kgk * (t - self.melt_c)
        warm = np.where(t >= self.melt_c, liquid, melting)
        return np.where(t <= start_c, self.solid_kj_kgk * (t - start_c), warm)


@cache
def coolants() -> dict[str, Coolant]:
    """Return the coolants of ``data/coolants.csv`` by id."""
    return {
        row["id"]: Coolant(
            coolant_id=row["id"],
            melt_c=float(row["melt_c"]),
            width_c=float(row["width_c"]),
            latent_kj_kg=float(row["latent_kj_kg"]),
            solid_kj_kgk=float(row["solid_kj_kgk"]),
            liquid_kj_kgk=float(row["liquid_kj_kgk"]),
        )
        for row in cold_table("coolants")
    }
