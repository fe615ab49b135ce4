"""The map of the network alone: sites, lanes and centres, one HTML file without network."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from distribution.forecast import FORECAST_DAYS
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.projection import volume_ml
from distribution.units import WEEK_DAYS, litres_from_ml
from distribution.vaccines import TemperatureBand
from maps.colours import scales
from maps.geometry import Feature, labels, provinces
from maps.layers import LAND, add_areas, add_control, add_labels, add_lines, add_points, blank_map, start
from maps.offline import data_script, page, page_file, script, style
from maps.places import centre_features, lane_features, network_places, site_features
from maps.plan_map import SCRIPTS, STYLES, TILES
from maps.words import page_words, spoken


def network_map(inputs: WeekInputs, *, base_map: Path, lang: str = "vi") -> str:
    """Return the map of a question's network as one HTML page.

    It shows what a planner asks of a network: where things are and how sure that is, which lanes join
    them, and how much of each centre's refrigerators a mean week of its forecast takes.

    Parameters
    ----------
    inputs
        The question: sites, centres, lanes, fleet and forecast.
    base_map
        GeoJSON of provinces (areas) and of places to name (points).
    lang
        Language in which the page opens, ``vi`` or ``en``; it holds both.
    """
    network = inputs.network
    drawn = blank_map(network_places(network))
    layers = {
        "provinces": add_areas(drawn, "provinces", provinces(base_map), LAND),
        "labels": add_labels(drawn, "labels", labels(base_map)),
        "lanes": add_lines(drawn, "lanes", lane_features(network), spoken("map.layer.lanes")),
        "runs": add_lines(drawn, "runs", [], spoken("map.layer.runs")),
        "centres": add_points(drawn, "centres", _centres(inputs), spoken("map.layer.centres")),
        "sites": add_points(drawn, "sites", _sites(inputs), spoken("map.layer.sites")),
    }
    add_control(drawn)
    start(drawn, layers)
    head = (
        *(style(page_file(name)) for name in STYLES),
        data_script("map-words", page_words()),
        data_script("map-data", _content(inputs, lang)),
        *(script(page_file(name)) for name in SCRIPTS),
    )
    title = say("map.network_title", lang)
    return page(drawn, title=title, lang=lang, head=head, body=page_file("panel.html"))


def _content(inputs: WeekInputs, lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "network": True,
        "views": ["network", "stores"],
        "lists": ["places"],
        "view": "network",
        "week": inputs.week_text,
        "days": [],
        "runs": [],
        "products": {},
        "troubles": [],
        "indicators": [],
        "change": None,
        "tiles": TILES,
        "synthetic": inputs.synthetic,
        "need": len(inputs.network.centres),
        "sites": len(inputs.network.sites),
        "scales": scales(()),
    }


def _centres(inputs: WeekInputs) -> list[Feature]:
    """Return the centres with usable litres, those of a mean week of the forecast, and their ratio."""
    weekly_ml = _weekly_ml(inputs)
    features = centre_features(inputs.network)
    for feature, centre in zip(features, inputs.network.centres, strict=True):
        usable_ml = centre.stores_ml.get(TemperatureBand.COLD, 0)
        asked_ml = weekly_ml.get(centre.centre_id)
        feature["properties"].update(
            usable=litres_from_ml(usable_ml),
            weekly=None if asked_ml is None else round(litres_from_ml(asked_ml), 1),
            fill=round(asked_ml / usable_ml, 3) if asked_ml is not None and usable_ml else None,
            status="none",
        )
    return features


def _weekly_ml(inputs: WeekInputs) -> dict[str, int]:
    forecast = inputs.forecast
    days = min(FORECAST_DAYS, len(forecast.days))
    doses = forecast.doses[:, :, :days].sum(axis=2, dtype=int)[:, :, None]
    volumes = volume_ml(inputs, doses)[:, 0] * WEEK_DAYS // days
    return dict(zip(forecast.centre_ids, volumes.tolist(), strict=True))


def _sites(inputs: WeekInputs) -> list[Feature]:
    vehicles = Counter(vehicle.depot_id for vehicle in inputs.fleet.vehicles)
    drivers = Counter(driver.depot_id for driver in inputs.fleet.drivers)
    features = site_features(inputs.network)
    for feature in features:
        site_id = feature["properties"]["id"]
        if vehicles[site_id] or drivers[site_id]:
            fleet = {"vehicles": vehicles[site_id], "drivers": drivers[site_id]}
            feature["properties"]["fleet"] = fleet
    return features
