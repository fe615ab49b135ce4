"""What must be heard of a plan, in one sentence for workbook, map and command line."""

from __future__ import annotations

from dataclasses import replace

from distribution.cost_parts import CostBreakdown
from distribution.findings import findings
from distribution.findings.dear import dear_found
from distribution.findings.told import remedy_of
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence, whole
from distribution.plan import WeeklyPlan

FREE = CostBreakdown(routes=(), consignments=(), transfers=(), centres=())


def test_numbers_are_written_as_the_language_does() -> None:
    assert (whole(1_234_567, "vi"), whole(1_234_567, "en")) == ("1.234.567", "1,234,567")


def test_a_sentence_within_a_sentence_is_said_in_the_same_language() -> None:
    told = Sentence(
        key="finding.unserved", arguments={"doses": 1_200, "why": Sentence(key="unserved.closed")}
    )
    assert told.said("vi") == "Không giao được 1.200 liều: Trung tâm không nhận hàng ngày nào trong tuần"
    assert told.said("en") == "Doses not delivered: 1,200. The centre receives on no day of the week"


def test_unserved_with_proof_and_remedy(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    helped = replace(
        tiny_plan.unserved[0],
        reason="window",
        proof="not_found",
        remedy="window_hour",
        arguments={"vnd": "1,250,000"},
    )
    found = findings(replace(tiny_plan, unserved=(helped,)), tiny_inputs, FREE)[0]
    assert found.said("vi") == (
        "Không giao được 100 liều: Không xe nào đến kịp trong khung giờ nhận hàng"
        " · Không tìm thấy trong thời gian cho phép"
        " · Mở rộng khung giờ nhận thêm 60 phút mỗi đầu → giao được, thêm 1.250.000 đồng"
    )


def test_short_names_the_products_that_lack_most(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    (found,) = [f for f in findings(tiny_plan, tiny_inputs, FREE) if f.kind == "short"]
    # centre-isle: 50 of 350
    assert found.centre_id == "centre-isle"
    assert (found.doses, found.share) == (50, 50 / 350)
    assert (
        found.said("en")
        == "Short by 50 of the doses needed (14 %): Cúm. Not enough stock to issue in the network"
    )


def test_late_counts_the_doses_that_could_not_be_given(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    late = {f.centre_id: f for f in findings(tiny_plan, tiny_inputs, FREE) if f.kind == "late"}
    # no stock at centre-far but the forecast of three days of both products before Thursday
    assert late["centre-far"].doses == 195
    assert "Thứ Năm" in late["centre-far"].said("vi")
    assert "centre-near" not in late


def test_a_centre_shut_on_the_days_before_is_late_for_that(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    closures = tuple(
        replace(tiny_inputs.calendar.closures[0], centre_id="centre-far", day=day)
        for day in tiny_plan.week.days[:3]
    )
    shut = replace(tiny_inputs, calendar=replace(tiny_inputs.calendar, closures=closures))
    found = next(f for f in findings(tiny_plan, shut, FREE) if f.centre_id == "centre-far")
    assert found.said("en").endswith("The centre receives on none of the days before")


def test_an_outlier_of_the_costs_is_dear_and_says_why(tiny_plan: WeeklyPlan) -> None:
    names = [f"c-{n}" for n in range(9)]
    row, route = tiny_plan.requirements[0], tiny_plan.routes[1]
    plan = replace(
        tiny_plan,
        requirements=tuple(replace(row, centre_id=c, delivered_doses=100, need_doses=100) for c in names),
        unserved=(),
        routes=tuple(
            replace(route, route_id=c, stops=(replace(route.stops[0], centre_id=c),)) for c in names
        ),
        consignments=(),
    )
    costs = replace(
        FREE, centres=tuple((c, 90_000_000 if c == "c-8" else 1_000_000 + n) for n, c in enumerate(names))
    )
    (found,) = dear_found(plan, costs)
    assert found.centre_id == "c-8"
    assert "900,000 ₫ a dose" in found.said("en")
    assert "a night away, 840 km" in found.said("en")
    assert list(dear_found(plan, replace(costs, centres=costs.centres[:5]))) == []


def test_a_remedy_names_depots_and_kinds_of_vehicle_as_people_do(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    kind = replace(
        tiny_inputs.fleet.types[0],
        type_id="VAN",
        name="Electric micro van, passive boxes (e.g. class X)",
        name_vi="Xe tải van điện nhỏ, hộp lạnh thụ động (cỡ X)",
    )
    inputs = replace(tiny_inputs, fleet=replace(tiny_inputs.fleet, types=(kind,)))
    depot = tiny_inputs.network.depots[0]
    helped = replace(
        tiny_plan.unserved[0],
        remedy="vehicle",
        arguments={"type": "VAN", "depot": depot.site_id, "vnd": "1,250,000"},
    )
    found = findings(replace(tiny_plan, unserved=(helped,)), inputs, FREE)[0]
    assert found.remedy is not None
    assert found.remedy.said("vi") == (
        f"Thêm một xe tải van điện nhỏ có lái xe ở {depot.name} → giao được, thêm 1.250.000 đồng"
    )
    assert found.remedy.said("en").startswith(f"One more electric micro van with a driver at {depot.name} →")


def test_a_call_without_a_vehicle_goes_by_courier(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    told = {"vehicle": "", "day": "25/11", "km": "0", "vnd": "60,000"}
    helped = replace(tiny_plan.unserved[0], remedy="nothing", arguments=told)
    remedy = remedy_of(helped, tiny_inputs)
    assert remedy is not None
    assert "chuyển phát giao ngày 25/11" in remedy.said("vi")
    by_van = remedy_of(replace(helped, arguments={**told, "vehicle": "VAN-1"}), tiny_inputs)
    assert by_van is not None
    assert "xe VAN-1 giao ngày 25/11" in by_van.said("vi")
