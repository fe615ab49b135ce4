"""A page that needs no network: every asset is vendored, checked and written into the file.

An asset that is not vendored is an error at build, never a blank map at the reader's.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template

from distribution.errors import DistributionError

# Folium links these by default; maps without its icons, markers and HTML popups never call them.
LEAFLET_JS = [("leaflet", "leaflet.js")]
LEAFLET_CSS = [("leaflet_css", "leaflet.css")]


class MissingAssetError(DistributionError):
    """A page asks for an asset that is not vendored, or whose bytes are not those of the manifest."""


class Verbatim(Element):  # type: ignore[misc]
    """Text that goes into the page as it is: no template language looks at it."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self._id = name
        self.text = text


def asset(name: str) -> str:
    """Return the text of a vendored script or style sheet, images written into it."""
    text = _bytes(name).decode("utf-8")
    if name.endswith(".css"):
        return re.sub(r"url\((images/[^)]+)\)", lambda found: f"url({_data_uri(found[1])})", text)
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)


def page_file(name: str) -> str:
    """Return the text of one of our own page files (``maps/page``)."""
    return resources.files("maps").joinpath("page", name).read_text(encoding="utf-8")


def script(text: str) -> str:
    """Return a script element; the text cannot end it early."""
    unending = text.replace("</script", "<\\/script")
    return f"<script>{unending}</script>"


def style(text: str) -> str:
    """Return a style element."""
    return f"<style>{text}</style>"


def data_script(name: str, data: object) -> str:
    """Return data as an inert JSON element: no character of it can end the element or run."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(char, code)
    return f'<script type="application/json" id="{name}">{text}</script>'


def page(drawn: folium.Map, *, title: str, lang: str, head: tuple[str, ...], body: str) -> str:
    """Return a Folium map as one HTML file with all assets inside.

    Parameters
    ----------
    drawn
        The map, with all its layers.
    title, lang
        What the browser shows in its tab, and the language of the page.
    head
        Elements of our own, placed after Leaflet and before the layers.
    body
        HTML that stands before the map.

    Raises
    ------
    MissingAssetError
        When a layer links an asset that is not vendored.
    """
    figure: Figure = drawn.get_root()
    figure.title = title
    for child in list(figure._children.values()):
        child.render()
    for name, element in list(figure.header._children.items()):
        if isinstance(element, (CssLink, JavascriptLink)):
            figure.header._children[name] = Verbatim(_inlined(element), name)
    for index, text in enumerate(head):
        figure.header.add_child(Verbatim(text, f"own_{index}"), name=f"own_{index}")
    figure.html.add_child(Verbatim(body, "body"), name="body", index=0)
    html = str(figure._template.render(this=figure, kwargs={}))
    return html.replace("<html>", f'<html lang="{lang}">', 1)


def _inlined(element: CssLink | JavascriptLink) -> str:
    text = asset(element.url)
    return script(text) if isinstance(element, JavascriptLink) else style(text)


@cache
def _manifest() -> dict[str, dict[str, str]]:
    files: dict[str, dict[str, str]] = json.loads(_asset_file("manifest.json").read_text("utf-8"))["files"]
    return files


def _asset_file(name: str) -> Traversable:
    return resources.files("maps").joinpath("assets", *name.split("/"))


@cache
def _bytes(name: str) -> bytes:
    entry = _manifest().get(name)
    if entry is None:
        raise MissingAssetError(f"{name} is not vendored in maps/assets: the map would be broken offline")
    content = _asset_file(name).read_bytes()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise MissingAssetError(f"{name} differs from the checksum in maps/assets/manifest.json")
    return content


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_bytes(name)).decode("ascii")
