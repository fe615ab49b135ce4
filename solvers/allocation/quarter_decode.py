"""A product's flow back into the field's terms: issues by lot, movements, and what was met."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, Issue, Movement, Wanted
from distribution.vaccines import Vaccine
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_batches import thawed
from solvers.allocation.quarter_problem import Ints, ProductQuestion, QuarterProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductAnswer:
    """What is decided for one product."""

    issues: tuple[Issue, ...]
    movements: tuple[Movement, ...]
    wanted: tuple[Wanted, ...]


def decode_product(
    inputs: WeekInputs, horizon: Horizon, problem: QuarterProblem, number: int, arcs: ProductArcs, flow: Ints
) -> ProductAnswer:
    """Return the answer of product ``number`` of the problem."""
    product = problem.products[number]
    decoder = _Decoder(inputs, horizon, problem, product, inputs.vaccines[product.product_id], arcs, flow)
    moved = (*decoder.movements(), *decoder.passed_on())
    return ProductAnswer(issues=decoder.issues(), movements=moved, wanted=decoder.wanted())


@dataclass(frozen=True, slots=True)
class _Decoder:
    inputs: WeekInputs
    horizon: Horizon
    problem: QuarterProblem
    product: ProductQuestion
    vaccine: Vaccine
    arcs: ProductArcs
    flow: Ints

    def _flows(self, family: str) -> list[tuple[int, ...]]:
        """Return the labels of a family's arcs that carry packs, and how many, in order of the labels."""
        found = self.arcs.families.get(family)
        if found is None:
            return []
        packs = self.flow[found.first : found.last]
        on = np.flatnonzero(packs)
        return sorted(zip(*(column[on].tolist() for column in (*found.labels, packs)), strict=True))

    def issues(self) -> tuple[Issue, ...]:
        """Return the issues: of each depot's pool the earliest use-by goes to the first centre."""
        poured: dict[tuple[int, int, int], list[list[int]]] = defaultdict(list)
        for s, k, g, t, packs in self._flows("pour"):
            poured[s, g, t].append([k, packs])
        found = []
        for r, g, t, packs in self._flows("round"):
            site, centre = self.problem.frame.rounds[r].tolist()
            for k, part in _taken(poured[site, g, t], packs):
                found.append(self._issue(site, centre, k, t, part))
        return tuple(sorted(found, key=lambda i: (i.period, i.centre_id, i.use_by, i.lot_id, i.depot_id)))

    def _issue(self, site: int, centre: int, k: int, t: int, packs: int) -> Issue:
        batch = self.product.batches[k]
        given = thawed(self.inputs, self.vaccine, batch, self.horizon, t) if batch.frozen else batch
        return Issue(
            period=t,
            centre_id=self.problem.centre_ids[centre],
            product_id=self.product.product_id,
            lot_id=batch.lot_id,
            use_by=given.use_by,
            depot_id=self.problem.site_ids[site],
            packs=packs,
            doses=packs * self.vaccine.pack_doses,
            thaws=batch.frozen,
        )

    def movements(self) -> tuple[Movement, ...]:
        """Return what rides between sites."""
        return tuple(
            Movement(
                period=t,
                received_period=arrival,
                lane_id=self.problem.lane_ids[lane],
                origin_id=self.problem.site_ids[self.problem.frame.lanes[lane][0]],
                destination_id=self.problem.site_ids[self.problem.frame.lanes[lane][1]],
                product_id=self.product.product_id,
                lot_id=self.product.batches[k].lot_id,
                packs=packs,
                doses=packs * self.vaccine.pack_doses,
                use_by=self.product.batches[into].use_by,
                thaws=into != k,
            )
            for lane, k, t, arrival, into, packs in self._flows("ride")
        )

    def passed_on(self) -> tuple[Movement, ...]:
        """Return what centres send back for others."""
        found = []
        for row, packs in self._flows("back"):
            centre, k, site, leaves, ready, _ = self.product.surplus[row].tolist()
            batch = self.product.batches[k]
            found.append(
                Movement(
                    period=leaves,
                    received_period=ready,
                    lane_id="",
                    origin_id=self.problem.centre_ids[centre],
                    destination_id=self.problem.site_ids[site],
                    product_id=self.product.product_id,
                    lot_id=batch.lot_id,
                    packs=packs,
                    doses=packs * self.vaccine.pack_doses,
                    use_by=batch.use_by,
                    passed_on=True,
                )
            )
        return tuple(found)

    def wanted(self) -> tuple[Wanted, ...]:
        """Return need, what is unmet within its week, late, and used, for every cell with any of them."""
        unmet, used = np.zeros_like(self.product.need), np.zeros_like(self.product.need)
        for c, t, packs in self._flows("miss"):
            unmet[c, t] = packs
        for family in ("use", "use_late"):
            for c, _, t, packs in self._flows(family):
                used[c, t] += packs
        late = self._late(unmet)
        cells = np.argwhere((self.product.need > 0) | (used > 0)).tolist()
        return tuple(
            Wanted(
                period=t,
                centre_id=self.problem.centre_ids[c],
                product_id=self.product.product_id,
                packs=int(self.product.need[c, t]),
                unmet=int(unmet[c, t]),
                late=int(late[c, t]),
                used=int(used[c, t]),
            )
            for c, t in cells
        )

    def _late(self, unmet: Ints) -> Ints:
        """Return which unmet packs come in a later week: the first of the week."""
        late = np.zeros_like(unmet)
        for c, w, packs in self._flows("late"):
            left = packs
            for t in np.flatnonzero(self.problem.frame.weeks == w).tolist():
                late[c, t] = min(left, int(unmet[c, t]))
                left -= int(late[c, t])
        return late


def _taken(shelf: list[list[int]], packs: int) -> list[tuple[int, int]]:
    """Take packs off the front of a pool and return them by batch."""
    parts = []
    while packs:
        k, there = shelf[0]
        part = min(there, packs)
        parts.append((k, part))
        packs -= part
        shelf[0][1] -= part
        if not shelf[0][1]:
            shelf.pop(0)
    return parts
