"""How full every store is in every period of a quarter's allocation.

On a day a store holds, at its fullest, what stood there and what comes before anything leaves.  In a week
what leaves counts for half: it comes and goes in more than one round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Movement, QuarterAllocation
from distribution.quarter.ledger import destination_pile, pile_band, site_ledger, standing
from distribution.quarter.need import quarter_need
from distribution.quarter.shelf import shelves
from distribution.vaccines import TemperatureBand

_LITRE_BANDS = (TemperatureBand.COLD, TemperatureBand.FROZEN, TemperatureBand.ULTRA)
_Cell = tuple[str, TemperatureBand, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A store's band in a period: volume held over usable litres (negative: free), and whether it receives.

    ``found_ml`` is what was found there and is not decided: a centre's own stock.
    """

    place_id: str
    band: TemperatureBand
    period: int
    over_ml: int
    receives: bool
    found_ml: int = 0


def site_fill(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Fill]:
    """Yield the fill of every band of every site, in order."""
    horizon, centres = allocation.horizon, set(inputs.forecast.centre_ids)
    halves: dict[_Cell, int] = defaultdict(int)
    for pile, held in site_ledger(allocation, inputs).items():
        vaccine = inputs.vaccines[pile.product_id]
        band = pile_band(pile, inputs)
        for period, (most, twice_mean) in enumerate(standing(pile, held, horizon)):
            doses = 2 * most if horizon.days(period) == 1 else twice_mean
            halves[pile.site_id, band, period] += -(-doses * vaccine.pack_ml // vaccine.pack_doses)
    arriving = (m for m in allocation.movements if m.origin_id not in centres or m.passed_on)
    receives = {_arrives(m, inputs) for m in arriving}
    for site in inputs.network.sites:
        for band in _LITRE_BANDS:
            for period in range(len(horizon)):
                cell = (site.site_id, band, period)
                over = -(-(halves[cell] - 2 * site.stores_ml.get(band, 0)) // 2)
                yield Fill(
                    place_id=site.site_id, band=band, period=period, over_ml=over, receives=cell in receives
                )


def _arrives(movement: Movement, inputs: WeekInputs) -> _Cell:
    pile = destination_pile(movement, inputs)
    return pile.site_id, pile_band(pile, inputs), movement.received_period


def centre_fill(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Fill]:
    """Yield the fill of every band of every centre, in order."""
    horizon = allocation.horizon
    own = quarter_need(inputs, horizon).own_ml
    halves: dict[_Cell, int] = defaultdict(int)
    for shelf in shelves(allocation):
        vaccine = inputs.vaccines[shelf.product_id]
        for period, (kept, left) in enumerate(zip(shelf.kept, shelf.left, strict=True)):
            packs = 2 * kept + (2 * left if horizon.days(period) == 1 else left)
            halves[shelf.centre_id, vaccine.delivered_band, period] += packs * vaccine.pack_ml
    bands = {p: inputs.vaccines[p].delivered_band for p in inputs.forecast.product_ids}
    receives = {(i.centre_id, bands[i.product_id], i.period) for i in allocation.issues}
    for row, centre_id in enumerate(inputs.forecast.centre_ids):
        stores = inputs.network.centre(centre_id).stores_ml
        for band in _LITRE_BANDS:
            for period in range(len(horizon)):
                cell, found = (centre_id, band, period), int(own[band][row, period])
                over = -(-halves[cell] // 2) + found - stores.get(band, 0)
                yield Fill(
                    place_id=centre_id,
                    band=band,
                    period=period,
                    over_ml=over,
                    receives=cell in receives,
                    found_ml=found,
                )
