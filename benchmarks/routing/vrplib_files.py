"""VRPLIB text by PyVRP's own reader, and its data as an ``Instance``.

Places keep PyVRP's numbers (depots first), clients their order and vehicle types theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyvrp
from numpy.typing import ArrayLike, NDArray
from pyvrp.read import ROUND_FUNCS

from benchmarks.routing.vrplib_text import readable
from solvers.routing.instance import UNLIMITED, Client, Instance, Ints, VehicleType


def read_vrplib(text: str, name: str, rounding: str) -> tuple[Instance, pyvrp.ProblemData]:
    """Read the text of one file, its figures rounded by PyVRP's function of that name.

    Raises
    ------
    ValueError
        When the text is not in the format, or has what is not read.
    """

    def rounded(figures: NDArray[np.float64]) -> NDArray[np.int64]:
        # PyVRP's squares of equal coordinates may differ by less than nothing: their root is no number
        return ROUND_FUNCS[rounding](np.nan_to_num(figures, nan=0.0))

    with TemporaryDirectory(prefix="coldchain-") as folder, np.errstate(invalid="ignore"):
        path = Path(folder) / "instance.vrp"
        path.write_text(readable(text), encoding="utf-8")
        data = pyvrp.read(path, round_func=rounded)
    return instance_of(data, name), data


def instance_of(data: pyvrp.ProblemData, name: str) -> Instance:
    """Return PyVRP's data as an instance.

    Raises
    ------
    ValueError
        When they hold what an instance does not: pickups, groups, or calls at other depots.
    """
    if data.num_shipments or data.num_groups:
        raise ValueError(f"{name}: shipments and groups of clients are not read")
    return Instance(
        name=name,
        distance=_stacked(data.distance_matrices()),
        duration=_stacked(data.duration_matrices()),
        clients=tuple(_client(client, name) for client in data.clients()),
        types=tuple(_type(data, vehicle, name) for vehicle in data.vehicle_types()),
    )


def _stacked(matrices: Iterable[ArrayLike]) -> Ints:
    return np.stack([np.asarray(matrix, dtype=np.int64) for matrix in matrices])


def _client(client: pyvrp.Client, name: str) -> Client:
    if any(client.pickup):
        raise ValueError(f"{name}: pickups are not read")
    return Client(
        place=client.location,
        load=tuple(int(load) for load in client.delivery),
        service=client.service_duration,
        early=client.tw_early,
        late=_bounded(client.tw_late),
        release=client.release_time,
        prize=None if client.required else client.prize,
    )


def _type(data: pyvrp.ProblemData, vehicle: pyvrp.VehicleType, name: str) -> VehicleType:
    depots = data.depots()
    if any(depot != vehicle.start_depot for depot in vehicle.reload_depots):
        raise ValueError(f"{name}: reloading elsewhere than at the first depot is not read")
    return VehicleType(
        available=vehicle.num_available,
        capacity=tuple(_bounded(capacity) for capacity in vehicle.capacity),
        start=depots[vehicle.start_depot].location,
        end=depots[vehicle.end_depot].location,
        fixed=vehicle.fixed_cost,
        per_distance=vehicle.unit_distance_cost,
        per_duration=vehicle.unit_duration_cost,
        early=vehicle.tw_early,
        late=_bounded(vehicle.tw_late),
        longest=_bounded(vehicle.shift_duration),
        farthest=_bounded(vehicle.max_distance),
        reloads=_bounded(vehicle.max_reloads) if vehicle.reload_depots else 0,
        profile=vehicle.profile,
    )


def _bounded(figure: int) -> int:
    """Return the figure, PyVRP's "no limit" as ours."""
    return min(int(figure), UNLIMITED)
