"""A made-up road graph with answers by hand.

    hub ── 120 km at 60 ── depot ~~ ferry 20 km at 20, wait 0.5 h ~~ pier ── 30 km at 30 ── isle

and, from December 2026, an expressway of 110 km at 100 km/h beside the first road.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tiny_places import tiny_network

from distribution.errors import TravelError
from distribution.files.bundled import data_path
from distribution.network import Network, Place
from distribution.roads.graph import RoadGraph
from distribution.roads.travel import RoadFiles, road_travel
from distribution.travel import TravelTable

NOVEMBER, DECEMBER = date(2026, 11, 23), date(2026, 12, 1)
NODES = """id,name,kind,province63,lat,lon,coord_src
a,A,C,X,15.0,106.0,made up
b,B,C,X,15.0,107.0,made up
c,C,C,X,15.0,107.3,made up
d,D,C,X,15.0,107.5,made up
"""
HEADING = "u,v,ref,road_class,terrain,length_km,length_src,speed_kmh,wait_h,open_from,circuity\n"
EDGES = """a,b,QL,national,flat,120,made up,60,0,,1
a,b,CT,expressway,flat,110,made up,100,0,2026-12,1
b,c,Phà thử,ferry,flat,20,made up,20,0.5,,1
c,d,ĐT,provincial,flat,30,made up,30,0,,1
"""
BOAT = EDGES.replace("Phà thử", "Tàu thử")
FAR_RIVER = "name,points,evidence\nSông,100 10;100 11,made up\n"
REFERENCES = "a,b,via,km,mode,source\na,b,,100,q,page: made up\na,b,,1,q,memory\n"
AT_NODES = {"hub-tiny": (106.0, 15.0), "depot-north": (107.0, 15.0), "centre-isle": (107.5, 15.0)}


def _network(where: dict[str, tuple[float, float]]) -> Network:
    tiny = tiny_network()
    sites = tuple(replace(s, place=Place(*where[s.site_id])) for s in tiny.sites if s.site_id in where)
    centres = tuple(
        replace(c, place=Place(*where[c.centre_id])) for c in tiny.centres if c.centre_id in where
    )
    return Network(sites=sites, centres=centres, lanes=())


def _files(folder: Path, nodes: str = NODES, edges: str = EDGES, river: str = FAR_RIVER) -> RoadFiles:
    texts = {"nodes": nodes, "edges": HEADING + edges, "barriers": river, "references": REFERENCES}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return RoadFiles(**{name: folder / f"{name}.csv" for name in texts})


@pytest.fixture
def november(tmp_path: Path) -> TravelTable:
    return road_travel(_network(AT_NODES), NOVEMBER, _files(tmp_path))[0]


def _pair(travel: TravelTable, profile: str, origin_id: str, destination_id: str) -> dict[str, int]:
    table, i, j = travel.profiles[profile], travel.index(origin_id), travel.index(destination_id)
    names = ("distance_m", "driving_s", "ferry_s", "ferries", "expressway_m")
    return {name: int(getattr(table, name)[i, j]) for name in names}


@pytest.mark.parametrize(
    ("profile", "driving_s"), [("truck", 7_200), ("van", 6_857), ("motorbike", 8_471), ("heavy", 7_826)]
)
def test_a_road_by_hand(november: TravelTable, profile: str, driving_s: int) -> None:
    found = _pair(november, profile, "hub-tiny", "depot-north")
    assert found["distance_m"] == pytest.approx(120_000, abs=2)
    assert found["driving_s"] == pytest.approx(driving_s, abs=2)
    assert (found["ferry_s"], found["ferries"], found["expressway_m"]) == (0, 0, 0)


def test_a_ferry_by_hand(november: TravelTable) -> None:
    found = _pair(november, "truck", "hub-tiny", "centre-isle")
    assert found["distance_m"] == pytest.approx(170_000, abs=2)
    assert found["driving_s"] == pytest.approx(7_200 + 3_600, abs=3)
    assert found["ferry_s"] == pytest.approx(5_400, abs=1)
    assert found["ferries"] == 1
    assert found == _pair(november, "truck", "centre-isle", "hub-tiny")


def test_refuge_by_hand(november: TravelTable) -> None:
    """Stores stand at both ends of the road, and on the isle an hour from its pier."""
    hub, depot, isle = (november.index(i) for i in AT_NODES)
    assert november.refuge_s[hub, depot] == pytest.approx(3_600, abs=2)
    # on the ferry: (0 from the depot + 1 h from the pier + 1.5 h) / 2
    assert november.refuge_s[depot, isle] == pytest.approx(4_500, abs=2)
    assert november.refuge_s[hub, isle] == pytest.approx(4_500, abs=2)


def test_a_road_is_absent_until_it_opens(november: TravelTable, tmp_path: Path) -> None:
    travel = road_travel(_network(AT_NODES), DECEMBER, _files(tmp_path))[0]
    truck = _pair(travel, "truck", "hub-tiny", "depot-north")
    assert truck["distance_m"] == pytest.approx(110_000, abs=2)
    assert truck["driving_s"] == pytest.approx(3_960, abs=2)
    assert truck["expressway_m"] == pytest.approx(110_000, abs=2)
    motorbike = _pair(travel, "motorbike", "hub-tiny", "depot-north")
    assert motorbike == _pair(november, "motorbike", "hub-tiny", "depot-north")


def test_a_boat_without_vehicles_joins_nothing(tmp_path: Path) -> None:
    with pytest.raises(TravelError, match="centre-isle"):
        road_travel(_network(AT_NODES), NOVEMBER, _files(tmp_path, edges=BOAT))


def test_the_error_stated_is_that_against_pages(november: TravelTable) -> None:
    assert november.error_percent == pytest.approx(20.0)


TWO_BANKS = """id,name,kind,province63,lat,lon,coord_src
ws,WS,C,X,15.0,106.0,made up
wn,WN,C,X,15.36,106.0,made up
es,ES,C,X,15.0,106.0931,made up
en,EN,C,X,15.36,106.0931,made up
"""
BANK_ROADS = """ws,wn,QL1,national,flat,41,made up,60,0,,1
es,en,QL2,national,flat,41,made up,60,0,,1
wn,en,Cầu thử,national,flat,12,made up,60,0,,1
"""


@pytest.mark.parametrize(
    ("river", "expected_m"),
    [
        (FAR_RIVER, 13_500),  # 10 km as the crow flies, by local roads x 1.35
        ("name,points,evidence\nSông,106.0465 14.9;106.0465 15.3,made up\n", 94_000),  # round by the bridge
    ],
)
def test_no_way_swims(tmp_path: Path, river: str, expected_m: int) -> None:
    network = _network({"hub-tiny": (106.0, 15.0), "centre-near": (106.0931, 15.0)})
    files = _files(tmp_path, nodes=TWO_BANKS, edges=BANK_ROADS, river=river)
    files.references.write_text(REFERENCES.replace("\na,b", "\nws,wn"), encoding="utf-8")
    travel = road_travel(network, NOVEMBER, files)[0]
    assert _pair(travel, "truck", "hub-tiny", "centre-near")["distance_m"] == pytest.approx(
        expected_m, rel=0.01
    )


def test_bundled_roads_open_one_by_one() -> None:
    files = data_path("road_nodes.csv"), data_path("road_edges.csv")
    counts = [len(RoadGraph.load(*files, date(year, 1, 1)).roads) for year in (2000, 2015, 2024, 2027)]
    assert counts == sorted(set(counts))
