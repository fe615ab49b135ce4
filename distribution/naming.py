"""Names as people read them: what a place or product is called, with the id by which tables know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from distribution.inputs import WeekInputs

Names = Mapping[str, str]
"""By id ``name (id)``; an id that is not in it is told as it is."""


def names_of(inputs: WeekInputs) -> dict[str, str]:
    """Return the names of all centres, sites and products of a question."""
    places = {place_id: inputs.network.name(place_id) for place_id in inputs.network.place_ids}
    products = {vaccine.product_id: vaccine.name for vaccine in inputs.vaccines.values()}
    return {
        known: name if name == known else f"{name} ({known})" for known, name in (products | places).items()
    }


def named(names: Names, known: str) -> str:
    """Return what an id is called."""
    return names.get(known, known)


def named_all(names: Names, ids: Iterable[str]) -> str:
    """Return what several ids are called, in their order."""
    return ", ".join(names.get(known, known) for known in ids)
