"""A comparison of policies as lines on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.language.catalogue import catalogue, say
from distribution.policy.figures import Estimate, differences, level_cost_dose, year_figures
from operations.documents.figures import number
from operations.policy.arms import Arm, Comparison
from operations.policy.places import short_products, subregions

_DECIMALS = {
    "availability": 2,
    "fill": 2,
    "open_waste": 2,
    "closed_waste": 2,
    "fridge_peak": 1,
    "depot_cold_peak": 1,
    "depot_frozen_peak": 1,
    "visit_litres": 1,
    "lane_use": 1,
    "fleet_use": 1,
}
_MILLION = frozenset({"cost"})
_MOST_PRODUCTS = 8


def title(arm: Arm, lang: str) -> str:
    """Return what people call a policy."""
    return arm.change.title(lang) if arm.change else say("policy.base", lang)


def value_text(name: str, value: float, lang: str) -> str:
    """Return a figure as people write it."""
    shown = value / 1_000_000 if name in _MILLION else value
    return number(shown, lang, _DECIMALS.get(name, 0))


def interval_text(name: str, estimate: Estimate, lang: str) -> str:
    """Return a figure with half the width of its interval."""
    half = value_text(name, (estimate.high - estimate.low) / 2, lang)
    return f"{value_text(name, estimate.mean, lang)} ± {half}"


def difference_text(name: str, estimate: Estimate, lang: str) -> str:
    """Return a difference with its sign, half its interval, and a star where it is more than chance."""
    told = interval_text(name, estimate, lang)
    nought = not value_text(name, estimate.mean, lang).strip("-0,.")
    sign = "+" if estimate.mean > 0 and not nought else ""
    shown = told.lstrip("-") if nought else told.replace("-", "−")
    return f"{sign}{shown}{' *' if estimate.sure and not nought else '  '}"


def comparison_lines(told: Comparison, lang: str) -> tuple[str, ...]:
    """Return the whole answer: what was asked, the figures side by side, costs by level, places, products."""
    lines = [say("policy.synthetic", lang)] if told.inputs.synthetic else []
    lines += [headline(told, lang), *legend(told, lang), say("policy.reading", lang)]
    for rows in (
        figure_rows(told, lang),
        level_rows(told, lang),
        region_rows(told, lang),
        product_rows(told, lang),
    ):
        lines += ["", *columns(rows)]
    if len(told.arms) > 1:
        lines += ["", say("policy.common", lang)]
    return tuple(lines)


def headline(told: Comparison, lang: str) -> str:
    """Return what was lived: weeks, places, products, how often, from which seed."""
    settings, question = told.settings, told.base.years.question
    return say(
        "policy.headline",
        lang,
        weeks=len(question.weeks),
        first=settings.week,
        centres=len(question.centre_ids),
        products=len(question.product_ids),
        replications=settings.replications,
        seed=settings.seed,
    )


def letter(number: int) -> str:
    """Return the short name of a policy in a comparison: A for the first."""
    return chr(ord("A") + number)


def legend(told: Comparison, lang: str) -> list[str]:
    """Return a line for each policy: its letter and what people call it."""
    return [f"{letter(i)}: {title(arm, lang)}" for i, arm in enumerate(told.arms)]


def figure_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return the figures side by side, the heading first."""
    base = year_figures(told.base.series)
    heading = [say("policy.figure", lang), letter(0)]
    rows = [[say(f"policy.of.{name}", lang), interval_text(name, e, lang)] for name, e in base.items()]
    for i, arm in enumerate(told.arms[1:], start=1):
        heading += [letter(i), f"{letter(i)} − {letter(0)}"]
        other, gaps = year_figures(arm.series), differences(arm.series, told.base.series)
        for row, name in zip(rows, base, strict=True):
            row += [interval_text(name, other[name], lang), difference_text(name, gaps[name], lang)]
    return [heading, *rows]


def level_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return the cost of a dose by level, the heading first."""
    levels = [level_cost_dose(arm.years, arm.rates) for arm in told.arms]
    heading = [say("policy.level", lang), *(letter(i) for i in range(len(told.arms)))]
    rows = [
        [say(f"policy.at.{name}", lang), *(interval_text("cost_dose", costs[name], lang) for costs in levels)]
        for name in levels[0]
    ]
    return [heading, *rows]


def region_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return availability and cost of a dose by subregion, the heading first."""
    names = [say(f"policy.short.{name}", lang) for name in ("availability", "cost_dose")]
    heading = [say("policy.region", lang)]
    heading += [f"{letter(i)}: {name}" for i in range(len(told.arms)) for name in names]
    by_arm = [subregions(arm, told.inputs) for arm in told.arms]
    rows = []
    for i, place in enumerate(by_arm[0]):
        row = [_region(place.name, lang)]
        for places in by_arm:
            row += [number(places[i].availability, lang, 2), number(places[i].cost_dose_vnd, lang)]
        rows.append(row)
    return [heading, *rows]


def _region(name: str, lang: str) -> str:
    """Return a subregion's name as people write it; one that the catalogue does not know stays as it is."""
    key = f"policy.subregion.{name}"
    return say(key, lang) if key in catalogue() else name


def product_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return the products most often short as it is, the heading first."""
    heading = [say("policy.product", lang)]
    heading += [say(f"policy.short.{n}", lang) for n in ("availability", "missed", "expired")]
    rows = [
        [
            _product(p.product_id, told),
            number(p.availability, lang, 2),
            number(p.missed, lang),
            number(p.expired, lang),
        ]
        for p in short_products(told.base)[:_MOST_PRODUCTS]
    ]
    return [heading, *rows]


def _product(product_id: str, told: Comparison) -> str:
    vaccine = told.inputs.vaccines.get(product_id)
    return vaccine.name if vaccine else product_id


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
