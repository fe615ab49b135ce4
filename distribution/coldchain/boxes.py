"""Passive boxes as packed: wall, coolant, load, and how heat passes between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from distribution.coldchain.coolants import Coolant, coolants
from distribution.coldchain.errors import PhysicsError
from distribution.coldchain.tables import cold_table
from distribution.coldchain.walls import Wall

CONTACT_W_M2K = 6.0  # packs to load: radiation (4) and air in a gap of 12 mm (2), general knowledge
SPREAD_W_M2K = 6.0  # between parts of the load: radiation (4) and air (2), as for packs
CAVITY_FACTOR = 6.6  # area of a cavity of volume V: 6.6 V^(2/3), a tenth more than a cube
LOAD_KJ_LK = 0.45  # a packed litre of cartons, middle of 0.3-0.6 kJ/(L K) (derived, fact sheet)
LID_KJ_L = 0.15  # heat of one short lid opening per litre of load space: 3 kJ for 20 L, assumed
LID_REFERENCE_K = 27.0  # that figure belongs to 32 °C outside and 5 °C inside


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxThermal:
    """A kind of box: its wall, the litres for vaccine, and how much of the inside no pack covers.

    ``barrier_w_m2k`` is the conductance of a freeze barrier between packs and load (None: none).
    Figures and their evidence: ``data/box_thermal.csv``.
    """

    box_id: str
    wall: Wall
    vaccine_l: float
    bare_share: float
    barrier_w_m2k: float | None
    coolant_id: str

    @property
    def contact_w_k(self) -> float:
        """Conductance between packs and load, W/K."""
        barrier = 0.0 if self.barrier_w_m2k is None else 1 / self.barrier_w_m2k
        return self._cavity_m2(CAVITY_FACTOR) / (1 / CONTACT_W_M2K + barrier)

    @property
    def spread_w_k(self) -> float:
        """Conductance between the load beside packs and the load beside bare wall, W/K."""
        return self._cavity_m2(1.0) * SPREAD_W_M2K

    def _cavity_m2(self, factor: float) -> float:
        return float(factor * (self.vaccine_l / 1_000) ** (2 / 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedBox:
    """A box ready to go, as numbers of three nodes: coolant, load beside packs, load beside bare wall.

    Attributes
    ----------
    ua_w_k
        Ambient to inside; ``bare_share`` of it reaches the load past the packs.
    contact_w_k, spread_w_k
        Packs to load, and between the two parts of the load.
    capacity_kj_k
        Load and liner together.
    lid_kj_k
        Heat of one lid opening for each kelvin between outside and load.
    """

    box_id: str
    ua_w_k: float
    bare_share: float
    contact_w_k: float
    spread_w_k: float
    capacity_kj_k: float
    lid_kj_k: float
    coolant: Coolant
    coolant_kg: float

    def __post_init__(self) -> None:
        for name in ("ua_w_k", "contact_w_k", "spread_w_k", "capacity_kj_k", "coolant_kg"):
            value = getattr(self, name)
            if not value > 0:
                raise PhysicsError("not_positive", box=self.box_id, what=name, value=value)
        if not 0 < self.bare_share < 1:
            raise PhysicsError("share", box=self.box_id, what="bare_share", value=self.bare_share)


@cache
def box_thermals() -> dict[str, BoxThermal]:
    """Return the thermal figures of every box by id."""
    litres = {row["id"]: float(row["vaccine_litres"]) for row in cold_table("boxes")}
    return {
        row["box_id"]: BoxThermal(
            box_id=row["box_id"],
            wall=Wall(
                length_m=float(row["inner_length_mm"]) / 1_000,
                width_m=float(row["inner_width_mm"]) / 1_000,
                height_m=float(row["inner_height_mm"]) / 1_000,
                thickness_m=float(row["wall_mm"]) / 1_000,
                conductivity_w_mk=float(row["conductivity_w_mk"]),
            ),
            vaccine_l=litres[row["box_id"]],
            bare_share=float(row["bare_share"]),
            barrier_w_m2k=float(row["barrier_w_m2k"]) if row["barrier_w_m2k"] else None,
            coolant_id=row["coolant_id"],
        )
        for row in cold_table("box_thermal")
    }


def packed(
    box: BoxThermal,
    *,
    coolant_kg: float,
    load_l: float,
    coolant_id: str | None = None,
    ua_w_k: float | None = None,
) -> PackedBox:
    """Return a box as packed with coolant and load.

    Parameters
    ----------
    ua_w_k
        Conductance fitted to a life or to trips; None takes that of the wall.

    Raises
    ------
    PhysicsError
        When the load is larger than the box, or a figure is not positive.
    """
    if load_l > box.vaccine_l:
        raise PhysicsError("load_too_large", box=box.box_id, load=load_l, room=box.vaccine_l)
    if load_l < 0:
        raise PhysicsError("not_positive", box=box.box_id, what="load_l", value=load_l)
    return PackedBox(
        box_id=box.box_id,
        ua_w_k=box.wall.ua_w_k if ua_w_k is None else ua_w_k,
        bare_share=box.bare_share,
        contact_w_k=box.contact_w_k,
        spread_w_k=box.spread_w_k,
        capacity_kj_k=box.wall.capacity_kj_k + LOAD_KJ_LK * load_l,
        lid_kj_k=LID_KJ_L * box.vaccine_l / LID_REFERENCE_K,
        coolant=coolants()[coolant_id or box.coolant_id],
        coolant_kg=coolant_kg,
    )
