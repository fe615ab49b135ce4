"""The parts of a plan's cost, in đồng, by departure: what the sums of ``costing`` fill and everyone reads."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The parts of the cost of one departure, VND, and the CO₂ of its driving and cooling unit, g."""

    fixed_vnd: int = 0
    drivers_vnd: int = 0
    energy_maintenance_vnd: int = 0
    tolls_vnd: int = 0
    ferries_vnd: int = 0
    nights_vnd: int = 0
    overtime_vnd: int = 0
    unit_vnd: int = 0
    avoid_days_vnd: int = 0
    courier_vnd: int = 0
    transfers_vnd: int = 0
    co2_g: int = 0

    @property
    def total_vnd(self) -> int:
        """The sum of all parts."""
        return sum(getattr(self, f.name) for f in fields(self) if f.name.endswith("_vnd"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBreakdown:
    """The cost of a plan by departure: pairs of id and cost, in the order of the plan."""

    routes: tuple[tuple[str, Cost], ...]
    consignments: tuple[tuple[str, Cost], ...]
    transfers: tuple[tuple[str, Cost], ...]
    centres: tuple[tuple[str, int], ...] = ()

    @property
    def parts(self) -> Cost:
        """The cost of the plan, part by part."""
        costs = [cost for _, cost in (*self.routes, *self.consignments, *self.transfers)]
        return Cost(**{f.name: sum(getattr(c, f.name) for c in costs) for f in fields(Cost)})

    @property
    def total_vnd(self) -> int:
        """The cost of the plan, VND."""
        return self.parts.total_vnd

    @property
    def total(self) -> int:
        """The cost of the plan, VND, as ``total_vnd``."""
        return self.total_vnd

    @property
    def delivery_vnd(self) -> int:
        """The cost of routes and couriers alone: what routing decides."""
        return sum(cost.total_vnd for _, cost in (*self.routes, *self.consignments))

    @property
    def co2_g(self) -> int:
        """The CO₂ of all driving and cooling units, g."""
        return self.parts.co2_g

    def by_departure(self) -> pd.DataFrame:
        """Return one row per route, consignment and transfer.

        Columns: ``departure_id``; ``kind`` (route, courier, transfer); every part of ``Cost`` in
        VND; ``co2_g`` (g); ``total_vnd``.
        """
        import pandas as pd

        kinds = (("route", self.routes), ("courier", self.consignments), ("transfer", self.transfers))
        names = [f.name for f in fields(Cost)]
        return pd.DataFrame(
            [
                {
                    "departure_id": departure_id,
                    "kind": kind,
                    **{name: getattr(cost, name) for name in names},
                    "total_vnd": cost.total_vnd,
                }
                for kind, costs in kinds
                for departure_id, cost in costs
            ],
            columns=["departure_id", "kind", *names, "total_vnd"],
        )

    def by_centre(self) -> pd.DataFrame:
        """Return one row per served centre: ``centre_id`` and ``cost_vnd``, its share of its departures.

        Shared as in ``cost_to_serve``; they add up to ``delivery_vnd``, transfers left out.
        """
        import pandas as pd

        return pd.DataFrame(list(self.centres), columns=["centre_id", "cost_vnd"])
