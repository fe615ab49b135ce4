"""A plan tried with what its centres lack: the same calls, more goods, lots given out and judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from distribution.feasibility import Violation
from distribution.inputs import Lock, LockedDoses, WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from operations.plan_folder import Judged
from operations.remedies.lacking import Lacking, Pair, by_centre
from operations.remedies.reserve_kept import reserve_broken
from operations.replanning.changes import Changes, changed
from operations.replanning.replan import by_hand
from operations.settings import PlanSettings

# The first gives up half of those on a route that is too full, the next all whom a rule forbids more; three
# are the rule, and in each somebody is given up.
ROUNDS = 6

Blocked = Mapping[str, Violation | None]
"""By centre the breach for which it was given up, None where another would have got less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What has been confirmed: centres and products whose need is then met, and the plan in which it is.

    ``blocked`` are the centres that were given up for it.
    """

    met: frozenset[Pair]
    after: Judged | None
    blocked: Blocked


def tried(judged: Judged, inputs: WeekInputs, lacking: Sequence[Lacking]) -> Trial:
    """Return which lacks a question's goods and stores do away with, all of them at once.

    Every call stays on its route in its order and is timed again with its boxes; lots go first expired,
    first out.  Confirmed is only what breaks no rule, keeps the reserve of the question and takes nothing
    from anybody.
    """
    asked, blocked = list(lacking), dict[str, Violation | None]()
    for number in range(ROUNDS):
        if not asked:
            break
        after = _to_the_letter(judged, inputs, asked)
        out = _given_up(after, judged, asked, half=number == 0)
        if not out:
            found = frozenset() if out is None else frozenset(one.pair for one in asked)
            return Trial(met=found, after=after if found else None, blocked=blocked)
        blocked |= out
        asked = [one for one in asked if one.centre_id not in out]
    return Trial(met=frozenset(), after=None, blocked=blocked)


def _to_the_letter(judged: Judged, inputs: WeekInputs, asked: Sequence[Lacking]) -> Judged:
    changes = Changes(locks=locks_for(inputs, asked))
    settings = PlanSettings(engine=judged.plan.engine, limits=Limits(iterations=0))
    return by_hand(judged, changed(inputs, changes), changes, settings)


def locks_for(inputs: WeekInputs, asked: Sequence[Lacking]) -> tuple[Lock, ...]:
    """Return locks of the doses that would meet the need, on top of the locks that there are."""
    present = {lock.centre_id: lock for lock in inputs.locks}
    return tuple(
        replace(
            present.get(centre_id, Lock(centre_id=centre_id)),
            doses=tuple(LockedDoses(product_id=one.product_id, doses=one.doses) for one in own),
        )
        for centre_id, own in sorted(by_centre(asked).items())
    )


def _given_up(
    after: Judged, judged: Judged, asked: Sequence[Lacking], *, half: bool
) -> dict[str, Violation | None] | None:
    """Return the asking centres that must be given up, and why; None when that would not help.

    With ``half`` a breach of a whole route takes but half of those on it, who lack most.
    """
    packs = {centre_id: sum(one.packs for one in own) for centre_id, own in by_centre(asked).items()}
    found: dict[str, Violation | None] = dict.fromkeys(_losers(after.plan, judged.plan))
    known = {_breach(violation) for violation in _broken(judged)}
    for violation in _broken(after):
        if _breach(violation) in known:
            continue  # the plan as it is breaks that already
        concerned = sorted(
            concerned_by(violation, after.plan, asked), key=lambda centre_id: (-packs[centre_id], centre_id)
        )
        if not concerned:
            return None
        found |= dict.fromkeys(concerned[: -(-len(concerned) // 2)] if half else concerned, violation)
    return None if found.keys() - packs.keys() else found


def _broken(judged: Judged) -> tuple[Violation, ...]:
    return *judged.violations, *reserve_broken(judged.plan, judged.inputs)


def _breach(violation: Violation) -> tuple[str, ...]:
    return violation.key, violation.subject_id, violation.place_id or "", violation.route_id or ""


def concerned_by(violation: Violation, plan: WeeklyPlan, asked: Sequence[Lacking]) -> frozenset[str]:
    """Return the asking centres that may have caused a breach, by the narrowest sight in which there are any.

    First the centre that it names, then those on its departure, on all routes of its vehicle or driver, and
    those whom its depot serves.
    """
    asking = {one.centre_id for one in asked}
    named = {name for name in (violation.place_id, violation.subject_id, violation.route_id) if name}
    routes = {r.route_id: frozenset(s.centre_id for s in r.stops) for r in plan.routes}
    sights = (
        named,
        {c for name in named for c in routes.get(name, ())}
        | {c.centre_id for c in plan.consignments if c.consignment_id in named},
        {c for r in plan.routes if named & {r.vehicle_id, *r.driver_ids} for c in routes[r.route_id]},
        {one.centre_id for one in asked if one.depot_id in named},
    )
    return next((frozenset(sight & asking) for sight in sights if sight & asking), frozenset())


def _losers(after: WeeklyPlan, before: WeeklyPlan) -> set[str]:
    had = {(r.centre_id, r.product_id): r.delivered_doses for r in before.requirements}
    return {
        r.centre_id for r in after.requirements if r.delivered_doses < had.get((r.centre_id, r.product_id), 0)
    }
