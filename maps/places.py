"""Where things are: sites, lanes and centres as features, with all that the page says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from distribution.language.catalogue import LANGUAGES
from distribution.network import Centre, Network, Place, Site
from distribution.plan import Requirement, Unserved, WeeklyPlan
from distribution.units import litres_from_ml
from maps.facts import MapFacts
from maps.geometry import Feature, line, point


def site_features(network: Network) -> list[Feature]:
    """Return a point for every site."""
    return [point(site.place, site_words(site)) for site in network.sites]


def lane_features(network: Network) -> list[Feature]:
    """Return a straight line for every lane."""
    return [
        line(
            (network.place(lane.origin_id), network.place(lane.destination_id)),
            {"id": lane.lane_id, "mode": lane.mode.value, "from": lane.origin_id, "to": lane.destination_id},
        )
        for lane in network.lanes
    ]


def centre_features(network: Network) -> list[Feature]:
    """Return a point for every centre, without a plan."""
    return [point(centre.place, centre_words(centre)) for centre in network.centres]


def planned_centre_features(plan: WeeklyPlan, network: Network, facts: MapFacts) -> list[Feature]:
    """Return a point for every centre with its cover, its cost and what the plan does for it."""
    needs: dict[str, list[Requirement]] = {}
    for requirement in plan.requirements:
        needs.setdefault(requirement.centre_id, []).append(requirement)
    unserved = {u.centre_id: u for u in plan.unserved}
    couriered = {c.centre_id for c in plan.consignments}
    features = []
    for centre in network.centres:
        words = centre_words(centre)
        words.update(_need(needs.get(centre.centre_id, ())))
        words["cover"] = facts.cover_days.get(centre.centre_id)
        words["cost"] = facts.centre_cost_vnd.get(centre.centre_id)
        words["status"] = _status(centre.centre_id, plan.served, couriered, unserved)
        words["doses_out"] = unserved[centre.centre_id].doses if centre.centre_id in unserved else 0
        words["findings"] = [
            {"kind": f.kind, "text": {lang: f.said(lang) for lang in LANGUAGES}}
            for f in facts.findings
            if f.centre_id == centre.centre_id
        ]
        features.append(point(centre.place, words))
    return features


def centre_words(centre: Centre) -> dict[str, Any]:
    """Return what is known of a centre whatever the plan."""
    return {
        "id": centre.centre_id,
        "name": centre.name,
        "address": centre.address,
        "province": centre.province,
        "old": centre.province_pre_2025,
        "district": centre.district_pre_2025,
        "confidence": centre.confidence,
        "precision": centre.geocode_precision,
        "source": centre.source,
        "phone": centre.phone,
        "windows": [[w.opens_s, w.closes_s] for w in centre.windows],
        "shape": "circle",
        "kind": "centre",
    }


def site_words(site: Site) -> dict[str, Any]:
    """Return what is known of a site."""
    return {
        "id": site.site_id,
        "name": site.name,
        "kind": site.kind.value,
        "shape": site.kind.value,
        "province": site.province,
        "evidence": site.evidence,
        "phone": site.phone,
        "hours": [site.opens_s, site.closes_s],
        "bays": site.bays,
        "litres": {band.value: litres_from_ml(ml) for band, ml in sorted(site.stores_ml.items()) if ml},
    }


def network_places(network: Network) -> list[Place]:
    """Return every place of the network: what a map must show at first."""
    return [network.place(place_id) for place_id in network.place_ids]


def _status(
    centre_id: str, served: frozenset[str], couriered: set[str], unserved: dict[str, Unserved]
) -> str:
    if centre_id in unserved:
        return "unserved"
    if centre_id in couriered:
        return "courier"
    return "served" if centre_id in served else "none"


def _need(requirements: Sequence[Requirement]) -> dict[str, Any]:
    short = [r for r in requirements if r.delivered_doses < r.need_doses]
    return {
        "need": sum(r.need_doses for r in requirements),
        "got": sum(r.delivered_doses for r in requirements),
        "lacks": _share([r.need_doses - r.delivered_doses for r in short], requirements),
        "short": [[r.product_id, r.need_doses - r.delivered_doses] for r in short],
    }


def _share(lacking: Sequence[int], requirements: Sequence[Requirement]) -> float:
    need = sum(r.need_doses for r in requirements)
    return round(sum(lacking) / need, 4) if need else 0.0
