"""``coldchain plan`` with locks of order and quantity in the input: they hold, or the rule is named."""

from __future__ import annotations

from pathlib import Path

from command_line import BY_INSERTION, CENTRES, Ran, coldchain, small_input, small_rows

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.plan import WeeklyPlan
from operations.plan_folder import judge_folder


def planned(folder: Path, *locks: dict[str, object]) -> Ran:
    return coldchain(
        "plan",
        "--input",
        small_input(folder / "w.xlsx", locks=list(locks)),
        "--out",
        folder / "plans",
        *BY_INSERTION,
    )


def sequence(plan: WeeklyPlan) -> list[str]:
    """Return the centres of the only route with both, in order."""
    (route,) = [r for r in plan.routes if len(r.stops) == len(CENTRES)]
    return [stop.centre_id for stop in route.stops]


def test_a_locked_order_holds_both_ways_round(tmp_path: Path, small_plan: Ran) -> None:
    first, last = sequence(read_plan(small_plan.folder / PLAN_FILE))
    ran = planned(tmp_path, {"centre_id": last, "order": 1})
    assert ran.code in (0, 10), ran.err
    assert sequence(read_plan(ran.folder / PLAN_FILE)) == [last, first]
    assert judge_folder(ran.folder).violations == ()


def test_a_locked_quantity_is_delivered_whatever_is_needed(tmp_path: Path) -> None:
    stock = small_rows()["stock"][0]
    product, pack = stock["product_id"], stock["doses"] // 20
    ran = planned(tmp_path, {"centre_id": CENTRES[0], "product_id": product, "doses": 3 * pack})
    assert ran.code in (0, 10), ran.err
    plan = read_plan(ran.folder / PLAN_FILE)
    given = {(r.centre_id, r.product_id): r.delivered_doses for r in plan.requirements}
    assert given[CENTRES[0], product] == 3 * pack
    assert judge_folder(ran.folder).violations == ()


def test_a_quantity_beyond_all_stock_names_the_rule_and_publishes_nothing(tmp_path: Path) -> None:
    stock = small_rows()["stock"][0]
    ran = planned(
        tmp_path,
        {"centre_id": CENTRES[0], "product_id": stock["product_id"], "doses": 50 * stock["doses"]},
    )
    assert ran.code == 20, ran.out
    assert CENTRES[0] in ran.err
    assert "R12" in ran.err or "R2" in ran.err
    assert not list((tmp_path / "plans").glob("2026-W48-*"))
