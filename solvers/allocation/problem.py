"""What is allocated: packs of each product to each centre, and from which depot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.travel import TravelTable
from distribution.units import MINUTE_S

NEAR_S = 25 * MINUTE_S  # a depot that is hardly farther than the nearest may serve the centre as well


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationLine:
    """One centre and product of the planned week.

    ``reason`` says why the packs fall short of the need: ``supply``, ``fridge`` or empty.
    """

    centre_id: str
    product_id: str
    depot_id: str
    need_doses: int
    need_packs: int
    packs: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The lines of the planned week, the depots near each centre (nearest first), and what is unmet.

    ``unmet_packs`` counts packs by product over all weeks of the horizon.
    """

    lines: tuple[AllocationLine, ...]
    depots: Mapping[str, tuple[str, ...]]
    unmet_packs: Mapping[str, int]


def near_depots(inputs: WeekInputs, travel: TravelTable) -> dict[str, tuple[str, ...]]:
    """Return, for each centre, the depots that may serve it: the nearest by truck and its near rivals."""
    profile = travel.profiles["truck"]
    open_depots = [
        d.site_id
        for d in inputs.network.depots
        if d.kind in (SiteKind.HUB, SiteKind.DEPOT)
        and (d.open_from is None or d.open_from <= inputs.calendar.week.monday)
    ]
    rows = [travel.index(d) for d in open_depots]
    found = {}
    for centre in inputs.network.centres:
        column = travel.index(centre.centre_id)
        times = profile.driving_s[rows, column] + profile.ferry_s[rows, column]
        nearest = sorted(zip(times.tolist(), open_depots, strict=True))
        found[centre.centre_id] = tuple(d for s, d in nearest if s <= nearest[0][0] + NEAR_S)
    return found
