"""A table asked by its columns gives what its rows give, faulty ones as far as they could be read."""

from __future__ import annotations

from datetime import date

from distribution.files.rows import TypedTable, read_table_rows
from distribution.files.sheets import Sheet
from distribution.schema.all import TABLES

STOCK = ("place_id", "product_id", "lot_id", "storage_class", "use_by", "doses")


def stock(*cells: tuple[object, ...]) -> TypedTable:
    rows = tuple(enumerate(cells, start=2))
    sheet = Sheet(name="stock", file="x.xlsx", sheet="stock", headings=STOCK, rows=rows)
    return read_table_rows(sheet, TABLES["stock"], date(2026, 11, 23))[0]


TABLE = stock(
    ("a", "HEXAXIM", "L1", "C2_8", "2027-05-20", 10),
    ("b", "HEXAXIM", "L1", "C2_8", "2027-05-20", "ten"),
    ("c", "HEXAXIM", "L2", "C2_8", "2027-05-20", 0),
    ("a", "HEXAXIM", "L1", "C2_8", "2027-05-20", 10),
)


def test_rows_are_put_together_of_columns_with_the_numbers_of_the_file() -> None:
    assert [row.number for row in TABLE.rows] == [2, 4, 5]
    assert dict(TABLE.rows[1]) == dict(
        zip(STOCK, ("c", "HEXAXIM", "L2", "C2_8", date(2027, 5, 20), 0), strict=True)
    )
    assert len(TABLE.rows[:2]) == 2


def test_values_leave_out_only_rows_of_which_a_column_asked_for_could_not_be_read() -> None:
    assert sorted(TABLE.values("place_id", "lot_id")) == [
        ("a", "L1"),
        ("a", "L1"),
        ("b", "L1"),
        ("c", "L2"),
    ]
    assert TABLE.combinations("place_id", "doses") == {("a", 10), ("c", 0)}


def test_rows_are_found_in_the_order_of_the_file_and_each_combination_is_tested_once() -> None:
    tested: list[tuple[str, str]] = []

    def holds(place: str, lot: str) -> bool:
        tested.append((place, lot))
        return lot == "L1"

    found = TABLE.where(("place_id", "lot_id"), holds)
    assert [row.number for row in found] == [2, 3, 5]
    assert sorted(tested) == [("a", "L1"), ("b", "L1"), ("c", "L2")]


def test_equal_numbers_of_other_kinds_are_read_apart() -> None:
    table = stock(
        ("1", "HEXAXIM", "L1", "C2_8", "2027-05-20", 1),
        (1, "HEXAXIM", "L1", "C2_8", "2027-05-20", 1.0),
        (1.0, "HEXAXIM", "L1", "C2_8", "2027-05-20", True),
    )
    assert [row["place_id"] for row in table.rows] == ["1", "1"]
    assert [row.number for row in table.partial] == [4]  # True is no number of doses
