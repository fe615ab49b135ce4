"""Which centres change their days, and a bound on how many may."""

from __future__ import annotations

from collections.abc import Callable, Set

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.promises import promises

Solve = Callable[[Set[str] | None], WeeklyPlan]
"""Gives the plan in which only some centres may change their days; None: all may."""

Worth = Callable[[WeeklyPlan], tuple[int, int]]
"""What makes a plan better than another, the less the better: centres left out, then what it costs."""

ROUNDS = 4  # answers sought within a bound at most; each is a search of the routes that change


def moved_days(before: WeeklyPlan, after: WeeklyPlan, inputs: WeekInputs) -> frozenset[str]:
    """Return the centres that receive on other days than before, no lock of a day asking for it.

    One that receives nothing any more has not changed its day: it is unserved, and told so.
    """
    asked = {lock.centre_id for lock in inputs.locks if lock.day or lock.leave_out}
    promised = promises(before, inputs)
    return frozenset(
        centre_id
        for centre_id, days in promises(after, inputs).days.items()
        if centre_id not in asked and promised.changed_days(centre_id, days)
    )


def within_budget(
    before: WeeklyPlan,
    free: WeeklyPlan,
    unmoved: WeeklyPlan,
    most: int,
    inputs: WeekInputs,
    solve: Solve,
    worth: Worth,
) -> WeeklyPlan:
    """Return a plan in which at most ``most`` centres change their days.

    ``free`` is what was found when all might, ``unmoved`` when none might.  Those that only a change of
    day keeps served come first, then those with most doses.  What an answer leaves of the bound goes to
    whom it left out and to those that nobody has asked yet, as long as that finds a better one.
    """
    moving = moved_days(before, free, inputs)
    if len(moving) <= most:
        return free
    doses, best = _doses(free), unmoved
    ranked = sorted(moving, key=lambda c: (c in unmoved.served, -doses.get(c, 0), c))
    allowed = frozenset(ranked[:most])
    asked: set[str] = set()
    for _ in range(ROUNDS):
        if not allowed - asked:
            break
        asked |= allowed
        found = solve(allowed)
        if worth(found) >= worth(best):
            break
        best, used = found, moved_days(before, found, inputs)
        lost = sorted(before.served - found.served, key=lambda c: (-doses.get(c, 0), c))
        others = [c for c in dict.fromkeys((*lost, *ranked)) if c not in asked]
        allowed = used | frozenset(others[: most - len(used)])
    return best


def _doses(plan: WeeklyPlan) -> dict[str, int]:
    doses: dict[str, int] = {}
    for requirement in plan.requirements:
        given = doses.get(requirement.centre_id, 0)
        doses[requirement.centre_id] = given + requirement.delivered_doses
    return doses
