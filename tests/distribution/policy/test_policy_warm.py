"""Set-up compiles the year for the same sorts of arrays as a real year brings, so that nobody waits later."""

from __future__ import annotations

import numba
import pytest
from policy_setups import tiny_setup
from policy_years import drawn_year

from distribution.policy.build import policy_question
from distribution.policy.question import PolicyQuestion
from distribution.policy.replications import live
from distribution.policy.warm import smallest_year


def sorts(question: PolicyQuestion) -> list[object]:
    """Return what the compiler tells years apart by."""
    tables = (question.centres, question.depots, question.supply, question.products, question.chance)
    return [numba.typeof(one) for one in (*tables, question.centre_lead)]


@pytest.mark.parametrize("question", [policy_question(tiny_setup(), 8), drawn_year(1)])
def test_the_smallest_year_is_of_the_sorts_of_a_real_one(question: PolicyQuestion) -> None:
    assert sorts(question) == sorts(smallest_year())


def test_the_smallest_year_can_be_lived() -> None:
    assert live(smallest_year(), 2, threads=1).replications == 2
