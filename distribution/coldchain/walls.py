"""The wall of a box: heat conductance from thickness, conductivity and size alone."""

from __future__ import annotations

from dataclasses import dataclass

EDGE_FACTOR = 0.54  # shape factor of an edge where two walls meet, per metre (Incropera, table 4.1)
CORNER_FACTOR = 0.15  # shape factor of a corner of three walls, per metre of thickness (same table)
OUTER_FILM_W_M2K = 8.0  # natural convection and radiation at the outside, general knowledge
BRIDGE_SHARE = 0.10  # lid seal, catches, drain, hinges on top of the wall: assumed
FOAM_KG_M3 = 35.0  # polyurethane and polystyrene foams, general knowledge
FOAM_KJ_KGK = 1.4
LINER_KJ_M2K = 6.5  # 3 mm of polyethylene: 950 kg/m³ × 2.3 kJ/(kg K)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """An insulated box by its inside (m), wall thickness (m) and conductivity (W/(m K))."""

    length_m: float
    width_m: float
    height_m: float
    thickness_m: float
    conductivity_w_mk: float

    @property
    def inner_m2(self) -> float:
        """Area of the inside."""
        a, b, c = self.length_m, self.width_m, self.height_m
        return 2 * (a * b + a * c + b * c)

    @property
    def outer_m2(self) -> float:
        """Area of the outside."""
        a, b, c = (x + 2 * self.thickness_m for x in (self.length_m, self.width_m, self.height_m))
        return 2 * (a * b + a * c + b * c)

    @property
    def ua_w_k(self) -> float:
        """Conductance from ambient to the inside, W/K: plane walls, edges, corners, film, bridges."""
        edges_m = 4 * (self.length_m + self.width_m + self.height_m)
        shape_m = (
            self.inner_m2 / self.thickness_m + EDGE_FACTOR * edges_m + 8 * CORNER_FACTOR * self.thickness_m
        )
        wall_w_k = self.conductivity_w_mk * shape_m * (1 + BRIDGE_SHARE)
        film_w_k = OUTER_FILM_W_M2K * self.outer_m2
        return 1 / (1 / wall_w_k + 1 / film_w_k)

    @property
    def capacity_kj_k(self) -> float:
        """Heat capacity that follows the inside: the liner and a third of the foam (linear profile)."""
        foam_m3 = (self.inner_m2 + self.outer_m2) / 2 * self.thickness_m
        return LINER_KJ_M2K * self.inner_m2 + foam_m3 * FOAM_KG_M3 * FOAM_KJ_KGK / 3
