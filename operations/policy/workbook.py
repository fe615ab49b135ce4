"""A comparison of policies as a workbook: figures, weeks, centres and products, numbers as numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from distribution.errors import StorageError
from distribution.language.catalogue import say
from distribution.policy.figures import differences, level_cost_dose, weekly_availability, year_figures
from operations.policy.arms import Comparison
from operations.policy.places import PlaceYear, centre_years, product_years
from operations.policy.text import headline, title

Rows = list[list[str | float]]


def write_policy_workbook(told: Comparison, path: Path, lang: str) -> None:
    """Write the workbook.

    Raises
    ------
    StorageError
        When it cannot be written.
    """
    import xlsxwriter

    sheets = {
        "figure": _figures(told, lang),
        "week": _weeks(told, lang),
        "place": _centres(told, lang),
        "products": _products(told, lang),
    }
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            bold = book.add_format({"bold": True, "text_wrap": True})
            for key, rows in sheets.items():
                sheet = book.add_worksheet(say(f"policy.{key}", lang)[:31])
                sheet.freeze_panes(2, 1)
                sheet.set_column(0, 0, 44)
                sheet.set_column(1, 20, 16)
                sheet.write_row(0, 0, [_origin(told, lang)])
                for number, row in enumerate(rows, start=1):
                    sheet.write_row(number, 0, row, bold if number == 1 else None)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror or error}") from error


def _origin(told: Comparison, lang: str) -> str:
    made_up = f"{say('policy.synthetic', lang)}. " if told.inputs.synthetic else ""
    return made_up + headline(told, lang)


def _figures(told: Comparison, lang: str) -> Rows:
    heading: list[str | float] = [say("policy.figure", lang)]
    for arm in told.arms:
        heading += [title(arm, lang), f"{title(arm, lang)} {say('policy.interval', lang)} −", "+"]
        if arm.change is not None:
            heading += [say("policy.difference", lang), "−", "+"]
    rows: Rows = [heading]
    for name in told.base.series:
        row: list[str | float] = [say(f"policy.of.{name}", lang)]
        for arm in told.arms:
            found = year_figures({name: arm.series[name]})[name]
            row += [found.mean, found.low, found.high]
            if arm.change is not None:
                gap = differences({name: arm.series[name]}, {name: told.base.series[name]})[name]
                row += [gap.mean, gap.low, gap.high]
        rows.append(row)
    return [*rows, *_levels(told, lang)]


def _levels(told: Comparison, lang: str) -> Rows:
    costs = [level_cost_dose(arm.years, arm.rates) for arm in told.arms]
    rows: Rows = [[say("policy.level", lang)]]
    for name in costs[0]:
        row: list[str | float] = [say(f"policy.at.{name}", lang)]
        for by_level in costs:
            row += [by_level[name].mean, by_level[name].low, by_level[name].high]
        rows.append(row)
    return rows


def _weeks(told: Comparison, lang: str) -> Rows:
    heading: list[str | float] = [say("policy.week", lang), *(title(arm, lang) for arm in told.arms)]
    means = np.array([weekly_availability(arm.years).mean(axis=0) for arm in told.arms])
    mondays = told.base.years.question.weeks
    rows: Rows = [[f"{day:%d/%m/%Y}", *means[:, t].tolist()] for t, day in enumerate(mondays)]
    return [heading, *rows]


def _centres(told: Comparison, lang: str) -> Rows:
    fields = ("availability", "given", "visits", "cost_dose", "fridge_peak")
    heading: list[str | float] = [say("policy.place", lang)]
    for arm in told.arms:
        heading += [f"{title(arm, lang)}: {say(f'policy.of.{name}', lang)}" for name in fields]
    by_arm = [centre_years(arm, told.inputs) for arm in told.arms]
    rows: Rows = [
        [by_arm[0][i].name, *(value for places in by_arm for value in _place(places[i]))]
        for i in range(len(by_arm[0]))
    ]
    return [heading, *rows]


def _place(place: PlaceYear) -> tuple[float, ...]:
    return place.availability, place.given, place.visits, place.cost_dose_vnd, place.fridge_peak


def _products(told: Comparison, lang: str) -> Rows:
    fields = ("availability", "given", "missed", "expired_centres")
    by_arm = [{p.product_id: p for p in product_years(arm)} for arm in told.arms]
    heading: list[str | float] = [say("policy.products", lang)]
    for arm in told.arms:
        heading += [f"{title(arm, lang)}: {say(f'policy.of.{name}', lang)}" for name in fields]
    rows: Rows = [heading]
    for product_id in sorted(set().union(*by_arm)):
        row: list[str | float] = [product_id]
        for products in by_arm:
            p = products.get(product_id)
            row += [p.availability, p.given, p.missed, p.expired] if p else [""] * len(fields)
        rows.append(row)
    return rows
