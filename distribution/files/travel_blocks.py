"""A big table asked for in blocks of rows and columns, smaller ones where a server refuses the size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from distribution.progress import OnProgress, Progress
from distribution.roads.graph import Floats

Block = tuple[range, range]
BLOCK = 50  # places a side: within the first settings of OSRM (100 locations) and Valhalla (2,500 pairs)


class TooBigError(Exception):
    """The server takes no block of this size."""


def by_blocks(
    places: int, ask: Callable[[range, range], tuple[Floats, Floats]], on_progress: OnProgress
) -> tuple[Floats, Floats]:
    """Return metres and seconds between all places, shape (places, places), from blocks of them.

    Raises
    ------
    TooBigError
        When even a single pair is too much.
    """
    metres, seconds = np.full((places, places), np.inf), np.full((places, places), np.inf)
    side = BLOCK
    waiting = _blocks(range(places), range(places), side)
    done, cells = 0, places * places
    while waiting:
        rows, columns = waiting.pop()
        try:
            block = ask(rows, columns)
        except TooBigError:
            side = max(len(rows), len(columns)) // 2
            if side == 0:
                raise
            waiting = [smaller for block in [*waiting, (rows, columns)] for smaller in _blocks(*block, side)]
            continue
        metres[rows.start : rows.stop, columns.start : columns.stop] = block[0]
        seconds[rows.start : rows.stop, columns.start : columns.stop] = block[1]
        done += len(rows) * len(columns)
        on_progress(Progress(phase="travel", done=done, total=cells))
    return metres, seconds


def _blocks(rows: range, columns: range, side: int) -> list[Block]:
    def cut(line: range) -> list[range]:
        return [line[i : i + side] for i in range(0, len(line), side)]

    return [(r, c) for r in cut(rows) for c in cut(columns)]
