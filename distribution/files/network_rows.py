"""Rows of centres, sites and lanes as the network; here litres become millilitres."""

from __future__ import annotations

import re
from collections.abc import Mapping

from distribution.files.rows import Row, TypedTable
from distribution.language.folding import fold
from distribution.network import Centre, Lane, LaneMode, Network, Place, ReceivingWindow, Site, SiteKind
from distribution.units import ml_from_litres
from distribution.vaccines import TemperatureBand

_LITRES = {
    TemperatureBand.COLD: "litres_2_8",
    TemperatureBand.FROZEN: "litres_minus20",
    TemperatureBand.ULTRA: "litres_minus70",
    TemperatureBand.AMBIENT: "litres_ambient",
}
_DISTRICT_RANK = re.compile(r"^(quan|huyen|thi xa|thanh pho|tp\.?|tx\.?)\s+")


def network_of(tables: Mapping[str, TypedTable]) -> Network:
    """Return the network of the tables of sites, centres and lanes, zones included."""
    equipment = {row["id"]: row for row in tables["storage_equipment"]}
    zones = zone_finder(tables["ban_zones"])
    return Network(
        sites=tuple(_site(row, zones) for row in tables["sites"]),
        centres=tuple(_centre(row, equipment, zones) for row in tables["centres"]),
        lanes=tuple(_lane(row) for row in tables["lanes"]),
    )


class ZoneFinder:
    """Which ban zones an old district lies in."""

    def __init__(self, districts: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        self._zones = districts

    def __call__(self, province_pre_2025: str, district: str | None) -> tuple[str, ...]:
        """Return the zones of an old district of an old province."""
        return self._zones.get(_district_key(province_pre_2025, district or ""), ())


def zone_finder(zones: TypedTable) -> ZoneFinder:
    """Return the finder of the zones of a table of ban zones."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in zones:
        for district in row["districts"].split(";"):
            if district.strip():
                key = _district_key(row["province_pre_2025"], district)
                found[key] = (*found.get(key, ()), row["id"])
    return ZoneFinder(found)


def _district_key(province: str, district: str) -> tuple[str, str]:
    return fold(province), _DISTRICT_RANK.sub("", fold(district).strip())


def _site(row: Row, zones: ZoneFinder) -> Site:
    return Site(
        site_id=row["id"],
        name=row["name"],
        kind=SiteKind(row["kind"]),
        place=Place(row["lon"], row["lat"]),
        province=row["province"],
        stores_ml={band: ml_from_litres(row[column]) for band, column in _LITRES.items()},
        opens_s=row["opens"],
        closes_s=row["closes"],
        bays=row["bays"],
        zones=zones(row["province_pre_2025"], row["district_pre_2025"]),
        open_from=row["open_from"],
        evidence=row["status"],
        phone=row["phone"] or "",
    )


def _centre(row: Row, equipment: Mapping[str, Row], zones: ZoneFinder) -> Centre:
    litres = {
        band: sum(equipment[store][column] for store in row["cold_stores"])
        for band, column in _LITRES.items()
        if band is not TemperatureBand.AMBIENT
    }
    return Centre(
        centre_id=row["id"],
        name=row["name"],
        address=row["address"] or "",
        place=Place(row["lon"], row["lat"]),
        province=row["province"],
        province_pre_2025=row["province_pre_2025"],
        district_pre_2025=row["district_pre_2025"],
        region=row["region"] or "",
        subregion=row["subregion"] or "",
        confidence=row["confidence"],
        geocode_precision=row["geocode_precision"] or "",
        windows=tuple(ReceivingWindow(opens_s=o, closes_s=c) for o, c in row["windows"]),
        stores_ml={band: ml_from_litres(amount) for band, amount in litres.items()},
        zones=zones(row["province_pre_2025"], row["district_pre_2025"]),
        phone=row["phone"] or "",
        source=row["source"] or "",
    )


def _lane(row: Row) -> Lane:
    return Lane(
        lane_id=row["id"],
        origin_id=row["origin_id"],
        destination_id=row["destination_id"],
        mode=LaneMode(row["mode"]),
        vehicle_type_id=row["vehicle_type_id"],
        lead_days=row["lead_days"],
        capacity_ml=ml_from_litres(row["capacity_litres"]),
        fixed_vnd=row["fixed_vnd"],
        vnd_per_kg=row["vnd_per_kg"],
        weekdays=row["weekdays"],
        open_from=row["open_from"],
    )
