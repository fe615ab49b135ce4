"""Refrigerated compartments over time: wall, sun, doors, the unit and its failure, many replications at once.

Nodes: air with body, the load, and one carton where the unit blows (it is coldest and carries no heat that
counts).  The unit gives what holds the air at its set point, up to its capacity, and blows no colder than its
limit of supply air: units for chilled goods have one against freezing at the outlet (Carrier's FreshProtect
bounds how far supply air may fall below the set point; its makers advise a thermostat at the blower for fresh
goods).  It does not heat.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from distribution.coldchain.errors import PhysicsError
from distribution.coldchain.tables import SET_POINT_C, cold_table
from distribution.roads.graph import Floats

KJ = 1_000.0
AGING_YEAR = 0.04  # K grows 3-5 % a year (fact sheet, S36)
BODY_KJ_M3K = 13.0  # inner skin and air of a body, assumed
LOAD_KJ_LK = 0.45  # a packed litre, middle of 0.3-0.6 kJ/(L K) (derived)
EXCHANGE_W_K = 60.0  # air to load: 60 W/K and 0.12 W for each kJ/K of load (fact sheet, assumed)
EXCHANGE_W_KJ = 0.12
AIR_CHANGES_S = 80 / 3_600  # volumes that the fan turns over each second, assumed
AIR_KJ_M3K = 1.25
CARTON_S = 18 * 60  # time constant of a single carton: 2 min from 5 to 8 °C at 32 °C (derived)
STEADY_SHARE = 0.2
HUMIDITY = 0.6  # outside, relative, assumed
GRAVITY = 9.81


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment:
    """A refrigerated body: K by ATP at 30 °C, shell, unit, volume, door (``data/compartments.csv``).

    ``supply_least_c`` is the coldest air that the unit blows; −20 for one whose supply air nothing limits.
    """

    type_id: str
    k_w_m2k: float
    shell_m2: float
    unit_w: float
    body_m3: float
    door_m2: float
    door_height_m: float
    age_years: float
    supply_least_c: float

    def __post_init__(self) -> None:
        for name in ("k_w_m2k", "shell_m2", "body_m3", "door_m2", "door_height_m"):
            if not getattr(self, name) > 0:
                raise PhysicsError("not_positive", box=self.type_id, what=name, value=getattr(self, name))
        if self.unit_w < 0:
            raise PhysicsError("not_positive", box=self.type_id, what="unit_w", value=self.unit_w)
        if self.supply_least_c >= SET_POINT_C:
            told = {"least": self.supply_least_c, "set_point": SET_POINT_C}
            raise PhysicsError("supply_air", box=self.type_id, **told)

    @property
    def ua_w_k(self) -> float:
        """Conductance of the shell at its age, W/K."""
        return self.k_w_m2k * (1 + AGING_YEAR * self.age_years) * self.shell_m2

    @property
    def body_kj_k(self) -> float:
        """Heat capacity of air and inner skin."""
        return BODY_KJ_M3K * self.body_m3

    @property
    def fan_w_k(self) -> float:
        """Heat that the fan's air carries for each kelvin."""
        return AIR_CHANGES_S * self.body_m3 * AIR_KJ_M3K * KJ


@dataclass(frozen=True, slots=True, kw_only=True)
class CompartmentState:
    """Air, load and the carton at the outlet (°C); heat let in and taken out so far (kJ)."""

    air_c: Floats
    load_c: Floats
    outlet_c: Floats
    let_in_kj: Floats
    taken_kj: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class CompartmentRun:
    """Temperatures (°C) at the start and after every step, shape (steps + 1, …)."""

    step_s: float
    air_c: Floats
    load_c: Floats
    outlet_c: Floats
    last: CompartmentState


@cache
def compartments() -> dict[str, Compartment]:
    """Return the refrigerated bodies by vehicle type."""
    return {
        row["type_id"]: Compartment(
            type_id=row["type_id"],
            **{name: float(row[name]) for name in row if name not in ("type_id", "evidence", "note")},
        )
        for row in cold_table("compartments")
    }


def cooled(shape: tuple[int, ...], at_c: float = SET_POINT_C) -> CompartmentState:
    """Return compartments brought to a temperature before loading."""
    return CompartmentState(
        air_c=np.full(shape, at_c),
        load_c=np.full(shape, at_c),
        outlet_c=np.full(shape, at_c),
        let_in_kj=np.zeros(shape),
        taken_kj=np.zeros(shape),
    )


def door_kj(body: Compartment, air_c: ArrayLike, ambient_c: ArrayLike, open_s: ArrayLike) -> Floats:
    """Return the heat (kJ) that one opening lets in.

    Gosney and Olama (1975) for the inflow of moist air, at most one air change, then half of natural
    convection (4 W/(m² K)) to the walls for as long as the door stays open.
    """
    inside, outside = np.asarray(air_c, dtype=float), np.asarray(ambient_c, dtype=float)
    opened = np.asarray(open_s, dtype=float)
    dense_in, dense_out = 353.0 / (inside + 273.15), 353.0 / (outside + 273.15)
    gain = np.maximum(_moist_kj_kg(outside, HUMIDITY) - _moist_kj_kg(inside, 0.85), 0.0)
    pull = np.sqrt(np.maximum(0.0, 1 - dense_out / dense_in)) * math.sqrt(GRAVITY * body.door_height_m)
    shape = (2 / (1 + np.cbrt(dense_in / dense_out))) ** 1.5
    flow_kw = 0.221 * body.door_m2 * gain * dense_in * pull * shape
    change_kj = body.body_m3 * dense_in * gain
    inflow_kj = np.minimum(flow_kw * opened, change_kj)
    after_s = np.maximum(0.0, opened - change_kj / np.maximum(flow_kw, 1e-9))
    return np.asarray(inflow_kj + 0.5 * 4.0 * body.shell_m2 * np.maximum(outside - inside, 0) * after_s / KJ)


