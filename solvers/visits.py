"""What allocation asks of routing: each centre's admissible day patterns with the load of every visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One delivery of a pattern: whole packs by product, and what they weigh on a vehicle.

    ``boxes`` counts standard boxes (each visit fills its own boxes, so that boxes and not
    packs are handed over); ``volume_ml`` is packed volume.
    """

    day: date
    packs: Mapping[str, int]
    volume_ml: int
    boxes: int
    value_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPattern:
    """Days on which a centre may receive, and the price (đồng) of waiting that long or of a moved day."""

    visits: tuple[Visit, ...]
    price_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRequest:
    """A centre with need: from which depots, on which day patterns.

    ``depot_ids`` are the admissible depots, the allocated one first; ``ready`` gives, per
    depot, the first day on which its stock covers this centre (absent: the whole week).  ``closed`` are, for
    a centre without any pattern, those that its own closures alone forbid.
    """

    centre_id: str
    depot_ids: tuple[str, ...]
    patterns: tuple[DayPattern, ...]
    ready: Mapping[str, date]
    locked_vehicle_id: str | None = None
    closed: tuple[DayPattern, ...] = ()
