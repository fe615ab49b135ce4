"""``coldchain explain``: every figure by hand on a small shortage; names, languages, what is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from command_line import CENTRES, Ran, coldchain, small_input, small_rows
from tiny_places import MON

from distribution.calendar import Closure
from distribution.fairness.check_days import check_days
from distribution.fairness.daily_question import daily_question
from distribution.fairness.opening import intake
from distribution.fairness.shares import Limit
from distribution.inputs import Lock, WeekInputs
from distribution.quarter.answer import Issue, PackLock, QuarterAllocation, Wanted, nightly_horizon
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from operations.explaining.cell import Answered, CellReason, reasons_of
from operations.explaining.changes import changes_of
from operations.explaining.text import cell_lines
from solvers.allocation.fairness_days import DayLevels
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight, fair_within
from solvers.allocation.problem import near_depots

PRODUCT = "INFHEXA"
DAYS = nightly_horizon(MON)


@pytest.fixture(scope="module")
def short_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two centres want 3 packs of 5 doses in both weeks, 12 in all; 25 doses, 5 packs, are there."""
    base = tmp_path_factory.mktemp("short")
    stock = {**small_rows()["stock"][0], "doses": 25}
    source = small_input(base / "w.xlsx", stock=[stock], arrivals=[])
    arguments = ("--as-of", "2026-11-23", "--iterations", "5", "--max-age", "1000000")
    ran = coldchain("allocate", "--input", source, "--out", base / "allocations", *arguments)
    assert ran.code == 10, ran.err
    return base / "allocations"


def _explain(out: Path, *arguments: object) -> Ran:
    return coldchain("explain", *arguments, "--out", out)


def test_the_figures_of_a_shortage_are_those_of_the_head(short_night: Path) -> None:
    """5 of 12: 41.67 %, 1.25 of 3 packs, 1 is sure; a sixth pack makes it half; 8 packs make 2 of 3 sure."""
    ran = _explain(short_night, CENTRES[0], "--product", PRODUCT, "--json")
    assert ran.code == 10
    cells = ran.facts["cells"]
    assert [(c["week"], c["need_packs"], c["sure_packs"], c["limit"]) for c in cells] == [
        (0, 3, 1, "supply"),
        (1, 3, 1, "supply"),
    ]
    assert all(c["level"] == pytest.approx(5 / 12, abs=1e-9) for c in cells)
    assert all(1 <= c["met_packs"] <= 2 for c in cells)
    assert cells[0]["goods"] == {"in_reach": 5, "withheld": 0, "short_dated": 0, "late": 0}
    short = next(c for c in cells if c["met_packs"] < 3)
    assert short["changes"]["pack"] == pytest.approx(0.5, abs=1e-9)
    assert short["changes"]["next_pack"] == 3
    for name in ("litre", "life_day", "arrival_day"):
        assert short["changes"][name] == pytest.approx(5 / 12, abs=1e-9)


def test_what_is_issued_is_told_by_lot_day_and_depot(short_night: Path) -> None:
    facts = _explain(short_night, CENTRES[0], "--product", PRODUCT, "--json").facts
    text = _explain(short_night, CENTRES[0], "--product", PRODUCT, "--lang", "en").out
    issues = [issue for cell in facts["cells"] for issue in cell["issues"]]
    assert issues
    for issue in issues:
        assert f"{issue['packs']} pack(s) ({issue['doses']} doses), lot INFHEXA-001" in text
    assert "Fair level 41.67 %: 1.25 of 3 packs, of which 1 whole ones are sure" in text


def test_vietnamese_writes_commas_and_says_the_data_are_made_up(short_night: Path) -> None:
    text = _explain(short_night, CENTRES[0], "--product", PRODUCT).out
    assert text.startswith("DỮ LIỆU GIẢ LẬP")
    assert "Mức công bằng 41,67 %: 1,25 trên 3 hộp" in text
    assert "một hộp: mức từ 41,67 % lên 50,00 %" in text


