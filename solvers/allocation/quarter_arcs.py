"""Arcs of one product's flow, gathered family by family."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from solvers.allocation.quarter_problem import Ints

NO_ROW = -1
ENDLESS = 10**9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """Where the arcs of one kind lie, and what each of them stands for (one array a label)."""

    first: int
    last: int
    labels: tuple[Ints, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductArcs:
    """A min-cost flow in packs: nodes are numbered, ``supply`` sums to nothing.

    ``row`` is the row of shared litres that an arc uses (`NO_ROW`: none), ``half`` how many half volumes of
    a pack (``pack_ml``) each unit takes there; ``lane_row`` is that of the lane on which it rides, whole.
    """

    tail: Ints
    head: Ints
    room: Ints
    cost: Ints
    row: Ints
    half: Ints
    lane_row: Ints
    supply: Ints
    pack_ml: int
    families: dict[str, Family]

    def rows(self) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        """Return the row of every arc in stores, then on lanes, with the half millilitres of a pack there."""
        on_lane = np.full_like(self.half, 2 * self.pack_ml)
        return (self.row, self.half * self.pack_ml), (self.lane_row, on_lane)

    def used_half_ml(self, flow: Ints, rows: int) -> Ints:
        """Return the half millilitres that a flow takes of every row."""
        used = np.zeros(rows)
        for row, size in self.rows():
            on = np.flatnonzero((row >= 0) & (flow > 0))
            used += np.bincount(row[on], flow[on] * size[on], minlength=rows)
        return used.astype(np.int64)  # exact: far below 2**53


@dataclass(slots=True)
class ArcList:
    """Arcs under construction."""

    columns: list[tuple[Ints, ...]] = field(default_factory=list)
    families: dict[str, Family] = field(default_factory=dict)
    count: int = 0

    def add(
        self,
        name: str,
        tail: Ints,
        head: Ints,
        *,
        cost: int | Ints = 0,
        room: int | Ints = ENDLESS,
        row: int | Ints = NO_ROW,
        half: int | Ints = 0,
        lane_row: int | Ints = NO_ROW,
        labels: tuple[Ints, ...] = (),
    ) -> None:
        """Add a family of arcs; prices and rooms spread to the shape of the tails."""
        size = len(tail)
        spread = [
            np.broadcast_to(np.asarray(x, np.int64), (size,)) for x in (room, cost, row, half, lane_row)
        ]
        self.columns.append((np.asarray(tail, np.int64), np.asarray(head, np.int64), *spread))
        self.families[name] = Family(first=self.count, last=self.count + size, labels=labels)
        self.count += size

    def packed(self, supply: Ints, pack_ml: int) -> ProductArcs:
        """Return the arcs with their nodes numbered anew, without those that nothing touches."""
        tail, head, room, cost, row, half, lane_row = (
            np.concatenate(x) for x in zip(*self.columns, strict=True)
        )
        touched = np.zeros(len(supply), np.bool_)
        for nodes in (tail, head, np.flatnonzero(supply)):
            touched[nodes] = True
        number = np.cumsum(touched) - 1
        return ProductArcs(
            tail=number[tail],
            head=number[head],
            room=room,
            cost=cost,
            row=row,
            half=half,
            lane_row=lane_row,
            supply=supply[touched],
            pack_ml=pack_ml,
            families=self.families,
        )
