"""From a policy to the arrays of its year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from distribution.network import SiteKind
from distribution.policy.expected import Reals, expected_demand, kept_products, open_weeks
from distribution.policy.keys import name_keys
from distribution.policy.lanes import Ways, nearest_depots
from distribution.policy.levels import centre_levels, order_weeks, stock_use, upstream_levels
from distribution.policy.lives import lives
from distribution.policy.opening import launch, opening, pipeline
from distribution.policy.question import (
    CentreTables,
    Chance,
    DepotTables,
    Ints,
    PolicyQuestion,
    ProductTables,
    SupplyTables,
)
from distribution.policy.setup import PolicySetup, Vial
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand

YEAR_WEEKS = 52
_AHEAD_WEEKS = 40  # beyond the year, for the levels of its last weeks
_ONE = Vial(doses=1, sessions_week=WEEK_DAYS)
_STORE_BANDS = (TemperatureBand.COLD, TemperatureBand.FROZEN, TemperatureBand.ULTRA)
Tables = TypeVar("Tables", CentreTables, DepotTables, SupplyTables, ProductTables)
_SUPPLIER = {SiteKind.GATEWAY: "import", SiteKind.MAKER: "maker", SiteKind.FACTORY: "factory"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Year:
    """What the tables of all levels share."""

    setup: PolicySetup
    weeks: int
    mondays: tuple[date, ...]
    product_ids: tuple[str, ...]
    depot_ids: tuple[str, ...]
    depot_of: Ints
    demand: Reals
    use: Reals


def policy_question(setup: PolicySetup, weeks: int = YEAR_WEEKS) -> PolicyQuestion:
    """Return the year of a policy, from the Monday of its inputs.

    Raises
    ------
    InputError
        When a product has no season, or no lane leads from its supplier to a depot.
    """
    year = _year(setup, weeks)
    inputs, rules = setup.inputs, setup.rules
    products = _products(year)
    centres, depots, supply = _centres(year, products), _depots(year, products), _supply(year, products)
    launch(map(year.product_ids.index, setup.launched), centres, depots, supply)
    return PolicyQuestion(
        weeks=year.mondays[:weeks],
        centre_ids=setup.centre_ids,
        product_ids=year.product_ids,
        depot_ids=year.depot_ids,
        centres=_in_rows(centres),
        depots=_in_rows(depots),
        supply=_in_rows(supply),
        products=_in_rows(products),
        chance=Chance(
            on=setup.chance,
            common_sigma=float(np.sqrt(np.log1p(rules.common_cv**2))),
            persistence=rules.common_persistence,
            failure=1 - (1 - rules.store_failure_year_percent / 100) ** (1 / YEAR_WEEKS),
            breakage_ppm=rules.breakage_ppm,
        ),
        centre_lead=rules.centre_lead_weeks,
        price_vnd=np.array([inputs.vaccines[p].price_vnd for p in year.product_ids], np.int64),
        depot_room_ml=np.array(
            [[inputs.network.site(d).stores_ml.get(b, 0) for d in year.depot_ids] for b in _STORE_BANDS],
            np.int64,
        ),
    )


def _in_rows(tables: Tables) -> Tables:
    """Return tables whose arrays lie in memory row by row, as the compiled year reads them."""
    kept: dict[str, Any] = {
        name: np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value
        for name, value in tables._asdict().items()
    }
    return tables._replace(**kept)


def _year(setup: PolicySetup, weeks: int) -> _Year:
    monday = setup.inputs.calendar.week.monday
    depot_ids = tuple(site.site_id for site in setup.inputs.network.depots)
    nearest = nearest_depots(setup.inputs)
    product_ids = kept_products(setup)
    demand = expected_demand(setup, product_ids, weeks + _AHEAD_WEEKS)
    vials = [setup.facts.vials.get(p, _ONE) for p in product_ids]
    vial, sessions = _whole(v.doses for v in vials), _whole(v.sessions_week for v in vials)
    return _Year(
        setup=setup,
        weeks=weeks,
        mondays=tuple(monday + timedelta(days=WEEK_DAYS * t) for t in range(weeks + _AHEAD_WEEKS)),
        product_ids=product_ids,
        depot_ids=depot_ids,
        depot_of=_whole(depot_ids.index(nearest[c]) for c in setup.centre_ids),
        demand=demand,
        use=stock_use(demand, vial, sessions),
    )


def _products(year: _Year) -> ProductTables:
    setup = year.setup
    vaccines = [setup.inputs.vaccines[p] for p in year.product_ids]
    vials = [setup.facts.vials.get(p, _ONE) for p in year.product_ids]
    lived = [lives(v, setup.rules) for v in vaccines]
    returns = setup.rules.return_percent
    return ProductTables(
        pack=_whole(v.pack_doses for v in vaccines),
        vial=_whole(v.doses for v in vials),
        sessions=_whole(v.sessions_week for v in vials),
        priority=_whole(min(v.priority, 3) for v in vaccines),
        dose_ml=np.array([v.pack_ml / v.pack_doses for v in vaccines], np.float32),
        return_percent=_whole(returns if v.back_orderable else 0 for v in vaccines),
        centre_life=_whole(life.centre_weeks for life in lived),
        depot_life=_whole(life.depot_weeks for life in lived),
        supply_life=_whole(life.chain_weeks for life in lived),
        keys=name_keys(year.product_ids),
    )


def _centres(year: _Year, products: ProductTables) -> CentreTables:
    setup, weeks = year.setup, year.weeks
    rules, ids = setup.rules, setup.centre_ids
    keys = name_keys(ids)
    review = _whole(setup.review_weeks.get(c, rules.centre_review_weeks) for c in ids)
    phase = (keys % review.astype(np.uint64)).astype(np.int32)
    orders = order_weeks(open_weeks(setup, year.mondays), review, phase, rules.centre_lead_weeks)
    begun = opening(
        setup.inputs,
        year.product_ids,
        {c: i for i, c in enumerate(ids)},
        products.centre_life,
        (weeks, len(ids)),
    )
    mean = year.demand[:weeks]
    safety = setup.safety_days
    return CentreTables(
        mean=mean.astype(np.float32),
        sigma=_sigma(mean, rules.demand_cv),
        whole=_whole_demand(mean, products.keys[:, None] ^ keys[None]),
        level=centre_levels(year.use, orders, rules.centre_lead_weeks, safety, weeks),
        orders=np.ascontiguousarray(orders[:weeks]),
        opening=begun.doses,
        dying=begun.dying,
        depot=year.depot_of,
        room_ml=_rooms_ml(setup),
        keys=keys,
    )


def _rooms_ml(setup: PolicySetup) -> NDArray[np.int64]:
    rooms = [setup.inputs.network.centre(c).stores_ml.get(TemperatureBand.COLD, 0) for c in setup.centre_ids]
    percents = [setup.room_percent.get(c, 100) for c in setup.centre_ids]
    return np.array([room * more // 100 for room, more in zip(rooms, percents, strict=True)], np.int64)


def _sigma(mean: Reals, spread: float) -> NDArray[np.float32]:
    """Return the log-normal's sigma whose variance is that of chance arrivals and a spread of the mean."""
    relative = np.divide(1.0, mean, out=np.zeros_like(mean), where=mean > 0) + spread**2
    return np.sqrt(np.log1p(np.where(mean > 0, relative, 0.0))).astype(np.float32)


