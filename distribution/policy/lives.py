"""How long goods live at each level of the chain, in weeks from their arrival there."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.policy.rules import PolicyRules
from distribution.units import WEEK_DAYS
from distribution.vaccines import Vaccine


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """Whole weeks of life left on arrival in the chain, at a depot and at a centre."""

    chain_weeks: int
    depot_weeks: int
    centre_weeks: int


def lives(vaccine: Vaccine, rules: PolicyRules) -> Lives:
    """Return the lives of a product.

    Of its shelf life ``life_on_arrival_percent`` is left when it is released in the country.  It then
    rests as long as the stock of a level lasts: half a review and the safety stock.  A product that thaws
    has its thawed life at the centre, less a week at a depot without a freezer.
    """
    chain = vaccine.shelf_life_days * rules.life_on_arrival_percent / 100
    depot = chain - rules.chain_review_weeks * WEEK_DAYS / 2 - rules.chain_safety_days
    centre = depot - rules.depot_review_weeks * WEEK_DAYS / 2 - rules.depot_safety_days
    centre = max(centre, vaccine.min_remaining_days)
    if vaccine.thawed_life_days is not None:
        centre = min(centre, vaccine.thawed_life_days - WEEK_DAYS)
    weeks = [max(1, int(days // WEEK_DAYS)) for days in (chain, max(depot, centre), centre)]
    return Lives(chain_weeks=weeks[0], depot_weeks=weeks[1], centre_weeks=weeks[2])
