"""Folium layers: one GeoJSON layer for each kind of thing, drawn on canvas, styled by the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import folium
from folium.template import Template

from distribution.network import Place
from maps.geometry import Feature, collection, middle
from maps.offline import LEAFLET_CSS, LEAFLET_JS

LAND = {"color": "#c9c4b8", "weight": 0.7, "fillColor": "#f7f5ef", "fillOpacity": 1}


class ShapeMarker(folium.CircleMarker):  # type: ignore[misc]
    """A point drawn on the canvas as the shape that its feature names (see ``page/shapes.js``)."""

    def __init__(self) -> None:
        super().__init__(location=(0.0, 0.0), radius=6)
        self._name = "ShapeMarker"


class Label(folium.CircleMarker):  # type: ignore[misc]
    """The name of a place, written on the map from the feature's own text."""

    def __init__(self) -> None:
        super().__init__(location=(0.0, 0.0))
        self._name = "LabelMarker"


class Start(folium.MacroElement):  # type: ignore[misc]
    """Hands the map and its layers to the page's own script, after all of them exist."""

    _template = Template(
        "{% macro script(this, kwargs) %}CC.start({{ this.map_name }}, "
        "{ {% for key, name in this.layers.items() %}{{ key }}: {{ name }}, {% endfor %} });{% endmacro %}"
    )

    def __init__(self, map_name: str, layers: dict[str, str]) -> None:
        super().__init__()
        self._name = "Start"
        self._id = "page"
        self.map_name = map_name
        self.layers = layers


def blank_map(places: Sequence[Place]) -> folium.Map:
    """Return a map without tiles around the places; the page itself fits them into its window."""
    drawn = folium.Map(
        location=middle(places),
        zoom_start=6,
        tiles=None,
        prefer_canvas=True,
        zoom_control="topright",
        max_zoom=17,
        min_zoom=4,
        zoom_snap=0.25,
        attribution_control=False,
    )
    # Folium names by random numbers; a plan drawn twice must give the same bytes.
    drawn._id = "plan"
    drawn.default_js, drawn.default_css = LEAFLET_JS, LEAFLET_CSS
    return drawn


def add_areas(drawn: folium.Map, key: str, features: Iterable[Feature], style: dict[str, Any]) -> str:
    """Add quiet areas or lines that answer no touch; return the layer's name in the page."""
    layer = folium.GeoJson(
        collection(features),
        style_function=lambda _feature: style,
        control=False,
        interactive=False,
        smooth_factor=0.6,
    )
    return _add(drawn, layer, key)


def add_lines(drawn: folium.Map, key: str, features: Iterable[Feature], title: str) -> str:
    """Add a layer of lines that the page styles; ``title`` is what the layer control says (HTML)."""
    layer = folium.GeoJson(
        collection(features),
        name=title,
        style_function=lambda _feature: {"weight": 2, "opacity": 0},
        smooth_factor=0.8,
    )
    return _add(drawn, layer, key)


def add_points(drawn: folium.Map, key: str, features: Iterable[Feature], title: str) -> str:
    """Add a layer of shapes that the page styles."""
    layer = folium.GeoJson(collection(features), name=title, marker=ShapeMarker())
    return _add(drawn, layer, key)


def add_labels(drawn: folium.Map, key: str, features: Iterable[Feature]) -> str:
    """Add names written on the map."""
    layer = folium.GeoJson(collection(features), control=False, marker=Label())
    return _add(drawn, layer, key)


def add_control(drawn: folium.Map) -> None:
    """Add the control that shows and hides layers."""
    control = folium.LayerControl(position="topright", collapsed=True)
    control._id = "layers"
    drawn.add_child(control)


def start(drawn: folium.Map, layers: dict[str, str]) -> None:
    """Add the call that starts the page."""
    drawn.add_child(Start(drawn.get_name(), layers))


def _add(drawn: folium.Map, layer: folium.GeoJson, key: str) -> str:
    layer._id = key
    drawn.add_child(layer)
    return str(layer.get_name())
