"""How many doses lie where at the start of the week."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from operations.synthetic.regions import fed_by, use_by_site
from operations.synthetic.world import World

SHORT_PRODUCTS = ("IMOJEV", "MENACTRA", "QDENGA", "VARIVAX")
GATEWAY_SPLIT = {"air-sgn": 0.6, "air-han": 0.3, "air-dad": 0.1}
_CENTRE_FILL = 0.6
_SITE_FILL = 0.85
_RESTOCKED = 24
_COVERED_DAYS = 14
_OVERFULL = 1.08

Doses = NDArray[np.int64]


def centre_doses(world: World) -> Doses:
    """Return doses at centres, shape (centres, products): 4–12 days of use, less of what is short.

    Some centres were served last week and need nothing now; one refrigerator holds more than
    it should.  All others are at most six tenths full.
    """
    draw = world.draw("centres")
    days = draw.uniform(4.5, 10.0, (len(world.centres), 1)) * draw.uniform(0.75, 1.3, world.daily.shape)
    wanted = world.daily * days * np.where(short_mask(world), 0.5, 1.0)
    filled = (wanted * world.dose_litres).sum(axis=1) / world.litres
    doses = np.floor(wanted * np.minimum(1.0, _CENTRE_FILL / filled)[:, None]).astype(np.int64)
    covered = world.forecast[:, :, :_COVERED_DAYS].sum(axis=2) + 2
    fits = (covered * world.dose_litres).sum(axis=1) <= _CENTRE_FILL * world.litres
    restocked = draw.permutation(np.flatnonzero(fits))[:_RESTOCKED]
    doses[restocked] = covered[restocked]
    overfull = int(np.argmin(world.litres))
    held = float((doses[overfull] * world.dose_litres).sum())
    doses[overfull] = np.ceil(doses[overfull] * (_OVERFULL * world.litres[overfull] / held))
    return np.asarray(doses, dtype=np.int64)


def site_doses(world: World) -> Mapping[str, Doses]:
    """Return doses by product at every hub, depot, gateway and maker, in whole packs."""
    own = use_by_site(world)
    parents = fed_by(world)
    kinds = {s["id"]: s["kind"] for s in world.sites}
    draw = world.draw("sites")
    shape = len(world.products)
    amounts: dict[str, NDArray[np.float64]] = {}
    for site in sorted(own):
        if kinds[site] == "depot":
            amounts[site] = own[site] * draw.uniform(10, 14, shape) * np.where(short_mask(world), 0.6, 1.0)
            continue
        fed = sum((own[d] for d, hub in parents.items() if hub == site), np.zeros(shape))
        weeks = draw.uniform(5, 8, shape)
        amounts[site] = (own[site] + 0.6 * fed) * 7 * weeks * np.where(short_mask(world), 0.25, 1.0)
    national = world.daily.sum(axis=0)
    for j, product in enumerate(world.products):
        for site, share in supply_shares(product["supply"]).items():
            amounts.setdefault(site, np.zeros(shape))
            amounts[site][j] += 0.0 if product["id"] in SHORT_PRODUCTS else 5 * share * national[j]
    return {site: _packed(world, site, amount) for site, amount in sorted(amounts.items())}


def supply_shares(supply: str) -> Mapping[str, float]:
    """Return through which gateways or makers a product comes in, with their shares."""
    return GATEWAY_SPLIT if supply.startswith("air-") else {supply: 1.0}


def short_mask(world: World) -> NDArray[np.bool_]:
    """Return which products are short in the whole country."""
    return np.array([p["id"] in SHORT_PRODUCTS for p in world.products])


def _packed(world: World, site: str, amount: NDArray[np.float64]) -> Doses:
    """Return whole packs that leave some of the store's cold litres free."""
    room = float(next(s["litres_2_8"] for s in world.sites if s["id"] == site))
    filled = float((amount * world.dose_litres).sum()) / room
    scale = min(1.0, _SITE_FILL / filled) if filled else 1.0
    return (np.floor(amount * scale / world.pack_doses) * world.pack_doses).astype(np.int64)
