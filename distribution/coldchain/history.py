"""What a lot lives through: its stays and rides, the heat life that they use, and its place in FEFO order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from distribution.coldchain.exposure import exposure
from distribution.coldchain.kinetics import vvm_used
from distribution.coldchain.limits import limits_of
from distribution.roads.graph import Floats
from distribution.vaccines import Vaccine

STORE_C = 5.0  # a store that keeps its band: what a lot would have used anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stay or ride of a lot: where, from when (week clock, s), and °C at equal steps.

    ``coldest_c`` and ``warmest_c`` are those of the load; one series twice where a single logger rode.
    """

    place: str
    start_s: int
    step_s: float
    coldest_c: tuple[float, ...]
    warmest_c: tuple[float, ...]

    @property
    def end_s(self) -> int:
        """When it ends."""
        return self.start_s + round(self.step_s * len(self.warmest_c))


@dataclass(frozen=True, slots=True, kw_only=True)
class LotHistory:
    """A lot on its way to one place, from arrival in the chain to the refrigerator."""

    lot_id: str
    product_id: str
    destination_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What a history did to a product.

    ``used`` is the share of heat life used (0 without a monitor type), ``used_beyond_store`` what of it a
    store at 5 °C would not have used; minutes are out of the product's band; ``frozen`` says that the
    freezing threshold was passed by a product that freezing destroys.
    """

    used: float
    used_beyond_store: float
    hot_min: float
    cool_min: float
    frozen: bool
    least_c: float
    most_c: float


def constant_span(place: str, start_s: int, end_s: int, at_c: float) -> Span:
    """Return a stay at one temperature, as one step."""
    return Span(
        place=place, start_s=start_s, step_s=float(end_s - start_s), coldest_c=(at_c,), warmest_c=(at_c,)
    )


def lived(history: LotHistory, vaccine: Vaccine) -> Lived:
    """Return what a history did to its product.

    Raises
    ------
    ValueError
        When the history has no span.
    """
    limits = limits_of(vaccine)
    parts = [
        exposure(_series(span.coldest_c), _series(span.warmest_c), span.step_s, limits)
        for span in history.spans
    ]
    used = sum(float(vvm_used(vaccine.vvm, span.warmest_c, span.step_s)) for span in history.spans)
    length_s = sum(span.step_s * len(span.warmest_c) for span in history.spans)
    in_store = float(vvm_used(vaccine.vvm, [STORE_C], length_s))
    return Lived(
        used=used,
        used_beyond_store=max(0.0, used - in_store),
        hot_min=sum(float(part.hot_min) for part in parts),
        cool_min=sum(float(part.cool_min) for part in parts),
        frozen=limits.freeze.destroys and any(float(part.freeze_min) > 0 for part in parts),
        least_c=min(float(part.least_c) for part in parts),
        most_c=max(float(part.most_c) for part in parts),
    )


def _series(values: tuple[float, ...]) -> Floats:
    return np.array(values, dtype=float)


def fefo_date(use_by: date, used_beyond_store: float, vaccine: Vaccine) -> date:
    """Return the date by which a lot takes its place in FEFO order: its use-by, moved forward by used life.

    The share of heat life that correct storage would not have used, of the product's shelf life, is taken
    off; a lot that used all of it comes before all others.  The label's use-by still decides whether the
    lot may be given at all.
    """
    lost_days = min(1.0, max(0.0, used_beyond_store)) * vaccine.shelf_life_days
    return use_by - timedelta(days=ceil(lost_days))


def fefo_order(lots: tuple[tuple[str, date, float], ...], vaccine: Vaccine) -> tuple[str, ...]:
    """Return lot ids, first to leave first, from (lot, use-by, heat life used beyond storage)."""
    return tuple(
        lot_id
        for lot_id, use_by, used in sorted(lots, key=lambda lot: (fefo_date(lot[1], lot[2], vaccine), lot[0]))
    )
