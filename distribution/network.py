"""The chain's places and lanes: factory, gateways, makers, hubs, depots, centres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from distribution.vaccines import TemperatureBand

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Place:
    """A point, WGS 84, longitude first."""

    lon: float
    lat: float


class SiteKind(StrEnum):
    """What a site of the chain upstream of the centres is."""

    FACTORY = "factory"
    GATEWAY = "gateway"
    MAKER = "maker"
    HUB = "hub"
    DEPOT = "depot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingWindow:
    """Hours in which a centre receives, seconds since midnight of the day on which it opens.

    A window over midnight closes after 24:00 (21:00–29:00).  ``night`` marks a night drop
    (staff on duty or a lock-box fridge).
    """

    opens_s: int
    closes_s: int

    @property
    def night(self) -> bool:
        """Whether the window runs over midnight."""
        return self.closes_s > 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A factory, gateway (airport), domestic maker, hub or depot.

    ``stores_ml`` maps a band to usable litres (in ml); ``opens_s``/``closes_s`` are daily
    (0 and 86,400: round the clock); ``bays`` is how many vehicles may depart in half an
    hour.  ``zones`` are the traffic-ban zones in which it lies.  ``evidence`` says whether
    it is documented or proposed.
    """

    site_id: str
    name: str
    kind: SiteKind
    place: Place
    province: str
    stores_ml: Mapping[TemperatureBand, int]
    opens_s: int = 0
    closes_s: int = 86_400
    bays: int = 2
    zones: tuple[str, ...] = ()
    open_from: date | None = None
    evidence: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A vaccination centre; ``source`` says who tells of it."""

    centre_id: str
    name: str
    address: str
    place: Place
    province: str
    province_pre_2025: str
    district_pre_2025: str
    region: str
    subregion: str
    confidence: str
    geocode_precision: str
    windows: tuple[ReceivingWindow, ...]
    stores_ml: Mapping[TemperatureBand, int]
    zones: tuple[str, ...] = ()
    phone: str = ""
    source: str = ""


class LaneMode(StrEnum):
    """How a lane carries goods."""

    ROAD = "road"
    AIR = "air"
    FERRY = "ferry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A bulk link between two sites: factory, gateway or maker → hub → depot.

    ``lead_days`` counts from the departure day to the arrival day; goods are then received
    for ``Parameters.receiving_days``.  ``capacity_ml`` is per departure, ``weekdays`` (Monday
    0) are its departure days.  ``vehicle_type_id`` names the truck of a road lane.
    """

    lane_id: str
    origin_id: str
    destination_id: str
    mode: LaneMode
    vehicle_type_id: str | None
    lead_days: int
    capacity_ml: int
    fixed_vnd: int
    vnd_per_kg: int
    weekdays: tuple[int, ...]
    open_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All places and lanes of the chain."""

    sites: tuple[Site, ...]
    centres: tuple[Centre, ...]
    lanes: tuple[Lane, ...]
    _sites: dict[str, Site] = field(init=False, repr=False, compare=False)
    _centres: dict[str, Centre] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sites", {site.site_id: site for site in self.sites})
        object.__setattr__(self, "_centres", {c.centre_id: c for c in self.centres})

    def site(self, site_id: str) -> Site:
        """Return the site with this id (KeyError when there is none)."""
        return self._sites[site_id]

    def centre(self, centre_id: str) -> Centre:
        """Return the centre with this id (KeyError when there is none)."""
        return self._centres[centre_id]

    def place(self, place_id: str) -> Place:
        """Return where a site or centre stands."""
        site = self._sites.get(place_id)
        return site.place if site else self._centres[place_id].place

    def zones(self, place_id: str) -> tuple[str, ...]:
        """Return the ban zones in which a site or centre lies."""
        site = self._sites.get(place_id)
        return site.zones if site else self._centres[place_id].zones

    def name(self, place_id: str) -> str:
        """Return the name of a site or centre."""
        site = self._sites.get(place_id)
        return site.name if site else self._centres[place_id].name

    @property
    def place_ids(self) -> tuple[str, ...]:
        """Ids of all sites, then all centres: the order of every travel table."""
        return tuple(self._sites) + tuple(self._centres)

    @property
    def depots(self) -> tuple[Site, ...]:
        """The sites from which centres are supplied: hubs and depots."""
        return tuple(s for s in self.sites if s.kind in (SiteKind.HUB, SiteKind.DEPOT))

    def graph(self) -> nx.DiGraph[str]:
        """Return the lanes as a directed graph; nodes carry ``kind``, edges the ``lane``."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from((s.site_id, {"kind": s.kind.value}) for s in self.sites)
        graph.add_nodes_from((c.centre_id, {"kind": "centre"}) for c in self.centres)
        graph.add_edges_from((n.origin_id, n.destination_id, {"lane": n}) for n in self.lanes)
        return graph

    def centres_frame(self) -> gpd.GeoDataFrame:
        """Return one row per centre: id, name, province, confidence and its point (WGS 84)."""
        return _frame(
            [
                {
                    "id": c.centre_id,
                    "name": c.name,
                    "province": c.province,
                    "subregion": c.subregion,
                    "confidence": c.confidence,
                }
                for c in self.centres
            ],
            [c.place for c in self.centres],
        )

    def sites_frame(self) -> gpd.GeoDataFrame:
        """Return one row per site: id, name, kind, province, evidence and its point (WGS 84)."""
        return _frame(
            [
                {
                    "id": s.site_id,
                    "name": s.name,
                    "kind": s.kind.value,
                    "province": s.province,
                    "evidence": s.evidence,
                }
                for s in self.sites
            ],
            [s.place for s in self.sites],
        )


def _frame(rows: list[dict[str, str]], places: list[Place]) -> gpd.GeoDataFrame:
    import geopandas as gpd

    points = gpd.points_from_xy([p.lon for p in places], [p.lat for p in places])
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
