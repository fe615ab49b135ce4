"""Late and dear centres put on the routes again, all else of the week kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from distribution.findings import Finding
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.plan_folder import Judged
from operations.remedies.earlier import Earlier
from operations.remedies.week import Week, change_of, cheapest_instead, place_in, week_of
from solvers.routing.tables import DAYS

MOST = 60  # of each kind, the gravest first: each is some dozens of insertions, a tenth of a second


def with_other_ways(
    found: tuple[Finding, ...], inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable
) -> tuple[Finding, ...]:
    """Return late findings with the cheapest earlier call, and dear ones with the cheapest other way.

    Where none was found, or nobody looked, that is said.
    """
    late, dear = ([f for f in found if f.kind == kind] for kind in ("late", "dear"))
    if not late and not dear:
        return found
    week = week_of(inputs, plan, travel)
    earlier = Earlier(inputs=inputs, plan=plan, travel=travel, week=week, late=late[:MOST])
    told = {id(f): Sentence(key="finding.remedy.untried", arguments={"most": MOST}) for f in late + dear}
    told |= {id(f): earlier.remedy(f) for f in late[:MOST]}
    told |= {id(f): _cheaper(f.centre_id, week) for f in dear[:MOST]}
    return tuple(replace(f, remedy=told[id(f)]) if id(f) in told else f for f in found)


def later_calls(judged: Judged, ready: Mapping[str, date]) -> dict[str, Sentence]:
    """Return by centre the cheapest call that begins no earlier than a day, and what it costs more."""
    if not ready:
        return {}
    inputs, found = judged.inputs, dict[str, Sentence]()
    week = week_of(inputs, judged.plan, judged.travel)
    for centre_id in sorted(ready)[:MOST]:
        place = place_in(week, centre_id)
        if place is None:
            continue
        first = (ready[centre_id] - inputs.calendar.week.monday).days
        best = cheapest_instead(week, place, centre_id, range(first, DAYS))
        if best is not None:
            key = "finding.remedy.later_saves" if best.extra_vnd < 0 else "finding.remedy.later"
            day = Sentence(key=f"paper.day.{first}")
            found[centre_id] = Sentence(
                key=key, arguments={"day": day, "if": change_of(best, week), "vnd": abs(best.extra_vnd)}
            )
    return found


def _cheaper(centre_id: str, week: Week) -> Sentence:
    """Return the cheapest other way to serve a dear centre, or that there was none."""
    place = place_in(week, centre_id)
    if place is None:
        return Sentence(key="finding.remedy.fixed")
    best = cheapest_instead(week, place, centre_id)
    if best is None or best.extra_vnd >= 0:
        return Sentence(key="finding.remedy.none_cheaper", arguments={"vnd": place.saved_vnd})
    return Sentence(
        key="finding.remedy.cheaper", arguments={"if": change_of(best, week), "vnd": -best.extra_vnd}
    )
