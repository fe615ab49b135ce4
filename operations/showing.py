"""What people get of a judged plan: workbook, papers, map, roads, calendars."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from distribution.indicators import indicators
from operations.documents.write import write_documents
from operations.heard import heard, keep_heard
from operations.mapping.drawing import change_from_earlier, map_html
from operations.plan_folder import Judged, write_decisions
from operations.publish import write_whole

MAP_FILE = "map.html"


def write_answer(judged: Judged, folder: Path, lang: str) -> None:
    """Write everything that people and programs get of a judged plan, beside its input."""
    write_decisions(judged, folder)
    write_shown(judged, folder, lang)


def write_shown(
    judged: Judged, folder: Path, lang: str, beside: Path | None = None, ready: Sequence[Path] = ()
) -> None:
    """Write what people read of a judged plan: workbook, papers, map, roads, calendars.

    ``beside`` is the folder that holds the plan, when it is another one: what the map compares with is there.
    ``ready`` are packs of its papers that are written already.
    """
    plan, inputs = judged.plan, judged.inputs
    found = heard(judged, beside or folder)
    keep_heard(found, judged, folder, beside)
    write_documents(
        plan,
        inputs,
        folder,
        lang=lang,
        travel=judged.travel,
        paths=judged.paths.line,
        costs=judged.costs,
        indicators=indicators(plan, inputs, judged.travel, judged.costs),
        verdicts=judged.verdicts,
        found=found,
        ready=ready,
    )
    change = change_from_earlier(beside or folder, judged, lang)
    write_whole(folder / MAP_FILE, map_html(judged, lang, found=found, change=change))
