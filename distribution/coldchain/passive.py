"""Temperatures in passive boxes over time, for many boxes and replications at once.

Three nodes: the coolant by its enthalpy, the load beside packs (its coldest part) and the load beside
bare wall (its warmest).  Heat passes in equal amounts out of one node and into the next, so that what came
through wall and lid is what the nodes hold more.  Freezing of the load itself is left out: its latent heat
would only delay, and vials may stay liquid below zero, so the coldest temperature is a cautious one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from distribution.coldchain.boxes import PackedBox
from distribution.coldchain.coolants import Coolant
from distribution.coldchain.errors import PhysicsError
from distribution.roads.graph import Floats

STEADY_SHARE = 0.2  # a step is at most this share of the quickest node's time constant
KJ = 1_000.0  # joules


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxStack:
    """Boxes side by side: every figure has shape (boxes, 1), ready for (boxes, replications)."""

    ua_w_k: Floats
    bare: Floats
    contact_w_k: Floats
    spread_w_k: Floats
    cold_kj_k: Floats
    warm_kj_k: Floats
    lid_kj_k: Floats
    kg: Floats
    melt_c: Floats
    width_c: Floats
    latent_kj_kg: Floats
    solid_kj_kgk: Floats
    liquid_kj_kgk: Floats

    @property
    def longest_step_s(self) -> float:
        """The longest step (s) that keeps every node steady."""
        cold_s = self.cold_kj_k * KJ / (self.contact_w_k * (1 - self.bare) + self.spread_w_k)
        leak = self.ua_w_k + self.contact_w_k
        warm_s = self.warm_kj_k * KJ / (leak * self.bare + self.spread_w_k)
        coolant_s = self.kg * np.minimum(self.solid_kj_kgk, self.liquid_kj_kgk) * KJ / leak
        return STEADY_SHARE * float(min(cold_s.min(), warm_s.min(), coolant_s.min()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxState:
    """Where boxes stand: enthalpy of the coolant (kJ/kg), both parts of the load (°C), heat let in (kJ)."""

    coolant_kj_kg: Floats
    cold_c: Floats
    warm_c: Floats
    let_in_kj: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRun:
    """Temperatures (°C) at the start and after every step, shape (steps + 1, boxes, replications)."""

    step_s: float
    coldest_c: Floats
    warmest_c: Floats
    coolant_c: Floats
    last: BoxState


def stack(boxes: Sequence[PackedBox]) -> BoxStack:
    """Return boxes side by side."""

    def column(values: Sequence[float]) -> Floats:
        return np.array(values, dtype=float)[:, None]

    def of(name: str) -> Floats:
        return column([getattr(box, name) for box in boxes])

    def coolant(name: str) -> Floats:
        return column([getattr(box.coolant, name) for box in boxes])

    bare, capacity = of("bare_share"), of("capacity_kj_k")
    return BoxStack(
        ua_w_k=of("ua_w_k"),
        bare=bare,
        contact_w_k=of("contact_w_k"),
        spread_w_k=of("spread_w_k"),
        cold_kj_k=capacity * (1 - bare),
        warm_kj_k=capacity * bare,
        lid_kj_k=of("lid_kj_k"),
        kg=of("coolant_kg"),
        melt_c=coolant("melt_c"),
        width_c=coolant("width_c"),
        latent_kj_kg=coolant("latent_kj_kg"),
        solid_kj_kgk=coolant("solid_kj_kgk"),
        liquid_kj_kgk=coolant("liquid_kj_kgk"),
    )


def coolant_temperature_c(boxes: BoxStack, coolant_kj_kg: Floats) -> Floats:
    """Return the temperature of the coolant at an enthalpy."""
    h, start_c = coolant_kj_kg, boxes.melt_c - boxes.width_c
    melting = start_c + h / boxes.latent_kj_kg * boxes.width_c
    liquid = boxes.melt_c + (h - boxes.latent_kj_kg) / boxes.liquid_kj_kgk
    return np.where(
        h <= 0, start_c + h / boxes.solid_kj_kgk, np.where(h < boxes.latent_kj_kg, melting, liquid)
    )


def closed(
    boxes: BoxStack, *, coolant_kj_kg: ArrayLike, load_c: ArrayLike, replications: int = 1
) -> BoxState:
    """Return boxes at the moment they are closed.

    Parameters
    ----------
    coolant_kj_kg
        Enthalpy of the packs (``start_enthalpy_kj_kg``), broadcast to (boxes, replications).
    load_c
        Temperature of the load, broadcast likewise.
    """
    shape = (boxes.kg.shape[0], replications)
    load = np.broadcast_to(np.asarray(load_c, dtype=float), shape).copy()
    return BoxState(
        coolant_kj_kg=np.broadcast_to(np.asarray(coolant_kj_kg, dtype=float), shape).copy(),
        cold_c=load,
        warm_c=load.copy(),
        let_in_kj=np.zeros(shape),
    )


def start_enthalpy_kj_kg(coolant: Coolant, start_c: float, melted: float = 0.0) -> float:
    """Return the enthalpy of packs of a temperature, or conditioned: a share ``melted`` of them is liquid.

    Raises
    ------
    PhysicsError
        When packs that are to keep goods by melting (``melted`` given) are warmer than their melting
        point at the start, or the share is not from 0 to 1.
    """
    if not 0 <= melted <= 1:
        raise PhysicsError("share", box=coolant.coolant_id, what="melted", value=melted)
    if melted == 0.0:
        return float(coolant.enthalpy_kj_kg(start_c))
    if start_c > coolant.melt_c:
        raise PhysicsError("coolant_melted", coolant=coolant.coolant_id, start=start_c, melt=coolant.melt_c)
    return melted * coolant.latent_kj_kg


def advance(
    boxes: BoxStack,
    state: BoxState,
    *,
    ambient_c: ArrayLike,
    step_s: float,
    openings: ArrayLike = 0.0,
    ua_factor: ArrayLike = 1.0,
) -> BoxState:
    """Return the boxes one step later, ``ambient_c`` held over the step.

    Parameters
    ----------
    openings
        Lid openings at the beginning of the step; each lets in heat for the difference to the outside.
    ua_factor
        What a box leaks against its figure: scatter between boxes, age.
    """
    ambient = np.asarray(ambient_c, dtype=float)
    lid_kj = np.asarray(openings, dtype=float) * boxes.lid_kj_k * (ambient - state.warm_c)
    warm_c = state.warm_c + lid_kj / boxes.warm_kj_k
    cold_c, coolant, let_in = state.cold_c, state.coolant_kj_kg, state.let_in_kj + lid_kj
    rounds = max(1, math.ceil(step_s / boxes.longest_step_s - 1e-9))
    kj_w = step_s / rounds / KJ  # kilojoules that one watt carries in a round
    ua = boxes.ua_w_k * np.asarray(ua_factor, dtype=float)
    to_cold, to_warm = boxes.contact_w_k * (1 - boxes.bare), boxes.contact_w_k * boxes.bare
    for _ in range(rounds):
        packs_c = coolant_temperature_c(boxes, coolant)
        past_packs = ua * boxes.bare * (ambient - warm_c)
        to_packs = ua * (1 - boxes.bare) * (ambient - packs_c)
        from_cold, from_warm = to_cold * (cold_c - packs_c), to_warm * (warm_c - packs_c)
        across = boxes.spread_w_k * (warm_c - cold_c)
        coolant = coolant + (to_packs + from_cold + from_warm) * kj_w / boxes.kg
        cold_c = cold_c + (across - from_cold) * kj_w / boxes.cold_kj_k
        warm_c = warm_c + (past_packs - across - from_warm) * kj_w / boxes.warm_kj_k
        let_in = let_in + (past_packs + to_packs) * kj_w
    return BoxState(coolant_kj_kg=coolant, cold_c=cold_c, warm_c=warm_c, let_in_kj=let_in)


def stored_kj(boxes: BoxStack, state: BoxState) -> Floats:
    """Return the heat that the nodes hold, against the coolant about to melt and the load at 0 °C."""
    load = boxes.cold_kj_k * state.cold_c + boxes.warm_kj_k * state.warm_c
    return np.asarray(boxes.kg * state.coolant_kj_kg + load)


def box_temperature(
    boxes: BoxStack,
    start: BoxState,
    *,
    ambient_c: Floats,
    step_s: float,
    openings: Floats | None = None,
    ua_factor: ArrayLike = 1.0,
) -> BoxRun:
    """Return the temperatures in boxes over time.

    Parameters
    ----------
    ambient_c
        °C around the boxes, shape (steps, boxes or 1, replications or 1).
    openings
        Lid openings at the beginning of each step, of the same shape or broadcast to it; None: closed.

    Notes
    -----
    For long runs of many replications use ``advance`` and keep only what is asked.
    """
    shape = (ambient_c.shape[0] + 1, *start.cold_c.shape)
    coldest, warmest, packs = np.empty(shape), np.empty(shape), np.empty(shape)
    state = start
    for i in range(shape[0]):
        coldest[i], warmest[i] = (
            np.minimum(state.cold_c, state.warm_c),
            np.maximum(state.cold_c, state.warm_c),
        )
        packs[i] = coolant_temperature_c(boxes, state.coolant_kj_kg)
        if i < ambient_c.shape[0]:
            lids = 0.0 if openings is None else openings[i]
            state = advance(
                boxes, state, ambient_c=ambient_c[i], step_s=step_s, openings=lids, ua_factor=ua_factor
            )
    return BoxRun(step_s=step_s, coldest_c=coldest, warmest_c=warmest, coolant_c=packs, last=state)
