"""Take neighbouring clients out of a solution, put them back where they cost least (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.compiled import compiled
from solvers.routing.placing import take_client
from solvers.routing.tables import COURIER, Ints, State, Tables, Work


@compiled
def total_vnd(t: Tables, s: State) -> int:
    """Return the objective of a state: routes, couriers, patterns chosen, clients out."""
    total = 0
    for slot in range(s.route.shape[0]):
        if s.route[slot].size:
            total += s.route[slot].cost
    for visit in range(s.visit_slot.shape[0]):
        if s.visit_slot[visit] <= COURIER:
            total += t.courier_vnd[visit, COURIER - s.visit_slot[visit]]
    for client in range(s.client_pattern.shape[0]):
        pattern = s.client_pattern[client]
        total += t.pattern[pattern].vnd if pattern >= 0 else t.client[client].out_vnd
    return total


@compiled
def restore(s: State, kept: State) -> None:
    """Copy a state over another."""
    s.seq[:] = kept.seq
    s.route[:] = kept.route
    s.bays[:] = kept.bays
    s.crews[:] = kept.crews
    s.depot_driving[:] = kept.depot_driving
    s.client_pattern[:] = kept.client_pattern
    s.visit_slot[:] = kept.visit_slot


@compiled
def victims(t: Tables, s: State, near: Ints, size: int, chosen: Ints) -> int:
    """Choose the clients to take out: neighbours of a random one, or also the whole of its routes."""
    seed = np.random.randint(0, near.shape[0])
    whole, found = np.random.random() < 0.5, 0
    for rank in range(near.shape[1]):
        client = near[seed, rank]
        if found >= size:
            break
        if np.random.random() < 0.2 and rank > 0:
            continue
        found = chosen_once(client, chosen, found)
        pattern = s.client_pattern[client]
        if whole and rank < 2 and pattern >= 0:
            for visit in range(t.pattern[pattern].first, t.pattern[pattern].last):
                slot = s.visit_slot[visit]
                for i in range(s.route[slot].size if slot >= 0 else 0):
                    found = chosen_once(t.visit[s.seq[slot, i]].client, chosen, found)
    return found


@compiled
def chosen_once(client: int, chosen: Ints, found: int) -> int:
    """Add a client to the chosen ones unless it is there already or there is no room."""
    if found >= chosen.shape[0]:
        return found
    for i in range(found):
        if chosen[i] == client:
            return found
    chosen[found] = client
    return found + 1


@compiled
def ruin_and_recreate(t: Tables, s: State, w: Work, near: Ints, size: int, chosen: Ints) -> bool:
    """Change the state by one move; False when it must be restored."""
    found = victims(t, s, near, size, chosen)
    for i in range(found):
        if not take_client(t, s, w, chosen[i]):
            return False
    for i in range(found - 1, 0, -1):
        j = np.random.randint(0, i + 1)
        chosen[i], chosen[j] = chosen[j], chosen[i]
    for i in range(found):
        insert_client(t, s, w, chosen[i], min(FAR, t.client[chosen[i]].out_vnd), True)
    return True


@compiled
def search(
    t: Tables,
    s: State,
    best: State,
    kept: State,
    w: Work,
    near: Ints,
    rounds: int,
    heat: float,
    chosen: Ints,
) -> int:
    """Anneal some rounds at one temperature from ``s``; returns the objective of ``best``."""
    now, least = total_vnd(t, s), total_vnd(t, best)
    restore(kept, s)
    for _ in range(rounds):
        size = 2 + np.random.randint(0, 9)
        new = FAR
        if ruin_and_recreate(t, s, w, near, size, chosen):
            new = total_vnd(t, s)
        if new < now - heat * np.log(max(np.random.random(), 1e-12)):
            now = new
            restore(kept, s)
            if now < least:
                least = now
                restore(best, s)
        else:
            restore(s, kept)
    return least


@compiled
def seed_random(seed: int) -> None:
    """Seed the random numbers of compiled code."""
    np.random.seed(seed)
