"""A comparison of policies as lines on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.language.catalogue import say
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
    sign = "+" if estimate.mean > 0 else ""
    return f"{sign}{interval_text(name, estimate, lang)}{' *' if estimate.sure else '  '}"


def comparison_lines(told: Comparison, lang: str) -> tuple[str, ...]:
    """Return the whole answer: what was asked, the figures side by side, costs by level, places, products."""
    lines = [say("policy.synthetic", lang)] if told.inputs.synthetic else []
    lines.append(headline(told, lang))
    for rows in (
        figure_rows(told, lang),
        level_rows(told, lang),
        region_rows(told, lang),
        product_rows(told.base, lang),
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


def figure_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return the figures side by side, the heading first."""
    base = year_figures(told.base.series)
    heading = [f"{say('policy.figure', lang)} ({say('policy.interval', lang)})", title(told.base, lang)]
    rows = [[say(f"policy.of.{name}", lang), interval_text(name, e, lang)] for name, e in base.items()]
    for arm in told.arms[1:]:
        heading += [title(arm, lang), say("policy.difference", lang)]
        other, gaps = year_figures(arm.series), differences(arm.series, told.base.series)
        for row, name in zip(rows, base, strict=True):
            row += [interval_text(name, other[name], lang), difference_text(name, gaps[name], lang)]
    return [heading, *rows]


def level_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return the cost of a dose by level, the heading first."""
    levels = [level_cost_dose(arm.years, arm.rates) for arm in told.arms]
    heading = [say("policy.level", lang), *(title(arm, lang) for arm in told.arms)]
    rows = [
        [say(f"policy.at.{name}", lang), *(interval_text("cost_dose", costs[name], lang) for costs in levels)]
        for name in levels[0]
    ]
    return [heading, *rows]


def region_rows(told: Comparison, lang: str) -> list[list[str]]:
    """Return availability and cost of a dose by subregion, the heading first."""
    names = [say(f"policy.of.{name}", lang) for name in ("availability", "cost_dose")]
    heading = [say("policy.region", lang)]
    for arm in told.arms:
        heading += [f"{title(arm, lang)}: {name}" for name in names]
    by_arm = [subregions(arm, told.inputs) for arm in told.arms]
    rows = []
    for i, place in enumerate(by_arm[0]):
        row = [place.name]
        for places in by_arm:
            row += [number(places[i].availability, lang, 2), number(places[i].cost_dose_vnd, lang)]
        rows.append(row)
    return [heading, *rows]


def product_rows(base: Arm, lang: str) -> list[list[str]]:
    """Return the products most often short, the heading first."""
    rows = [
        [p.product_id, number(p.availability, lang, 2), number(p.missed, lang), number(p.expired, lang)]
        for p in short_products(base)[:_MOST_PRODUCTS]
    ]
    heading = [say("policy.product", lang)]
    heading += [say(f"policy.of.{n}", lang) for n in ("availability", "missed", "expired_centres")]
    return [heading, *rows]


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
