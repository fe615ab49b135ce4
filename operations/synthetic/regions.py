"""Which depot stands nearest to a centre, and which hub feeds a depot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from distribution.files.bundled import read_table
from operations.synthetic.world import Record, World


def use_by_site(world: World) -> Mapping[str, NDArray[np.float64]]:
    """Return the mean daily use by product of the centres nearest to each hub and depot."""
    stores = [s for s in world.sites if s["kind"] in ("hub", "depot")]
    nearest = np.argmin(_squared_distance(world.centres, stores), axis=1)
    return {s["id"]: world.daily[nearest == i].sum(axis=0) for i, s in enumerate(stores)}


def fed_by(world: World) -> Mapping[str, str]:
    """Return the hub that feeds each depot: the first lane of the table that leads there from a hub."""
    hubs = {s["id"] for s in world.sites if s["kind"] == "hub"}
    parents: dict[str, str] = {}
    for lane in read_table("lanes"):
        if lane["origin_id"] in hubs and lane["destination_id"] not in parents:
            parents[lane["destination_id"]] = lane["origin_id"]
    depots = {s["id"] for s in world.sites if s["kind"] == "depot"}
    return {depot: parents[depot] for depot in sorted(depots)}


def _squared_distance(centres: Sequence[Record], sites: Sequence[Record]) -> NDArray[np.float64]:
    def points(rows: Sequence[Record]) -> NDArray[np.float64]:
        return np.array([[float(r["lon"]), float(r["lat"])] for r in rows])

    gaps = points(centres)[:, None, :] - points(sites)[None, :, :]
    return np.asarray((gaps**2).sum(axis=2))
