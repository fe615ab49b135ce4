"""Packing recipes: box, coolant, conditioning and load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from distribution.coldchain.boxes import PackedBox, box_thermals, packed
from distribution.coldchain.coolants import coolants
from distribution.coldchain.errors import PhysicsError
from distribution.coldchain.passive import start_enthalpy_kj_kg
from distribution.coldchain.tables import cold_table


class Conditioning(StrEnum):
    """What is done with the packs before packing."""

    FROZEN = "frozen"
    CONDITIONED = "conditioned"
    COOL = "cool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a box is packed (``data/packing_recipes.csv``).

    Attributes
    ----------
    packs, coolant_kg
        How many packs, and what they weigh together.
    start_c, melted_share
        Packs at closing: their temperature, and which share of them has melted when conditioned.
    least_load_share
        The emptiest box the recipe is for, as a share of its vaccine litres; a fuller one holds longer.
    loggers
        Loggers that ride with the boxes of one destination.
    low_c, high_c
        Where the load is lost to cold and where it is too warm.
    certified
        That a barrier keeps the load from freezing is said by the box's certificate, not by the model.
    """

    recipe_id: str
    box_id: str
    coolant_id: str
    coolant_kg: float
    packs: int
    conditioning: Conditioning
    start_c: float
    melted_share: float
    least_load_share: float
    loggers: int
    low_c: float
    high_c: float
    certified: bool

    def __post_init__(self) -> None:
        coolant = coolants()[self.coolant_id]
        if self.conditioning is not Conditioning.COOL and self.start_c >= coolant.melt_c + 1e-9:
            raise PhysicsError(
                "coolant_melted", coolant=self.recipe_id, start=self.start_c, melt=coolant.melt_c
            )
        if not 0 <= self.least_load_share <= 1:
            raise PhysicsError(
                "share", box=self.recipe_id, what="least_load_share", value=self.least_load_share
            )

    @property
    def start_kj_kg(self) -> float:
        """Enthalpy of the packs at closing."""
        return start_enthalpy_kj_kg(coolants()[self.coolant_id], self.start_c, self.melted_share)

    def packed(self, ua_w_k: float | None = None, load_l: float | None = None) -> PackedBox:
        """Return the box as packed by the recipe, with its least load or another."""
        box = box_thermals()[self.box_id]
        return packed(
            box,
            coolant_kg=self.coolant_kg,
            load_l=self.least_load_share * box.vaccine_l if load_l is None else load_l,
            coolant_id=self.coolant_id,
            ua_w_k=ua_w_k,
        )


@cache
def recipes() -> Mapping[str, Recipe]:
    """Return the recipes by id."""
    return {
        row["id"]: Recipe(
            recipe_id=row["id"],
            box_id=row["box_id"],
            coolant_id=row["coolant_id"],
            coolant_kg=float(row["coolant_kg"]),
            packs=int(row["packs"]),
            conditioning=Conditioning(row["conditioning"]),
            start_c=float(row["start_c"]),
            melted_share=float(row["melted_share"]),
            least_load_share=float(row["least_load_share"]),
            loggers=int(row["loggers"]),
            low_c=float(row["low_c"]),
            high_c=float(row["high_c"]),
            certified=row["freeze_basis"] == "certificate",
        )
        for row in cold_table("packing_recipes")
    }
