"""Made-up clinics beside the centres, to make instances larger than the chain is."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from distribution.inputs import WeekInputs
from distribution.units import ceil_div
from solvers.routing.couriers import CourierRules
from solvers.routing.encode_visits import LEAST_OUT_VND

Values = dict[str, Any]
SEED = 20261125
MOST_BOXES = 3
ACCESS_MIN, ACCESS_MAX = 4, 35  # minutes on the road between a clinic and its centre
METRES_A_MINUTE = 500  # of that road: 30 km/h
KM_A_DEGREE = 111.0


def with_clinics(values: Values, inputs: WeekInputs, count: int, fleets: int) -> Values:
    """Return an instance with ``count`` clinics more, each beside a centre drawn at random.

    A clinic receives one to three boxes on one of its centre's single days and in its hours.
    Vehicles, drivers and bays become ``fleets`` times as many.
    """
    draw = np.random.default_rng(SEED)
    larger = copy.deepcopy(values)
    simple = [c for c in values["clients"] if any(len(p["visits"]) == 1 for p in c["patterns"])]
    for number in range(1, count + 1):
        centre = simple[int(draw.integers(len(simple)))]
        place = _place(values["places"][centre["place"]], number, draw)
        boxes = int(draw.integers(1, MOST_BOXES + 1))
        larger["clients"].append(_clinic(centre, place["id"], len(larger["places"]), boxes, inputs))
        larger["places"].append(place)
        for row in larger["holds_s"]:
            row.append(row[centre["place"]])
    _multiply(larger, fleets)
    return larger


def _place(centre: Values, number: int, draw: np.random.Generator) -> Values:
    minutes, angle = int(draw.integers(ACCESS_MIN, ACCESS_MAX + 1)), float(draw.uniform(0, 2 * np.pi))
    metres = minutes * METRES_A_MINUTE
    degrees = metres / 1_000 / KM_A_DEGREE / 1.3  # roads wind
    return {
        **centre,
        "id": f"clinic-{number:03d}",
        "lon": round(centre["lon"] + degrees * float(np.cos(angle)), 4),
        "lat": round(centre["lat"] + degrees * float(np.sin(angle)), 4),
        "access_s": minutes * 60,
        "access_m": metres,
    }


def _clinic(centre: Values, name: str, place: int, boxes: int, inputs: WeekInputs) -> Values:
    single = [p for p in centre["patterns"] if len(p["visits"]) == 1]
    of_centre = single[0]["visits"][0]["boxes"]
    return {
        "id": name,
        "place": place,
        "out_vnd": max(LEAST_OUT_VND, ceil_div(centre["out_vnd"] * boxes, of_centre)),
        "vehicle": None,
        "ready_day": centre["ready_day"],
        "patterns": [
            {
                "vnd": ceil_div(p["vnd"] * boxes, of_centre),
                "visits": [_visit(p["visits"][0], boxes, inputs)],
            }
            for p in single
        ],
    }


def _visit(of_centre: Values, boxes: int, inputs: WeekInputs) -> Values:
    p, courier = inputs.parameters, CourierRules(inputs)
    parcel = p.courier_fixed_vnd + ceil_div(boxes * courier.box.loaded_g * p.courier_vnd_kg, 1_000)
    return {
        **of_centre,
        "boxes": boxes,
        "ml": ceil_div(of_centre["ml"] * boxes, of_centre["boxes"]),
        "g": boxes * courier.box.loaded_g,
        "vnd": ceil_div(of_centre["vnd"] * boxes, of_centre["boxes"]),
        "service_s": p.service_fixed_s + p.service_box_s * boxes,
        "courier_vnd": [None if price is None else parcel for price in of_centre["courier_vnd"]],
    }


def _multiply(values: Values, fleets: int) -> None:
    """Repeat vehicles and drivers, in the order of depots; multiply the bays."""
    for name in ("vehicles", "drivers"):
        values[name] = [
            {**one, "id": one["id"] if copy_ == 0 else f"{one['id']}+{copy_}"}
            for one in values[name]
            for copy_ in range(fleets)
        ]
    for depot in values["depots"]:
        depot["bays"] *= fleets
        depot["on_duty"] = [[count * fleets for count in row] for row in depot["on_duty"]]
