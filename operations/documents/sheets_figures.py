"""The sheets of figures: indicators of the week, fill rate by product, cost by run."""

from __future__ import annotations

from dataclasses import fields

from distribution.cost_parts import Cost, CostBreakdown
from distribution.indicators import FILL, Indicators, fill_by_product
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.units import HOUR_S, km_from_m
from operations.documents.sheet import Cell, Heading, Look, Sheet, columns

INDICATORS = columns(("item", Look.TEXT, 48), ("value", Look.DECIMAL, 20))
PRODUCTS = columns(
    ("product_id", Look.TEXT, 16),
    ("product", Look.TEXT, 30),
    ("need", Look.WHOLE, 12),
    ("delivered", Look.WHOLE, 12),
    ("missing", Look.WHOLE, 12),
    ("fill_rate", Look.PERCENT, 12),
    ("short_centres", Look.WHOLE, 14),
)
COST_ITEMS = tuple(field.name for field in fields(Cost) if field.name.endswith("_vnd"))
_SHARES = ("fill_rate", "load_factor")


def indicators_sheet(indicators: Indicators, lang: str) -> Sheet:
    """One row per figure of the week, in the units of its name."""
    named: list[tuple[str, Cell]] = [
        (field.name, _people_unit(field.name, getattr(indicators, field.name)))
        for field in fields(indicators)
        if field.name not in ("metres_per_dose", "cold_margin_departure_id")
    ]
    named.append(("km_per_1000_doses", indicators.km_per_1000_doses))
    rows = tuple((say(f"indicator.{name}", lang) + _share(name), value) for name, value in named)
    return Sheet(key="indicators", headings=INDICATORS, rows=rows)


def _share(name: str) -> str:
    return " (%)" if name in _SHARES else ""


def _people_unit(name: str, value: float | None) -> Cell:
    if value is None:
        return None
    if name in _SHARES:
        return value * 100
    if name.endswith("_s"):
        return value / HOUR_S
    return value / 1_000 if name.endswith(("_m", "_g")) else value


def products_sheet(plan: WeeklyPlan, inputs: WeekInputs) -> Sheet:
    """One row per product with need."""
    found = fill_by_product(plan, inputs).to_dict("records")
    rows: tuple[tuple[Cell, ...], ...] = tuple(tuple(row[name] for name in FILL) for row in found)
    return Sheet(key="products", headings=PRODUCTS, rows=rows)


def departures_sheet(plan: WeeklyPlan, costs: CostBreakdown, lang: str) -> Sheet:
    """One row per route, consignment and transfer: its cost, part by part."""
    kinds = (("route", costs.routes), ("courier", costs.consignments), ("transfer", costs.transfers))
    metres = {run.route_id: run.distance_m for run in plan.routes}
    metres |= {run.transfer_id: run.distance_m for run in plan.transfers}
    rows = tuple(
        (
            run_id,
            say(f"sheet.kind.{kind}", lang),
            km_from_m(metres[run_id]) if run_id in metres else None,
            cost.total_vnd,
            *(getattr(cost, item) for item in COST_ITEMS),
            cost.co2_g / 1_000,
        )
        for kind, found in kinds
        for run_id, cost in found
    )
    return Sheet(key="departures", headings=_departure_headings(lang), rows=rows)


def _departure_headings(lang: str) -> tuple[Heading, ...]:
    first = columns(
        ("run", Look.TEXT, 16),
        ("kind", Look.TEXT, 14),
        ("km", Look.DECIMAL, 10),
        ("cost_vnd", Look.MONEY, 14),
    )
    parts = tuple(
        Heading(key=item, look=Look.MONEY, width=14, text=f"{say(f'cost.{item}', lang)} (₫)")
        for item in COST_ITEMS
    )
    return (*first, *parts, *columns(("co2_kg", Look.DECIMAL, 10)))
