"""A week small enough to be solved by hand: one factory, one hub, two depots, six centres.

All figures are made up.  Every leg is free flow (no traffic), so times can be added in the head.
The week is 2026-W48: Monday is 23 November, Tuesday the 24th is a holiday on which deliveries
are priced ("avoid").  Names are hostile on purpose: quotes, backticks, ``${}``, HTML, a leading "=".

The good plan, by hand (day hh:mm):

* R-1 Mon, micro van of depot-north, passive: load 05:15, out 06:00, 30 min to centre-near, unload
  06:30-06:51 (15 min + 3 boxes x 2), 50 min and a ferry of 10 to centre-mid, unload 07:51-08:10
  (2 boxes), 45 min home: 08:55.
* T-1 Mon, truck of the hub with two drivers: out 23:00, 4 h, break 15 min, 1 h: depot-south Tue 04:15;
  lead time one day, received one working day later: Wed 00:00.  The frozen lot thaws on Monday.
* R-2 Wed, reefer of depot-south, passive (no refuge on the way): load 11:45, out 12:30, 4 h, break
  15 min, 3.5 h: centre-far 20:15; rest of 11 h 15 until the window of Thu 07:30, unload 07:30-07:51,
  4 h, break, 3.5 h: home Thu 15:36.  Shifts 8 h 30 and 8 h 06.
* R-3 Thu, reefer of the hub, active: load 20:15, out 21:00, centre-zone 21:30-21:49 in its night window
  (inside the zone 21:10-22:09, ban 06-21), home 22:19.
* C-1 Fri, courier of depot-south: out 17:00, centre-isle Sat 07:30-07:47 (1 box).
* centre-shut is closed all week: unserved, proved.
"""

from __future__ import annotations

from datetime import date

from tiny_goods import THAWED_EARLIER, THAWED_MONDAY, tiny_lots
from tiny_places import FRI, MON, SAT, THU, TUE, WED, WEEK
from tiny_question import tiny_inputs, tiny_travel

from distribution.plan import (
    Consignment,
    Drop,
    Leg,
    Packing,
    Pause,
    Requirement,
    Route,
    Stop,
    Transfer,
    Unserved,
    WeeklyPlan,
)
from distribution.units import clock_s

__all__ = ["at", "tiny_inputs", "tiny_plan", "tiny_travel"]


def at(day: date, clock: str) -> int:
    """Return a time of a day on the week clock."""
    return WEEK.start_s(day) + clock_s(clock)


def _drop(lot_id: str, doses: int, use_by: date | None = None) -> Drop:
    product_id = lot_id.split("-", maxsplit=1)[0]
    expiry = next(lot.expiry for lot in tiny_lots() if lot.lot_id == lot_id)
    pack = 5 if product_id == "ROTA" else 10
    return Drop(
        product_id=product_id, lot_id=lot_id, use_by=use_by or expiry, packs=doses // pack, doses=doses
    )


def _leg(
    pair: tuple[str, str], depart_s: int, arrive_s: int, km_min: tuple[int, int], ferry_s: int = 0
) -> Leg:
    return Leg(
        origin_id=pair[0],
        destination_id=pair[1],
        depart_s=depart_s,
        arrive_s=arrive_s,
        distance_m=km_min[0] * 1_000,
        driving_s=km_min[1] * 60,
        ferry_s=ferry_s,
    )


