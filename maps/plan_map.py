"""The map of a weekly plan: one HTML file that opens anywhere, without network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import folium

from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.plan import WeeklyPlan
from distribution.roads.naming import travel_source
from maps.change import change_words, earlier_lines
from maps.colours import scales
from maps.facts import MapFacts, Paths
from maps.geometry import labels, provinces
from maps.layers import LAND, add_areas, add_control, add_labels, add_lines, add_points, blank_map, start
from maps.offline import data_script, page, page_file, script, style
from maps.places import network_places, planned_centre_features, site_features
from maps.runs import Run, run_lines, runs
from maps.troubles import troubles, worst_margin
from maps.way import way_words
from maps.words import page_words, spoken

SCRIPTS = (
    "words.js",
    "shapes.js",
    "swatches.js",
    "names.js",
    "state.js",
    "scales.js",
    "drawing.js",
    "legend.js",
    "clock.js",
    "vehicles.js",
    "details.js",
    "plots.js",
    "way.js",
    "lists.js",
    "search.js",
    "changes.js",
    "network.js",
    "sheet.js",
    "tiles.js",
    "keys.js",
    "start.js",
)
STYLES = ("page.css", "panel.css", "clock.css", "phone.css", "print.css", "network.css", "way.css")
VIEWS = ("cover", "routes", "cold", "cost")
LISTS = ("troubles", "runs", "figures")
# Drawn only when the reader switches them on.
TILES = {
    "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "credit": "© OpenStreetMap contributors",
}


def plan_map(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    facts: MapFacts,
    *,
    base_map: Path,
    paths: Paths | None = None,
    lang: str = "vi",
    view: str = "cover",
) -> str:
    """Return the map of a plan as one HTML page.

    Parameters
    ----------
    plan, inputs
        The answer and its question.
    facts
        What checks, cost and indicators say of the plan.
    base_map
        GeoJSON of provinces (areas) and of places to name (points); any other file of that form will do.
    paths
        The road of a leg; without it legs are straight lines.
    lang
        Language in which the page opens (``vi`` or ``en``); it holds both.
    view
        The view with which it opens: ``cover``, ``routes``, ``cold``, ``cost``, or ``change`` where
        there is an earlier plan to compare with.
    """
    drawn = runs(plan, inputs, facts)
    folium_map = blank_map(network_places(inputs.network))
    layers = {
        "provinces": add_areas(folium_map, "provinces", provinces(base_map), LAND),
        "labels": add_labels(folium_map, "labels", labels(base_map)),
        **_earlier_layer(folium_map, facts),
        "runs": add_lines(folium_map, "runs", run_lines(drawn, inputs, paths), spoken("map.layer.runs")),
        "centres": add_points(
            folium_map,
            "centres",
            planned_centre_features(plan, inputs.network, facts),
            spoken("map.layer.centres"),
        ),
        "sites": add_points(folium_map, "sites", site_features(inputs.network), spoken("map.layer.sites")),
    }
    add_control(folium_map)
    start(folium_map, layers)
    head = (
        *(style(page_file(name)) for name in STYLES),
        data_script("map-words", page_words()),
        data_script("map-data", {**_content(plan, inputs, facts, drawn, lang), **_switches(facts, view)}),
        data_script("map-way", way_words(facts.way)),
        *(script(page_file(name)) for name in SCRIPTS),
    )
    title = say("map.title", lang, plan=plan.plan_id, week=str(plan.week))
    return page(folium_map, title=title, lang=lang, head=head, body=page_file("panel.html"))


def _earlier_layer(folium_map: folium.Map, facts: MapFacts) -> dict[str, str]:
    if facts.change is None:
        return {}
    lines = earlier_lines(facts.change.legs)
    return {"before": add_lines(folium_map, "before", lines, spoken("map.layer.before"))}


def _switches(facts: MapFacts, view: str) -> dict[str, Any]:
    """Return which views and lists the page offers; those of a change only where there is one."""
    changed = facts.change is not None
    lists = (*LISTS, "changes") if changed else LISTS
    return {
        "network": False,
        "views": [*VIEWS, "change"] if changed else list(VIEWS),
        "lists": ["changes", *LISTS] if view == "change" else list(lists),
        "view": view,
        "change": change_words(facts.change),
        "tiles": TILES,
    }


def _content(
    plan: WeeklyPlan, inputs: WeekInputs, facts: MapFacts, drawn: list[Run], lang: str
) -> dict[str, Any]:
    in_need = {r.centre_id for r in plan.requirements if r.need_doses > 0}
    worst = worst_margin(drawn)
    costs = [cost for _, cost in sorted(facts.centre_cost_vnd.items())]
    return {
        "lang": lang,
        "plan": plan.plan_id,
        "week": str(plan.week),
        "days": [day.isoformat() for day in plan.week.days],
        "created": plan.created_at,
        "engine": plan.engine,
        "synthetic": plan.synthetic or inputs.synthetic,
        "released_by": facts.released_by,
        "travel": {
            "source": {each: travel_source(plan.travel_source, each) for each in LANGUAGES},
            "error": plan.travel_error_percent,
        },
        "served": len(plan.served & in_need),
        "need": len(in_need),
        "doses": sum(drop[4] for run in drawn for stop in run["stops"] for drop in stop["drops"]),
        "cost": facts.cost_vnd,
        "worst": None if worst is None else {"margin": worst[0], "run": worst[1]},
        "runs": drawn,
        "products": {p: inputs.vaccines[p].name for p in sorted(inputs.vaccines)},
        "troubles": troubles(plan, inputs.network, drawn, facts),
        "indicators": [[key, value] for key, value in facts.indicators.items()],
        "scales": scales(costs),
    }
