"""What a plan is to hold in reserve against the loss of loads, by centre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Asked of the planner for the goods of some centres; judged is a plan without it.

    Attributes
    ----------
    ride_s
        The longest time in closed boxes, from closing at the depot to the last unloading of the route.
    boxed
        Centres whose goods ride in passive boxes even in a refrigerated compartment.
    recipes
        The packing recipe of their boxes, by centre.
    """

    ride_s: Mapping[str, int] = field(default_factory=dict)
    boxed: frozenset[str] = frozenset()
    recipes: Mapping[str, str] = field(default_factory=dict)
