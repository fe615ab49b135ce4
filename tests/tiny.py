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

from datetime import date, timedelta

import numpy as np

from distribution.calendar import Ban, Calendar, Closure, Holiday, Week, Zone
from distribution.fleet import BoxType, Driver, Fleet, Vehicle, VehicleType
from distribution.forecast import Forecast
from distribution.inputs import ClimateRow, WeekInputs
from distribution.network import (
    Centre,
    Lane,
    LaneMode,
    Network,
    Place,
    ReceivingWindow,
    Site,
    SiteKind,
)
from distribution.parameters import Parameters
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
from distribution.stock import Arrival, StockLine
from distribution.travel import TravelProfile, TravelTable
from distribution.units import DAY_S, clock_s
from distribution.vaccines import Lot, LotStatus, TemperatureBand, Vaccine

WEEK = Week.parse("2026-W48")
MON, TUE, WED, THU, FRI, SAT = WEEK.delivery_days
COLD, FROZEN = TemperatureBand.COLD, TemperatureBand.FROZEN
HOSTILE_NAME = "Trung tâm \"Gần\" & 'Chị' `tick` ${7*7} <b>đậm</b></script>"
FORMULA_NAME = '=HYPERLINK("http://example.invalid";"Giữa")'


def at(day: date, clock: str) -> int:
    """Return a time of a day on the week clock."""
    return WEEK.start_s(day) + clock_s(clock)


def tiny_inputs() -> WeekInputs:
    """Return the question of the tiny week."""
    return WeekInputs(
        network=_network(),
        vaccines={v.product_id: v for v in _vaccines()},
        lots={lot.lot_id: lot for lot in _lots()},
        stock=_stock(),
        arrivals=(
            Arrival(
                arrival_id="A-1", site_id="air-tiny", product_id="HEXA", lot_id="HEXA-1", day=WED, doses=300
            ),
        ),
        forecast=_forecast(),
        fleet=_fleet(),
        calendar=_calendar(),
        climate=(
            ClimateRow(
                station="Hà Nội",
                lon=105.83,
                lat=21.02,
                month=11,
                design_hot_c=32.0,
                mean_c=21.0,
                mean_min_c=18.0,
            ),
        ),
        parameters=tiny_parameters(),
        digests={"tiny": "0" * 64},
        synthetic=True,
    )


def tiny_parameters() -> Parameters:
    """Return the constants of the common tables, as round as they come."""
    return Parameters(
        service_fixed_s=900,
        service_box_s=120,
        loading_s=2_700,
        receiving_days=1,
        continuous_driving_s=4 * 3_600,
        break_s=900,
        daily_driving_s=10 * 3_600,
        weekly_driving_s=48 * 3_600,
        shift_s=12 * 3_600,
        team_shift_s=21 * 3_600,
        night_rest_s=11 * 3_600,
        max_nights=2,
        hold_fraction=0.75,
        active_max_s=DAY_S,
        holdover_s=5_760,
        box_packing_fraction=0.78,
        box_test_c=43.0,
        round_value_cap_vnd=30_000_000_000,
        trunk_value_cap_vnd=100_000_000_000,
        coverage_days=7,
        safety_days=5,
        diesel_vnd_l=26_470,
        petrol_vnd_l=24_000,
        electricity_vnd_kwh=2_200,
        night_vnd=300_000,
        overtime_after_s=8 * 3_600,
        overtime_vnd_h=105_000,
        avoid_day_vnd=150_000,
        courier_fixed_vnd=350_000,
        courier_vnd_kg=30_000,
        courier_lead_days=1,
        courier_max_boxes=8,
        courier_value_cap_vnd=3_000_000_000,
        stockout_dose_vnd=40_000,
        ferry_hours_wait_s=0,
        reefers_hold_hanoi_permits=False,
    )


def _site(site_id: str, name: str, kind: SiteKind, lon: float, lat: float, clock: str) -> Site:
    opens, closes = clock.split("-")
    return Site(
        site_id=site_id,
        name=name,
        kind=kind,
        place=Place(lon, lat),
        province="Hà Nội",
        stores_ml={COLD: 15_000_000, FROZEN: 1_000_000 if kind is SiteKind.HUB else 0},
        opens_s=clock_s(opens),
        closes_s=clock_s(closes),
        bays=1,
        evidence="proposed",
        phone="0900 000 000",
    )


