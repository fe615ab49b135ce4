"""The synthetic week: sound, plausible in size, the same every time."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from distribution.calendar import Week
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.vaccines import LotStatus, TemperatureBand
from operations.example_week import example_tables, write_example
from operations.synthetic.amounts import SHORT_PRODUCTS

WEEK = Week.parse("2026-W48")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> WeekInputs:
    folder = tmp_path_factory.mktemp("example") / "week"
    write_example(folder, WEEK)
    return read_inputs(folder, WEEK)


def _held_ml(example: WeekInputs) -> dict[tuple[str, TemperatureBand], float]:
    held: dict[tuple[str, TemperatureBand], float] = defaultdict(float)
    for line in example.stock:
        vaccine = example.vaccines[line.product_id]
        held[line.place_id, line.band] += line.doses * vaccine.pack_ml / vaccine.pack_doses
    return held


def test_it_is_sound_and_says_that_it_is_synthetic(example: WeekInputs) -> None:
    assert example.synthetic
    assert example.week_text == "2026-W48"


def test_its_size_is_plausible(example: WeekInputs) -> None:
    a_year = example.forecast.doses.sum() / 28 * 365
    assert 19e6 < a_year < 25e6
    assert 30 <= len(example.fleet.vehicles) <= 60
    used = example.forecast.doses.sum(axis=(0, 2)) > 0
    assert 50 <= used.sum() <= 62
    per_place: dict[tuple[str, str], int] = defaultdict(int)
    for line in example.stock:
        per_place[line.place_id, line.product_id] += 1
    assert max(per_place.values()) <= 4


def test_most_centres_need_something_and_some_nothing(example: WeekInputs) -> None:
    stock: dict[tuple[str, str], int] = defaultdict(int)
    for line in example.stock:
        stock[line.place_id, line.product_id] += line.doses
    need = [
        any(
            example.forecast.doses[i, j, :12].sum() > stock[centre, product]
            for j, product in enumerate(example.forecast.product_ids)
        )
        for i, centre in enumerate(example.forecast.centre_ids)
    ]
    assert 0.85 <= sum(need) / len(need) <= 0.95


def test_one_refrigerator_is_over_its_litres_and_the_others_have_room(example: WeekInputs) -> None:
    held = _held_ml(example)
    full = [
        c.centre_id
        for c in example.network.centres
        if held[c.centre_id, TemperatureBand.COLD] > 0.62 * c.stores_ml[TemperatureBand.COLD]
    ]
    assert len(full) == 1
    assert (
        held[full[0], TemperatureBand.COLD] > example.network.centre(full[0]).stores_ml[TemperatureBand.COLD]
    )
    for site in example.network.sites:
        for band, usable_ml in site.stores_ml.items():
            assert held[site.site_id, band] <= 0.86 * usable_ml
    assert [key for key, _ in example.warnings].count("warning.store_overfull") == 1


def test_one_lot_is_in_quarantine_with_stock(example: WeekInputs) -> None:
    held = {lot.lot_id for lot in example.lots.values() if lot.status is LotStatus.QUARANTINED}
    assert len(held) == 1
    assert sum(line.doses for line in example.stock if line.lot_id in held) > 0


def test_sites_hold_whole_packs(example: WeekInputs) -> None:
    sites = {s.site_id for s in example.network.sites}
    for line in example.stock:
        if line.place_id in sites:
            assert line.doses % example.vaccines[line.product_id].pack_doses == 0
    for arrival in example.arrivals:
        assert arrival.doses % example.vaccines[arrival.product_id].pack_doses == 0


def test_the_frozen_product_is_frozen_at_hubs_and_thawed_elsewhere(example: WeekInputs) -> None:
    bands = defaultdict(set)
    kind = {s.site_id: s.kind.value for s in example.network.sites}
    for line in example.stock:
        if line.product_id == "ROTAVIN":
            bands[kind.get(line.place_id, "centre")].add(line.band)
    assert bands["centre"] == bands["depot"] == {TemperatureBand.COLD}
    assert TemperatureBand.FROZEN in bands["hub"]


def test_some_products_are_short_and_some_lots_near_their_end(example: WeekInputs) -> None:
    supply: dict[str, int] = defaultdict(int)
    for line in example.stock:
        supply[line.product_id] += line.doses
    for product in SHORT_PRODUCTS:
        j = example.forecast.product_ids.index(product)
        assert supply[product] < example.forecast.doses[:, j, :].sum()
    near = [
        line
        for line in example.stock
        if (line.use_by - WEEK.monday).days < 30 and line.product_id != "ROTAVIN"
    ]
    assert near


def test_drivers_cover_the_vehicles(example: WeekInputs) -> None:
    from distribution.fleet import may_drive

    for vehicle in example.fleet.vehicles:
        kind = example.fleet.type(vehicle.type_id)
        able = [d for d in example.fleet.drivers if d.depot_id == vehicle.depot_id and may_drive(d, kind)]
        assert len(able) >= kind.crew
    assert 1.2 <= len(example.fleet.drivers) / len(example.fleet.vehicles) <= 1.7


def test_the_same_seed_gives_the_same_week_and_another_does_not() -> None:
    assert example_tables(WEEK, 1) == example_tables(WEEK, 1)
    assert example_tables(WEEK, 1)["stock"] != example_tables(WEEK, 2)["stock"]


@pytest.mark.parametrize("week", ["2026-W01", "2026-W53", "2027-W05"])
def test_other_weeks_are_sound(tmp_path: Path, week: str) -> None:
    other = Week.parse(week)
    write_example(tmp_path / "w", other)
    assert read_inputs(tmp_path / "w", other).week_text == week


def test_the_workbook_reads_back_as_the_folder(example: WeekInputs, tmp_path: Path) -> None:
    write_example(tmp_path / "w.xlsx", WEEK, lang="en")
    book = read_inputs(tmp_path / "w.xlsx", WEEK)
    assert book.stock == example.stock
    assert book.lots == example.lots
    assert book.fleet == example.fleet
    assert book.network == example.network
    assert (book.forecast.doses == example.forecast.doses).all()
