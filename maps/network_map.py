"""The map of the network alone: sites, lanes and centres, one HTML file without network."""

from __future__ import annotations

from pathlib import Path

from distribution.language.catalogue import say
from distribution.network import Network
from maps.colours import scales
from maps.geometry import labels, provinces
from maps.layers import LAND, add_areas, add_control, add_labels, add_lines, add_points, blank_map, start
from maps.offline import data_script, page, page_file, script, style
from maps.places import centre_features, lane_features, network_places, site_features
from maps.words import page_words, spoken

SCRIPTS = ("words.js", "shapes.js", "scales.js", "network.js")
STYLES = ("page.css", "network.css")


def network_map(network: Network, *, base_map: Path, lang: str = "vi") -> str:
    """Return the map of a network as one HTML page.

    Parameters
    ----------
    network
        Sites, centres and lanes.
    base_map
        GeoJSON of provinces (areas) and of places to name (points).
    lang
        Language of the page, ``vi`` or ``en``.
    """
    drawn = blank_map(network_places(network))
    layers = {
        "provinces": add_areas(drawn, "provinces", provinces(base_map), LAND),
        "labels": add_labels(drawn, "labels", labels(base_map)),
        "lanes": add_lines(drawn, "lanes", lane_features(network), spoken("map.layer.lanes")),
        "sites": add_points(drawn, "sites", site_features(network), spoken("map.layer.sites")),
        "centres": add_points(drawn, "centres", centre_features(network), spoken("map.layer.centres")),
    }
    add_control(drawn)
    start(drawn, layers)
    head = (
        *(style(page_file(name)) for name in STYLES),
        data_script("map-words", page_words()),
        data_script("map-data", {"lang": lang, "scales": scales(())}),
        *(script(page_file(name)) for name in SCRIPTS),
    )
    return page(drawn, title=say("map.network_title", lang), lang=lang, head=head, body="")
