"""What the earlier plan would be worth today: its decisions judged and priced by the later question."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from distribution.costing import cost
from distribution.feasibility import Violation, check
from distribution.language.sentence import Sentence
from distribution.naming import Names, named_all, names_of
from distribution.plan import WeeklyPlan
from operations.difference.plans import CentreMove
from operations.difference.reasons import Reason
from operations.plan_folder import Judged

MOST_NAMES = 5
_ACCOUNTS = ("A1",)  # what a plan says of its own need is no decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The earlier plan today: its cost and the later one's, doses short of today's need, rules broken.

    ``not_priced`` says why there is no cost (a key of the catalogue); the amounts are None then.
    """

    cost_vnd: int | None = None
    cost_after_vnd: int | None = None
    short_doses: int | None = None
    short_after_doses: int | None = None
    violations: tuple[Violation, ...] = ()
    not_priced: str = ""


def stay(before: Judged, after: Judged) -> Stay:
    """Judge and price the earlier plan's decisions by the later plan's question."""
    if before.plan.week != after.plan.week:
        return Stay(not_priced="weeks")
    verdicts = check(before.plan, after.inputs, after.travel)
    violations = tuple(v for r in verdicts if r.rule not in _ACCOUNTS for v in r.violations)
    if any(v.rule == "A0" for v in violations):
        return Stay(violations=violations, not_priced="unknown_names")
    return Stay(
        cost_vnd=cost(before.plan, after.inputs, after.travel).total,
        cost_after_vnd=after.costs.total,
        short_doses=_short(before.plan, after.plan),
        short_after_doses=_short(after.plan, after.plan),
        violations=violations,
    )


def with_reasons(
    moves: tuple[CentreMove, ...], before: Judged, after: Judged, staying: Stay
) -> tuple[CentreMove, ...]:
    """Return the moves with why they came: what staying would break, what was asked anew, else the cost."""
    broken = _by_centre(staying.violations, before.plan)
    names = names_of(before.inputs) | names_of(after.inputs)
    return tuple(
        replace(move, reasons=tuple(_reasons(move, before, after, broken.get(move.centre_id, []), names)))
        for move in moves
    )


def _reasons(
    move: CentreMove, before: Judged, after: Judged, broken: list[Violation], names: Names
) -> list[Reason]:
    centre_id = move.centre_id
    first = {violation.rule: violation for violation in reversed(broken)}
    reasons = [
        Reason("rule", {"rule": rule, "told": first[rule].worded(names)}, rule=rule) for rule in sorted(first)
    ]
    reasons += _asked(centre_id, before.plan, after.plan, names)
    locks = [lock for lock in after.inputs.locks if lock.centre_id == centre_id]
    if locks and locks != [lock for lock in before.inputs.locks if lock.centre_id == centre_id]:
        reasons.append(Reason("lock"))
    if any(unserved.centre_id == centre_id for unserved in after.plan.unserved):
        reasons.append(Reason("unserved"))
    return reasons or [_along(move, before.plan, after.plan, names)]


def _along(move: CentreMove, before: WeeklyPlan, after: WeeklyPlan, names: Names) -> Reason:
    """Return why a centre moved that nothing asked of: others joined or left its route, or the search."""
    if set(move.kinds) == {"lots"}:
        return Reason("lots")
    if set(move.kinds) <= {"hour", "lots"}:
        old, new = (_beside(move.centre_id, plan) for plan in (before, after))
        for key, centres in (("room", new - old), ("left", old - new)):
            if centres:
                return Reason(key, {"centres": named_all(names, sorted(centres)[:MOST_NAMES])})
    return Reason("search")


def _beside(centre_id: str, plan: WeeklyPlan) -> set[str]:
    """Return the centres on the routes that call at one."""
    routes = [{stop.centre_id for stop in route.stops} for route in plan.routes]
    return {other for centres in routes if centre_id in centres for other in centres}


def _asked(centre_id: str, before: WeeklyPlan, after: WeeklyPlan, names: Names) -> list[Reason]:
    """Return what changed in need and allocation of a centre."""
    old = {r.product_id: r for r in before.requirements if r.centre_id == centre_id}
    new = {r.product_id: r for r in after.requirements if r.centre_id == centre_id}
    products = sorted({*old, *new})
    need = [p for p in products if _of(old.get(p), "need_doses") != _of(new.get(p), "need_doses")]
    share = [
        p
        for p in products
        if p not in need and _of(old.get(p), "allocated_doses") != _of(new.get(p), "allocated_doses")
    ]
    reasons = []
    for key, changed, field in (("need", need, "need_doses"), ("share", share, "allocated_doses")):
        if changed:
            was, now = (sum(_of(side.get(p), field) for p in changed) for side in (old, new))
            told: dict[str, int | str | Sentence] = {"products": named_all(names, changed[:MOST_NAMES])}
            reasons.append(Reason(key, {**told, "count": len(changed), "before": was, "after": now}))
    return reasons


def _of(requirement: object, field: str) -> int:
    return 0 if requirement is None else int(getattr(requirement, field))


def _by_centre(violations: tuple[Violation, ...], plan: WeeklyPlan) -> dict[str, list[Violation]]:
    """Return the breaches that a centre's visits have part in."""
    calls = {route.route_id: [s.centre_id for s in route.stops] for route in plan.routes}
    calls |= {parcel.consignment_id: [parcel.centre_id] for parcel in plan.consignments}
    centres = {centre_id for called in calls.values() for centre_id in called}
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in violations:
        named = {violation.place_id, violation.subject_id} & centres
        if not named:
            named = {
                c for name in (violation.route_id, violation.subject_id) for c in calls.get(name or "", [])
            }
        for centre_id in sorted(n for n in named if n):
            found[centre_id].append(violation)
    return found


def _short(plan: WeeklyPlan, asked: WeeklyPlan) -> int:
    """Return the doses that a plan's deliveries leave short of the need of another."""
    given: Counter[tuple[str, str]] = Counter()
    calls = [(s.centre_id, s.drops) for route in plan.routes for s in route.stops]
    for centre_id, drops in (*calls, *((c.centre_id, c.drops) for c in plan.consignments)):
        for drop in drops:
            given[centre_id, drop.product_id] += drop.doses
    return sum(max(0, r.need_doses - given[r.centre_id, r.product_id]) for r in asked.requirements)
