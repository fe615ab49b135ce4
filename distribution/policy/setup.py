"""What a year is made of: a week's question, what the year needs beyond it, the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from distribution.inputs import WeekInputs
from distribution.policy.rules import PolicyRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Vial:
    """A product's multi-dose vial: its doses, and the sessions a week in which it is given."""

    doses: int
    sessions_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyMove:
    """Products that come from another site from a day on: an own factory instead of an airport."""

    product_ids: tuple[str, ...]
    site_id: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """What a year needs beyond a week's question.

    ``seasons`` maps group and region (or ``all``) to the factors of twelve months; ``supply`` a product
    to the site where it enters; ``kwh_day`` a centre to the energy of its refrigerators.
    """

    seasons: Mapping[tuple[str, str], tuple[float, ...]]
    supply: Mapping[str, str]
    kwh_day: Mapping[str, float]
    vials: Mapping[str, Vial]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySetup:
    """A policy whole: what a change changes.

    ``review_weeks`` are centres that order at another rhythm than the rules'; ``room_percent`` is the
    refrigerator volume of a centre in percent of the network's; ``safety_days`` and ``demand_percent``
    stand for all centres.  ``launched`` are products that are new: stocked up before the year begins.
    """

    inputs: WeekInputs
    facts: PolicyFacts
    rules: PolicyRules
    safety_days: int
    moves: tuple[SupplyMove, ...] = ()
    review_weeks: Mapping[str, int] = field(default_factory=dict)
    room_percent: Mapping[str, int] = field(default_factory=dict)
    demand_percent: int = 100
    launched: tuple[str, ...] = ()
    chance: bool = True

    @property
    def centre_ids(self) -> tuple[str, ...]:
        """The centres, in the order of the forecast."""
        return self.inputs.forecast.centre_ids

    def supply_site(self, product_id: str, day: date) -> str:
        """Return where a product enters the chain when it is ordered on a day."""
        moved = [m for m in self.moves if product_id in m.product_ids and m.since <= day]
        return max(moved, key=lambda m: m.since).site_id if moved else self.facts.supply[product_id]
