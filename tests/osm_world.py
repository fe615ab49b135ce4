"""A few roads in the shape of OpenStreetMap, near 105° E 21° N, for extracts and real engines.

* ways 1–2–3 and 3–9: a national road eastward;
* 1–4–3: an expressway, one way eastward, over a bend to the north;
* 3–5: a ferry of half an hour to an island with the road 5–6;
* 2–7–3: a lane of 10 km/h closed to heavy goods vehicles;
* 10–11: a yard joined to nothing.
"""

from __future__ import annotations

from pathlib import Path

NODES = {
    1: (105.00, 21.00),
    2: (105.10, 21.00),
    3: (105.20, 21.00),
    4: (105.10, 21.02),
    5: (105.30, 21.00),
    6: (105.40, 21.00),
    7: (105.15, 21.00),
    9: (105.20, 20.90),
    10: (105.05, 20.998),
    11: (105.06, 20.998),
}
WAYS: dict[int, tuple[tuple[int, ...], dict[str, str]]] = {
    100: ((1, 2, 3), {"highway": "primary"}),
    101: ((3, 9), {"highway": "primary"}),
    102: ((1, 4, 3), {"highway": "motorway", "oneway": "yes"}),
    103: ((3, 5), {"route": "ferry", "duration": "00:30", "motor_vehicle": "yes"}),
    104: ((5, 6), {"highway": "residential"}),
    105: ((2, 7, 3), {"highway": "unclassified", "hgv": "no", "maxspeed": "10"}),
    106: ((10, 11), {"highway": "service"}),
    107: ((1, 9), {"highway": "footway"}),
}


def write_world(path: Path, ways: dict[int, tuple[tuple[int, ...], dict[str, str]]] | None = None) -> Path:
    """Write the roads in the format that the file's name asks for (``.osm``, ``.osm.pbf``)."""
    import osmium

    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for number, (lon, lat) in NODES.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat), version=1))
        for number, (nodes, tags) in (WAYS if ways is None else ways).items():
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=list(nodes), tags=tags, version=1))
    return path
