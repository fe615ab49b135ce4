"""Centres served too late: the cheapest call on an earlier day, and what must be there for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from distribution.findings import Finding
from distribution.findings.late import first_deliveries, open_days_before, over_ml
from distribution.inputs import WeekInputs
from distribution.language.sentence import Argument, Sentence
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import LITRE_ML, ceil_div
from operations.remedies.goods import with_litres
from operations.remedies.week import Week, change_of, cheapest_instead, difference_vnd, place_in, week_of

WITH = {"finding.late_why.stock": "goods", "finding.late_why.fridge": "litres"}
"""What a late call's reason asks for beside an earlier place on the routes."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """Looks for earlier calls in the week of a plan; ``late`` are the findings asked about."""

    inputs: WeekInputs
    plan: WeeklyPlan
    travel: TravelTable
    week: Week
    late: Sequence[Finding]

    def remedy(self, finding: Finding) -> Sentence:
        """Return the cheapest earlier call of a centre, or that none was found and what was tried.

        Where its goods reach the depot only later, the call supposes them there; where its refrigerators
        were too full, the litres that they lack.
        """
        needs = WITH.get(_why(finding), "")
        week = self._larger if needs == "litres" else self.week
        place = place_in(week, finding.centre_id)
        if place is None:
            return Sentence(key="finding.remedy.fixed")
        first = week.first_days[finding.centre_id]
        best = cheapest_instead(week, place, finding.centre_id, range(first))
        day = Sentence(key=f"paper.day.{first}")
        if best is None:
            return Sentence(key="finding.remedy.none_earlier", arguments={"day": day})
        told: dict[str, Argument] = {"day": day, "if": change_of(best, week)}
        if not needs:
            key = "finding.remedy.earlier_saves" if best.extra_vnd < 0 else "finding.remedy.earlier"
            return Sentence(key=key, arguments={**told, "vnd": abs(best.extra_vnd)})
        if not best.key:
            told["if"] = Sentence(key="finding.if.as_is")
        told["change"] = difference_vnd(best)
        if needs == "litres":
            told["litres"] = self._litres[finding.centre_id]
        return Sentence(key=f"finding.remedy.earlier_{needs}", arguments=told)

    @cached_property
    def _larger(self) -> Week:
        """The week with the litres that too full refrigerators lack on the earlier day that needs least."""
        return week_of(with_litres(self.inputs, self._litres), self.plan, self.travel)

    @cached_property
    def _litres(self) -> dict[str, int]:
        first = first_deliveries(self.plan, self.inputs)
        full = [first[f.centre_id] for f in self.late if WITH.get(_why(f)) == "litres"]
        return {
            delivery.destination_id: ceil_div(
                min(over_ml(self.inputs, delivery, day) for day in open_days_before(self.inputs, delivery)),
                LITRE_ML,
            )
            for delivery in full
        }


def _why(finding: Finding) -> str:
    why = finding.what.arguments["why"]
    return why.key if isinstance(why, Sentence) else ""
