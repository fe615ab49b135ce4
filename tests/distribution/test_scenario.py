"""Scenarios: read from TOML with every fault at once, and applied to the tiny week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from distribution.calendar import Holiday
from distribution.energy import at_prices, emitting
from distribution.errors import Fault, InputError
from distribution.files.scenario_toml import bundled_scenarios, read_scenarios
from distribution.inputs import WeekInputs
from distribution.scenario import MoreLitres, MoreVehicles, Scenario
from distribution.scenario_changes import changed, slower
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand

TITLE = {"vi": "thử", "en": "trial"}


def faults_of(text: str, folder: Path) -> list[Fault]:
    path = folder / "s.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    return list(caught.value.faults)


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        """
        [all]
        title = "Mọi thứ"
        more_vehicles = [{ depot = "d", type = "VAN", count = 2 }]
        more_litres = [{ place = "c", litres = 12.5 }]
        closed_depots = ["e"]
        closed_roads = [["a", "b"]]
        parameters = { diesel_vnd_l = 30000 }
        holidays_of = "2027-W05"
        demand_percent = 120
        driving_percent = 125
        """,
        encoding="utf-8",
    )
    assert read_scenarios(path) == (
        Scenario(
            name="all",
            title={"vi": "Mọi thứ", "en": "Mọi thứ"},
            more_vehicles=(MoreVehicles(depot_id="d", type_id="VAN", count=2),),
            more_litres=(MoreLitres(place_id="c", volume_ml=12_500),),
            closed_depots=("e",),
            closed_roads=(("a", "b"),),
            parameters={"diesel_vnd_l": 30000},
            holidays_of="2027-W05",
            demand_percent=120,
            driving_percent=125,
        ),
    )


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = """
    loose = 3
    [a]
    titel = "x"
    title = ""
    more_vehicles = [{ depot = "d" }]
    more_litres = [{ place = "c", litres = -1 }]
    closed_roads = [["one"]]
    parameters = { diesel_vnd_l = "dear" }
    holidays_of = "Tết"
    demand_percent = 0
    driving_percent = true
    """
    faults = faults_of(text, tmp_path)
    assert {f.arguments["key"] for f in faults} == {"loose"} | {
        f"a.{key}"
        for key in (
            "titel",
            "title",
            "more_vehicles",
            "more_litres",
            "closed_roads",
            "parameters",
            "holidays_of",
            "demand_percent",
            "driving_percent",
        )
    }


@pytest.mark.parametrize("text", ["", "[a", "\x00"])
def test_what_is_no_file_of_scenarios_is_told(text: str, tmp_path: Path) -> None:
    assert [f.code for f in faults_of(text, tmp_path)] == ["scenario_unreadable"]
    with pytest.raises(InputError):
        read_scenarios(tmp_path / "missing.toml")


def test_the_bundled_scenarios_fit_the_bundled_network(country_inputs: WeekInputs) -> None:
    found = bundled_scenarios()
    assert set(found) == {"one-more-van", "depot-closed", "fuel-30000", "flood-ql1", "tet-week"}
    for scenario in found.values():
        assert changed(country_inputs, scenario) != country_inputs
        assert set(scenario.title) == {"vi", "en"}


def test_names_that_the_question_does_not_know_are_told_at_once(tiny_inputs: WeekInputs) -> None:
    scenario = Scenario(
        name="s",
        title=TITLE,
        more_vehicles=(MoreVehicles(depot_id="nowhere", type_id="TANK"),),
        more_litres=(MoreLitres(place_id="centre-none", volume_ml=1),),
        closed_depots=("centre-near",),
        parameters={"luck": 1, "reefers_hold_hanoi_permits": 1},
    )
    with pytest.raises(InputError) as caught:
        changed(tiny_inputs, scenario)
    assert [f.arguments["value"] for f in caught.value.faults] == [
        "nowhere",
        "TANK",
        "centre-near",
        "centre-none",
        "luck",
        "reefers_hold_hanoi_permits",
    ]


def test_one_depot_must_stay_open(tiny_inputs: WeekInputs) -> None:
    every = tuple(depot.site_id for depot in tiny_inputs.network.depots)
    with pytest.raises(InputError) as caught:
        changed(tiny_inputs, Scenario(name="s", title=TITLE, closed_depots=every))
    assert [f.code for f in caught.value.faults] == ["scenario_all_closed"]


def test_a_vehicle_comes_with_its_crew(tiny_inputs: WeekInputs) -> None:
    scenario = Scenario(
        name="s", title=TITLE, more_vehicles=(MoreVehicles(depot_id="hub-tiny", type_id="REEF6T", count=2),)
    )
    fleet = changed(tiny_inputs, scenario).fleet
    assert len(fleet.vehicles) == len(tiny_inputs.fleet.vehicles) + 2
    new = fleet.drivers[len(tiny_inputs.fleet.drivers) :]
    assert [(d.depot_id, d.licence) for d in new] == [("hub-tiny", "C")] * 4  # crews of two
    assert len({d.driver_id for d in fleet.drivers}) == len(fleet.drivers)


def test_a_shut_depot_has_no_vehicle_no_driver_no_lane(tiny_inputs: WeekInputs) -> None:
    shut = changed(tiny_inputs, Scenario(name="s", title=TITLE, closed_depots=("depot-south",)))
    assert not [v for v in shut.fleet.vehicles if v.depot_id == "depot-south"]
    assert not [d for d in shut.fleet.drivers if d.depot_id == "depot-south"]
    assert [n.lane_id for n in shut.network.lanes if "depot-south" in n.lane_id] == []
    assert shut.network.place_ids == tiny_inputs.network.place_ids
    opens = shut.network.site("depot-south").open_from
    assert opens is not None
    assert opens > tiny_inputs.calendar.week.days[-1]


def test_litres_are_added_where_they_are_asked(tiny_inputs: WeekInputs) -> None:
    more = (
        MoreLitres(place_id="centre-near", volume_ml=50_000),
        MoreLitres(place_id="hub-tiny", volume_ml=7),
    )
    network = changed(tiny_inputs, Scenario(name="s", title=TITLE, more_litres=more)).network
    cold = TemperatureBand.COLD
    assert network.centre("centre-near").stores_ml[cold] == 200_000
    assert network.centre("centre-mid").stores_ml[cold] == 150_000
    assert network.site("hub-tiny").stores_ml[cold] == 15_000_007


def test_dearer_fuel_makes_kilometres_and_the_cooling_unit_dearer(tiny_inputs: WeekInputs) -> None:
    # 12.5 L a 100 km and 0.8 L an hour at 30,000
    listed = replace(tiny_inputs.fleet.type("REEF2T"), fuel="diesel", energy_per_100km=12.5, unit_l_h=0.8)
    fleet = replace(tiny_inputs.fleet, types=(listed,))
    asked = replace(tiny_inputs, fleet=fleet)
    scenario = Scenario(name="s", title=TITLE, parameters={"diesel_vnd_l": 30_000})
    dear = changed(asked, scenario).fleet.types[0]
    assert (dear.energy_vnd_km, dear.unit_vnd_h) == (3_750, 24_000)
    assert dear.maintenance_vnd_km == listed.maintenance_vnd_km
    assert at_prices(tiny_inputs.fleet.types[0], asked.parameters) == tiny_inputs.fleet.types[0]


def test_what_a_vehicle_emits_follows_from_what_it_burns(tiny_inputs: WeekInputs) -> None:
    # 12.5 L of diesel at 2,680 g on 100 km; 0.8 L an hour in the unit
    base = tiny_inputs.fleet.type("REEF2T")
    burning = emitting(
        replace(base, fuel="diesel", energy_per_100km=12.5, unit_l_h=0.8), tiny_inputs.parameters
    )
    assert (burning.co2_g_km, burning.unit_co2_g_h) == (335, 2_144)
    charged = emitting(replace(base, fuel="electric", energy_per_100km=15.0), tiny_inputs.parameters)
    assert charged.co2_g_km == 99


def test_the_holidays_of_another_week_come_with_their_use(tiny_inputs: WeekInputs) -> None:
    # Thursday 4 February 2027 closed, nothing used; it falls on Thursday 26 November
    tet = Holiday(
        first=date(2027, 2, 4), last=date(2027, 2, 4), name="Tết", deliveries="none", demand_factor=0.0
    )
    busy = Holiday(
        first=date(2027, 1, 25), last=date(2027, 2, 2), name="peak", deliveries="normal", demand_factor=1.5
    )
    own = replace(tiny_inputs.calendar, holidays=(*tiny_inputs.calendar.holidays, tet, busy))
    asked = replace(tiny_inputs, calendar=own)
    moved = changed(asked, Scenario(name="s", title=TITLE, holidays_of="2027-W05"))
    words = [moved.calendar.deliveries(day) for day in moved.calendar.week.days]
    assert words == ["normal", "normal", "normal", "none", "normal", "normal", "normal"]
    before, after = asked.forecast.doses[:, :, :7], moved.forecast.doses[:, :, :7]
    assert (after[:, :, 3] == 0).all()
    assert (after[:, :, :2] == np.rint(before[:, :, :2] * 1.5)).all()
    assert (after[:, :, 4:] == before[:, :, 4:]).all()


def test_slower_driving_is_rounded_up(tiny_travel: TravelTable) -> None:
    slow = slower(tiny_travel, Scenario(name="s", title=TITLE, driving_percent=133))
    was, now = (t.profiles["van"].driving_s for t in (tiny_travel, slow))
    assert (now == np.ceil(was * 1.33 - 1e-9)).all()
    assert slower(tiny_travel, Scenario(name="s", title=TITLE)) is tiny_travel


def test_a_scenario_that_changes_nothing_changes_nothing(tiny_inputs: WeekInputs) -> None:
    same = changed(tiny_inputs, Scenario(name="s", title=TITLE))
    assert replace(same, network=tiny_inputs.network) == tiny_inputs
    assert (same.network.sites, same.network.centres) == (
        tiny_inputs.network.sites,
        tiny_inputs.network.centres,
    )