def _morning_round() -> Route:
    # centre-near: 60 packs x 750 + 10 x 300 = 48,000 ml: 3 boxes of 21,840; FEFO: HEXA-2 (400) first
    # centre-mid: 30 x 750 + 10 x 400 = 26,500 ml: 2 boxes
    return Route(
        route_id="R-1",
        vehicle_id="V-N1",
        type_id="MICROVAN",
        depot_id="depot-north",
        driver_ids=("D-N1",),
        day=MON,
        load_start_s=at(MON, "05:15"),
        depart_s=at(MON, "06:00"),
        return_s=at(MON, "08:55"),
        packing=Packing.PASSIVE,
        box_id="PCM28",
        stops=(
            Stop(
                centre_id="centre-near",
                arrive_s=at(MON, "06:30"),
                start_s=at(MON, "06:30"),
                depart_s=at(MON, "06:51"),
                boxes=3,
                drops=(_drop("HEXA-2", 400), _drop("HEXA-1", 200), _drop("FLU-1", 100)),
            ),
            Stop(
                centre_id="centre-mid",
                arrive_s=at(MON, "07:51"),
                start_s=at(MON, "07:51"),
                depart_s=at(MON, "08:10"),
                boxes=2,
                drops=(_drop("HEXA-1", 300), _drop("ROTA-1", 50, THAWED_EARLIER)),
            ),
        ),
        legs=(
            _leg(("depot-north", "centre-near"), at(MON, "06:00"), at(MON, "06:30"), (20, 30)),
            _leg(("centre-near", "centre-mid"), at(MON, "06:51"), at(MON, "07:51"), (50, 50), 600),
            _leg(("centre-mid", "depot-north"), at(MON, "08:10"), at(MON, "08:55"), (36, 45)),
        ),
    )


def _tour() -> Route:
    # 60 x 750 + 20 x 400 = 53,000 ml: 3 boxes; FEFO at depot-south: HEXA-2 (came with T-1) before HEXA-1
    return Route(
        route_id="R-2",
        vehicle_id="V-S1",
        type_id="REEF2T",
        depot_id="depot-south",
        driver_ids=("D-S1",),
        day=WED,
        load_start_s=at(WED, "11:45"),
        depart_s=at(WED, "12:30"),
        return_s=at(THU, "15:36"),
        packing=Packing.PASSIVE,
        box_id="PCM28",
        stops=(
            Stop(
                centre_id="centre-far",
                arrive_s=at(WED, "20:15"),
                start_s=at(THU, "07:30"),
                depart_s=at(THU, "07:51"),
                boxes=3,
                drops=(_drop("HEXA-2", 500), _drop("HEXA-1", 100), _drop("ROTA-1", 100, THAWED_MONDAY)),
            ),
        ),
        legs=(
            _leg(("depot-south", "centre-far"), at(WED, "12:30"), at(WED, "20:15"), (420, 450)),
            _leg(("centre-far", "depot-south"), at(THU, "07:51"), at(THU, "15:36"), (420, 450)),
        ),
        pauses=(
            Pause(kind="break", leg=0, at_stop=False, start_s=at(WED, "16:30"), end_s=at(WED, "16:45")),
            Pause(kind="rest", leg=0, at_stop=True, start_s=at(WED, "20:15"), end_s=at(THU, "07:30")),
            Pause(kind="break", leg=1, at_stop=False, start_s=at(THU, "11:51"), end_s=at(THU, "12:06")),
        ),
    )


def _night_drop() -> Route:
    # 30 x 750 + 20 x 300 = 28,500 ml: 2 boxes
    return Route(
        route_id="R-3",
        vehicle_id="V-H1",
        type_id="REEF2T",
        depot_id="hub-tiny",
        driver_ids=("D-H1",),
        day=THU,
        load_start_s=at(THU, "20:15"),
        depart_s=at(THU, "21:00"),
        return_s=at(THU, "22:19"),
        packing=Packing.ACTIVE,
        box_id="PCM28",
        stops=(
            Stop(
                centre_id="centre-zone",
                arrive_s=at(THU, "21:30"),
                start_s=at(THU, "21:30"),
                depart_s=at(THU, "21:49"),
                boxes=2,
                drops=(_drop("HEXA-1", 300), _drop("FLU-1", 200)),
            ),
        ),
        legs=(
            _leg(("hub-tiny", "centre-zone"), at(THU, "21:00"), at(THU, "21:30"), (12, 30)),
            _leg(("centre-zone", "hub-tiny"), at(THU, "21:49"), at(THU, "22:19"), (12, 30)),
        ),
    )


