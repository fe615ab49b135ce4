"""Network simplex that goes on from the last optimal tree when prices change (numba).

After Király and Kovács, "Efficient implementations of minimum-cost flow algorithms" (2012): a spanning tree
with threads, block search, strongly feasible trees so that it cannot cycle.  A change of costs keeps the
tree feasible, so that the next solve takes few pivots; a change of rooms or supplies wants a new tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Nodes = NDArray[np.int32]
Signs = NDArray[np.int8]
F = TypeVar("F", bound=Callable[..., object])

LOWER, TREE, UPPER = 1, 0, -1
UP, DOWN = 1, -1


def machine(function: F) -> F:
    """Compile to machine code that lets other threads run, cached on disk."""
    compiled: F = numba.njit(cache=True, nogil=True)(function)
    return compiled


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Arcs (those to an artificial root last), their flow and state, and the spanning tree over all nodes."""

    source: Nodes
    target: Nodes
    room: Ints
    cost: Ints
    flow: Ints
    state: Signs
    parent: Nodes
    pred: Nodes
    pred_dir: Signs
    thread: Nodes
    rev_thread: Nodes
    succ_num: Nodes
    last_succ: Nodes
    pi: Ints


def start_tree(tail: Ints, head: Ints, room: Ints, cost: Ints, supply: Ints) -> Tree:
    """Return the tree that sends everything over an artificial root at a price beyond all others."""
    nodes, arcs = len(supply), len(tail)
    art = (int(np.abs(cost).max()) + 1) * (nodes + 1)
    gives = supply >= 0
    each = np.arange(nodes, dtype=np.int32)
    root = np.full(nodes, nodes, np.int32)
    state = np.full(arcs + nodes, LOWER, np.int8)
    state[arcs:] = TREE
    ring = np.concatenate([each, [nodes]]).astype(np.int32)
    thread = np.roll(ring, -1)
    return Tree(
        source=np.concatenate([tail, np.where(gives, each, root)]).astype(np.int32),
        target=np.concatenate([head, np.where(gives, root, each)]).astype(np.int32),
        room=np.concatenate([room, np.full(nodes, 2**62)]),
        cost=np.concatenate([cost, np.where(gives, 0, art)]),
        flow=np.concatenate([np.zeros(arcs, np.int64), np.abs(supply)]),
        state=state,
        parent=np.concatenate([root, [-1]]).astype(np.int32),
        pred=np.concatenate([each + arcs, [-1]]).astype(np.int32),
        pred_dir=np.concatenate([np.where(gives, UP, DOWN), [0]]).astype(np.int8),
        thread=thread,
        rev_thread=np.roll(ring, 1),
        succ_num=np.concatenate([np.ones(nodes), [nodes + 1]]).astype(np.int32),
        last_succ=np.concatenate([each, [nodes - 1]]).astype(np.int32),
        pi=np.concatenate([np.where(gives, 0, art), [0]]).astype(np.int64),
    )


def reprice(tree: Tree, cost: Ints) -> None:
    """Set the costs of the arcs (not of the artificial ones) and the potentials that they make."""
    tree.cost[: len(cost)] = cost
    _potentials(tree.cost, tree.parent, tree.pred, tree.pred_dir, tree.thread, tree.pi)


def optimise(tree: Tree) -> int:
    """Pivot until no arc is worth entering; return the number of pivots."""
    return int(
        _pivot_all(
            tree.source,
            tree.target,
            tree.room,
            tree.cost,
            tree.flow,
            tree.state,
            tree.parent,
            tree.pred,
            tree.pred_dir,
            tree.thread,
            tree.rev_thread,
            tree.succ_num,
            tree.last_succ,
            tree.pi,
        )
    )


@machine
def _potentials(cost: Ints, parent: Nodes, pred: Nodes, pred_dir: Signs, thread: Nodes, pi: Ints) -> None:
    root = len(parent) - 1
    pi[root] = 0
    u = thread[root]
    while u != root:
        pi[u] = pi[parent[u]] - pred_dir[u] * cost[pred[u]]
        u = thread[u]


@machine
def _pivot_all(  # noqa: C901, PLR0912, PLR0915
    source: Nodes,
    target: Nodes,
    room: Ints,
    cost: Ints,
    flow: Ints,
    state: Signs,
    parent: Nodes,
    pred: Nodes,
    pred_dir: Signs,
    thread: Nodes,
    rev_thread: Nodes,
    succ_num: Nodes,
    last_succ: Nodes,
    pi: Ints,
) -> int:
    arcs = len(source)
    block = max(int(np.sqrt(arcs)), 10)
    dirty = np.empty(len(parent), np.int32)
    next_arc, pivots = 0, 0
    while True:
        entering, next_arc = _entering(source, target, cost, state, pi, block, next_arc)
        if entering < 0:
            return pivots
        pivots += 1
        # the join of the two ends
        u, v = source[entering], target[entering]
        while u != v:
            if succ_num[u] < succ_num[v]:
                u = parent[u]
            else:
                v = parent[v]
        join = u
        first, second = source[entering], target[entering]
        if state[entering] == UPPER:
            first, second = second, first
        delta, result, u_out = room[entering], 0, -1
        u = first
        while u != join:
            e = pred[u]
            d = flow[e] if pred_dir[u] == UP else room[e] - flow[e]
            if d < delta:
                delta, u_out, result = d, u, 1
            u = parent[u]
        u = second
        while u != join:
            e = pred[u]
            d = room[e] - flow[e] if pred_dir[u] == UP else flow[e]
            if d <= delta:
                delta, u_out, result = d, u, 2
            u = parent[u]
        if delta > 0:
            change = state[entering] * delta
            flow[entering] += change
            u = source[entering]
            while u != join:
                flow[pred[u]] -= pred_dir[u] * change
                u = parent[u]
            u = target[entering]
            while u != join:
                flow[pred[u]] += pred_dir[u] * change
                u = parent[u]
        if result == 0:
            state[entering] = -state[entering]
            continue
        state[entering] = TREE
        leaving = pred[u_out]
        state[leaving] = LOWER if flow[leaving] == 0 else UPPER
        u_in, v_in = (first, second) if result == 1 else (second, first)
        _rehang(
            source, parent, pred, pred_dir, thread, rev_thread, succ_num, last_succ, dirty,
            entering, join, u_in, v_in, u_out,
        )  # fmt: skip
        sigma = pi[v_in] - pi[u_in] - pred_dir[u_in] * cost[entering]
        end = thread[last_succ[u_in]]
        u = u_in
        while u != end:
            pi[u] += sigma
            u = thread[u]


