"""What checks, cost, indicators and an earlier plan say of a plan: all that the map shows beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from distribution.findings import Finding
from distribution.network import Place
from maps.change import Change
from maps.way import Way

# profile, origin, destination → the places along the road, both ends included
Paths = Callable[[str, str, str], Sequence[Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacts:
    """Judgements drawn on the map; the map itself computes none of them.

    Attributes
    ----------
    cost_vnd
        What the whole plan costs.
    run_cost_vnd
        Cost of each route, consignment and transfer, by id.
    centre_cost_vnd
        Cost to serve each centre, by id.
    cover_days
        Days that each centre's stock covers after the plan, by id.
    cold_until_s
        For each departure, by id, the time on the week clock until which its load is surely cold:
        closing and the hold time of the boxes, or departure and the qualified time of the compartment.
    violations
        Violations that no waiver covers, by rule.
    indicators
        Further figures: catalogue key → value in the units of people.
    findings
        Centres that are unserved, short, late or dear, with why and what would help.
    change
        What is other than in an earlier plan; None when there is none to compare with.
    released_by
        Who released the plan; empty for a draft.
    way
        Expected and measured temperatures, and risks, by departure; None when nothing is known of them.
    """

    cost_vnd: int
    run_cost_vnd: Mapping[str, int] = field(default_factory=dict)
    centre_cost_vnd: Mapping[str, int] = field(default_factory=dict)
    cover_days: Mapping[str, float] = field(default_factory=dict)
    cold_until_s: Mapping[str, int] = field(default_factory=dict)
    violations: Mapping[str, int] = field(default_factory=dict)
    indicators: Mapping[str, float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    change: Change | None = None
    released_by: str = ""
    way: Way | None = None
