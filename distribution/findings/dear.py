"""Centres that are unusually dear to serve: what makes them so."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles

from distribution.cost_parts import CostBreakdown
from distribution.findings.finding import Finding
from distribution.language.sentence import Argument, Sentence
from distribution.plan import Route, WeeklyPlan
from distribution.units import km_from_m

# Tukey's outer fence: a cost a dose so far above the upper quartile is an outlier in any shape of data
# (J. W. Tukey, Exploratory Data Analysis, 1977).
FENCE = 3.0
LEAST_CENTRES = 8  # fewer have no quartiles worth the name


def dear_found(plan: WeeklyPlan, costs: CostBreakdown) -> Iterator[Finding]:
    """Yield the centres whose cost a dose lies beyond the outer fence of all centres served."""
    doses: dict[str, int] = {}
    for row in plan.requirements:
        doses[row.centre_id] = doses.get(row.centre_id, 0) + row.delivered_doses
    each = {c: vnd / doses[c] for c, vnd in costs.centres if doses.get(c)}
    if len(each) < LEAST_CENTRES:
        return
    lower, middle, upper = quantiles(each.values(), n=4)
    fence = upper + FENCE * (upper - lower)
    for centre_id, vnd in costs.centres:
        if each.get(centre_id, 0.0) > fence:
            yield Finding(
                kind="dear",
                centre_id=centre_id,
                what=Sentence(
                    key="finding.dear",
                    arguments={
                        "vnd": vnd,
                        "each": round(each[centre_id]),
                        "middle": round(middle),
                        "why": _why(centre_id, plan),
                    },
                ),
                vnd=vnd,
            )


def _why(centre_id: str, plan: WeeklyPlan) -> Sentence:
    """Return what most sets its delivery apart: courier, a night away, a route of its own, a long one."""
    if any(parcel.centre_id == centre_id for parcel in plan.consignments):
        return Sentence(key="finding.dear_why.courier")
    routes = [route for route in plan.routes if any(s.centre_id == centre_id for s in route.stops)]
    longest = max(routes, key=lambda route: route.distance_m)
    facts: dict[str, Argument] = {
        "km": round(km_from_m(longest.distance_m)),
        "stops": len(longest.stops),
    }
    return Sentence(key=f"finding.dear_why.{_kind(longest)}", arguments=facts)


def _kind(route: Route) -> str:
    if route.nights:
        return "night"
    return "alone" if len(route.stops) == 1 else "far"
