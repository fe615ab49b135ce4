"""What a remedy names, as people read it: depots, zones and kinds of vehicle by their names."""

from __future__ import annotations

from collections.abc import Mapping

from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES
from distribution.language.sentence import Argument, Sentence
from distribution.plan import Unserved


def told(arguments: Mapping[str, str], inputs: WeekInputs) -> dict[str, Argument]:
    """Return the arguments of a remedy with names for ids; an id that is not known stays.

    A call without a vehicle goes by courier.  Amounts, which plans keep as English text, become numbers.
    """
    names: Mapping[str, Mapping[str, Argument]] = {
        "depot": {site.site_id: site.name for site in inputs.network.sites},
        "zone": {zone.zone_id: zone.name for zone in inputs.calendar.zones},
        "type": {t.type_id: {lang: t.spoken(lang) for lang in LANGUAGES} for t in inputs.fleet.types},
    }
    said: dict[str, Argument] = {}
    for name, value in arguments.items():
        if name == "vnd":
            said[name] = int(value.replace(",", ""))
        elif name == "vehicle":
            said[name] = _by(value)
        else:
            said[name] = names.get(name, {}).get(value, value)
    return said


def why_unserved(one: Unserved, inputs: WeekInputs) -> Sentence:
    """Return why a centre gets nothing."""
    return Sentence(key=f"unserved.{one.reason}", arguments=told(one.arguments, inputs))


def remedy_of(one: Unserved, inputs: WeekInputs) -> Sentence | None:
    """Return what would let a centre in, None where nothing was found."""
    if not one.remedy:
        return None
    return Sentence(key=f"remedy.{one.remedy}", arguments=told(one.arguments, inputs))


def _by(vehicle_id: str) -> Sentence:
    if not vehicle_id:
        return Sentence(key="finding.by.courier")
    return Sentence(key="finding.by.vehicle", arguments={"vehicle": vehicle_id})
