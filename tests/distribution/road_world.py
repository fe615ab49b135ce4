"""A road graph small enough to reckon by hand, and the bundled one."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from distribution.files.bundled import data_path
from distribution.files.gather import gather
from distribution.files.network_rows import network_of
from distribution.network import Centre, Network, Place
from distribution.roads.travel import RoadFiles, RoadPaths, road_travel
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand

MONDAY = date(2026, 11, 23)
BUNDLED = RoadFiles(
    nodes=data_path("road_nodes.csv"),
    edges=data_path("road_edges.csv"),
    barriers=data_path("water_barriers.csv"),
    references=data_path("reference_distances.csv"),
)

# Four towns on the 16th parallel, half a degree (53.4 km) apart, and an island east of them:
#   west --60 km at 60-- middle --50 km at 50-- east ~~ ferry 20 km at 20, 30 min wait ~~ island
#   west ======== 100 km at 100, an expressway from 2026-12 ======== east
NODES = """id,name,kind,province63,lat,lon,coord_src
west,Tây,T,X,16.0,107.0,manual
middle,Giữa,T,X,16.0,107.5,manual
east,Đông,T,X,16.0,108.0,manual
island,Đảo,P,X,16.0,108.5,manual
far,Đảo xa,P,X,16.0,109.0,manual
inland,Trong đảo,T,X,16.2,108.5,manual
"""
EDGES = """u,v,ref,road_class,terrain,length_km,length_src,speed_kmh,wait_h,open_from,circuity
west,middle,QL1,national,flat,60.0,recalled,60,0,,1.1
middle,east,QL2,national,flat,50.0,recalled,50,0,,1.0
west,east,CT.1,expressway,flat,100.0,recalled,100,0,2026-12,1.0
east,island,Phà Đảo,ferry,flat,20.0,recalled,20,0.5,,1.0
island,far,Tàu Đảo xa,ferry,flat,20.0,recalled,20,0.5,,1.0
island,inland,ĐT1,provincial,flat,25.0,recalled,50,0,,1.1
"""
BARRIERS = "name,points,evidence\nSông,{points},assumed\n"
ELSEWHERE = "100.0 10.0;100.1 10.0"
REFERENCES = """a,b,via,km,mode,source
west,east,,100,f,page: x
west,east,,100,q,page: y
west,east,middle,121,s,memory
"""


def files_in(
    folder: Path, *, river: str = ELSEWHERE, edges: str = EDGES, references: str = REFERENCES
) -> RoadFiles:
    files = RoadFiles(
        nodes=folder / "nodes.csv",
        edges=folder / "edges.csv",
        barriers=folder / "barriers.csv",
        references=folder / "references.csv",
    )
    files.nodes.write_text(NODES, encoding="utf-8")
    files.edges.write_text(edges, encoding="utf-8")
    files.barriers.write_text(BARRIERS.format(points=river), encoding="utf-8")
    files.references.write_text(references, encoding="utf-8")
    return files


def network_at(places: dict[str, tuple[float, float]], without_store: tuple[str, ...] = ()) -> Network:
    return Network(
        sites=(),
        lanes=(),
        centres=tuple(_centre(i, at, i not in without_store) for i, at in places.items()),
    )


def _centre(centre_id: str, at: tuple[float, float], store: bool) -> Centre:
    return Centre(
        centre_id=centre_id,
        name=centre_id,
        address="",
        place=Place(*at),
        province="X",
        province_pre_2025="X",
        district_pre_2025="X",
        region="south",
        subregion="x",
        confidence="high",
        geocode_precision="street",
        windows=(),
        stores_ml={TemperatureBand.COLD: 100_000} if store else {},
    )


@cache
def bundled_network() -> Network:
    """Return the network of the tables that come with the program."""
    return network_of(gather(None, MONDAY).question.tables)


@cache
def bundled_travel() -> tuple[TravelTable, RoadPaths]:
    return road_travel(bundled_network(), MONDAY, BUNDLED)
