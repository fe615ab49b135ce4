"""What searches leave behind while they run: a crash, a hang or Ctrl-C then costs what came after."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from solvers.outcome import Leg
from solvers.routing.problem import RoutingSolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Where a search stands: itself so far, its best cost, clients that wait, and its best, not yet crewed.

    ``at_s`` is a moment of the monotonic clock.
    """

    leg: Leg
    at_s: float
    best_vnd: int
    waiting: int
    solution: RoutingSolution


class Board:
    """A folder with the latest sign of each search, whole at every moment.

    Parameters
    ----------
    folder
        Which the searches' processes and the one that reads share.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, number: int) -> None:
        """Tell that a search has begun."""
        self._path(number, "begun").touch()

    def has_begun(self, number: int) -> bool:
        """Return whether a search has begun."""
        return self._path(number, "begun").exists()

    def post(self, number: int, sign: Sign) -> None:
        """Put the sign of a search in the place of its last one."""
        fresh = self._path(number, "new")
        fresh.write_bytes(pickle.dumps(sign))
        fresh.replace(self._path(number, "sign"))

    def read(self, number: int) -> Sign | None:
        """Return the latest sign of a search, None before its first."""
        path = self._path(number, "sign")
        if not path.exists():
            return None
        sign: Sign = pickle.loads(path.read_bytes())
        return sign

    def _path(self, number: int, kind: str) -> Path:
        return self._folder / f"{number}.{kind}"
