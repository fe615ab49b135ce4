"""The long tables of the papers: delivery notes, packing sheets, lots to pick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from operations.documents.letters import Letters
from operations.documents.ruled import POINTS, Across, Column, Row, RuledTable

Line = Mapping[str, Any]
Cells = tuple[tuple[str, ...], ...]
NOTE = (
    Column(width_mm=60, word="product"),
    Column(width_mm=33, word="lot"),
    Column(width_mm=24, word="expiry"),
    Column(width_mm=11, word="packs", right=True),
    Column(width_mm=13, word="doses", right=True, bold=True),
    Column(width_mm=15, word="vvm"),
    Column(width_mm=13, word="accepted"),
    Column(width_mm=17, word="rejected"),
)
_PACKED = (
    Column(width_mm=48, word="goods"),
    Column(width_mm=33, word="lot"),
    Column(width_mm=12, word="packs", right=True, bold=True),
)
PACKING = (*_PACKED, *_PACKED)
_PICKED = (
    Column(width_mm=39, word="goods", tick=True),
    Column(width_mm=31, word="lot"),
    Column(width_mm=11, word="packs", right=True),
    Column(width_mm=12, word="doses", right=True, bold=True),
)
PICKING = (*_PICKED, *_PICKED)
_CENTRE_MM = 70  # beside the number of a box and the lines to be written on
_WRITTEN = (("logger_number", 42.0), ("seal_number", 34.0), ("closed_at", 26.0))


def with_tables(values: Mapping[str, Any], letters: Letters) -> tuple[dict[str, Any], list[RuledTable]]:
    """Return paper values in which long tables are places to be kept free, and the tables themselves."""
    making = _Making(values["words"], letters)
    routes = [making.route(route) for route in values["routes"]]
    couriers = [making.note(note) for note in values["couriers"]]
    return {**values, "routes": routes, "couriers": couriers}, making.tables


class _Making:
    """The tables made so far; their places know them by number."""

    def __init__(self, words: Mapping[str, str], letters: Letters) -> None:
        self._words = words
        self._letters = letters
        self.tables: list[RuledTable] = []

    def route(self, route: Mapping[str, Any]) -> dict[str, Any]:
        packing, loading = dict(route["packing_sheet"]), dict(route["loading"])
        boxes = [row for box in packing.pop("boxes") for row in self._box(box)]
        packing["table"] = self._made(PACKING, boxes, unit_mm=5.2, head_mm=6)
        picked = [_row(cells) for cells in _pairs(loading.pop("picked"), self._picked)]
        loading["table"] = self._made(PICKING, picked, unit_mm=5.6, head_mm=6)
        notes = [self.note(note) for note in route["notes"]]
        return {**route, "packing_sheet": packing, "loading": loading, "notes": notes}

    def note(self, note: Mapping[str, Any]) -> dict[str, Any]:
        """Return a note; its rows have two lines at least, so that there is room to write."""
        lines = note["lines"]
        bands = dict.fromkeys(line["band"] for line in lines)
        rows = [_row(self._note_cells(line, mixed=len(bands) > 1), least=2) for line in lines]
        return {
            **{key: value for key, value in note.items() if key != "lines"},
            "table": self._made(NOTE, rows, unit_mm=4, head_mm=10),
            "bands": ", ".join(bands) or "–",
            "cared": any(line["care"] for line in lines),
            "later": any(line["use_by"] for line in lines),
        }

    def _made(
        self, columns: tuple[Column, ...], rows: Sequence[Row], *, unit_mm: float, head_mm: float
    ) -> dict[str, Any]:
        heads = tuple(
            self._letters.bold.lines(self._words[column.word], column.width_mm - 2, POINTS)
            for column in columns
        )
        table = RuledTable(columns=columns, heads=heads, unit_mm=unit_mm, head_mm=head_mm, rows=tuple(rows))
        self.tables.append(table)
        return table.frame(len(self.tables) - 1)

    def _cell(self, column: Column, text: str) -> tuple[str, ...]:
        return self._letters.face(bold=column.bold).lines(text, column.room_mm, POINTS)

    def _note_cells(self, line: Line, *, mixed: bool) -> Cells:
        """Return the cells of a lot; the day by which thawed goods must be used stands below the label's."""
        care = f" ({line['care']})" if line["care"] else ""
        product = f"{line['product']}, {line['presentation']}{care}{' · ' + line['band'] if mixed else ''}"
        use_by = (f"→ {line['use_by']}",) if line["use_by"] else ()
        return (
            self._cell(NOTE[0], product),
            self._cell(NOTE[1], line["lot"]),
            (line["expiry"], *use_by),
            (line["packs"],),
            (line["doses"],),
            (line["vvm"],),
        )

    def _box(self, box: Mapping[str, Any]) -> list[Row]:
        """Return the rows of a box: what it is and for whom, then its lots, two a line."""
        whom = f"{self._words['stop']} {box['order']}: {box['centre']}"
        lines = (*self._letters.bold.lines(whom, _CENTRE_MM, POINTS), f"{box['litres']} L")
        written = tuple((f"{self._words[key]}:", width) for key, width in _WRITTEN)
        across = Across(number=str(box["number"]), lines=lines, written=written)
        head = Row(units=len(lines), across=across)
        return [head, *(_row(cells) for cells in _pairs(box["goods"], self._packed))]

    def _packed(self, line: Line) -> Cells:
        return (
            self._cell(PACKING[0], line["product"]),
            self._cell(PACKING[1], line["lot"]),
            (line["packs"],),
        )

    def _picked(self, line: Line) -> Cells:
        product, lot = self._cell(PICKING[0], line["product"]), self._cell(PICKING[1], line["lot"])
        return (product, lot, (line["packs"],), (line["doses"],))


def _row(cells: Cells, least: int = 1) -> Row:
    return Row(units=max(least, *map(len, cells)), cells=cells)


def _pairs(lines: Sequence[Line], cells: Callable[[Line], Cells]) -> list[Cells]:
    """Return the cells of two lines side by side: down the left half, then down the right."""
    half = -(-len(lines) // 2)
    left, right = [cells(line) for line in lines[:half]], [cells(line) for line in lines[half:]]
    return [one + (right[number] if number < len(right) else ()) for number, one in enumerate(left)]
