"""A quarter with its fair levels: held where they can be, capped and told where litres do not allow them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tiny_places import MON

from distribution.fairness.question import fair_question
from distribution.fairness.shares import FairCertificate, Limit, with_caps
from distribution.files.fairness_codec import read_certificate, write_certificate
from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.quarter.answer import nightly_horizon
from distribution.quarter.check import check_quarter
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from operations.night.decision import fairness_breaches
from operations.night.question import week_of
from solvers.allocation.fair_quarter import FairQuarter, allocate_fairly, unheld
from solvers.allocation.problem import near_depots

NIGHT = nightly_horizon(MON)


def _silent(progress: Progress) -> None:
    del progress


def decided(inputs: WeekInputs, travel: TravelTable) -> FairQuarter:
    found = allocate_fairly(
        inputs, travel, NIGHT, limits=lambda: Limits(iterations=20), released=None, on_progress=_silent
    )
    assert check_quarter(found.outcome.value, inputs) == ()
    asked, certificate = found.fairness.question, found.fairness.certificate
    assert fairness_breaches(asked, certificate, found.outcome.value, inputs, travel) == ()
    assert unheld(found.fairness, found.outcome.value) == {}
    return found


def with_lanes(inputs: WeekInputs, capacity_ml: int) -> WeekInputs:
    lanes = tuple(replace(lane, capacity_ml=capacity_ml) for lane in inputs.network.lanes)
    return replace(inputs, network=replace(inputs.network, lanes=lanes))


def limits_of(certificate: FairCertificate) -> set[Limit]:
    return {certificate.bounds[b].limit for b in certificate.held_by if b is not None}


def test_with_litres_enough_nothing_is_capped(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    found = decided(tiny_inputs, tiny_travel)
    assert found.fairness.certificate.caps == ()
    assert {Limit.LANE, Limit.FOUND}.isdisjoint(limits_of(found.fairness.certificate))


def test_lanes_that_carry_nothing_bound_the_levels(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    found = decided(with_lanes(tiny_inputs, 1), tiny_travel)
    assert Limit.LANE in limits_of(found.fairness.certificate)


def test_what_departures_have_no_room_for_is_capped_and_told(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """A departure takes 1,000 ml: a pack of HEXA has 750, and by parts of a pack a third more would ride."""
    found = decided(with_lanes(tiny_inputs, 1_000), tiny_travel)
    caps = found.fairness.certificate.caps
    told = [w for w in found.outcome.value.warnings if w[0] == "warning.level_capped"]
    assert len(told) == len(caps) > 0
    assert Limit.FOUND in limits_of(found.fairness.certificate)


def test_where_no_pack_fits_a_departure_all_that_days_allow_is_proved_and_found(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """A departure takes 700 ml, a pack of HEXA has 750: levels end at what the depots hold; ROTA rides."""
    certificate = decided(with_lanes(tiny_inputs, 700), tiny_travel).fairness.certificate
    assert certificate.day_caps
    assert certificate.caps == ()


def test_a_capped_certificate_is_read_back_and_fits_the_question_asked_again(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, tmp_path: Path
) -> None:
    inputs = with_lanes(tiny_inputs, 1_000)
    found = decided(inputs, tiny_travel)
    assert found.fairness.certificate.caps
    path = tmp_path / "certificate.json"
    write_certificate(found.fairness.certificate, week_of(MON), path)
    again = read_certificate(path, week_of(MON))
    assert again == found.fairness.certificate
    need = quarter_need(inputs, NIGHT)
    asked = fair_question(inputs, near_depots(inputs, tiny_travel), NIGHT, need)
    assert with_caps(asked, again.caps, again.day_caps) == found.fairness.question
