"""The places, fleet and calendar of the tiny week."""

from __future__ import annotations

from datetime import date

from distribution.calendar import Ban, Calendar, Closure, Holiday, Week, Zone
from distribution.fleet import BoxType, Driver, Fleet, Vehicle, VehicleType
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
from distribution.units import clock_s
from distribution.vaccines import TemperatureBand

WEEK = Week.parse("2026-W48")
MON, TUE, WED, THU, FRI, SAT = WEEK.delivery_days
COLD, FROZEN = TemperatureBand.COLD, TemperatureBand.FROZEN
HOSTILE_NAME = "Trung tâm \"Gần\" & 'Chị' `tick` ${7*7} <b>đậm</b></script>"
FORMULA_NAME = '=HYPERLINK("http://example.invalid";"Giữa")'


def _site(site_id: str, name: str, kind: SiteKind, place: tuple[float, float], clock: str) -> Site:
    opens, closes = clock.split("-")
    return Site(
        site_id=site_id,
        name=name,
        kind=kind,
        place=Place(*place),
        province="Hà Nội",
        stores_ml={COLD: 15_000_000, FROZEN: 1_000_000 if kind is SiteKind.HUB else 0},
        opens_s=clock_s(opens),
        closes_s=clock_s(closes),
        bays=1,
        evidence="proposed",
        phone="0900 000 000",
    )


def _centre(centre_id: str, name: str, place: tuple[float, float], windows: str, zone: str = "") -> Centre:
    spans = [span.split("-") for span in windows.split(";")]
    return Centre(
        centre_id=centre_id,
        name=name,
        address='Số 1, phố "Thử"',
        place=Place(*place),
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


def tiny_network() -> Network:
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
            _site("factory-tiny", "Nhà máy thử", SiteKind.FACTORY, (106.60, 10.90), "00:00-24:00"),
            _site("air-tiny", "Sân bay thử", SiteKind.GATEWAY, (105.80, 21.22), "00:00-24:00"),
            _site("hub-tiny", "Kho trung tâm thử", SiteKind.HUB, (105.85, 21.03), "00:00-24:00"),
            _site("depot-north", "Kho Bắc", SiteKind.DEPOT, (105.84, 21.59), "04:00-22:00"),
            _site("depot-south", "Kho Nam", SiteKind.DEPOT, (105.68, 18.68), "04:00-22:00"),
        ),
        centres=(
            _centre("centre-near", HOSTILE_NAME, (105.90, 21.50), "06:30-08:00;11:30-13:30"),
            _centre("centre-mid", FORMULA_NAME, (106.20, 21.30), "07:30-10:30;13:30-16:00"),
            _centre("centre-zone", "Trong vùng cấm", (105.84, 21.02), "11:30-13:30;21:00-29:00", "zone-tiny"),
            _centre("centre-far", "Đắk Lắk xa", (108.04, 12.67), "07:30-10:30"),
            _centre("centre-isle", "Đảo", (106.90, 20.72), "07:30-10:30;13:30-16:00"),
            _centre("centre-shut", "Đóng cửa", (106.70, 20.86), "07:30-10:30"),
        ),
        lanes=(
            lane("factory-tiny", "hub-tiny", LaneMode.ROAD, "REEF6T", 16_000_000),
            lane("air-tiny", "hub-tiny", LaneMode.AIR, None, 1_000_000),
            lane("hub-tiny", "depot-north", LaneMode.ROAD, "REEF6T", 16_000_000),
            lane("hub-tiny", "depot-south", LaneMode.ROAD, "REEF6T", 16_000_000),
        ),
    )


def _type(type_id: str, gross_t: float, space: tuple[int, int], licence: str, crew: int) -> VehicleType:
    positions, active_ml = space
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


def tiny_fleet() -> Fleet:
    days = WEEK.delivery_days

    def driver(driver_id: str, name: str, depot: str, licence: str) -> Driver:
        return Driver(driver_id=driver_id, name=name, depot_id=depot, licence=licence, days=days)

    return Fleet(
        types=(
            _type("MICROVAN", 1.45, (12, 0), "B", 1),
            _type("REEF2T", 4.99, (60, 5_000_000), "C1", 1),
            _type("REEF6T", 10.5, (180, 16_000_000), "C", 2),
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


def tiny_calendar() -> Calendar:
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
