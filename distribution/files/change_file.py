"""A change of policy read from a TOML file: unknown words are faults, never passed over."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from distribution.errors import Fault, InputError
from distribution.files.bundled import data_path
from distribution.policy.change import Change, NewVaccine
from distribution.policy.rules import PolicyRules
from distribution.policy.setup import PolicySetup, SupplyMove

BUNDLED = ("new-vaccine", "more-fridges", "fortnightly", "factory-2028")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Delivery(_Strict):
    review_weeks: int | None = Field(default=None, ge=1, le=13)
    safety_days: int | None = Field(default=None, ge=0, le=182)


class _Storage(_Strict):
    more_percent: int = Field(ge=-90, le=1_000)


class _Vaccine(_Strict):
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    like: str
    demand_percent: int = Field(gt=0, le=1_000)
    replaces_percent: int = Field(default=0, ge=0, le=100)
    price_vnd: int | None = Field(default=None, ge=0)
    packed_cm3_per_dose: float | None = Field(default=None, gt=0)


class _Supply(_Strict):
    products: list[str] = Field(min_length=1)
    site: str
    since: date


class _Demand(_Strict):
    percent: int = Field(gt=0, le=1_000)


class _File(_Strict):
    title_vi: str = Field(min_length=1)
    title_en: str = Field(min_length=1)
    centres: list[str] = []
    delivery: _Delivery | None = None
    storage: _Storage | None = None
    vaccine: list[_Vaccine] = []
    supply: _Supply | None = None
    demand: _Demand | None = None
    rules: dict[str, float | int] = {}


def change_path(name: str) -> Path:
    """Return the file of a change: one of the bundled ones by name, else the path itself."""
    return data_path(f"changes/{name}.toml") if name in BUNDLED else Path(name)


def read_change(path: Path, setup: PolicySetup) -> Change:
    """Return the change that a file tells.

    Raises
    ------
    InputError
        With every fault: no TOML, unknown words, values out of range, names that the network does not know.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = _File.model_validate(tomllib.loads(text))
    except FileNotFoundError as error:
        fault = Fault(code="change_missing", file=str(path), arguments={"names": ", ".join(BUNDLED)})
        raise InputError([fault]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([_fault(path, "", str(error))]) from error
    except ValidationError as error:
        raise InputError(
            _fault(path, ".".join(str(part) for part in e["loc"]), e["msg"]) for e in error.errors()
        ) from error
    faults = list(_unknown(told, path, setup))
    if faults:
        raise InputError(faults)
    return _change(told, path.stem)


def _fault(path: Path, key: str, detail: str) -> Fault:
    return Fault(code="change_file", file=path.name, column=key or None, arguments={"detail": detail})


def _unknown(told: _File, path: Path, setup: PolicySetup) -> Iterator[Fault]:
    """Yield a fault for every name that is none of the network, the products or the rules."""
    products, centres = set(setup.inputs.forecast.product_ids), set(setup.centre_ids)
    sites = {site.site_id for site in setup.inputs.network.sites}
    rules = {f.name for f in fields(PolicyRules)}
    named = [("centres", c, centres) for c in told.centres]
    named += [("vaccine.like", v.like, products) for v in told.vaccine]
    named += [("rules", name, rules) for name in told.rules]
    if told.supply is not None:
        known = set(setup.facts.supply) | {v.id for v in told.vaccine}
        named += [("supply.products", p, known) for p in told.supply.products]
        named += [("supply.site", told.supply.site, sites)]
    for key, value, known in named:
        if value not in known:
            yield Fault(code="change_name", file=path.name, column=key, arguments={"value": value})
    for vaccine in told.vaccine:
        if vaccine.id in setup.inputs.vaccines:
            arguments = {"value": vaccine.id}
            yield Fault(code="change_known", file=path.name, column="vaccine.id", arguments=arguments)


def _change(told: _File, name: str) -> Change:
    supply = told.supply
    return Change(
        name=name,
        title_vi=told.title_vi,
        title_en=told.title_en,
        centre_ids=tuple(told.centres),
        review_weeks=told.delivery.review_weeks if told.delivery else None,
        safety_days=told.delivery.safety_days if told.delivery else None,
        more_room_percent=told.storage.more_percent if told.storage else 0,
        vaccines=tuple(
            NewVaccine(
                product_id=v.id,
                name=v.name,
                like=v.like,
                demand_percent=v.demand_percent,
                replaces_percent=v.replaces_percent,
                price_vnd=v.price_vnd,
                dose_ml=v.packed_cm3_per_dose,
            )
            for v in told.vaccine
        ),
        move=SupplyMove(product_ids=tuple(supply.products), site_id=supply.site, since=supply.since)
        if supply
        else None,
        demand_percent=told.demand.percent if told.demand else None,
        rules=dict(told.rules),
    )
