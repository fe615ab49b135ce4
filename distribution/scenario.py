"""A named what-if: changes to the question of a week, each applied to a frozen copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreVehicles:
    """Vehicles of a type added at a depot, there all days, each with a crew of its own."""

    depot_id: str
    type_id: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreLitres:
    """Usable litres at 2–8 °C added to the store of a centre or depot, ml."""

    place_id: str
    volume_ml: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is other than in the question; ``title`` is by language.

    ``parameters`` are in the units of the parameter table.  ``closed_roads`` are pairs of nodes of the
    road graph.  ``holidays_of`` is an ISO week whose holidays (with those of the three weeks after it)
    take the place of the planned weeks' own, expected use following them.  ``demand_percent`` and
    ``driving_percent`` scale expected use and time at the wheel.
    """

    name: str
    title: Mapping[str, str]
    more_vehicles: tuple[MoreVehicles, ...] = ()
    more_litres: tuple[MoreLitres, ...] = ()
    closed_depots: tuple[str, ...] = ()
    closed_roads: tuple[tuple[str, str], ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    holidays_of: str = ""
    demand_percent: int = 100
    driving_percent: int = 100
