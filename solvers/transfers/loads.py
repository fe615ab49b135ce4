"""What a run should carry: what is short first, then what brings a depot back to its cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from distribution.inputs import WeekInputs
from distribution.network import Lane, SiteKind
from distribution.plan import Packing, Transfer
from distribution.travel import TravelTable
from distribution.units import ceil_div
from distribution.vaccines import TemperatureBand
from solvers.allocation.problem import near_depots
from solvers.transfers.passing import Passed

COVER_DAYS = 10  # what a depot holds of its region's use after a weekly run


def cover_packs(inputs: WeekInputs, travel: TravelTable) -> dict[tuple[str, str], int]:
    """Return packs of ten days of use of the centres nearest to each depot, by (depot, product)."""
    forecast = inputs.forecast
    doses: dict[tuple[str, str], float] = defaultdict(float)
    nearest = near_depots(inputs, travel)
    daily = forecast.doses.mean(axis=2)
    for row, centre_id in enumerate(forecast.centre_ids):
        if nearest.get(centre_id):
            for column, product_id in enumerate(forecast.product_ids):
                doses[nearest[centre_id][0], product_id] += COVER_DAYS * float(daily[row, column])
    return {key: inputs.vaccines[key[1]].packs(round(n)) for key, n in sorted(doses.items())}


def short_packs(lane: Lane, passed: Passed) -> dict[str, int]:
    """Return packs by product that departures of the destination miss, in time or for a later day."""
    missing: dict[str, int] = defaultdict(int)
    for short in passed.shortfalls:
        if short.depot_id == lane.destination_id:
            missing[short.product_id] += short.packs if short.ready_day is None else 0
    return dict(missing)


def wanted(
    inputs: WeekInputs,
    lane: Lane,
    passed: Passed,
    cover: Mapping[tuple[str, str], int],
) -> list[tuple[str, int]]:
    """Return (product, packs) in order of urgency, no more than the origin can spare.

    Upstream of the hubs all that has arrived moves on; a hub keeps the cover of its own centres
    unless departures of the destination miss the product.
    """
    short = short_packs(lane, passed)
    stores, here, there = passed.stores, lane.origin_id, lane.destination_id
    upstream = inputs.network.site(here).kind is not SiteKind.HUB
    to_depot = inputs.network.site(there).kind is SiteKind.DEPOT
    rows = []
    for product_id, vaccine in sorted(inputs.vaccines.items()):
        held, left = stores.packs(there, product_id), stores.packs(here, product_id)
        keeps_cold = vaccine.delivered_band is TemperatureBand.COLD and (
            to_depot or vaccine.band is TemperatureBand.COLD
        )
        if not keeps_cold or left <= 0:
            continue
        target = cover.get((there, product_id), 0)
        refill = min(max(0, target - held), max(0, left - cover.get((here, product_id), 0)))
        packs = left if upstream else max(min(short.get(product_id, 0), left), refill if to_depot else 0)
        if packs > 0:
            rows.append(
                (-short.get(product_id, 0) * vaccine.price_vnd, held / max(target, 1), product_id, packs)
            )
    return [(product_id, packs) for _, _, product_id, packs in sorted(rows)]


def fitted(
    inputs: WeekInputs, lane: Lane, run: Transfer, rows: list[tuple[str, int]], share: float = 1.0
) -> dict[str, int]:
    """Return the packs that fit the vehicle, the lane and the cap of value, most urgent first."""
    room_ml, room_g = _room(inputs, lane, run)
    room_vnd = inputs.parameters.trunk_value_cap_vnd
    room_ml = int(room_ml * share)
    packs: dict[str, int] = {}
    for product_id, asked in rows:
        vaccine = inputs.vaccines[product_id]
        worth = vaccine.price_vnd * vaccine.pack_doses
        rooms = [(room_ml, vaccine.pack_ml), (room_vnd, worth), (room_g, vaccine.pack_g)]
        count = min(asked, *(room // unit for room, unit in rooms if unit > 0))
        if count > 0:
            packs[product_id] = count
            room_ml, room_vnd = room_ml - count * vaccine.pack_ml, room_vnd - count * worth
            room_g -= count * vaccine.pack_g
    return packs


def load_ml(inputs: WeekInputs, packs: Mapping[str, int]) -> int:
    """Return the packed volume of packs by product."""
    return sum(count * inputs.vaccines[product_id].pack_ml for product_id, count in packs.items())


def boxes_of(inputs: WeekInputs, run: Transfer) -> int:
    """Return how many boxes the drops of a run fill."""
    volume_ml = sum(drop.packs * inputs.vaccines[drop.product_id].pack_ml for drop in run.drops)
    return ceil_div(volume_ml, _box_ml(inputs, run.box_id))


def _room(inputs: WeekInputs, lane: Lane, run: Transfer) -> tuple[int, int]:
    """Return the litres (ml) and mass (g) of goods that vehicle and lane take."""
    no_limit = 10**12
    if run.type_id is None:
        return lane.capacity_ml, no_limit
    kind = inputs.fleet.type(run.type_id)
    if run.packing is Packing.ACTIVE:
        return min(lane.capacity_ml, kind.active_ml), kind.payload_g
    boxes = min(kind.box_positions, kind.payload_g // inputs.fleet.box(run.box_id).loaded_g)
    return min(lane.capacity_ml, boxes * _box_ml(inputs, run.box_id)), no_limit


def _box_ml(inputs: WeekInputs, box_id: str) -> int:
    return int(inputs.fleet.box(box_id).vaccine_ml * inputs.parameters.box_packing_fraction)
