"""Assets inside the page, or an error at build."""

from __future__ import annotations

import hashlib
import json
from importlib import resources

import folium
import pytest
from branca.element import JavascriptLink

from distribution.network import Place
from maps.layers import blank_map
from maps.offline import MissingAssetError, asset, data_script, page, script


def test_every_vendored_file_is_listed_with_licence_and_checksum() -> None:
    folder = resources.files("maps").joinpath("assets")
    files = json.loads(folder.joinpath("manifest.json").read_text("utf-8"))["files"]
    for name, entry in files.items():
        content = folder.joinpath(*name.split("/")).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert folder.joinpath(entry["licence_file"]).is_file()
        assert entry["version"]


def test_an_asset_that_is_not_vendored_is_an_error() -> None:
    drawn = blank_map([Place(105.8, 21.0)])
    drawn.get_root().header.add_child(JavascriptLink("plugin.js"), name="plugin")
    with pytest.raises(MissingAssetError, match=r"plugin\.js"):
        page(drawn, title="t", lang="vi", head=(), body="")


def test_a_folium_map_with_its_usual_links_is_refused() -> None:
    with pytest.raises(MissingAssetError):
        page(folium.Map(), title="t", lang="vi", head=(), body="")


def test_images_of_the_style_sheet_are_written_into_it() -> None:
    text = asset("leaflet.css")
    assert "url(images" not in text
    assert "data:image/png;base64," in text


def test_a_script_cannot_end_early() -> None:
    assert script("x = '</script>'").count("</script>") == 1


def test_data_cannot_end_its_element() -> None:
    hostile = "</script><script>alert(1)</script>`${x}`<!--"
    text = data_script("d", {"name": hostile})
    assert text.count("<") == 2
    inner = text[text.index(">") + 1 : text.rindex("<")]
    assert json.loads(inner) == {"name": hostile}


def test_one_map_leaves_no_trace_in_the_next() -> None:
    first = page(
        blank_map([Place(105.8, 21.0)]), title="a", lang="vi", head=("<style>p{}</style>",), body="<p>"
    )
    second = page(blank_map([Place(105.8, 21.0)]), title="a", lang="vi", head=(), body="")
    assert "p{}" in first
    assert "p{}" not in second
