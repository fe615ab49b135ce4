"""Doses that may be vials, packs or a zero too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from distribution.consistency.doubt import Doubt, doubt
from distribution.consistency.limits import check_limits
from distribution.consistency.tables import Question
from distribution.files.rows import Row


def doses_in_broken_packs(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for doses at a site, or arriving, that are no whole packs: vials may be meant."""
    pack_of = {r["id"]: r["pack_doses"] for r in question.tables["products"].readable("id", "pack_doses")}
    sites = question.tables["sites"].ids or frozenset()
    for name, place in (("stock", "place_id"), ("arrivals", "site_id")):
        table = question.tables[name]
        for row in table.where(
            (place, "product_id", "doses"),
            lambda at, product, doses: at in sites and doses % pack_of.get(product, 1) != 0,
        ):
            pack = pack_of[row["product_id"]]
            yield doubt(
                "pack_slip",
                table,
                [row],
                "doses",
                doses=str(row["doses"]),
                pack=str(pack),
                product=row["product_id"],
                meant=str(row["doses"] * pack),
            )


def stock_for_a_year(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for stock of a product at a centre that would last for a year or more of its forecast."""
    limits = check_limits()
    use = _daily_use(question)
    stock = question.tables["stock"]
    held: dict[tuple[str, str], int] = defaultdict(int)
    for place, product, doses in stock.values("place_id", "product_id", "doses"):
        held[place, product] += doses
    least, days = limits["cover_least_doses"], limits["cover_days"]
    long = {
        pair for pair in held.keys() & use.keys() if held[pair] >= least and held[pair] > days * use[pair] > 0
    }
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in stock.where(
        ("place_id", "product_id", "doses"), lambda place, product, _: (place, product) in long
    ):
        rows[row["place_id"], row["product_id"]].append(row)
    for (place, product), own in rows.items():
        doses = held[place, product]
        yield doubt(
            "cover_slip",
            stock,
            own,
            "doses",
            place=place,
            product=product,
            doses=str(doses),
            days=str(round(doses / use[place, product])),
        )


def days_with_a_zero_too_many(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every day of the forecast that stands far above the other days of its row."""
    limits = check_limits()
    table = question.tables["forecast"]
    if not table.days or not table.rows:
        return
    doses = table.doses.astype(np.float64)
    most = doses.max(axis=1)
    others = (doses.sum(axis=1) - most) / max(len(table.days) - 1, 1)
    high = (most >= limits["spike_least_doses"]) & (most > limits["spike_factor"] * others)
    for index in np.flatnonzero(high).tolist():
        row = table.rows[index]
        day = table.days[int(doses[index].argmax())].isoformat()
        yield doubt(
            "forecast_spike",
            table,
            [row],
            day,
            day=day,
            doses=str(int(most[index])),
            mean=f"{others[index]:.1f}",
            centre=row["centre_id"],
            product=row["product_id"],
        )


def _daily_use(question: Question) -> dict[tuple[str, str], float]:
    table = question.tables["forecast"]
    if not table.days:
        return {}
    means = table.doses.mean(axis=1).tolist() if table.rows else []
    return {(row["centre_id"], row["product_id"]): mean for row, mean in zip(table.rows, means, strict=True)}