@machine
def _entering(
    source: Nodes, target: Nodes, cost: Ints, state: Signs, pi: Ints, block: int, next_arc: int
) -> tuple[int, int]:
    """Return the best arc of the first block that has one worth entering (-1: none), and where to go on."""
    arcs = len(source)
    best, found, left = 0, -1, block
    e = next_arc
    for _ in range(arcs):
        c = state[e] * (cost[e] + pi[source[e]] - pi[target[e]])
        if c < best:
            best, found = c, e
        e += 1
        if e == arcs:
            e = 0
        left -= 1
        if left == 0:
            if found >= 0:
                return found, e
            left = block
    return found, e


@machine
def _rehang(  # noqa: C901, PLR0912, PLR0915
    source: Nodes,
    parent: Nodes,
    pred: Nodes,
    pred_dir: Signs,
    thread: Nodes,
    rev_thread: Nodes,
    succ_num: Nodes,
    last_succ: Nodes,
    dirty: Nodes,
    entering: int,
    join: int,
    u_in: int,
    v_in: int,
    u_out: int,
) -> None:
    """Hang the subtree that the leaving arc cuts off to the entering arc."""
    old_rev_thread, old_succ_num, old_last_succ = rev_thread[u_out], succ_num[u_out], last_succ[u_out]
    v_out = parent[u_out]
    direction = UP if u_in == source[entering] else DOWN
    if u_in == u_out:
        parent[u_in], pred[u_in], pred_dir[u_in] = v_in, entering, direction
        if thread[v_in] != u_out:
            after = thread[old_last_succ]
            thread[old_rev_thread] = after
            rev_thread[after] = old_rev_thread
            after = thread[v_in]
            thread[v_in] = u_out
            rev_thread[u_out] = v_in
            thread[old_last_succ] = after
            rev_thread[after] = old_last_succ
    else:
        thread_continue = thread[old_last_succ] if old_rev_thread == v_in else thread[v_in]
        stem, par_stem, last = u_in, v_in, last_succ[u_in]
        after = thread[last]
        thread[v_in] = u_in
        count = 1
        dirty[0] = v_in
        while stem != u_out:
            next_stem = parent[stem]
            thread[last] = next_stem
            dirty[count] = last
            count += 1
            before = rev_thread[stem]
            thread[before] = after
            rev_thread[after] = before
            parent[stem] = par_stem
            par_stem = stem
            stem = next_stem
            last = rev_thread[par_stem] if last_succ[stem] == last_succ[par_stem] else last_succ[stem]
            after = thread[last]
        parent[u_out] = par_stem
        thread[last] = thread_continue
        rev_thread[thread_continue] = last
        last_succ[u_out] = last
        if old_rev_thread != v_in:
            thread[old_rev_thread] = after
            rev_thread[after] = old_rev_thread
        for i in range(count):
            rev_thread[thread[dirty[i]]] = dirty[i]
        sum_succ, last_stem = 0, last_succ[u_out]
        u = u_out
        while u != u_in:
            p = parent[u]
            pred[u] = pred[p]
            pred_dir[u] = -pred_dir[p]
            sum_succ += succ_num[u] - succ_num[p]
            succ_num[u] = sum_succ
            last_succ[p] = last_stem
            u = p
        pred[u_in], pred_dir[u_in], succ_num[u_in] = entering, direction, old_succ_num
    limit = join if last_succ[join] == v_in else -1
    last_out = last_succ[u_out]
    u = v_in
    while u != -1 and last_succ[u] == v_in:
        last_succ[u] = last_out
        u = parent[u]
    if old_rev_thread != join and old_rev_thread != v_in:  # noqa: PLR1714 (machine code wants it plain)
        u = v_out
        while u != limit and last_succ[u] == old_last_succ:
            last_succ[u] = old_rev_thread
            u = parent[u]
    elif last_out != old_last_succ:
        u = v_out
        while u != limit and last_succ[u] == old_last_succ:
            last_succ[u] = last_out
            u = parent[u]
    u = v_in
    while u != join:
        succ_num[u] += old_succ_num
        u = parent[u]
    u = v_out
    while u != join:
        succ_num[u] -= old_succ_num
        u = parent[u]
