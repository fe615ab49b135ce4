"""The example week as an input that can be opened, edited and fed back; synthetic, and says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from distribution.calendar import Week
from operations.synthetic.fleet import driver_rows, vehicle_rows
from operations.synthetic.lots import lot_book
from operations.synthetic.quarter import later_arrivals
from operations.synthetic.stock import arrival_rows, stock_rows
from operations.synthetic.world import World, world_of

Row = dict[str, Any]
EXAMPLE_SEED = 1  # of the bundled week, wherever no input is named
WEEKS = 4
QUARTER_WEEKS = 13


def example_tables(week: Week, seed: int = EXAMPLE_SEED, weeks: int = WEEKS) -> dict[str, list[Row]]:
    """Return the made-up tables of a week by name: lots, stock, arrivals, forecast, vehicles, drivers.

    With more than four ``weeks`` (thirteen: a quarter) forecast, lots and arrivals go on; the rest stays.

    The same week and seed give the same tables.  Use comes from population, product shares,
    season and calendar (about 22 million doses a year, assumed); all else is drawn around it.
    """
    world = world_of(week, seed, weeks)
    book = lot_book(world)
    later = later_arrivals(world)
    return {
        "lots": sorted([*book.rows(), *later.lots], key=lambda row: str(row["lot_id"])),
        "stock": stock_rows(world, book),
        "arrivals": [*arrival_rows(world, book), *later.arrivals],
        "forecast": _forecast_rows(world),
        "vehicles": vehicle_rows(),
        "drivers": driver_rows(world),
    }


def write_example(
    to: Path, week: Week, *, seed: int = EXAMPLE_SEED, lang: str = "vi", weeks: int = WEEKS
) -> None:
    """Write the example as a workbook (``.xlsx``) or, for any other name, a folder of CSV files.

    Raises
    ------
    StorageError
        When it cannot be written.
    """
    tables = example_tables(week, seed, weeks)
    if to.suffix.lower() == ".xlsx":
        from distribution.files.workbook_write import write_workbook

        write_workbook(to, tables, lang, synthetic=True, week=week)
        return
    from distribution.files.folder_write import write_folder

    write_folder(to, tables, lang, synthetic=True, week=week)


def _forecast_rows(world: World) -> list[Row]:
    names = [day.isoformat() for day in world.days]
    return [
        {
            "centre_id": centre["id"],
            "product_id": product["id"],
            **dict(zip(names, world.forecast[i, j].tolist(), strict=True)),
        }
        for i, centre in enumerate(world.centres)
        for j, product in enumerate(world.products)
    ]
