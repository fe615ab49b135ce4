"""What keeps a client out of even an empty week, and which rule alone would have to give way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from distribution.units import DAY_S
from solvers.routing import tables as rule
from solvers.routing.cheapest import BITS, FAR, SLOT, cheapest, courier
from solvers.routing.referee import REASONS
from solvers.routing.tables import DAYS, NEVER, Ints, State, Tables, Work, new_state, new_work

AMPLE = 1 << 50  # boxes, grams, đồng, metres or seconds: more than any vehicle or box is asked for
MOST_NIGHTS = DAYS - 1


def in_the_way(t: Tables, client: int) -> int:
    """Return the bits of the rules in the way of a client who has all vehicles and drivers to himself.

    0 when each visit of one of his patterns has a place by itself or a courier.  Otherwise it is proved that
    no week serves him: every day, depot, vehicle and departure of a visit that has no place was tried.
    """
    state, work, broken = new_state(t), new_work(), 0
    for pattern in range(int(t.client["first"][client]), int(t.client["last"][client])):
        visits = range(int(t.pattern["first"][pattern]), int(t.pattern["last"][pattern]))
        bits = 0
        for visit in visits:
            bits |= _alone(t, state, work, visit)
        if not bits:
            return 0
        broken |= bits
    return broken or rule.VEHICLE


def _alone(t: Tables, state: State, work: Work, visit: int) -> int:
    """Return the bits in the way of one visit, 0 when it has a place."""
    if courier(t, visit)[1] >= 0:
        return 0
    offer = work.offer
    cheapest(t, state, work, visit, FAR, offer)
    return 0 if offer[SLOT] >= 0 else int(offer[BITS]) | rule.VEHICLE


def binding(t: Tables, client: int, bits: int) -> int:
    """Return the rule without which the client could be served; where none is enough, the first in the way.

    Those in the way are tried first, each kind in the order in which it explains: a departure too late for a
    window hides what would have come after it.
    """
    met = [one for one in REASONS if one & bits]
    tried = (*met, *(one for one in REASONS if not one & bits))
    enough = (one for one in tried if in_the_way(WITHOUT[one](t, client), client) == 0)
    return next(enough, next((one for one in met if one != rule.VEHICLE), rule.VEHICLE))


def _no_bans(t: Tables, _: int) -> Tables:
    return t._replace(ban_last=t.ban_first.copy())


def _any_hour(t: Tables, client: int) -> Tables:
    windows = t.windows.copy()
    visits = np.flatnonzero(t.visit["client"] == client)
    windows[visits] = (1, 0)
    windows[visits, 0, 0] = t.visit["day"][visits] * DAY_S
    windows[visits, 0, 1] = (t.visit["day"][visits] + 1) * DAY_S
    return t._replace(windows=windows)


def _tireless(t: Tables, _: int) -> Tables:
    rules = _rule(t, rule.MAX_NIGHTS, MOST_NIGHTS)
    rules[rule.CONTINUOUS_S] = AMPLE
    return t._replace(rules=rules, kind=_column(t.kind, driving_s=AMPLE, shift_s=AMPLE))


def _stock_at_once(t: Tables, _: int) -> Tables:
    return t._replace(ready_day=np.where(t.ready_day < NEVER, 0, t.ready_day))


def _all_present(t: Tables, client: int) -> Tables:
    clients = t.client.copy()
    clients["vehicle"][client] = -1
    return t._replace(client=clients, vehicle_days=np.ones_like(t.vehicle_days))


def _rule(t: Tables, position: int, figure: int) -> Ints:
    rules = t.rules.copy()
    rules[position] = figure
    return rules


def _column(records: Ints, **figures: int) -> Ints:
    changed = records.copy()
    for name, figure in figures.items():
        changed[name] = figure
    return changed


WITHOUT: Mapping[int, Callable[[Tables, int], Tables]] = {
    rule.BAN: _no_bans,
    rule.HOLD: lambda t, _: t._replace(hold_s=np.full_like(t.hold_s, AMPLE)),
    rule.DRIVING: _tireless,
    rule.READY: _stock_at_once,
    rule.HOURS: lambda t, _: t._replace(depot=_column(t.depot, opens_s=0, closes_s=DAY_S)),
    rule.WINDOW: _any_hour,
    rule.RANGE: lambda t, _: t._replace(kind=_column(t.kind, range_m=AMPLE)),
    rule.VALUE: lambda t, _: t._replace(rules=_rule(t, rule.VALUE_CAP, AMPLE)),
    rule.PAYLOAD: lambda t, _: t._replace(kind=_column(t.kind, payload_g=AMPLE)),
    rule.BOXES: lambda t, _: t._replace(kind=_column(t.kind, boxes=AMPLE)),
    rule.BAYS: lambda t, _: t._replace(depot=_column(t.depot, bays=AMPLE)),
    rule.DRIVERS: lambda t, _: t._replace(drivers=np.full_like(t.drivers, 1_000)),
    rule.VEHICLE: _all_present,
}
