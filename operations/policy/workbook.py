"""A comparison of policies as a workbook: figures, weeks, centres and products, numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from distribution.errors import StorageError
from distribution.language.catalogue import say
from distribution.policy.figures import Estimate, estimate, weekly_availability
from operations.policy.arms import Comparison
from operations.policy.places import PLACE, PRODUCT, PlaceYear, ProductYear, centre_years, product_years
from operations.policy.tables import levels
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
            row += _ends(estimate(arm.series[name]))
            if arm.change is not None:
                row += _ends(estimate(arm.series[name] - told.base.series[name]))
        rows.append(row)
    return [*rows, *_levels(told, lang)]


def _levels(told: Comparison, lang: str) -> Rows:
    costs = [levels(arm) for arm in told.arms]
    rows: Rows = [[say("policy.level", lang)]]
    for name in costs[0]:
        row: list[str | float] = [say(f"policy.at.{name}", lang)]
        for i, by_level in enumerate(costs):
            row += _ends(estimate(by_level[name]))
            if i:
                row += _ends(estimate(by_level[name] - costs[0][name]))
        rows.append(row)
    return rows


def _ends(found: Estimate) -> list[float]:
    return [found.mean, found.low, found.high]


def _weeks(told: Comparison, lang: str) -> Rows:
    heading: list[str | float] = [say("policy.week", lang), *(title(arm, lang) for arm in told.arms)]
    means = np.array([weekly_availability(arm.years).mean(axis=0) for arm in told.arms])
    mondays = told.base.years.question.weeks
    rows: Rows = [[f"{day:%d/%m/%Y}", *means[:, t].tolist()] for t, day in enumerate(mondays)]
    return [heading, *rows]


def _centres(told: Comparison, lang: str) -> Rows:
    by_arm = [centre_years(arm, told.inputs) for arm in told.arms]
    names = {c: place.name for c, place in by_arm[0].items()}
    return _each("place", PLACE, by_arm, names, told, lang)


def _products(told: Comparison, lang: str) -> Rows:
    by_arm = [product_years(arm) for arm in told.arms]
    names = {product_id: product_id for products in by_arm for product_id in products}
    return _each("products", PRODUCT, by_arm, names, told, lang)


def _each(
    heading: str,
    fields: Mapping[str, str],
    by_arm: Sequence[Mapping[str, PlaceYear | ProductYear]],
    names: Mapping[str, str],
    told: Comparison,
    lang: str,
) -> Rows:
    """Return a row for each place or product: the means of every policy, empty where it has none."""
    titles: list[str | float] = [say(f"policy.{heading}", lang)]
    for arm in told.arms:
        titles += [f"{title(arm, lang)}: {say(f'policy.of.{told_as}', lang)}" for told_as in fields.values()]
    rows: Rows = [titles]
    for key, name in names.items():
        row: list[str | float] = [name]
        for years in by_arm:
            one = years.get(key)
            row += [float(getattr(one, f).mean()) if one else "" for f in fields]
        rows.append(row)
    return rows
