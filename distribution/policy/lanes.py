"""From where goods enter to where centres are served: days on the lanes, and what a litre's way costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import networkx as nx
import numpy as np

from distribution.errors import Fault, InputError
from distribution.inputs import WeekInputs
from distribution.network import Lane, LaneMode, Network
from distribution.policy.rules import PolicyRules
from distribution.roads.graph import haversine_km
from distribution.units import WEEK_DAYS, ceil_div

_KG_LITRE = 0.35  # of packed goods, as the masses of the product table (assumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The quickest way, by road where roads lead there: whole weeks until use, and what a litre costs."""

    weeks: int
    vnd_litre: float


class Ways:
    """The ways of a network on the lanes that are open on a day."""

    def __init__(self, inputs: WeekInputs, rules: PolicyRules) -> None:
        self._inputs, self._rules = inputs, rules
        self._graphs: dict[frozenset[str], nx.DiGraph[str]] = {}

    def way(self, origin_id: str, destination_id: str, day: date) -> Way:
        """Return the way between two sites.

        Raises
        ------
        InputError
            When no lane that is open leads there.
        """
        graph = self._graph(day, road=True)
        if not nx.has_path(graph, origin_id, destination_id):
            graph = self._graph(day, road=False)
        if not nx.has_path(graph, origin_id, destination_id):
            ends = {"origin": origin_id, "destination": destination_id, "day": day.isoformat()}
            raise InputError([Fault(code="no_way", file="lanes", arguments=ends)])
        path = nx.shortest_path(graph, origin_id, destination_id, weight="days")
        steps = [graph.edges[a, b] for a, b in pairwise(path)]
        days = sum(step["days"] for step in steps)
        return Way(weeks=max(1, ceil_div(days, WEEK_DAYS)), vnd_litre=sum(s["vnd_litre"] for s in steps))

    def _graph(self, day: date, *, road: bool) -> nx.DiGraph[str]:
        network = self._inputs.network
        modes = (LaneMode.ROAD,) if road else tuple(LaneMode)
        lanes = [n for n in network.lanes if n.mode in modes and _open(n, network, day)]
        key = frozenset(lane.lane_id for lane in lanes)
        if key not in self._graphs:
            graph: nx.DiGraph[str] = nx.DiGraph()
            graph.add_nodes_from(site.site_id for site in network.sites)
            for lane in lanes:
                days = lane.lead_days + self._inputs.parameters.receiving_days
                vnd = litre_vnd(lane, self._inputs, self._rules)
                graph.add_edge(lane.origin_id, lane.destination_id, days=days, vnd_litre=vnd)
            self._graphs[key] = graph
        return self._graphs[key]


def _open(lane: Lane, network: Network, day: date) -> bool:
    opens = [
        lane.open_from,
        network.site(lane.origin_id).open_from,
        network.site(lane.destination_id).open_from,
    ]
    return all(o is None or o <= day for o in opens)


def litre_vnd(lane: Lane, inputs: WeekInputs, rules: PolicyRules) -> float:
    """Return a litre's cost on a lane by the usual load: truck and crew there and back, or freight."""
    filled_l = lane.capacity_ml / 1_000 * rules.trunk_load_percent / 100
    if lane.vehicle_type_id is None:
        return lane.fixed_vnd / filled_l + lane.vnd_per_kg * _KG_LITRE
    truck = inputs.fleet.type(lane.vehicle_type_id)
    km = 2 * straight_km(inputs.network, lane.origin_id, lane.destination_id) * rules.road_detour
    days = max(1, 2 * lane.lead_days - 1)
    return ((truck.fixed_vnd_day + truck.driver_vnd_day) * days + km * truck.vnd_km) / filled_l


def straight_km(network: Network, a: str, b: str) -> float:
    """Return the straight distance between two places, km."""
    here, there = network.place(a), network.place(b)
    ends = ([here.lon], [here.lat], [there.lon], [there.lat])
    return float(haversine_km(*(np.array(x) for x in ends))[0])


def nearest_depots(inputs: WeekInputs) -> dict[str, str]:
    """Return the depot or hub nearest to each centre, in a straight line."""
    network = inputs.network
    depots = network.depots
    lon = np.array([d.place.lon for d in depots])
    lat = np.array([d.place.lat for d in depots])
    found = {}
    for centre_id in inputs.forecast.centre_ids:
        place = network.place(centre_id)
        km = haversine_km(np.full(len(lon), place.lon), np.full(len(lat), place.lat), lon, lat)
        found[centre_id] = depots[int(km.argmin())].site_id
    return found
