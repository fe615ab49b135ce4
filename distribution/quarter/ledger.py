"""What a quarter's allocation makes of every site: doses by lot and period, counted from the answer alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, Issue, Movement, QuarterAllocation
from distribution.quarter.calendar import period_at_hand
from distribution.vaccines import TemperatureBand


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pile:
    """Doses that are alike at one site: a lot with its use-by, frozen or not."""

    site_id: str
    product_id: str
    use_by: date
    lot_id: str
    frozen: bool = False


@dataclass(slots=True)
class Held:
    """Doses of a pile by period: what comes, what leaves, and so what stands there."""

    comes: list[int]
    leaves: list[int]

    def at_end(self) -> list[int]:
        """Return the doses at the end of every period (negative: more left than was there)."""
        line, on_hand = [], 0
        for came, left in zip(self.comes, self.leaves, strict=True):
            on_hand += came - left
            line.append(on_hand)
        return line


Ledger = dict[Pile, Held]


def site_ledger(allocation: QuarterAllocation, inputs: WeekInputs) -> Ledger:
    """Return the ledger of all sites: opening stock, arrivals, movements, issues."""
    horizon = allocation.horizon
    sites = {s.site_id for s in inputs.network.sites}
    empty = len(horizon)
    ledger: Ledger = defaultdict(lambda: Held(comes=[0] * empty, leaves=[0] * empty))
    for pile, period, doses in (*_opening(inputs, sites), *_arrivals(inputs, horizon)):
        ledger[pile].comes[period] += doses
    for movement in allocation.movements:
        if movement.origin_id in sites:
            ledger[origin_pile(movement, inputs)].leaves[movement.period] += movement.doses
        if movement.destination_id in sites and (movement.origin_id in sites or movement.passed_on):
            ledger[destination_pile(movement, inputs)].comes[movement.received_period] += movement.doses
    for issue in allocation.issues:
        ledger[issued_pile(issue, inputs)].leaves[issue.period] += issue.doses
    return dict(sorted(ledger.items()))


def _opening(inputs: WeekInputs, sites: set[str]) -> Iterable[tuple[Pile, int, int]]:
    for line in inputs.stock:
        if line.place_id in sites:
            vaccine = inputs.vaccines[line.product_id]
            yield (
                Pile(
                    site_id=line.place_id,
                    product_id=line.product_id,
                    use_by=line.use_by,
                    lot_id=line.lot_id,
                    frozen=line.band is vaccine.band is not vaccine.delivered_band,
                ),
                0,
                line.doses,
            )


def _arrivals(inputs: WeekInputs, horizon: Horizon) -> Iterable[tuple[Pile, int, int]]:
    for arrival in inputs.arrivals:
        ready = period_at_hand(horizon, arrival.day + timedelta(days=inputs.parameters.receiving_days))
        if arrival.day < horizon.starts[0] or ready is None:
            continue
        vaccine = inputs.vaccines[arrival.product_id]
        pile = Pile(
            site_id=arrival.site_id,
            product_id=arrival.product_id,
            use_by=inputs.lots[arrival.lot_id].expiry,
            lot_id=arrival.lot_id,
            frozen=vaccine.band is not vaccine.delivered_band,
        )
        yield pile, ready, arrival.doses


def origin_pile(movement: Movement, inputs: WeekInputs) -> Pile:
    """Return the pile from which a movement takes."""
    expiry = inputs.lots[movement.lot_id].expiry
    stays_frozen = not movement.thaws and _is_frozen(movement, inputs)
    return Pile(
        site_id=movement.origin_id,
        product_id=movement.product_id,
        use_by=expiry if movement.thaws or movement.use_by is None else movement.use_by,
        lot_id=movement.lot_id,
        frozen=movement.thaws or stays_frozen,
    )


def destination_pile(movement: Movement, inputs: WeekInputs) -> Pile:
    """Return the pile to which a movement adds."""
    use_by = inputs.lots[movement.lot_id].expiry if movement.use_by is None else movement.use_by
    return Pile(
        site_id=movement.destination_id,
        product_id=movement.product_id,
        use_by=use_by,
        lot_id=movement.lot_id,
        frozen=_is_frozen(movement, inputs),
    )


def _is_frozen(movement: Movement, inputs: WeekInputs) -> bool:
    """Return whether goods are frozen on arrival: a thawing product with its label's date, from no centre."""
    vaccine = inputs.vaccines[movement.product_id]
    keeps_label = movement.use_by in (None, inputs.lots[movement.lot_id].expiry)
    thaws = vaccine.band is not vaccine.delivered_band
    return thaws and not movement.thaws and not movement.passed_on and keeps_label


def issued_pile(issue: Issue, inputs: WeekInputs) -> Pile:
    """Return the pile from which an issue takes."""
    return Pile(
        site_id=issue.depot_id,
        product_id=issue.product_id,
        use_by=inputs.lots[issue.lot_id].expiry if issue.thaws else issue.use_by,
        lot_id=issue.lot_id,
        frozen=issue.thaws,
    )


def pile_band(pile: Pile, inputs: WeekInputs) -> TemperatureBand:
    """Return the band in which a pile stands."""
    vaccine = inputs.vaccines[pile.product_id]
    thaws = vaccine.band is not vaccine.delivered_band
    return vaccine.delivered_band if thaws and not pile.frozen else vaccine.band


def standing(pile: Pile, held: Held, horizon: Horizon) -> list[tuple[int, int]]:
    """Return doses of a pile in each period as (most, twice the mean): those past their use-by are gone."""
    line = []
    for period, (end, left) in enumerate(zip(held.at_end(), held.leaves, strict=True)):
        there = pile.use_by >= horizon.starts[period]
        line.append((end + left, 2 * end + left) if there else (0, 0))
    return line
