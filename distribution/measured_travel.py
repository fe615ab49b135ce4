"""What a routing server or a map extract has measured, in place of the road graph's distances and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from distribution.errors import Fault, TravelSourceError
from distribution.roads.graph import ACCESS_CIRCUITY, ACCESS_KMH, SPEED_FACTOR, Floats
from distribution.travel import TravelTable
from distribution.travel_overlay import Ints, overlaid

SNAP_LIMIT_M = 3_000  # assumed: farther from every road of the source, a place lies outside it
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A source's own answer for one kind of vehicle, free flow.

    ``metres`` and ``seconds`` have shape (places, places), infinite where there is no way;
    ``snapped_m`` is how far each place lies from the road that the source moved it to.
    """

    metres: Floats
    seconds: Floats
    snapped_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredTravel:
    """Whole metres and seconds by speed profile, ferries included, free flow; source and measured error."""

    place_ids: tuple[str, ...]
    metres: Mapping[str, Ints]
    seconds: Mapping[str, Ints]
    source: str
    error_percent: float | None


def measured_travel(measured: MeasuredTravel, base: TravelTable) -> TravelTable:
    """Return the travel table of a measured source.

    Traffic of the hour, ferries, tolled metres and refuge are those of the road graph in ``base``.
    """
    profiles = {
        name: overlaid(profile, measured.metres[name], measured.seconds[name], traffic=True)
        for name, profile in base.profiles.items()
    }
    return replace(base, profiles=profiles, source=measured.source, error_percent=measured.error_percent)


def speed_ratio(asked: str, profile: str) -> float:
    """Return by what to multiply the seconds of one speed profile to have those of another."""
    return SPEED_FACTOR[asked] / SPEED_FACTOR[profile]


def whole(asked: Asked, ratio: float) -> tuple[Ints, Ints]:
    """Return whole metres and seconds, up, with the way from each place to its road and back.

    That way is as long and as slow as the road graph's: straight line times 1.3, at 30 km/h.
    """
    access_m = asked.snapped_m * ACCESS_CIRCUITY
    both_m = access_m[:, None] + access_m[None]
    metres = np.ceil(asked.metres + both_m - 1e-6).astype(np.int32)
    seconds = np.ceil(asked.seconds * ratio + both_m * 3.6 / ACCESS_KMH - 1e-6).astype(np.int32)
    for array in (metres, seconds):
        np.fill_diagonal(array, 0)
    return metres, seconds


def require_joined(asked: Asked, ids: tuple[str, ...], source: str) -> None:
    """Refuse an answer with places far from every road, or with pairs that no way joins.

    Raises
    ------
    TravelSourceError
        With every such place, else with the first twenty such pairs and how many there are.
    """
    far = [
        Fault(code="travel_far", file=source, arguments=_far(ids[i], float(asked.snapped_m[i])))
        for i in np.nonzero(~(asked.snapped_m <= SNAP_LIMIT_M))[0].tolist()
    ]
    if far:
        raise TravelSourceError(far)
    parted = np.argwhere(~np.isfinite(asked.metres) | ~np.isfinite(asked.seconds)).tolist()
    if parted:
        raise TravelSourceError(
            Fault(
                code="travel_no_way",
                file=source,
                arguments={"origin": ids[i], "destination": ids[j], "count": str(len(parted))},
            )
            for i, j in parted[:_MOST_FAULTS]
        )


def _far(place_id: str, metres: float) -> dict[str, str]:
    distance = f"{metres:.0f}" if np.isfinite(metres) else "∞"
    return {"place": place_id, "metres": distance, "limit": str(SNAP_LIMIT_M)}