def _centre(centre_id: str, name: str, lon: float, lat: float, windows: str, zone: str = "") -> Centre:
    spans = [span.split("-") for span in windows.split(";")]
    return Centre(
        centre_id=centre_id,
        name=name,
        address='Số 1, phố "Thử"',
        place=Place(lon, lat),
        province="Đắk Lắk" if centre_id == "centre-far" else "Hà Nội",
        province_pre_2025="Đắk Lắk" if centre_id == "centre-far" else "Hà Nội",
        district_pre_2025="Ba Đình",
        region="north",
        subregion="Red River Delta",
        confidence="A",
        geocode_precision="street",
        windows=tuple(ReceivingWindow(opens_s=clock_s(a), closes_s=clock_s(b)) for a, b in spans),
        stores_ml={COLD: 150_000},
        zones=(zone,) if zone else (),
    )


def _network() -> Network:
    def lane(origin: str, destination: str, mode: LaneMode, type_id: str | None, capacity_ml: int) -> Lane:
        return Lane(
            lane_id=f"{origin}--{destination}",
            origin_id=origin,
            destination_id=destination,
            mode=mode,
            vehicle_type_id=type_id,
            lead_days=1,
            capacity_ml=capacity_ml,
            fixed_vnd=1_000_000 if mode is LaneMode.AIR else 0,
            vnd_per_kg=30_000 if mode is LaneMode.AIR else 0,
            weekdays=(0, 1, 2, 3, 4, 5),
        )

    return Network(
        sites=(
            _site("factory-tiny", "Nhà máy thử", SiteKind.FACTORY, 106.60, 10.90, "00:00-24:00"),
            _site("air-tiny", "Sân bay thử", SiteKind.GATEWAY, 105.80, 21.22, "00:00-24:00"),
            _site("hub-tiny", "Kho trung tâm thử", SiteKind.HUB, 105.85, 21.03, "00:00-24:00"),
            _site("depot-north", "Kho Bắc", SiteKind.DEPOT, 105.84, 21.59, "04:00-22:00"),
            _site("depot-south", "Kho Nam", SiteKind.DEPOT, 105.68, 18.68, "04:00-22:00"),
        ),
        centres=(
            _centre("centre-near", HOSTILE_NAME, 105.90, 21.50, "06:30-08:00;11:30-13:30"),
            _centre("centre-mid", FORMULA_NAME, 106.20, 21.30, "07:30-10:30;13:30-16:00"),
            _centre("centre-zone", "Trong vùng cấm", 105.84, 21.02, "11:30-13:30;21:00-29:00", "zone-tiny"),
            _centre("centre-far", "Đắk Lắk xa", 108.04, 12.67, "07:30-10:30"),
            _centre("centre-isle", "Đảo", 106.90, 20.72, "07:30-10:30;13:30-16:00"),
            _centre("centre-shut", "Đóng cửa", 106.70, 20.86, "07:30-10:30"),
        ),
        lanes=(
            lane("factory-tiny", "hub-tiny", LaneMode.ROAD, "REEF6T", 16_000_000),
            lane("air-tiny", "hub-tiny", LaneMode.AIR, None, 1_000_000),
            lane("hub-tiny", "depot-north", LaneMode.ROAD, "REEF6T", 16_000_000),
            lane("hub-tiny", "depot-south", LaneMode.ROAD, "REEF6T", 16_000_000),
        ),
    )


def _vaccines() -> tuple[Vaccine, ...]:
    def vaccine(product_id: str, name: str, band: TemperatureBand, pack: tuple[int, int, int]) -> Vaccine:
        doses, pack_ml, price_vnd = pack
        return Vaccine(
            product_id=product_id,
            name=name,
            origin="thử",
            disease="thử",
            band=band,
            freeze_sensitive=band is COLD,
            light_sensitive=False,
            presentation=f"hộp {doses}",
            pack_doses=doses,
            pack_ml=pack_ml,
            pack_g=pack_ml // 3,
            price_vnd=price_vnd,
            shelf_life_days=1_000,
            min_remaining_days={"HEXA": 180, "FLU": 120, "ROTA": 14}[product_id],
            thawed_life_days=60 if band is FROZEN else None,
            vvm="VVM14",
            season_group="INFANT",
            share_percent=10.0,
            priority=1,
            back_orderable=True,
        )

    return (
        vaccine("HEXA", 'Hexa "6 trong 1" <i>', COLD, (10, 750, 1_000_000)),
        vaccine("FLU", "Cúm", COLD, (10, 300, 300_000)),
        vaccine("ROTA", "Rota đông lạnh", FROZEN, (5, 400, 400_000)),
    )


