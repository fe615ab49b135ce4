"""The door between measured travel and ``travel.npz``: a plan is judged again without asking its source."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault, InputError
from distribution.measured_travel import MeasuredTravel
from distribution.roads.graph import SPEED_FACTOR

TRAVEL_FILE = "travel.npz"


def write_measured(measured: MeasuredTravel, path: Path) -> str:
    """Write measured travel, the same bytes for the same figures; return their SHA-256."""
    about = {
        "place_ids": list(measured.place_ids),
        "source": measured.source,
        "error_percent": measured.error_percent,
    }
    arrays: dict[str, NDArray[Any]] = {"about": np.array(json.dumps(about, ensure_ascii=False))}
    arrays |= {f"metres_{p}": grid for p, grid in measured.metres.items()}
    arrays |= {f"seconds_{p}": grid for p, grid in measured.seconds.items()}
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_measured(path: Path, place_ids: tuple[str, ...]) -> tuple[MeasuredTravel, str]:
    """Return measured travel and the SHA-256 of its file.

    Raises
    ------
    InputError
        When the file is broken, or of other places than ``place_ids``.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            grids = {name: file[name] for name in file.files if name != "about"}
        measured = MeasuredTravel(
            place_ids=tuple(about["place_ids"]),
            metres={p: grids[f"metres_{p}"] for p in SPEED_FACTOR},
            seconds={p: grids[f"seconds_{p}"] for p in SPEED_FACTOR},
            source=about["source"],
            error_percent=about["error_percent"],
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error) as error:
        raise InputError([_fault(path, str(error) or type(error).__name__)]) from error
    if measured.place_ids != place_ids:
        raise InputError([_fault(path, "place_ids")])
    size = (len(place_ids), len(place_ids))
    wrong = [n for n, g in grids.items() if g.shape != size or g.dtype != np.int32 or (g < 0).any()]
    if wrong:
        raise InputError([_fault(path, name) for name in sorted(wrong)])
    return measured, hashlib.sha256(path.read_bytes()).hexdigest()


def _fault(path: Path, detail: str) -> Fault:
    return Fault(code="travel_file", file=path.name, arguments={"detail": detail[:200]})
