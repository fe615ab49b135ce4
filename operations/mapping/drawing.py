"""The maps of a plan, of two plans compared, and of the network alone, as files."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

from distribution.consistency.report import sentence
from distribution.errors import InputError
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.bundled import data_path
from distribution.findings import Finding
from distribution.indicators import indicators
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from maps.base_map import check_base_map
from maps.change import Change
from maps.judged import judged as judgements
from maps.network_map import network_map
from maps.plan_map import plan_map
from maps.way import Way
from operations.heard import heard_in
from operations.keeping import EARLIER_FILE
from operations.mapping.change import change_since
from operations.mapping.way import plan_way
from operations.plan_folder import Judged, judge_folder
from operations.publish import CURRENT_FILE, release_record, write_whole

log = logging.getLogger(__name__)


def map_html(
    judged: Judged,
    lang: str,
    *,
    found: tuple[Finding, ...],
    released_by: str = "",
    change: Change | None = None,
    view: str = "cover",
    base_map: Path | None = None,
    way: Way | None = None,
) -> str:
    """Return the map of a judged plan; ``view`` is the one with which it opens.

    Without ``way`` the page shows the temperatures that are expected, and no more.
    """
    facts = judgements(
        judged.plan,
        judged.inputs,
        costs=judged.costs,
        figures=indicators(judged.plan, judged.inputs, judged.travel, judged.costs),
        violations=Counter(v.rule for v in judged.violations),
        found=found,
        change=change,
        released_by=released_by,
        way=plan_way(judged) if way is None else way,
    )
    return plan_map(
        judged.plan,
        judged.inputs,
        facts,
        base_map=base_map or data_path("basemap.geojson"),
        paths=judged.paths.line,
        lang=lang,
        view=view,
    )


def draw_plan_map(
    folder: Path,
    to: Path,
    lang: str,
    *,
    against: Path | None = None,
    base_map: Path | None = None,
    simulation: Path | None = None,
    loggers: Path | None = None,
) -> None:
    """Draw the map of a plan folder anew, with who released it when somebody has.

    With ``against`` it opens with what is other than in that plan, costs included; without, it can show
    what is other than in the plan that was kept to or, failing that, the one now released.
    ``simulation`` and ``loggers`` are folders whose tables and exports it shows run by run
    (``operations.mapping.way.plan_way``).

    Raises
    ------
    InputError
        When a folder holds no plan, the base map is no GeoJSON of areas, or a table or export is of
        another plan.
    """
    judged = judge_folder(folder)
    way = plan_way(judged, folder, simulation=simulation, loggers=loggers)
    if against is not None:
        before = judge_folder(against)
        change: Change | None = change_since(before.plan, judged, before.costs.total_vnd)
    else:
        change = change_from_earlier(folder, judged, lang)
    released_by = str((release_record(folder) or {}).get("by", ""))
    page = map_html(
        judged,
        lang,
        found=heard_in(folder, judged),
        released_by=released_by,
        change=change,
        view="cover" if against is None else "change",
        base_map=None if base_map is None else _areas(base_map),
        way=way,
    )
    write_whole(to, page)


def change_from_earlier(folder: Path, judged: Judged, lang: str) -> Change | None:
    """Return the change since the plan kept to, or since the released one of the same plans folder.

    None when there is neither, or it is the plan itself; a released one that cannot be read is warned of.
    """
    earlier = _earlier(folder, lang)
    if earlier is None or earlier.plan_id == judged.plan.plan_id:
        return None
    return change_since(earlier, judged)


def draw_network_map(inputs: WeekInputs, to: Path, lang: str, *, base_map: Path | None = None) -> None:
    """Draw the map of the network of a question.

    Raises
    ------
    InputError
        When the base map is no GeoJSON of areas.
    """
    base = data_path("basemap.geojson") if base_map is None else _areas(base_map)
    write_whole(to, network_map(inputs, base_map=base, lang=lang))


def _areas(path: Path) -> Path:
    check_base_map(path)
    return path


def _earlier(folder: Path, lang: str) -> WeeklyPlan | None:
    kept, pointer = folder / EARLIER_FILE, folder.parent / CURRENT_FILE
    if kept.is_file():
        return read_plan(kept)
    if not pointer.is_file():
        return None
    released = folder.parent / pointer.read_text(encoding="utf-8").strip() / PLAN_FILE
    try:
        return read_plan(released) if released.is_file() else None
    except InputError as error:
        why = "; ".join(sentence("fault", fault, lang) for fault in error.faults)
        log.warning(say("map.released_unread", lang, file=str(released), detail=why))
        return None
