"""A choice made better part by part: the clients around one after another, all other columns staying.

The relaxation of a large pool is far from whole, and a solver of the whole of it spends its time on proofs.
What lies far apart hardly touches, so the columns of some dozens of neighbours are chosen anew at once.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from distribution.progress import Limits
from solvers.routing.pool.model import Choice, Question, Row, choose

NEAR = 60  # clients whose columns are chosen anew at once
NOBODY = -1  # the client of an item that is in no option
PART_WORK = 0.3  # of CP-SAT's deterministic clock for one part


def by_parts(
    question: Question, start: Set[int], neighbours: Sequence[Sequence[int]], *, limits: Limits
) -> tuple[Choice, int]:
    """Return the choice that parts chosen anew lead to, never dearer than ``start``, and how many they were.

    Parameters
    ----------
    start
        The columns of a choice that keeps every row; one with an item of no option is given up.
    neighbours
        The other clients of each client, nearest first.
    limits
        Seed; ``iterations``, how many parts; ``seconds``, after which no further one is begun.
    """
    begun, chance = time.perf_counter(), random.Random(limits.seed)
    pool = _Pool(question)
    taken = frozenset(i for i in start if NOBODY not in pool.clients[i])
    cost, done = pool.cost(taken), 0
    clients = [*range(len(question.out))]
    while clients and (limits.iterations is None or done < limits.iterations):
        if limits.seconds is not None and time.perf_counter() - begun >= limits.seconds:
            break
        if done % len(clients) == 0:
            chance.shuffle(clients)
        middle = clients[done % len(clients)]
        found = pool.anew(taken, {middle, *neighbours[middle][: NEAR - 1]}, limits.seed)
        if (now := pool.cost(found)) < cost:
            taken, cost = found, now
        done += 1
    columns = tuple(sorted(taken))
    return Choice(columns=columns, left_out=pool.left_out(taken), cost=cost, bound=None), done


@dataclass(slots=True)
class _Pool:
    """A question with what each column is about."""

    question: Question
    clients: list[frozenset[int]] = field(init=False)
    price: dict[tuple[int, frozenset[int]], int] = field(init=False)
    client_of: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        options = self.question.options
        self.client_of = {item: one.client for one in options for item in one.items}
        self.price = {}
        for one in options:
            key = one.client, frozenset(one.items)
            self.price[key] = min(one.price, self.price.get(key, one.price))
        self.clients = [
            frozenset(self.client_of.get(item, NOBODY) for item in column.items)
            for column in self.question.columns
        ]

    def cost(self, taken: Iterable[int]) -> int:
        """Return what a choice costs."""
        covered = self._covered(taken)
        routes = sum(self.question.columns[i].cost for i in taken)
        options = sum(self.price[client, frozenset(items)] for client, items in covered.items())
        return routes + options + sum(self.question.out[c] or 0 for c in self.left_out(taken))

    def left_out(self, taken: Iterable[int]) -> tuple[int, ...]:
        """Return the clients whom a choice leaves out."""
        covered = self._covered(taken)
        return tuple(c for c in range(len(self.question.out)) if c not in covered)

    def _covered(self, taken: Iterable[int]) -> dict[int, set[int]]:
        covered: dict[int, set[int]] = defaultdict(set)
        for i in taken:
            for item in self.question.columns[i].items:
                covered[self.client_of[item]].add(item)
        return covered

    def anew(self, taken: frozenset[int], wanted: Set[int], seed: int) -> frozenset[int]:
        """Return the choice with the columns of some clients, and of all who share one with them, anew."""
        free = self._whole(taken, wanted)
        kept = frozenset(i for i in taken if not self.clients[i] <= free)
        columns = [i for i, clients in enumerate(self.clients) if clients <= free]
        place = {i: number for number, i in enumerate(columns)}
        order = {client: number for number, client in enumerate(sorted(free))}
        part = Question(
            columns=tuple(self.question.columns[i] for i in columns),
            options=tuple(
                replace(one, client=order[one.client]) for one in self.question.options if one.client in free
            ),
            out=tuple(self.question.out[client] for client in order),
            rows=tuple(_left(self.question.rows, kept, place)),
        )
        hint = {place[i] for i in taken - kept}
        choice = choose(part, hint, limits=Limits(seed=seed), work=PART_WORK)
        return taken if choice is None else kept | {columns[i] for i in choice.columns}

    def _whole(self, taken: frozenset[int], wanted: Set[int]) -> frozenset[int]:
        """Return the clients wanted and all with whom they share a column, directly or not by two visits."""
        free, before = frozenset(wanted), frozenset[int]()
        while free != before:
            # again, because a client of two visits brings the columns of both
            before, free = free, free.union(*(self.clients[i] for i in taken if self.clients[i] & free))
        return free


def _left(rows: Iterable[Row], kept: Set[int], place: dict[int, int]) -> Iterable[Row]:
    """Yield of each row that can still bind what the columns kept leave to the others."""
    for row in rows:
        weighed = [*zip(row.columns, row.weights, strict=True)]
        own = [(place[i], weight) for i, weight in weighed if i in place]
        most = row.most - sum(weight for i, weight in weighed if i in kept)
        if sum(weight for _, weight in own) > most:
            yield Row(columns=tuple(i for i, _ in own), weights=tuple(w for _, w in own), most=most)
