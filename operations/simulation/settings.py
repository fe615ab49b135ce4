"""What a user asks of one simulation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationSettings:
    """Replications and seed, other assumptions, the share of calls on time, and where things go.

    ``buffers`` is written where ``on_time`` or ``loss`` (the probability with which a load may be lost) is
    asked for; ``workers`` are processes (None: one a core); ``cluster`` is the address of a Dask scheduler.
    """

    replications: int = 1_000
    seed: int = 1
    assume: Path | None = None
    on_time: float | None = None
    loss: float | None = None
    buffers: Path = Path("buffers.csv")
    to: Path | None = None
    workers: int | None = None
    cluster: str | None = None
    lang: str = "vi"
