"""The search itself: ruin, order, recreate, then keep or take back (compiled).

Simulated annealing over ruin and recreate, after Schrimpf et al. (2000) and Christiaens and Vanden
Berghe (2020).
"""
# mypy: disable-error-code="no-any-return,return-value"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled
from solvers.routing.ours.chance import draw
from solvers.routing.ours.ground import FIRST_NODE, NO_TIME, Array, Ground
from solvers.routing.ours.idle import draw_shares
from solvers.routing.ours.insertion import place_client
from solvers.routing.ours.links import fetch, take_back, wait, waits
from solvers.routing.ours.ruin import DISCOUNTS, ruin
from solvers.routing.ours.state import (
    ASIDE,
    ASIDE_BEFORE,
    BANKED,
    BEST,
    BEST_BANKED,
    BEST_DEPART,
    BEST_EARLIER,
    BEST_KIND,
    BEST_LATER,
    CHOSEN,
    EARLIER,
    FAR_OFF,
    FIRST,
    HIGHEST,
    KEPT,
    KIND,
    LATER,
    MOVES,
    NEXT,
    NODE_LOAD,
    NOW,
    OWNER,
    PENALTY,
    REMOVED,
    ROUNDS,
    SAVED,
    WIDTH,
    State,
)
from solvers.routing.ours.vehicles import price, retype
from solvers.routing.ours.week import Week

CALLED_UP = 15  # waiting clients tried again in one iteration


@compiled
def search(
    g: Ground, s: State, t: Week | None, settings: Array, rounds: int, hot: float, cold: float
) -> None:
    """Run some iterations while the temperature falls from hot to cold, in units of cost."""
    heat, factor = hot, (cold / hot) ** (1.0 / max(1, rounds))
    for _ in range(rounds):
        heat *= factor
        s.tally[ROUNDS] += 1
        s.tally[MOVES], s.tally[SAVED], s.tally[REMOVED] = 0, 0, 0
        s.tally[ASIDE_BEFORE] = s.tally[ASIDE]
        first = s.tally[ROUNDS] == 1
        allowed = np.inf
        if not first:
            ruin(g, s, t, settings)
            allowed = -heat * np.log(draw(s) + 1e-300)
        change = recreate(g, s, t, settings, allowed)
        if change < allowed:
            s.tally[NOW] += change
            if s.tally[NOW] < s.tally[BEST]:
                remember(s, t)
        else:
            take_back(g, s, t)


@compiled
def recreate(g: Ground, s: State, t: Week | None, settings: Array, allowed: float) -> int:
    """Place the removed and some waiting clients; return by how much the objective has changed.

    Who is placed makes nothing cheaper.  So in the week, where to place is slow, it ends with some of them
    nowhere when what is placed costs more already than is ``allowed`` for all.
    """
    change = np.int64(0)
    cheap, dear, most = 1.0, 1.0, CALLED_UP
    if settings[DISCOUNTS] > 0 and draw(s) < settings[DISCOUNTS]:
        cheap = draw(s)
        dear = cheap if draw(s) < 0.5 else 1.0 + 2.0 * draw(s)
        most = CALLED_UP * (1 + int(4.0 * draw(s)))
        if t is not None:
            draw_shares(s)
    called = call_up(g, s, most)
    for i in range(s.tally[REMOVED] - called, s.tally[REMOVED]):
        change -= s.client[s.removed[i], PENALTY]
    arrange(g, s)
    for i in range(s.tally[REMOVED]):
        c, left = s.removed[i], np.inf
        if t is not None:
            left = allowed - (change + changed(s, t))
            if left <= 0.0:
                return change + changed(s, t)
        if not place_client(g, s, t, c, cheap, dear, settings, left):
            wait(s, c)
            change += s.client[c, PENALTY]
    for i in range(s.tally[SAVED]):
        if s.route[s.saved[i, 0], KIND] >= 0:
            retype(g, s, s.saved[i, 0])
    return change + changed(s, t)


@compiled
def changed(s: State, t: Week | None) -> int:
    """Return by how much routes, couriers and patterns have become dearer in this iteration."""
    change = s.tally[ASIDE] - s.tally[ASIDE_BEFORE]
    for i in range(s.tally[SAVED]):
        change += price(s, t, s.saved[i, 0]) - s.route[s.saved[i, 0], KEPT]
    return change


@compiled
def call_up(g: Ground, s: State, most: int) -> int:
    """Call waiting clients up: all of a few, else some around the first one removed; return how many."""
    before = s.tally[REMOVED]
    if s.tally[BANKED] <= CALLED_UP or s.tally[ROUNDS] == 1:
        while s.tally[BANKED] > 0:
            fetch(s, s.bank[0])
        return s.tally[REMOVED] - before
    seed = s.removed[0] if before > 0 else s.bank[int(draw(s) * s.tally[BANKED])]
    if waits(s, seed):
        fetch(s, seed)
    for j in range(g.around.shape[1]):
        if s.tally[REMOVED] - before >= most:
            break
        c = g.around[seed, j]
        if waits(s, c) and draw(s) < 0.5:
            fetch(s, c)
    return s.tally[REMOVED] - before


@compiled
def arrange(g: Ground, s: State) -> None:
    """Sort the removed clients by a rule drawn at random; the first time, far ones first."""
    rule = draw(s) * (17.0 if g.mode != NO_TIME else 11.0)
    if s.tally[ROUNDS] == 1:
        rule = 9.0
    for i in range(s.tally[REMOVED]):
        s.key[i] = rank(g, s, s.removed[i], rule)
    for i in range(1, s.tally[REMOVED]):
        k, c, j = s.key[i], s.removed[i], i - 1
        while j >= 0 and s.key[j] > k:
            s.key[j + 1], s.removed[j + 1] = s.key[j], s.removed[j]
            j -= 1
        s.key[j + 1], s.removed[j + 1] = k, c


@compiled
def rank(g: Ground, s: State, c: int, rule: float) -> float:
    """Return the figure by which a client is sorted: at random, by load, distance or window."""
    row = s.client[c]
    if rule < 4.0:
        return draw(s)
    if rule < 8.0:
        return -float(s.node[g.pattern_nodes[g.pattern[row[FIRST], FIRST_NODE]], NODE_LOAD])
    if rule < 10.0:
        return -float(row[FAR_OFF])
    if rule < 11.0:
        return float(row[FAR_OFF])
    return float(row[WIDTH + int((rule - 11.0) / 2.0)])


@compiled
def remember(s: State, t: Week | None) -> None:
    """Keep the present solution as the best."""
    s.tally[BEST], s.tally[BEST_BANKED] = s.tally[NOW], s.tally[BANKED]
    for x in range(s.node.shape[0]):
        s.best_node[x, 0], s.best_node[x, 1] = s.node[x, NEXT], s.node[x, OWNER]
    for c in range(s.client.shape[0]):
        s.best_chosen[c] = s.client[c, CHOSEN]
    for r in range(s.tally[HIGHEST]):
        best = s.best_route[r]
        best[BEST_KIND], best[BEST_EARLIER] = s.route[r, KIND], s.route[r, EARLIER]
        best[BEST_LATER] = s.route[r, LATER]
        if t is not None:
            best[BEST_DEPART] = t.shared.route[r].depart
