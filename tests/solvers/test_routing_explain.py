"""Why a client is left out, and what would let it in."""

from __future__ import annotations

import pytest
from routing_instances import Client, H, problem

from distribution.inputs import WeekInputs
from distribution.language.catalogue import catalogue
from distribution.plan import Unserved
from distribution.progress import Limits
from solvers.routing.insertion import insertion
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import REASONS
from solvers.routing.unserved.explain import explained

BOTH_AT_SEVEN = ((7 * H, 7 * H + 1_800),)


def told(one: RoutingProblem, inputs: WeekInputs) -> Unserved:
    solution = insertion(one, limits=Limits()).value
    (client,) = solution.unserved
    bare = Unserved(centre_id=one.centre_ids[client], reason="no_vehicle", proof="not_found", doses=0)
    return explained(one, solution, [bare], inputs, ())[0]


def test_no_window_long_enough_is_proved_and_an_hour_more_helps(tiny_inputs: WeekInputs) -> None:
    answer = told(problem([Client(at=(30, 0), windows=((7 * H, 7 * H + 600),))]), tiny_inputs)
    assert (answer.reason, answer.proof, answer.remedy) == ("window", "proved", "window")
    assert answer.arguments["minutes"] == "15"


def test_a_vehicle_too_few_is_not_found_and_one_more_helps(tiny_inputs: WeekInputs) -> None:
    # both open for half an hour at seven, an hour apart: one van cannot serve both
    one = problem([Client(at=(60, 0), windows=BOTH_AT_SEVEN), Client(at=(-60, 0), windows=BOTH_AT_SEVEN)])
    answer = told(one, tiny_inputs)
    assert (answer.reason, answer.proof) == ("no_vehicle", "not_found")
    # four hours more at the second: the van goes on, two hours west; a second van costs a day of van more
    assert (answer.remedy, answer.arguments["minutes"]) == ("window", "240")


def test_a_client_too_far_for_two_nights_is_proved(tiny_inputs: WeekInputs) -> None:
    answer = told(problem([Client(at=(2_400, 0), days=(5,))]), tiny_inputs)
    assert (answer.reason, answer.proof) == ("driving_time", "proved")


@pytest.mark.parametrize(
    "reason",
    [*REASONS.values(), "no_depot", "no_way", "not_placed", "left_out", "closed", "lock_day", "fridge"],
)
def test_every_reason_has_its_sentence(reason: str) -> None:
    assert set(catalogue()[f"unserved.{reason}"]) >= {"vi", "en"}
