"""Where the blocks of a simulation are replayed: in this process, in one a core, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from distribution.cores import cores
from distribution.executor import executor
from distribution.simulation.chance import blocks
from operations.simulation.settings import SimulationSettings


@contextmanager
def spread_of(settings: SimulationSettings) -> Iterator[Executor | None]:
    """Give what replications are to be spread over; None where they stay in this process, as a single block.

    Raises
    ------
    ClusterError
        When the cluster cannot be used.
    """
    workers = min(settings.workers or cores(), len(blocks(settings.seed, settings.replications)))
    if settings.cluster is None and workers == 1:
        yield None
        return
    with executor(settings.cluster, workers) as pool:
        yield pool
