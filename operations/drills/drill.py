"""A drill: what is taken out, and what the week is then worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operations.drills.trunk import RunHit


class Loss(StrEnum):
    """What is taken out for the whole week."""

    VEHICLE = "vehicle"
    DEPOT = "depot"
    ROAD = "road"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A thing taken out; a road section is a pair of nodes of the road graph, joined by a dash."""

    loss: Loss
    subject_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much a drill may do: so many centres placed anew, then so many iterations of our own engine.

    The search goes over the touched routes and their neighbours; 0 leaves it out.
    """

    centres: int = 60
    iterations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What came of a drill.

    ``calls_hit`` are planned calls that cannot be made as planned; of these ``moved_days`` change their day
    and ``sent`` go by courier.  ``left_out`` are centres that then receive nothing; of these ``beyond`` were
    not placed anew because they were too many (``Effort``).  ``doses_at_risk`` are their doses and those
    that the depot now asked has no stock of, ``value_vnd`` what these doses cost.  ``extra_vnd`` is what
    routes and couriers cost more for those still served (less where fewer are, or where a better place was
    found); where a road is closed, and trunk runs with it.  ``cut_off``: no road or ferry is left to some
    places.  ``runs`` are the trunk runs over a closed road (``RunHit``); what they put at risk is counted in.
    """

    drill: Drill
    routes_hit: int
    calls_hit: int
    moved_days: int
    sent: int
    left_out: tuple[str, ...]
    beyond: tuple[str, ...]
    doses_at_risk: int
    value_vnd: int
    extra_vnd: int
    cut_off: bool = False
    runs: tuple[RunHit, ...] = ()

    @property
    def worst_first(self) -> tuple[int, int, str]:
        """Order: doses at risk by their value, then cost."""
        return -self.value_vnd, -self.extra_vnd, self.drill.subject_id