def _moist_kj_kg(temperature_c: Floats, humidity: float) -> Floats:
    """Enthalpy of moist air, kJ per kg of dry air (Magnus formula for saturation)."""
    vapour_kpa = humidity * 0.61078 * np.exp(17.27 * temperature_c / (temperature_c + 237.3))
    ratio = 0.622 * vapour_kpa / (101.325 - vapour_kpa)
    return np.asarray(1.006 * temperature_c + ratio * (2501 + 1.86 * temperature_c))


def advance_compartment(
    body: Compartment,
    state: CompartmentState,
    *,
    load_l: ArrayLike,
    ambient_c: ArrayLike,
    step_s: float,
    door_s: ArrayLike = 0.0,
    unit_works: ArrayLike = True,
    set_point_c: float = SET_POINT_C,
) -> CompartmentState:
    """Return compartments one step later.

    Parameters
    ----------
    load_l
        Packed litres on board.
    ambient_c
        Air outside with what the sun adds (``ambient.sun_c``), held over the step.
    door_s
        Seconds for which the door stands open, counted at the beginning of the step; 0: shut.
    unit_works
        Whether the unit runs in this step.
    """
    ambient, works = np.asarray(ambient_c, dtype=float), np.asarray(unit_works, dtype=float)
    load_kj_k = np.maximum(LOAD_KJ_LK * np.asarray(load_l, dtype=float), 1.0)  # the packing of an empty body
    exchange = EXCHANGE_W_K + EXCHANGE_W_KJ * load_kj_k
    let_in_kj = _through_door_kj(body, state.air_c, ambient, np.asarray(door_s, dtype=float))
    air_c, load_c, outlet_c = state.air_c + let_in_kj / body.body_kj_k, state.load_c, state.outlet_c
    let_in, taken = state.let_in_kj + let_in_kj, state.taken_kj
    rounds = _rounds(body, load_kj_k, exchange, step_s)
    kj_w = step_s / rounds / KJ
    for _ in range(rounds):
        leak, across = body.ua_w_k * (ambient - air_c), exchange * (air_c - load_c)
        wanted = leak - across + (air_c - set_point_c) * body.body_kj_k / kj_w
        bearable = np.clip(body.fan_w_k * (air_c - body.supply_least_c), 0.0, body.unit_w)
        taken_w = np.clip(wanted, 0.0, bearable) * works
        blown_c = air_c - taken_w / body.fan_w_k
        air_c = air_c + (leak - across - taken_w) * kj_w / body.body_kj_k
        load_c = load_c + across * kj_w / load_kj_k
        outlet_c = outlet_c + (blown_c - outlet_c) * (kj_w * KJ / CARTON_S)
        let_in, taken = let_in + leak * kj_w, taken + taken_w * kj_w
    return CompartmentState(air_c=air_c, load_c=load_c, outlet_c=outlet_c, let_in_kj=let_in, taken_kj=taken)


def _through_door_kj(body: Compartment, air_c: Floats, ambient_c: Floats, door_s: Floats) -> Floats:
    """Return the heat (kJ) of the doors that open; in most steps none does, and nothing is reckoned."""
    if not door_s.any():
        return np.zeros(())
    return np.where(door_s > 0, door_kj(body, air_c, ambient_c, door_s), 0.0)


def _rounds(body: Compartment, load_kj_k: Floats, exchange: Floats, step_s: float) -> int:
    air_s = body.body_kj_k * KJ / float((body.ua_w_k + exchange).max())
    load_s = float((load_kj_k / exchange).min()) * KJ
    return max(1, math.ceil(step_s / (STEADY_SHARE * min(air_s, load_s, CARTON_S)) - 1e-9))


def compartment_temperature(
    body: Compartment,
    start: CompartmentState,
    *,
    load_l: Floats,
    ambient_c: Floats,
    step_s: float,
    door_s: Floats,
    unit_works: Floats,
) -> CompartmentRun:
    """Return the temperatures in compartments over time.

    ``load_l``, ``ambient_c``, ``door_s`` and ``unit_works`` have the step as first axis and broadcast to
    the shape of the start behind it; they mean what they mean in ``advance_compartment``.
    """
    shape = (ambient_c.shape[0] + 1, *start.air_c.shape)
    air, load, outlet = np.empty(shape), np.empty(shape), np.empty(shape)
    state = start
    for i in range(shape[0]):
        air[i], load[i], outlet[i] = state.air_c, state.load_c, state.outlet_c
        if i < ambient_c.shape[0]:
            state = advance_compartment(
                body,
                state,
                load_l=load_l[i],
                ambient_c=ambient_c[i],
                step_s=step_s,
                door_s=door_s[i],
                unit_works=unit_works[i],
            )
    return CompartmentRun(step_s=step_s, air_c=air, load_c=load, outlet_c=outlet, last=state)
