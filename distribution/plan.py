"""The answer: decisions and the times that drivers need; cost and indicators are always recomputed.

All times are seconds on the week clock (``Week``); the archive writes them as local date and time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from distribution.calendar import Week
from distribution.inputs import Lock, Waiver
from distribution.later import LATER


class Packing(StrEnum):
    """How a load is kept cold on the way."""

    ACTIVE = "active"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Doses of one lot for one destination; always whole issue packs."""

    product_id: str
    lot_id: str
    use_by: date
    packs: int
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The drive from one call of a route to the next, pauses included between its two times.

    ``arrive_s - depart_s = driving_s + ferry_s + pauses``.
    """

    origin_id: str
    destination_id: str
    depart_s: int
    arrive_s: int
    distance_m: int
    driving_s: int
    ferry_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A ``break`` or night's ``rest`` on leg ``leg`` (0-based) or, when ``at_stop``, after arriving there."""

    kind: str
    leg: int
    at_stop: bool
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A call at a centre: arrival, start and end of unloading, what is handed over and in how many boxes."""

    centre_id: str
    arrive_s: int
    start_s: int
    depart_s: int
    boxes: int
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One vehicle's round or tour from its depot and back.

    ``legs`` has one entry more than ``stops``.  ``load_start_s`` is when loading (and the
    shift) begins.  ``day`` is the date of departure.
    """

    route_id: str
    vehicle_id: str
    type_id: str
    depot_id: str
    driver_ids: tuple[str, ...]
    day: date
    load_start_s: int
    depart_s: int
    return_s: int
    packing: Packing
    box_id: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    pauses: tuple[Pause, ...] = ()

    @property
    def nights(self) -> int:
        """Nights away from home."""
        return sum(p.kind == "rest" for p in self.pauses)

    @property
    def distance_m(self) -> int:
        """Metres driven."""
        return sum(leg.distance_m for leg in self.legs)

    @property
    def driving_s(self) -> int:
        """Seconds at the wheel."""
        return sum(leg.driving_s for leg in self.legs)

    @property
    def boxes(self) -> int:
        """Boxes loaded at the depot."""
        return sum(stop.boxes for stop in self.stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """A delivery handed to a courier or air freight, in passive boxes from closing to opening."""

    consignment_id: str
    depot_id: str
    centre_id: str
    box_id: str
    boxes: int
    depart_s: int
    arrive_s: int
    end_s: int
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A bulk run on a lane; ``available_s`` is when the goods have been received at the other end.

    ``vehicle_id`` and ``driver_ids`` are empty for air lanes and contracted carriers.
    """

    transfer_id: str
    lane_id: str
    origin_id: str
    destination_id: str
    vehicle_id: str | None
    type_id: str | None
    driver_ids: tuple[str, ...]
    depart_s: int
    arrive_s: int
    available_s: int
    distance_m: int
    driving_s: int
    packing: Packing
    box_id: str
    boxes: int
    drops: tuple[Drop, ...] = ()
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedLoad:
    """How the load of one departure is packed: the recipe chosen, what it takes, how long it holds (R7).

    Attributes
    ----------
    box_id, boxes
        As on the departure.
    recipe_id
        A row of ``data/packing_recipes.csv``; empty in a refrigerated compartment, or for a box without a
        thermal model.
    coolant_id, conditioning, packs, coolant_g
        What lies in all boxes together and how it is made ready; empty and 0 without a recipe.
    loggers
        Loggers that ride along.
    load_ml
        Packed volume of the goods.
    design_c
        The hot day (°C) for which the recipe was chosen.
    hold_s
        Planned time from closing to the last unloading: what nineteen of twenty boxes hold, times
        ``hold_fraction``; the qualified time of a compartment.
    outside
        In what the thermal model is used outside the range to which it was fitted: ``ambient`` (hotter than
        the table), ``load`` (a box emptier than the recipe is for), ``box`` (no model: the catalogue's life).
    """

    departure_id: str
    box_id: str
    boxes: int
    recipe_id: str
    coolant_id: str
    conditioning: str
    packs: int
    coolant_g: int
    loggers: int
    load_ml: int
    design_c: float
    hold_s: int
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRefuge:
    """A cold store for the load of a departure on its leg ``leg`` (0-based), should the cooling fail.

    ``away_s`` is the drive there from the leg's beginning, ``detour_s`` what going by it adds to the leg;
    ``free_ml`` what it can take then, of the ``load_ml`` on board.
    """

    departure_id: str
    leg: int
    place_id: str
    away_s: int
    detour_s: int
    free_ml: int
    load_ml: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a centre wanted of a product this week, what was allocated, and why it got less.

    ``reason`` is a catalogue key (``short.<reason>``) or empty when nothing is missing.
    """

    centre_id: str
    product_id: str
    need_doses: int
    allocated_doses: int
    delivered_doses: int
    stock_doses: int
    week_forecast_doses: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A centre with need that receives nothing: the reason, and the cheapest remedy found by solving again.

    ``reason`` and ``remedy`` are catalogue keys (``unserved.<reason>``, ``remedy.<remedy>``)
    with ``arguments``; ``proof`` is ``proved`` or ``not_found``.
    """

    centre_id: str
    reason: str
    proof: str
    doses: int
    remedy: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyPlan:
    """The plan of one week.

    ``packed`` says how each departure is packed and ``refuges`` where its load can be brought; plans of
    earlier versions have neither, and are taken to be packed by the recipe that holds longest.
    """

    plan_id: str
    week: Week
    created_at: str
    seed: int
    engine: str
    routes: tuple[Route, ...]
    consignments: tuple[Consignment, ...]
    transfers: tuple[Transfer, ...]
    requirements: tuple[Requirement, ...]
    unserved: tuple[Unserved, ...]
    locks: tuple[Lock, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    synthetic: bool = False
    travel_source: str = ""
    travel_error_percent: float | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[tuple[str, Mapping[str, str]], ...] = ()
    packed: tuple[PackedLoad, ...] = field(default=(), metadata=LATER)
    refuges: tuple[LegRefuge, ...] = field(default=(), metadata=LATER)

    @property
    def served(self) -> frozenset[str]:
        """Ids of the centres that receive something."""
        by_route = {stop.centre_id for route in self.routes for stop in route.stops}
        return frozenset(by_route | {c.centre_id for c in self.consignments})