def _whole_demand(mean: Reals, keys: NDArray[np.uint64]) -> Ints:
    """Return whole doses that sum to the means: rounding carries over, from a start that names decide."""
    offset = (keys >> np.uint64(11)).astype(float) / 2**53
    running = np.floor(np.cumsum(mean, axis=0) + offset)
    return np.diff(running, axis=0, prepend=np.floor(offset)[None]).astype(np.int32)


def _depots(year: _Year, products: ProductTables) -> DepotTables:
    setup, weeks = year.setup, year.weeks
    network, rules, vaccines = setup.inputs.network, setup.rules, setup.inputs.vaccines
    lead = _depot_leads(year)
    use = np.stack(
        [year.use[:, :, year.depot_of == d].sum(axis=2) for d in range(len(year.depot_ids))], axis=2
    )
    begun = opening(
        setup.inputs,
        year.product_ids,
        {d: i for i, d in enumerate(year.depot_ids)},
        products.depot_life,
        (weeks, len(year.depot_ids)),
    )
    review, shift = rules.depot_review_weeks, rules.centre_lead_weeks
    band = [
        [_kept_in(vaccines[p].band, network.site(d).stores_ml) for d in year.depot_ids]
        for p in year.product_ids
    ]
    return DepotTables(
        level=upstream_levels(use, lead, review, shift, rules.depot_safety_days, weeks),
        lead=lead,
        orders=np.arange(weeks) % review == 0,
        opening=begun.doses,
        dying=begun.dying,
        band=np.array(band, np.int32).reshape(len(year.product_ids), len(year.depot_ids)),
    )