def _lots() -> tuple[Lot, ...]:
    return (
        Lot(lot_id="HEXA-1", product_id="HEXA", expiry=date(2027, 12, 31)),
        Lot(lot_id="HEXA-2", product_id="HEXA", expiry=date(2027, 6, 30)),
        Lot(lot_id="HEXA-Q", product_id="HEXA", expiry=date(2027, 6, 15), status=LotStatus.QUARANTINED),
        Lot(lot_id="HEXA-S", product_id="HEXA", expiry=date(2027, 2, 28)),  # 97 days: too short-dated
        Lot(lot_id="FLU-1", product_id="FLU", expiry=date(2027, 5, 31)),
        Lot(lot_id="ROTA-1", product_id="ROTA", expiry=date(2028, 1, 31)),
    )


THAWED_EARLIER = date(2027, 1, 10)
THAWED_MONDAY = MON + timedelta(days=60)  # T-1 leaves the hub on Monday


def _stock() -> tuple[StockLine, ...]:
    expiry = {lot.lot_id: lot.expiry for lot in _lots()}

    def line(
        place: str, lot: str, doses: int, band: TemperatureBand = COLD, use_by: date | None = None
    ) -> StockLine:
        return StockLine(
            place_id=place,
            product_id=lot.split("-")[0],
            lot_id=lot,
            band=band,
            use_by=use_by or expiry[lot],
            doses=doses,
        )

    return (
        line("hub-tiny", "HEXA-1", 2_000),
        line("hub-tiny", "HEXA-2", 500),
        line("hub-tiny", "FLU-1", 1_000),
        line("hub-tiny", "ROTA-1", 500, FROZEN),
        line("depot-north", "HEXA-2", 400),
        line("depot-north", "HEXA-1", 1_000),
        line("depot-north", "HEXA-Q", 300),
        line("depot-north", "HEXA-S", 100),
        line("depot-north", "FLU-1", 400),
        line("depot-north", "ROTA-1", 100, COLD, THAWED_EARLIER),
        line("depot-south", "HEXA-1", 400),
        line("depot-south", "FLU-1", 200),
        line("centre-near", "HEXA-1", 50),
        line("centre-mid", "HEXA-1", 100),
    )


def _forecast() -> Forecast:
    """Every open centre gives 60 HEXA, 10 FLU and 5 ROTA a day; the island 20 HEXA."""
    centres = tuple(c.centre_id for c in _network().centres)
    doses = np.zeros((len(centres), 3, 28), dtype=np.int32)
    doses[:, 0, :], doses[:, 1, :], doses[:, 2, :] = 60, 10, 5
    doses[centres.index("centre-isle"), 0, :] = 20
    return Forecast(
        centre_ids=centres,
        product_ids=("HEXA", "FLU", "ROTA"),
        days=tuple(MON + timedelta(days=i) for i in range(28)),
        doses=doses,
    )


def _type(
    type_id: str, gross_t: float, positions: int, active_ml: int, licence: str, crew: int
) -> VehicleType:
    return VehicleType(
        type_id=type_id,
        name=type_id.capitalize(),
        gross_g=round(gross_t * 1_000_000),
        payload_g=round(gross_t * 400_000),
        active_ml=active_ml,
        box_id="PCM28",
        box_positions=positions,
        crew=crew,
        licence=licence,
        profile={"MICROVAN": "van", "REEF2T": "truck"}.get(type_id, "heavy"),
        fixed_vnd_day=200_000 if type_id == "MICROVAN" else 500_000,
        driver_vnd_day=560_000 * crew,
        energy_vnd_km=2_000,
        maintenance_vnd_km=1_000,
        toll_vnd_km=1_300,
        unit_vnd_h=20_000 if active_ml else 0,
        ferry_vnd=800_000,
        co2_g_km=200 if type_id == "MICROVAN" else 400,
    )


