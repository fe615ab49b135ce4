"""The made-up fleet and its drivers."""

from __future__ import annotations

import math
from typing import Any

from distribution.files.bundled import read_table
from distribution.fleet import LICENCE_ORDER
from operations.synthetic.world import World

_ROUND = {
    "dc-hanoi": {"MICROVAN": 5, "EMICROVAN": 3, "REEF1T": 1, "REEF2T": 2},
    "dc-hcm-hoang-van-thu": {"MICROVAN": 4, "EMICROVAN": 2, "REEFVAN": 1, "REEF2T": 2},
    "dc-hcm-2": {"MICROVAN": 2, "EMICROVAN": 1, "REEF2T": 1},
    "dc-danang": {"MICROVAN": 1, "REEFVAN": 1, "REEF2T": 2},
    "depot-can-tho": {"MICROVAN": 1, "REEFVAN": 1, "REEF2T": 2},
    "depot-vinh": {"MICROVAN": 1, "REEF1T": 1, "REEF2T": 2},
    "depot-buon-ma-thuot": {"REEFVAN": 1, "REEF2T": 2},
    "depot-nha-trang": {"MICROVAN": 1, "REEFVAN": 1, "REEF2T": 1},
    "depot-hai-phong": {"MICROVAN": 1, "REEF1T": 1, "REEFVAN": 1},
    "depot-thai-nguyen": {"MICROVAN": 1, "REEF2T": 2},
    "depot-bien-hoa": {"MICROVAN": 2, "REEF1T": 1, "REEF2T": 2},
}
_TRUNK = {
    "dc-hanoi": {"REEF3T": 1, "REEF6T": 1, "REEF8T": 1},
    "dc-hcm-hoang-van-thu": {"REEF3T": 1, "REEF6T": 1, "REEF15T": 1},
    "dc-danang": {"REEF8T": 1},
}
_DRIVERS_PER_SEAT = 1.4
_DUTY = ("123456", "12345", "23456", "123456", "13456", "12346")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_MIDDLE = ("Văn", "Hữu", "Đức", "Quang", "Minh", "Ngọc", "Xuân")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phúc", "Sơn", "Tuấn")

Row = dict[str, Any]


def vehicle_rows() -> list[Row]:
    """Return the vehicles of every depot, rounds first, then trunk."""
    rows: list[Row] = []
    for role, fleet in (("round", _ROUND), ("trunk", _TRUNK)):
        for depot, counts in fleet.items():
            for type_id, count in counts.items():
                for number in range(1, count + 1):
                    rows.append(
                        {
                            "id": f"{_code(depot)}-{type_id}-{number}",
                            "type_id": type_id,
                            "depot_id": depot,
                            "role": role,
                            "days": "123456",
                            "permits": None,
                        }
                    )
    return rows


def driver_rows(world: World) -> list[Row]:
    """Return about 1.4 drivers a seat, licensed for the depot's vehicles, five or six days on duty."""
    types = {t["id"]: t for t in read_table("vehicle_types")}
    draw = world.draw("drivers")
    rows: list[Row] = []
    for depot in _ROUND:
        seats = [
            types[type_id]["licence"]
            for fleet in (_ROUND, _TRUNK)
            for type_id, count in fleet.get(depot, {}).items()
            for _ in range(count * int(types[type_id]["crew"]))
        ]
        seats.sort(key=LICENCE_ORDER.index, reverse=True)
        # the relief drivers hold the highest licences, so that they can stand in for anyone
        licences = seats + seats[: math.ceil(len(seats) * (_DRIVERS_PER_SEAT - 1))]
        for number, licence in enumerate(licences, start=1):
            family, middle, given = (
                words[int(draw.integers(len(words)))] for words in (_FAMILY, _MIDDLE, _GIVEN)
            )
            rows.append(
                {
                    "id": f"D-{_code(depot)}-{number:02d}",
                    "name": f"{family} {middle} {given}",
                    "depot_id": depot,
                    "licence": licence,
                    "days": _DUTY[len(rows) % len(_DUTY)],
                    "phone": None,
                }
            )
    return rows


def _code(depot: str) -> str:
    """Return a short code of a depot: ``depot-can-tho`` → ``CAN-THO``."""
    return depot.removeprefix("depot-").removeprefix("dc-").upper()
