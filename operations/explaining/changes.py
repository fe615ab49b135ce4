"""What one more pack, litre or day would have changed for a cell: the fair levels computed again.

Transport and its prices are not computed again, so that only what is sure by fairness is told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from distribution.fairness.question import fair_question
from distribution.fairness.shares import FairQuestion, Limit, with_caps
from distribution.inputs import WeekInputs
from distribution.units import LITRE_ML
from distribution.vaccines import Vaccine
from operations.explaining.cell import Answered, CellReason
from operations.explaining.day_changes import DayChanges
from solvers.allocation.fairness import fair_levels
from solvers.allocation.fairness_whatif import packs_until_next, with_packs


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Levels of a cell, in units, had there been one more of something.

    ``litre`` is one in the store that stops it: its depot's where that does, else the centre's own; where
    lanes stop it, one on every departure to its depots; where litres by days do, one more on every day in
    the place whose litres are worth the most.  Levels are ``at_most`` so high where prices by days bound
    them.  ``next_pack`` is how many more packs it takes until the cell is sure of one more; None if no number
    does.
    """

    pack: int
    next_pack: int | None
    litre: int
    life_day: int
    arrival_day: int
    at_most: bool = False


def changes_of(answered: Answered, reason: CellReason) -> Changes | None:
    """Return what would change for a cell that has less than its need; None for any other."""
    if reason.bound is None or reason.index is None or not reason.short:
        return None
    if reason.bound.limit is Limit.FOUND:
        return None  # the fair levels do not say what stopped it
    if reason.bound.limit is Limit.DAYS:
        return _changes_by_days(answered, reason.index)
    question, index = answered.question, reason.index
    cell = question.cells[index]
    outlets = reason.bound.outlets or tuple((cell.depots, period) for period, _ in cell.parts)
    vaccine = answered.inputs.vaccines[cell.product_id]
    place_id = cell.depots[0] if reason.bound.limit is Limit.DEPOT else cell.centre_id
    with_litre = (
        _a_litre_more_a_departure(answered.inputs, reason.bound.subject_id.split("/"))
        if reason.bound.limit is Limit.LANE
        else _a_litre_more(answered.inputs, place_id, vaccine)
    )
    return Changes(
        pack=_level(with_packs(question, cell.product_id, outlets, 1), answered, index),
        next_pack=packs_until_next(question, answered.certificate, index, outlets),
        litre=_level_in(with_litre, answered, index),
        life_day=_level_in(_longer_life(answered.inputs, cell.product_id), answered, index),
        arrival_day=_level_in(_a_day_sooner(answered, cell.product_id), answered, index),
    )


def _changes_by_days(answered: Answered, index: int) -> Changes:
    """Return what the prices that stop a cell by days allow at the most with a little more."""
    by_days = DayChanges(answered, index)
    product_id = answered.question.cells[index].product_id
    return Changes(
        pack=by_days.with_pack(),
        next_pack=None,
        litre=by_days.with_litre(LITRE_ML),
        life_day=by_days.with_inputs(_longer_life(answered.inputs, product_id)),
        arrival_day=by_days.with_inputs(_a_day_sooner(answered, product_id)),
        at_most=True,
    )


def _longer_life(inputs: WeekInputs, product_id: str) -> WeekInputs:
    """Return the inputs with a product that may arrive with a day of life less."""
    vaccine = inputs.vaccines[product_id]
    longer = replace(vaccine, min_remaining_days=vaccine.min_remaining_days - 1)
    return replace(inputs, vaccines={**inputs.vaccines, product_id: longer})


def _a_litre_more(inputs: WeekInputs, place_id: str, vaccine: Vaccine) -> WeekInputs:
    """Return the inputs with a litre more in the store of a site or centre that a product fills."""
    band = vaccine.delivered_band
    network = inputs.network
    sites = tuple(
        replace(s, stores_ml={**s.stores_ml, band: s.stores_ml.get(band, 0) + LITRE_ML})
        if s.site_id == place_id
        else s
        for s in network.sites
    )
    centres = tuple(
        replace(c, stores_ml={**c.stores_ml, band: c.stores_ml.get(band, 0) + LITRE_ML})
        if c.centre_id == place_id
        else c
        for c in network.centres
    )
    return replace(inputs, network=replace(network, sites=sites, centres=centres))


def _a_litre_more_a_departure(inputs: WeekInputs, depots: Collection[str]) -> WeekInputs:
    """Return the inputs with a litre more on every departure to some depots."""
    lanes = tuple(
        replace(lane, capacity_ml=lane.capacity_ml + LITRE_ML) if lane.destination_id in depots else lane
        for lane in inputs.network.lanes
    )
    return replace(inputs, network=replace(inputs.network, lanes=lanes))


def _a_day_sooner(answered: Answered, product_id: str) -> WeekInputs:
    """Return the inputs with every arrival of a product a day sooner, but none before the first day."""
    first = answered.allocation.horizon.starts[0]
    return replace(
        answered.inputs,
        arrivals=tuple(
            replace(a, day=max(a.day - timedelta(days=1), first))
            if a.product_id == product_id and a.day >= first
            else a
            for a in answered.inputs.arrivals
        ),
    )


def _level_in(inputs: WeekInputs, answered: Answered, index: int) -> int:
    question = fair_question(inputs, answered.depots, answered.allocation.horizon, answered.need)
    certificate = answered.certificate
    capped = with_caps(question, certificate.caps, certificate.day_caps)
    return _level(capped, answered, index)


def _level(question: FairQuestion, answered: Answered, index: int) -> int:
    """Return the level of the same cell in a changed question."""
    cell = answered.question.cells[index]
    key = (cell.week, cell.centre_id, cell.product_id)
    place = next(i for i, c in enumerate(question.cells) if (c.week, c.centre_id, c.product_id) == key)
    return fair_levels(question).levels[place]
