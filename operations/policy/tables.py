"""The tables of a comparison: each figure of every policy with its interval, and the paired difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from distribution.language.catalogue import catalogue, say
from distribution.policy.expected import Reals
from distribution.policy.figures import Estimate, estimate, level_cost_dose
from operations.documents.figures import number
from operations.policy.arms import Arm, Comparison
from operations.policy.places import PLACE, centre_years, product_years, subregions

Rows = list[list[str]]
Series = Mapping[str, Reals]

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
_WORST = 8  # products, and centres, that are named
_NONE = "–"  # a policy without the product


def value_text(name: str, value: float, lang: str) -> str:
    """Return a figure as people write it."""
    shown = value / 1_000_000 if name in _MILLION else value
    return number(shown, lang, _DECIMALS.get(name, 0))


def interval_text(name: str, found: Estimate, lang: str) -> str:
    """Return a figure with half the width of its interval."""
    half = value_text(name, (found.high - found.low) / 2, lang)
    return f"{value_text(name, found.mean, lang)} ± {half}"


def difference_text(name: str, found: Estimate, lang: str) -> str:
    """Return a difference with its sign, half its interval, and a star where it is more than chance."""
    told = interval_text(name, found, lang)
    nought = not value_text(name, found.mean, lang).strip("-0,.")
    sign = "+" if found.mean > 0 and not nought else ""
    shown = told.lstrip("-") if nought else told.replace("-", "−")
    return f"{sign}{shown}{' *' if found.sure and not nought else '  '}"


def letter(number: int) -> str:
    """Return the short name of a policy in a comparison: A for the first."""
    return chr(ord("A") + number)


def levels(arm: Arm) -> Series:
    """Return the cost of a dose by level."""
    return level_cost_dose(arm.years, arm.rates)


def all_tables(told: Comparison, lang: str) -> list[Rows]:
    """Return every table, each with its heading first."""
    return [
        figure_rows(told, lang),
        level_rows(told, lang),
        _region_rows("availability", told, lang),
        _region_rows("cost_dose", told, lang),
        _centre_rows(told, lang),
        _product_rows(told, lang),
    ]


def figure_rows(told: Comparison, lang: str) -> Rows:
    """Return the figures of the year side by side."""
    series = [arm.series for arm in told.arms]
    return _rows("figure", None, series, lang, lambda name: say(f"policy.of.{name}", lang))


def level_rows(told: Comparison, lang: str) -> Rows:
    """Return the cost of a dose by level."""
    series = [levels(arm) for arm in told.arms]
    return _rows("level", "cost_dose", series, lang, lambda name: say(f"policy.at.{name}", lang))


def _region_rows(figure: str, told: Comparison, lang: str) -> Rows:
    """Return a figure of every subregion."""
    field = {told_as: name for name, told_as in PLACE.items()}[figure]
    series = _of([subregions(arm, told.inputs) for arm in told.arms], field)
    return _rows(f"region_{figure}", figure, series, lang, lambda name: _region(name, lang))


def _centre_rows(told: Comparison, lang: str) -> Rows:
    """Return the availability of the centres that are worst off under some policy."""
    years = [centre_years(arm, told.inputs) for arm in told.arms]
    series = _worst(_of(years, "availability"))
    return _rows("worst_places", "availability", series, lang, lambda c: years[0][c].name)


def _product_rows(told: Comparison, lang: str) -> Rows:
    """Return the availability of the products that are most often short under some policy."""
    series = _worst(_of([product_years(arm) for arm in told.arms], "availability"))

    names = {product_id: vaccine.name for product_id, vaccine in told.inputs.vaccines.items()}
    names |= {v.product_id: v.name for arm in told.arms if arm.change for v in arm.change.vaccines}
    return _rows("product", "availability", series, lang, names.__getitem__)


def _of(years: Sequence[Mapping[str, object]], field: str) -> list[Series]:
    """Return one figure of every place or product, policy by policy."""
    return [{key: getattr(one, field) for key, one in by_key.items()} for by_key in years]


def _worst(by_arm: Sequence[Series]) -> list[Series]:
    """Return the keys alone whose mean is least under some policy."""
    least: dict[str, float] = {}
    for series in by_arm:
        for key, values in series.items():
            least[key] = min(least.get(key, float("inf")), float(values.mean()))
    chosen = sorted(least, key=lambda key: (least[key], key))[:_WORST]
    return [{key: series[key] for key in chosen if key in series} for series in by_arm]


def _rows(
    heading: str, figure: str | None, by_arm: Sequence[Series], lang: str, name: Callable[[str], str]
) -> Rows:
    """Return a table: a row a key, every policy's figure with its interval, and the difference to the first.

    ``figure`` says how numbers are written; None: by the key itself.
    """
    first, titles = by_arm[0], [say(f"policy.{heading}", lang), letter(0)]
    for i in range(1, len(by_arm)):
        titles += [letter(i), f"{letter(i)} − {letter(0)}"]
    rows = [titles]
    for key in dict.fromkeys(key for series in by_arm for key in series):
        kind, row = figure or key, [name(key)]
        for i, series in enumerate(by_arm):
            row.append(interval_text(kind, estimate(series[key]), lang) if key in series else _NONE)
            if i:
                both = key in series and key in first
                gap = estimate(series[key] - first[key]) if both else None
                row.append(difference_text(kind, gap, lang) if gap else _NONE)
        rows.append(row)
    return rows


def _region(name: str, lang: str) -> str:
    """Return a subregion's name as people write it; one that the catalogue does not know stays as it is."""
    key = f"policy.subregion.{name}"
    return say(key, lang) if key in catalogue() else name
