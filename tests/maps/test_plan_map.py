"""The file of the map: size, structure, determinism, no way out to a network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import tiny
from map_page import BASE_MAP, found_in, tiny_comparison, tiny_facts, tiny_page
from tiny_places import HOSTILE_NAME

from distribution.network import Place
from distribution.plan import Unserved
from maps.colours import SHORT_SHARE
from maps.facts import MapFacts
from maps.geometry import Feature
from maps.places import planned_centre_features
from maps.plan_map import plan_map
from maps.runs import run_lines, runs
from maps.troubles import troubles, worst_margin


@pytest.fixture(scope="module")
def html() -> str:
    return tiny_page()


def _data(html: str, name: str = "map-data") -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    content: dict[str, Any] = json.loads(found[1])
    return content


def test_the_page_loads_nothing(html: str) -> None:
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", html)
    assert "url(images" not in html
    assert "@import" not in html


def test_the_same_plan_gives_the_same_bytes(html: str) -> None:
    assert tiny_page() == html


def test_the_page_opens_in_the_language_asked_for(html: str) -> None:
    assert '<html lang="vi">' in html
    english = tiny_page("en")
    assert '<html lang="en">' in english
    assert _data(english)["lang"] == "en"


def test_both_languages_are_inside(html: str) -> None:
    words = _data(html, "map-words")
    assert set(words) == {"vi", "en"}
    assert set(words["vi"]) == set(words["en"])


def test_names_of_data_never_stand_as_markup(html: str) -> None:
    assert HOSTILE_NAME not in html
    assert "<b>đậm</b>" not in html
    assert "${7*7}" in html.replace("\\u0024", "$")  # there, but only inside JSON text


def test_the_figures_are_those_of_the_plan(html: str) -> None:
    data = _data(html)
    assert (data["served"], data["need"]) == (5, 6)
    # R-1 700 + 350; R-2 700; R-3 500; C-1 300
    assert data["doses"] == 2_550
    assert data["synthetic"] is True
    assert data["days"][0] == "2026-11-23"


def test_runs_are_in_order_of_departure() -> None:
    drawn = runs(tiny.tiny_plan(), tiny.tiny_inputs(), tiny_facts())
    assert [run["id"] for run in drawn] == ["R-1", "T-1", "R-2", "R-3", "C-1"]


def test_a_run_tells_the_bands_of_its_goods() -> None:
    plan, inputs = tiny.tiny_plan(), tiny.tiny_inputs()
    (transfer,) = plan.transfers  # to a depot, with a product that thaws on leaving the last hub
    to_hub = replace(plan, transfers=(replace(transfer, destination_id="hub-tiny"),))
    told = {run["id"]: run["bands"] for run in runs(plan, inputs, tiny_facts())}
    assert set(map(tuple, told.values())) == {("C2_8",)}
    told = {run["id"]: run["bands"] for run in runs(to_hub, inputs, tiny_facts())}
    assert told["T-1"] == ["C2_8", "F25_15"]


def test_margins_count_to_the_end_of_unloading_and_not_on_the_empty_leg() -> None:
    drawn = {run["id"]: run for run in runs(tiny.tiny_plan(), tiny.tiny_inputs(), tiny_facts())}
    # C-1 is surely cold until Saturday 08:00 and handed over at 07:47
    assert drawn["C-1"]["margin"] == 13 * 60
    # R-1 until Tuesday 10:00: centre-near done Monday 06:51, centre-mid 08:10
    assert [stop["margin"] for stop in drawn["R-1"]["stops"]] == [97_740, 93_000]
    assert [leg["margin"] for leg in drawn["R-1"]["legs"]] == [99_000, 94_140, None]
    assert drawn["R-3"]["margin"] is None  # nothing is known of it


def test_worst_margin_is_none_when_nothing_is_known() -> None:
    drawn = runs(tiny.tiny_plan(), tiny.tiny_inputs(), MapFacts(cost_vnd=0))
    assert worst_margin(drawn) is None


def test_litres_of_a_stop_are_whole_packs() -> None:
    first = runs(tiny.tiny_plan(), tiny.tiny_inputs(), tiny_facts())[0]
    # 60 packs of 750 ml and 10 of 300
    assert first["stops"][0]["ml"] == 48_000


def test_legs_follow_the_road_where_one_is_known() -> None:
    inputs = tiny.tiny_inputs()
    drawn = runs(tiny.tiny_plan(), inputs, tiny_facts())
    asked: list[tuple[str, str, str]] = []

    def paths(profile: str, origin: str, destination: str) -> tuple[Place, ...]:
        asked.append((profile, origin, destination))
        return (inputs.network.place(origin), Place(105.0, 20.0), inputs.network.place(destination))

    lines = run_lines(drawn, inputs, paths)
    assert [105.0, 20.0] in lines[0]["geometry"]["coordinates"]
    assert asked[0] == ("van", "depot-north", "centre-near")
    courier = next(line for line in lines if drawn[line["properties"]["run"]]["id"] == "C-1")
    assert len(courier["geometry"]["coordinates"]) == 2  # no road is claimed for a courier


def test_troubles_come_gravest_first() -> None:
    plan, inputs = tiny.tiny_plan(), tiny.tiny_inputs()
    facts = replace(tiny_facts(), violations={"R4": 2})
    found = troubles(plan, inputs.network, runs(plan, inputs, facts), facts)
    assert [(t["kind"], t.get("place", t.get("rule"))) for t in found] == [
        ("rule", "R4"),
        ("unserved", "centre-shut"),
        ("thin", "centre-isle"),
        ("late", "centre-isle"),
        ("late", "centre-zone"),
        ("late", "centre-far"),
        ("courier", "centre-isle"),
        ("slight", "centre-isle"),
    ]
    assert 0 < found[7]["share"] < SHORT_SHARE
    # centre-isle is told late and short: the slight one is the finding of the same number at the centre
    words = {f["properties"]["id"]: f["properties"] for f in _planned(facts)}
    told = words["centre-isle"]["findings"][found[7]["finding"]]
    assert told["kind"] == "short"
    assert "50" in told["text"]["vi"]


def _planned(facts: MapFacts) -> list[Feature]:
    return planned_centre_features(tiny.tiny_plan(), tiny.tiny_inputs().network, facts)


def test_figures_keep_their_order() -> None:
    facts = replace(tiny_facts(), indicators={"indicator.routes": 3, "indicator.co2_g": 1.5})
    html = plan_map(tiny.tiny_plan(), tiny.tiny_inputs(), facts, base_map=BASE_MAP)
    assert _data(html)["indicators"] == [["indicator.routes", 3], ["indicator.co2_g", 1.5]]


def test_a_centre_that_lacks_a_fifth_of_its_need_is_in_trouble() -> None:
    plan, inputs = tiny.tiny_plan(), tiny.tiny_inputs()
    starved = replace(
        plan,
        requirements=tuple(
            replace(r, delivered_doses=r.need_doses // 2) if r.centre_id == "centre-isle" else r
            for r in plan.requirements
        ),
    )
    facts = replace(tiny_facts(), findings=found_in(starved))
    found = troubles(starved, inputs.network, runs(plan, inputs, facts), facts)
    # one line for each reason of its shortage
    assert {t["place"] for t in found if t["kind"] == "short"} == {"centre-isle"}


def test_an_unknown_reason_is_an_error_and_not_an_empty_line() -> None:
    stranger = Unserved(centre_id="centre-shut", reason="no-such-reason", proof="proved", doses=1)
    plan = replace(tiny.tiny_plan(), unserved=(stranger,))
    with pytest.raises(KeyError):
        plan_map(plan, tiny.tiny_inputs(), replace(tiny_facts(), findings=found_in(plan)), base_map=BASE_MAP)


def test_what_is_offered_depends_on_an_earlier_plan(html: str) -> None:
    assert _data(html)["views"] == ["cover", "routes", "cold", "cost"]
    assert _data(html)["change"] is None
    compared = _data(tiny_comparison())
    assert compared["views"][-1] == compared["view"] == "change"
    assert compared["lists"][0] == "changes"
    assert compared["change"]["kinds"]["centre-near"] == ["day", "doses"]


def test_tiles_are_an_address_and_no_request(html: str) -> None:
    assert _data(html)["tiles"]["url"].startswith("https://")
    assert html.count(_data(html)["tiles"]["url"]) == 1  # in the data alone


def test_it_stays_small(html: str) -> None:
    assert len(html.encode()) < 600_000