def _transfer() -> Transfer:
    # 50 x 750 + 40 x 400 = 53,500 ml; HEXA-2 before HEXA-1 by FEFO; the frozen lot thaws on Monday
    return Transfer(
        transfer_id="T-1",
        lane_id="hub-tiny--depot-south",
        origin_id="hub-tiny",
        destination_id="depot-south",
        vehicle_id="V-T1",
        type_id="REEF6T",
        driver_ids=("D-T1", "D-T2"),
        depart_s=at(MON, "23:00"),
        arrive_s=at(TUE, "04:15"),
        available_s=at(WED, "00:00"),
        distance_m=300_000,
        driving_s=18_000,
        packing=Packing.ACTIVE,
        box_id="PCM28",
        boxes=3,
        drops=(_drop("HEXA-2", 500), _drop("ROTA-1", 200, THAWED_MONDAY)),
        pauses=(Pause(kind="break", leg=0, at_stop=False, start_s=at(TUE, "03:00"), end_s=at(TUE, "03:15")),),
    )


def _courier() -> Consignment:
    # 20 x 750 + 10 x 300 = 18,000 ml: 1 box
    return Consignment(
        consignment_id="C-1",
        depot_id="depot-south",
        centre_id="centre-isle",
        box_id="PCM28",
        boxes=1,
        depart_s=at(FRI, "17:00"),
        arrive_s=at(SAT, "07:30"),
        end_s=at(SAT, "07:47"),
        drops=(_drop("HEXA-1", 200), _drop("FLU-1", 100)),
    )


def _requirements() -> tuple[Requirement, ...]:
    # centre, product, need, allocated, delivered, stock, reason
    rows: tuple[tuple[str, str, int, int, int, int, str], ...] = (
        ("centre-near", "HEXA", 600, 600, 600, 50, ""),
        ("centre-near", "FLU", 100, 100, 100, 0, ""),
        ("centre-mid", "HEXA", 300, 300, 300, 100, ""),
        ("centre-mid", "ROTA", 50, 50, 50, 0, ""),
        ("centre-zone", "HEXA", 300, 300, 300, 0, ""),
        ("centre-zone", "FLU", 200, 200, 200, 0, ""),
        ("centre-far", "HEXA", 600, 600, 600, 0, ""),
        ("centre-far", "ROTA", 100, 100, 100, 0, ""),
        ("centre-isle", "HEXA", 200, 200, 200, 0, ""),
        ("centre-isle", "FLU", 150, 100, 100, 0, "supply"),
        ("centre-shut", "HEXA", 100, 100, 0, 0, "unserved"),
    )
    week = {"HEXA": 420, "FLU": 70, "ROTA": 35}
    return tuple(
        Requirement(
            centre_id=centre,
            product_id=product,
            need_doses=need,
            allocated_doses=allocated,
            delivered_doses=delivered,
            stock_doses=stock,
            week_forecast_doses=140 if (centre, product) == ("centre-isle", "HEXA") else week[product],
            reason=reason,
        )
        for centre, product, need, allocated, delivered, stock, reason in rows
    )


def tiny_plan() -> WeeklyPlan:
    """Return the good plan of the docstring: every rule holds."""
    return WeeklyPlan(
        plan_id="P-2026-W48-tiny",
        week=WEEK,
        created_at="2026-11-20T15:00:00",
        seed=1,
        engine="hand",
        routes=(_morning_round(), _tour(), _night_drop()),
        consignments=(_courier(),),
        transfers=(_transfer(),),
        requirements=_requirements(),
        unserved=(Unserved(centre_id="centre-shut", reason="closed", proof="proved", doses=100),),
        synthetic=True,
        travel_source="tiny",
        digests={"tiny": "0" * 64},
    )
