"""Where the packs of a product are: those that can still come to a centre, and those that cannot, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from distribution.fairness.opening import Intake
from distribution.fairness.shares import FAIR_WEEKS, Outlet
from distribution.fairness.supply import Batch, may_be_issued, reach
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import week_of
from distribution.vaccines import LotStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAtSite:
    """Packs of a lot at a site."""

    lot_id: str
    site_id: str
    use_by: date
    packs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """The packs of a product at sites, and on the way to them, in the first weeks.

    ``in_reach`` reach the outlets asked for in time.  ``withheld`` are quarantined or recalled,
    ``short_dated`` have too little life left for any centre, ``late`` are good but come too late or lie
    where no lane leads on.
    """

    in_reach: tuple[LotAtSite, ...]
    withheld: int
    short_dated: int
    late: int

    @property
    def packs(self) -> int:
        """All packs in reach."""
        return sum(lot.packs for lot in self.in_reach)


def goods_of(
    inputs: WeekInputs, horizon: Horizon, product_id: str, outlets: Collection[Outlet], takes_in: Intake
) -> Goods:
    """Return where the packs of a product are, seen from some outlets."""
    found: Counter[tuple[date, str, str]] = Counter()
    apart: Counter[str] = Counter()
    for batch, reached in reach(inputs, horizon, {product_id: outlets}, takes_in):
        if inputs.lots[batch.lot_id].status is not LotStatus.RELEASED:
            apart["withheld"] += batch.packs
        elif not reached:
            apart["late" if _has_life(inputs, horizon, batch) else "short_dated"] += batch.packs
        elif batch.packs:
            found[batch.use_by, batch.lot_id, batch.site_id] += batch.packs
    return Goods(
        in_reach=tuple(
            LotAtSite(lot_id=lot_id, site_id=site_id, use_by=use_by, packs=packs)
            for (use_by, lot_id, site_id), packs in sorted(found.items())
        ),
        withheld=apart["withheld"],
        short_dated=apart["short_dated"],
        late=apart["late"],
    )


def _has_life(inputs: WeekInputs, horizon: Horizon, batch: Batch) -> bool:
    """Whether a batch could be issued in the first weeks, were it at the right depot."""
    near = (t for t in range(len(horizon)) if week_of(horizon, t) < FAIR_WEEKS)
    return any(may_be_issued(inputs, horizon, batch, period) for period in near)
