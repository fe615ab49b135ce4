"""What a check finds: violations, and the verdict on one rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from distribution.language.quantity import counted, quantity
from distribution.language.sentence import Argument, Sentence
from distribution.vaccines import TemperatureBand

NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One breach of one rule.

    ``subject_id`` is what breaks it (a route, transfer, consignment, driver, vehicle, lot or
    centre), ``place_id`` where, ``route_id`` on which departure.  ``amount`` says by how much, in
    ``unit``; the sentence tells both in the units of people.  ``key`` names the sentence
    (``violation.<key>``) that ``arguments`` fill; ``day`` is the day on which it happens, None when it is
    of the whole week.
    """

    rule: str
    subject_id: str
    key: str
    amount: int = 0
    unit: str = ""
    place_id: str | None = None
    route_id: str | None = None
    day: date | None = None
    arguments: Mapping[str, str | date] = field(default_factory=dict)

    def sentence(self, lang: str, names: Mapping[str, str] = NO_NAMES) -> str:
        """Return the breach as a sentence in ``vi`` or ``en``."""
        return self.worded(names).said(lang)

    def worded(self, names: Mapping[str, str] = NO_NAMES) -> Sentence:
        """Return the breach as a sentence; an id that is in ``names`` is told by its name."""
        facts: dict[str, str | date] = {
            "subject": self.subject_id,
            "place": self.place_id or "",
            "route": self.route_id or "",
            **self.arguments,
        }
        if "band" in facts:
            facts["band"] = TemperatureBand(str(facts["band"])).celsius
        told: dict[str, Argument] = {
            name: names.get(value, value) if isinstance(value, str) else value
            for name, value in facts.items()
        }
        amount = {"amount": quantity(self.amount, self.unit), "unit": counted(self.unit)}
        return Sentence(key=f"violation.{self.key}", arguments={**told, **amount})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVerdict:
    """What the check of one rule says of a plan.

    ``violations`` stand; ``waived`` are breaches that a planner's waiver covers;
    ``checked_count`` is how many things were looked at.
    """

    rule: str
    violations: tuple[Violation, ...]
    waived: tuple[Violation, ...]
    checked_count: int

    @property
    def passed(self) -> bool:
        """Whether no breach stands."""
        return not self.violations
