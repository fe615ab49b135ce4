"""A change of policy: what is different in the year, named so that people and programs can tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from distribution.policy.rules import PolicyRules
from distribution.policy.setup import PolicySetup, SupplyMove
from distribution.vaccines import Vaccine


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVaccine:
    """A vaccine that the chain does not carry yet, told by one that it does.

    It is asked for ``demand_percent`` of what ``like`` is, of which ``replaces_percent`` no longer ask for
    ``like``.
    """

    product_id: str
    name: str
    like: str
    demand_percent: int
    replaces_percent: int = 0
    price_vnd: int | None = None
    dose_ml: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different.  Empty ``centre_ids`` mean all centres; None means as it was."""

    name: str
    title_vi: str
    title_en: str
    centre_ids: tuple[str, ...] = ()
    review_weeks: int | None = None
    safety_days: int | None = None
    more_room_percent: int = 0
    vaccines: tuple[NewVaccine, ...] = ()
    move: SupplyMove | None = None
    demand_percent: int | None = None
    rules: Mapping[str, float] = field(default_factory=dict)

    def title(self, lang: str) -> str:
        """Return what people call the change."""
        return self.title_vi if lang == "vi" else self.title_en


def changed(setup: PolicySetup, change: Change) -> PolicySetup:
    """Return the policy with a change made."""
    centres = change.centre_ids or setup.centre_ids
    for vaccine in change.vaccines:
        setup = _with_vaccine(setup, vaccine)
    if change.review_weeks is not None:
        rhythm = {**setup.review_weeks, **dict.fromkeys(centres, change.review_weeks)}
        setup = replace(setup, review_weeks=rhythm)
    if change.more_room_percent:
        room = {c: setup.room_percent.get(c, 100) * (100 + change.more_room_percent) // 100 for c in centres}
        setup = replace(setup, room_percent={**setup.room_percent, **room})
    if change.move is not None:
        setup = replace(setup, moves=(*setup.moves, change.move))
    return replace(
        setup,
        safety_days=setup.safety_days if change.safety_days is None else change.safety_days,
        demand_percent=setup.demand_percent if change.demand_percent is None else change.demand_percent,
        rules=_with_rules(setup.rules, change.rules),
    )


def _with_rules(rules: PolicyRules, values: Mapping[str, float]) -> PolicyRules:
    kinds = {name: type(getattr(rules, name)) for name in values}
    return replace(rules, **{name: kinds[name](value) for name, value in values.items()})


def _with_vaccine(setup: PolicySetup, new: NewVaccine) -> PolicySetup:
    """Return the policy with a vaccine more: its use in the forecast, its supply, no stock yet."""
    inputs, forecast = setup.inputs, setup.inputs.forecast
    model = inputs.vaccines[new.like]
    column = forecast.product_ids.index(new.like)
    like = forecast.doses[:, column]
    wanted = like * new.demand_percent / 100
    left = like - wanted * new.replaces_percent / 100
    doses = forecast.doses.copy()
    doses[:, column] = _carried(left)
    forecast = replace(
        forecast,
        product_ids=(*forecast.product_ids, new.product_id),
        doses=np.concatenate([doses, _carried(wanted)[:, None]], axis=1),
    )
    vaccines = {**inputs.vaccines, new.product_id: _vaccine(model, new)}
    supply = {**setup.facts.supply, new.product_id: setup.facts.supply[new.like]}
    return replace(
        setup,
        inputs=replace(inputs, forecast=forecast, vaccines=vaccines),
        facts=replace(setup.facts, supply=supply),
        launched=(*setup.launched, new.product_id),
    )


def _carried(doses: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return whole doses by day with the same sums: rounding carries over."""
    running = np.floor(np.cumsum(doses, axis=1) + 0.5)
    return np.diff(running, axis=1, prepend=0.0).astype(np.int32)


def _vaccine(model: Vaccine, new: NewVaccine) -> Vaccine:
    pack_ml = model.pack_ml if new.dose_ml is None else round(new.dose_ml * model.pack_doses)
    price = model.price_vnd if new.price_vnd is None else new.price_vnd
    return replace(model, product_id=new.product_id, name=new.name, pack_ml=pack_ml, price_vnd=price)