def test_a_centre_is_found_by_a_part_of_its_name_without_diacritics(short_night: Path) -> None:
    assert _explain(short_night, "o mon", "--json").facts["centre_id"] == "vnvc-o-mon"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vnvc-can-thoo",), "is vnvc-can-tho meant?"),
        (("vnvc",), "choose an id"),
        ((CENTRES[0], "--product", "INFHEXXA"), "is INFHEXA meant?"),
    ],
)
def test_what_nobody_knows_is_refused_with_a_suggestion(
    short_night: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = _explain(short_night, *arguments, "--lang", "en")
    assert ran.code == 20
    assert told in ran.err


def test_without_a_published_allocation_there_is_nothing_to_explain(tmp_path: Path) -> None:
    ran = _explain(tmp_path, CENTRES[0], "--lang", "en")
    assert ran.code == 20
    assert "run coldchain allocate" in ran.err


def _answered(
    inputs: WeekInputs,
    travel: TravelTable,
    need: dict[str, int],
    met: dict[str, int],
    *,
    lock: int = 0,
    day: int = 4,
) -> Answered:
    """Return a night on which centres want FLU on a day (the Friday) and get what is given."""
    wanted = quarter_need(inputs, DAYS)
    packs = np.zeros_like(wanted.packs)
    for centre_id, number in need.items():
        packs[inputs.forecast.centre_ids.index(centre_id), 1, day] = number
    wanted = replace(wanted, packs=packs)
    fairness = fair_fortnight(inputs, travel, DAYS, need=wanted)
    locks = [
        PackLock(centre_id=c, product_id="FLU", first=MON, last=MON, packs=lock, who="An", why="dịch")
        for c in need
        if lock
    ]
    allocation = QuarterAllocation(
        as_of=MON,
        horizon=DAYS,
        issues=tuple(
            Issue(
                period=day,
                centre_id=c,
                product_id="FLU",
                lot_id="FLU-1",
                use_by=inputs.lots["FLU-1"].expiry,
                depot_id="depot-north",
                packs=n,
                doses=10 * n,
            )
            for c, n in met.items()
        ),
        movements=(),
        wanted=tuple(
            Wanted(period=day, centre_id=c, product_id="FLU", packs=n, unmet=n - met.get(c, 0))
            for c, n in need.items()
        ),
        levels=fairness.levels,
        locks=tuple(locks),
    )
    return Answered(
        inputs=inputs,
        depots=near_depots(inputs, travel),
        need=wanted,
        takes_in=intake(inputs, near_depots(inputs, travel), DAYS, wanted),
        allocation=allocation,
        question=fairness.question,
        certificate=fairness.certificate,
    )


def _explained(answered: Answered, centre_id: str) -> tuple[CellReason, str]:
    (reason,) = reasons_of(answered, centre_id, ["FLU"])
    return reason, "\n".join(cell_lines(answered, reason, "en"))


def _small_fridge(inputs: WeekInputs, centre_id: str, litres: float) -> WeekInputs:
    centres = tuple(
        replace(c, stores_ml={band: round(litres * 1_000) for band in c.stores_ml})
        if c.centre_id == centre_id
        else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def test_the_odd_pack_names_who_has_it(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    """40 packs at the depot, 100 at the hub that are at hand by Saturday: 140 for 2 x 140: half, 70 each."""
    need = {"centre-near": 141, "centre-mid": 140}
    answered = _answered(tiny_inputs, tiny_travel, need, {"centre-near": 70, "centre-mid": 70})
    assert _explained(answered, "centre-near")[0].sure == 70
    one_more = _answered(tiny_inputs, tiny_travel, need, {"centre-near": 70, "centre-mid": 71})
    assert one_more.certificate.levels[0] < 10**12 // 2
    _, text = _explained(one_more, "centre-near")
    assert "to 1 others (2 packs), for instance: =HYPERLINK" in text


def test_a_full_refrigerator_says_its_litres_and_a_litre_more_helps(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """3 L on six days take 60 packs of 300 ml; with a litre more 80."""
    inputs = _small_fridge(tiny_inputs, "centre-zone", 3)
    answered = _answered(inputs, tiny_travel, {"centre-zone": 200}, {"centre-zone": 60})
    reason, text = _explained(answered, "centre-zone")
    assert reason.bound is not None
    assert reason.bound.limit is Limit.CENTRE
    assert "has 3.0 usable litres; beside its own stock 18.0 L are free" in text
    changes = changes_of(answered, reason)
    assert changes is not None
    assert changes.litre == 24_000 * 10**12 // (300 * 200)
    assert changes.pack == changes.life_day == changes.arrival_day == reason.level
    assert changes.next_pack is None


def test_a_refrigerator_that_is_full_on_some_days_says_which_and_what_a_litre_more_allows(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """Needed from the Friday on, 1.5 L take 5 packs of 300 ml on Friday and on Saturday: 10 of 20.

    By the week 30 could come.  With a litre more on each day 8 and a third could, twice.
    """
    inputs = _small_fridge(tiny_inputs, "centre-zone", 1.5)
    answered = _answered(inputs, tiny_travel, {"centre-zone": 20}, {"centre-zone": 10})
    assert answered.certificate.levels == (10**12,)
    answered = _by_days(answered, "centre-zone")
    reason, text = _explained(answered, "centre-zone")
    assert reason.level / 10**12 == pytest.approx(0.5)
    assert reason.sure == 10
    assert reason.bound is not None
    assert reason.bound.limit is Limit.DAYS
    assert "2–8 °C: 3.0 L of 2 day(s) together, from 2026-11-27 to 2026-11-28" in text
    changes = changes_of(answered, reason)
    assert changes is not None
    assert changes.at_most
    assert changes.litre / 10**12 == pytest.approx(5 / 6)
    assert changes.pack == changes.life_day == changes.arrival_day == reason.level


def _by_days(answered: Answered, centre_id: str) -> Answered:
    """Return the same with the levels that the centre's litres by days allow."""
    daily = daily_question(answered.inputs, answered.depots, DAYS, answered.need, answered.question)
    stops = DayLevels.of_centre(answered.question, daily, centre_id).all_stops(
        answered.certificate.levels, None
    )
    fairness = Fairness(question=answered.question, certificate=answered.certificate, levels=())
    lower = fair_within(fairness, {}, day_stops=tuple(stops))
    assert check_days(lower.question, daily, lower.certificate) == ()
    return replace(answered, question=lower.question, certificate=lower.certificate)


def test_a_day_of_life_more_lets_a_lot_in(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    """FLU-1 is one day short of its 120 days on the Saturday, and on every day before it."""
    ends = MON + timedelta(days=119)
    lots = {**tiny_inputs.lots, "FLU-1": replace(tiny_inputs.lots["FLU-1"], expiry=ends)}
    stock = tuple(replace(s, use_by=ends) if s.lot_id == "FLU-1" else s for s in tiny_inputs.stock)
    inputs = replace(tiny_inputs, lots=lots, stock=stock)
    answered = _answered(inputs, tiny_travel, {"centre-near": 4}, {})
    reason, text = _explained(answered, "centre-near")
    assert reason.goods is not None
    assert (reason.goods.packs, reason.goods.short_dated) == (0, 160)
    assert "160 pack(s) have less than the minimum life left" in text
    changes = changes_of(answered, reason)
    assert changes is not None
    assert (reason.level, changes.life_day) == (0, 10**12)


@pytest.mark.parametrize(
    ("litres", "closed", "told"),
    [
        (3.75, False, "when the refrigerator is full of the centre's own stock: 0.3 L are lacking"),
        (150, True, "before the centre first receives in that week"),
    ],
)
def test_a_lost_day_of_what_cannot_be_given_later_says_its_cause(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, litres: float, closed: bool, told: str
) -> None:
    """centre-near's 50 HEXA fill 3.75 L on the Monday; a pack of FLU takes 0.3 L."""
    inputs = _small_fridge(tiny_inputs, "centre-near", litres)
    closures = (Closure(centre_id="centre-near", day=MON),) if closed else ()
    inputs = replace(
        inputs,
        vaccines={**inputs.vaccines, "FLU": replace(inputs.vaccines["FLU"], back_orderable=False)},
        calendar=replace(inputs.calendar, closures=(*inputs.calendar.closures, *closures)),
    )
    reason, text = _explained(_answered(inputs, tiny_travel, {"centre-near": 4}, {}, day=0), "centre-near")
    assert reason.bound is not None
    assert reason.bound.limit is Limit.DATES
    assert "4 pack(s) are needed on 2026-11-23, " + told in text


def test_locks_and_closures_are_reasons(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    _, text = _explained(_answered(tiny_inputs, tiny_travel, {"centre-shut": 4}, {}), "centre-shut")
    assert "receives on no day of the week" in text
    left_out = replace(tiny_inputs, locks=(Lock(centre_id="centre-near", leave_out=True),))
    _, text = _explained(_answered(left_out, tiny_travel, {"centre-near": 4}, {}), "centre-near")
    assert "left out this week" in text
    locked = _answered(tiny_inputs, tiny_travel, {"centre-near": 4}, {"centre-near": 4}, lock=4)
    _, text = _explained(locked, "centre-near")
    assert "Lock: 4 pack(s) from 2026-11-23 to 2026-11-23 (An: dịch)" in text
