"""What is odd in stock and arrivals: full stores, lots withheld or run out, arrivals of days gone by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from distribution.consistency.spots import spot
from distribution.consistency.tables import Question
from distribution.files.rows import Row
from distribution.inputs import WeekInputs
from distribution.units import ceil_div, litres_from_ml
from distribution.vaccines import LotStatus, TemperatureBand

Warned = tuple[str, Mapping[str, str]]


def overfull_stores(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every store whose band holds more at the start than its usable litres."""
    table = question.tables["stock"]
    volume_ml = {pair: _volume_ml(inputs, *pair) for pair in table.combinations("product_id", "doses")}
    held_ml: dict[tuple[str, str], int] = defaultdict(int)
    for place_id, name, product_id, doses in table.values("place_id", "storage_class", "product_id", "doses"):
        held_ml[place_id, name] += volume_ml[product_id, doses]
    stores = {s.site_id: s.stores_ml for s in inputs.network.sites}
    stores |= {c.centre_id: c.stores_ml for c in inputs.network.centres}
    full = {pair for pair, ml in held_ml.items() if ml > stores[pair[0]].get(TemperatureBand(pair[1]), 0)}
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table.where(
        ("place_id", "storage_class", "doses"), lambda place, band, doses: doses > 0 and (place, band) in full
    ):
        rows[row["place_id"], row["storage_class"]].append(row)
    for place_id, name in sorted(full):
        band = TemperatureBand(name)
        yield (
            "warning.store_overfull",
            {
                "place": inputs.network.name(place_id),
                "band": band.celsius,
                "held": f"{litres_from_ml(held_ml[place_id, name]):.0f}",
                "usable": f"{litres_from_ml(stores[place_id].get(band, 0)):.0f}",
                **spot(table, rows[place_id, name]),
            },
        )


def _volume_ml(inputs: WeekInputs, product_id: str, doses: int) -> int:
    vaccine = inputs.vaccines[product_id]
    return ceil_div(doses * vaccine.pack_ml, vaccine.pack_doses)


def withheld_stock(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every lot on hand that is quarantined or recalled."""
    table = question.tables["stock"]
    found: dict[str, list[Row]] = defaultdict(list)
    withheld = {lot.lot_id for lot in inputs.lots.values() if lot.status is not LotStatus.RELEASED}
    for row in table.where(("lot_id", "doses"), lambda lot, doses: doses > 0 and lot in withheld):
        found[row["lot_id"]].append(row)
    for lot_id, rows in sorted(found.items()):
        doses = str(sum(row["doses"] for row in rows))
        status = inputs.lots[lot_id].status.value
        yield "warning.lot_withheld", {"lot": lot_id, "status": status, "doses": doses, **spot(table, rows)}


def run_out_since_monday(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every lot on hand whose use-by has passed since the Monday of the week."""
    table = question.tables["stock"]
    found: dict[str, list[Row]] = defaultdict(list)
    if question.today <= question.monday:
        return

    def run_out(lot_id: str, use_by: date, doses: int) -> bool:
        return doses > 0 and question.monday < min(use_by, inputs.lots[lot_id].expiry) < question.today

    for row in table.where(("lot_id", "use_by", "doses"), run_out):
        found[row["lot_id"]].append(row)
    for lot_id, rows in sorted(found.items()):
        doses = str(sum(row["doses"] for row in rows))
        yield "warning.lot_run_out", {"lot": lot_id, "doses": doses, **spot(table, rows)}


def past_arrivals(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for arrivals of days gone by: they are taken to be in the stock already."""
    del inputs
    table = question.tables["arrivals"]
    rows = [row for row in table if row["day"] < question.today]
    if rows:
        doses = str(sum(row["doses"] for row in rows))
        day = f"{question.today:%d/%m/%Y}"
        yield (
            "warning.arrivals_past",
            {"count": str(len(rows)), "doses": doses, "day": day, **spot(table, rows)},
        )
