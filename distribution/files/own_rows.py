"""The rows with which somebody begins a network of their own: an airport, a depot, a centre, and a lane.

The tables that a network of one's own rarely changes (products, vehicle types, boxes, bans, parameters) stay
as they come with the program.
"""

from __future__ import annotations

from typing import Any

from distribution.calendar import Week
from distribution.files.bundled import read_table
from distribution.files.template_rows import template_rows

Rows = list[dict[str, Any]]
GATEWAY, DEPOT, CENTRE = "air-vca", "kho-1", "tt-1"
_LIKE_DEPOT, _LIKE_CENTRE = "depot-can-tho", "vnvc-can-tho"
_EXAMPLE = "ví dụ / example"


def own_rows(week: Week) -> dict[str, Rows]:
    """Return a network of one example row a kind, with the week's rows that fit it; no fault in them."""
    sites = {row["id"]: row for row in read_table("sites")}
    centre = next(row for row in read_table("centres") if row["id"] == _LIKE_CENTRE)
    lane = next(row for row in read_table("lanes") if row["origin_id"] == GATEWAY)
    example = {"source": _EXAMPLE, "evidence": _EXAMPLE}
    return {
        "sites": [
            sites[GATEWAY],
            {**sites[_LIKE_DEPOT], **example, "id": DEPOT, "name": "Kho 1", "status": _EXAMPLE, "note": ""},
        ],
        "lanes": [{**lane, "id": f"{GATEWAY}>{DEPOT}", "destination_id": DEPOT}],
        "centres": [{**centre, **example, "id": CENTRE, "name": "Trung tâm 1", "confidence": "illustrative"}],
        "products": [{**row, "supply": GATEWAY} for row in read_table("products")],
        **{name: [_here(row) for row in rows] for name, rows in template_rows(week).items()},
    }


def _here(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the template with the places of this network."""
    own = {"place_id": DEPOT, "depot_id": DEPOT, "site_id": GATEWAY, "centre_id": CENTRE}
    return {**row, **{column: place for column, place in own.items() if column in row}}
