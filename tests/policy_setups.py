"""The tiny week as a policy: facts by hand, the bundled rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import tiny

from distribution.files.policy_rows import policy_rules
from distribution.policy.setup import PolicyFacts, PolicySetup, Vial


def tiny_facts() -> PolicyFacts:
    """Return facts with no season; HEXA comes from the factory, the others by air."""
    return PolicyFacts(
        seasons={("INFANT", "all"): (1.0,) * 12},
        supply={"HEXA": "factory-tiny", "FLU": "air-tiny", "ROTA": "air-tiny"},
        kwh_day={},
        vials={"FLU": Vial(doses=10, sessions_week=2)},
    )


def tiny_setup(**rules: Any) -> PolicySetup:
    """Return the policy of the tiny week, with other rules where given."""
    inputs = tiny.tiny_inputs()
    return PolicySetup(
        inputs=inputs,
        facts=tiny_facts(),
        rules=replace(policy_rules(), **rules),
        safety_days=inputs.parameters.safety_days,
    )