def _fleet() -> Fleet:
    days = WEEK.delivery_days

    def driver(driver_id: str, name: str, depot: str, licence: str) -> Driver:
        return Driver(driver_id=driver_id, name=name, depot_id=depot, licence=licence, days=days)

    return Fleet(
        types=(
            _type("MICROVAN", 1.45, 12, 0, "B", 1),
            _type("REEF2T", 4.99, 60, 5_000_000, "C1", 1),
            _type("REEF6T", 10.5, 180, 16_000_000, "C", 2),
        ),
        boxes=(
            BoxType(
                box_id="PCM28",
                model="PCM 28 L",
                vaccine_ml=28_000,
                loaded_g=24_000,
                tare_g=9_000,
                cold_life_s=94 * 3_600,
            ),
        ),
        vehicles=(
            Vehicle(vehicle_id="V-N1", type_id="MICROVAN", depot_id="depot-north", days=days),
            Vehicle(vehicle_id="V-H1", type_id="REEF2T", depot_id="hub-tiny", days=days),
            Vehicle(vehicle_id="V-S1", type_id="REEF2T", depot_id="depot-south", days=days),
            Vehicle(vehicle_id="V-T1", type_id="REEF6T", depot_id="hub-tiny", days=days, role="trunk"),
        ),
        drivers=(
            driver("D-N1", 'Nguyễn "Ba" `Năm` </script>', "depot-north", "B"),
            driver("D-H1", "Trần Thị Hai", "hub-tiny", "C1"),
            driver("D-S1", "=Lê Văn Tám", "depot-south", "C1"),
            driver("D-T1", "Phạm Văn Một", "hub-tiny", "C"),
            driver("D-T2", "Vũ Văn Hai", "hub-tiny", "C"),
        ),
    )


def _calendar() -> Calendar:
    return Calendar(
        week=WEEK,
        holidays=(Holiday(first=TUE, last=TUE, name="Ngày lễ", deliveries="avoid", demand_factor=1.0),),
        zones=(
            Zone(
                zone_id="zone-tiny",
                name="Vùng cấm thử",
                province_pre_2025="Hà Nội",
                districts=("Ba Đình",),
                crossing_s=1_200,
            ),
        ),
        bans=(
            Ban(
                ban_id="B-1",
                zone_id="zone-tiny",
                basis="gross",
                mass_from_g=2_000_000,
                mass_to_g=100_000_000,
                weekdays=(0, 1, 2, 3, 4, 5, 6),
                start_s=clock_s("06:00"),
                end_s=clock_s("21:00"),
                valid_from=date(2026, 1, 15),
                valid_to=None,
            ),
        ),
        closures=tuple(Closure(centre_id="centre-shut", day=day, reason="sửa chữa") for day in WEEK.days),
    )


# (origin, destination): km, minutes at the wheel; both ways; every other pair is 100 km and 120 min
_LEGS = {
    ("depot-north", "centre-near"): (20, 30),
    ("centre-near", "centre-mid"): (50, 50),
    ("depot-north", "centre-mid"): (36, 45),
    ("hub-tiny", "centre-zone"): (12, 30),
    ("depot-south", "centre-far"): (420, 450),
    ("hub-tiny", "depot-south"): (300, 300),
}


def tiny_travel(inputs: WeekInputs) -> TravelTable:
    """Return constant travel: one ferry (near-mid, 10 min), 100 km of expressway (hub-south), one road without refuge."""
    ids = inputs.network.place_ids
    size = (len(ids), len(ids))
    metres, seconds = np.full(size, 100_000, np.int32), np.full(size, 7_200, np.int32)
    ferry_s, expressway_m = np.zeros(size, np.int32), np.zeros(size, np.int32)
    ferries, refuge_s = np.zeros(size, np.int8), np.full(size, 1_800, np.int32)

    def both(pair: tuple[str, str]) -> tuple[list[int], list[int]]:
        i, j = ids.index(pair[0]), ids.index(pair[1])
        return [i, j], [j, i]

    for pair, (km, minutes) in _LEGS.items():
        metres[both(pair)], seconds[both(pair)] = km * 1_000, minutes * 60
    ferry_s[both(("centre-near", "centre-mid"))] = 600
    ferries[both(("centre-near", "centre-mid"))] = 1
    expressway_m[both(("hub-tiny", "depot-south"))] = 100_000
    refuge_s[both(("depot-south", "centre-far"))] = 9_000
    for array in (metres, seconds):
        np.fill_diagonal(array, 0)
    profile = TravelProfile(
        distance_m=metres,
        driving_s=seconds,
        big_city=np.zeros(size, np.float32),
        city=np.zeros(size, np.float32),
        ferry_s=ferry_s,
        ferries=ferries,
        expressway_m=expressway_m,
    )
    return TravelTable(
        place_ids=ids,
        profiles=dict.fromkeys(("motorbike", "van", "truck", "heavy"), profile),
        refuge_s=refuge_s,
        source="tiny",
        error_percent=None,
    )


def _drop(lot_id: str, doses: int, use_by: date | None = None) -> Drop:
    product_id = lot_id.split("-")[0]
    expiry = next(lot.expiry for lot in _lots() if lot.lot_id == lot_id)
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