def _kept_in(band: TemperatureBand, stores_ml: Mapping[TemperatureBand, int]) -> int:
    """Return the number of the band in which a depot keeps a product: thawed where it has no freezer."""
    return _STORE_BANDS.index(band) if band in _STORE_BANDS and stores_ml.get(band, 0) > 0 else 0


def _depot_leads(year: _Year) -> Ints:
    ways = Ways(year.setup.inputs, year.setup.rules)
    lead = np.ones((year.weeks, len(year.product_ids), len(year.depot_ids)), np.int32)
    known: dict[tuple[str, str], int] = {}
    opened = _opening_days(year)
    for t, day in enumerate(year.mondays[: year.weeks]):
        changed = t == 0 or any(year.mondays[t - 1] < d <= day for d in opened)
        if not changed:
            lead[t] = lead[t - 1]
            continue
        known.clear()
        for p, product_id in enumerate(year.product_ids):
            origin = year.setup.supply_site(product_id, day)
            for d, depot_id in enumerate(year.depot_ids):
                key = (origin, depot_id)
                if key not in known:
                    known[key] = ways.way(origin, depot_id, day).weeks
                lead[t, p, d] = known[key]
    return lead


def _opening_days(year: _Year) -> list[date]:
    network = year.setup.inputs.network
    opened = [lane.open_from for lane in network.lanes] + [site.open_from for site in network.sites]
    return [*(day for day in opened if day is not None), *(move.since for move in year.setup.moves)]


def _supply(year: _Year, products: ProductTables) -> SupplyTables:
    setup, weeks, rules = year.setup, year.weeks, year.setup.rules
    network = setup.inputs.network
    kinds = [
        [_SUPPLIER.get(network.site(setup.supply_site(p, day)).kind, "import") for p in year.product_ids]
        for day in year.mondays[:weeks]
    ]
    lead = np.array([[getattr(rules, f"{k}_lead_weeks") for k in row] for row in kinds], np.int32)
    late = np.array([[getattr(rules, f"{k}_late_percent") / 100 for k in row] for row in kinds], np.float32)
    use = year.use.sum(axis=2)
    review, shift = rules.chain_review_weeks, rules.centre_lead_weeks + 1
    level = upstream_levels(use[:, :, None], lead[:, :, None], review, shift, rules.chain_safety_days, weeks)
    suppliers = {s.site_id: 0 for s in network.sites if s.kind in _SUPPLIER}
    begun = opening(setup.inputs, year.product_ids, suppliers, products.supply_life, (weeks, 1))
    return SupplyTables(
        level=np.ascontiguousarray(level[:, :, 0]),
        lead=lead,
        orders=np.arange(weeks) % review == 0,
        late=late,
        late_weeks=rules.late_weeks,
        opening=begun.doses[:, 0].copy(),
        dying=begun.dying[:, :, 0].copy(),
        pipeline=pipeline(setup.inputs, year.product_ids, use, lead, review),
    )


def _whole(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int32)
