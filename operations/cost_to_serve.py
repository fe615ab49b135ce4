"""The table of cost to serve as people read it, and as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from distribution.cost_to_serve import COLUMNS, cost_to_serve
from distribution.language.catalogue import say
from operations.documents.sheet import Cell, Look, Sheet, columns
from operations.exit_codes import ExitCode
from operations.plan_folder import judge_folder
from operations.publish import refuse_existing
from operations.report import Report, amount_text

if TYPE_CHECKING:
    import pandas as pd

_LOOKS = {"visits": Look.WHOLE, "doses": Look.WHOLE}
_WIDTHS = {"place_id": 26, "place_name": 40}
HEADINGS = columns(
    *(
        (name, _LOOKS.get(name, Look.MONEY if name.endswith("_vnd") else Look.TEXT), _WIDTHS.get(name, 14))
        for name in COLUMNS
    )
)


def cost_report(folder: Path, top: int, to: Path | None, lang: str) -> Report:
    """Return the cost to serve of a plan folder; the whole table goes to ``to`` where one is named.

    Raises
    ------
    InputError
        When the folder is no plan.
    StorageError
        When ``to`` exists already or cannot be written.
    """
    if to is not None:
        refuse_existing(to, lang)
    judged = judge_folder(folder)
    table = cost_to_serve(judged.plan, judged.inputs, judged.travel, judged.costs)
    rows = _rows(table)
    lines = [
        say(
            "cost_to_serve.headline",
            lang,
            plan=judged.plan.plan_id,
            cost=amount_text(judged.costs.total_vnd, lang),
            count=sum(row["kind"] == "centre" for row in rows),
        ),
        *(say("plan.synthetic", lang) for _ in range(judged.plan.synthetic)),
        *(_line(row, lang) for row in (rows[:top] if top else rows)),
        say("cost_to_serve.method", lang),
    ]
    if to is not None:
        _write(table, rows, to, lang, judged.plan.week.moment(0))
        lines.append(say("written.file", lang, path=to))
    facts = {"plan_id": judged.plan.plan_id, "cost_vnd": judged.costs.total_vnd, "places": rows}
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts=facts)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return plain rows: whole numbers as such, a missing cost a dose as None."""
    plain = table.astype(object).where(table.notna(), None)
    rows: list[dict[str, Any]] = [
        dict(zip(COLUMNS, row, strict=True)) for row in plain.itertuples(index=False)
    ]
    return [
        {**row, "cost_per_dose_vnd": None if row["doses"] == 0 else round(row["cost_per_dose_vnd"])}
        for row in rows
    ]


def _line(row: dict[str, Any], lang: str) -> str:
    if row["kind"] == "store":
        return say(
            "cost_to_serve.store", lang, name=row["place_name"], cost=amount_text(row["cost_vnd"], lang)
        )
    return say(
        "cost_to_serve.centre",
        lang,
        name=row["place_name"],
        cost=amount_text(row["cost_vnd"], lang),
        doses=amount_text(row["doses"], lang),
        each="–" if row["cost_per_dose_vnd"] is None else amount_text(row["cost_per_dose_vnd"], lang),
        parts=_parts(row, lang),
    )


def _parts(row: dict[str, Any], lang: str) -> str:
    """Return the parts of a cost that are not nothing, each by its name."""
    found = [
        say(f"cost_to_serve.part.{name}", lang, cost=amount_text(row[f"{name}_vnd"], lang))
        for name in ("way", "day", "supply", "courier", "avoid_days")
        if row[f"{name}_vnd"]
    ]
    return ", ".join(found)


def cost_sheet(rows: list[dict[str, Any]], lang: str) -> Sheet:
    """Return the table as a sheet of a workbook."""
    cells: list[tuple[Cell, ...]] = [
        tuple(say(f"cost_to_serve.kind.{row['kind']}", lang) if n == "kind" else row[n] for n in COLUMNS)
        for row in rows
    ]
    return Sheet(
        key="cost_to_serve",
        headings=HEADINGS,
        rows=tuple(cells),
        notes=(say("cost_to_serve.method", lang),),
    )


def _write(table: pd.DataFrame, rows: list[dict[str, Any]], to: Path, lang: str, created: Any) -> None:
    if to.suffix.lower() == ".xlsx":
        from operations.documents.workbook import write_sheets

        write_sheets((cost_sheet(rows, lang),), to, lang, created=created)
    else:
        table.to_csv(to, index=False, lineterminator="\n")
