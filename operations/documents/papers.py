"""The papers of a plan: transfer lists, routes with all that belongs to them, courier notes.

Every pack (``paper_packs``) is set by itself, so that a driver carries one small file with pages of its
own count and no run holds a thousand pages in memory; ``documents.pdf`` is all of them joined.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from distribution.coldchain.packing import packing_plan
from distribution.feasibility.coldride import cold_rides
from distribution.files.archive import check_code
from distribution.files.routes_geojson import Paths
from distribution.inputs import WeekInputs
from distribution.language.catalogue import catalogue, say
from distribution.leg_refuges import leg_refuges
from distribution.network import SiteKind
from distribution.plan import LegRefuge, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import km_from_m
from operations.documents.figures import hours, moment, number, stamp
from operations.documents.handover import handovers
from operations.documents.joining import join
from operations.documents.paper_contingency import refuge_line
from operations.documents.paper_goods import goods_lines, load_totals, note
from operations.documents.paper_packs import Pack, packs
from operations.documents.paper_routes import route_paper
from operations.documents.sketch import qr_svg
from operations.documents.typeset import Pages, pages_of

PAPERS_FILE = "documents.pdf"
PAPERS_FOLDER = "papers"
SIDE_BY_SIDE = min(4, os.cpu_count() or 1)


def write_papers(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    folder: Path,
    *,
    travel: TravelTable,
    lang: str = "vi",
    paths: Paths | None = None,
    ready: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Write ``papers/`` with one PDF a pack, and ``documents.pdf`` with all; return what was written.

    The same plan gives the same bytes.  ``ready`` are packs of this very plan that are written already,
    under the names that they have here: they are not set again.
    """
    (folder / PAPERS_FOLDER).mkdir(exist_ok=True)
    values = _values(plan, inputs, travel, lang, paths, None)
    known = {path.name: path for path in ready}

    def set_by_typst(numbered: tuple[int, Pack]) -> tuple[str, Pages | None]:
        number, pack = numbered
        name = f"{number:03d}-{pack.file}.pdf"
        return name, None if name in known else pages_of(pack.values, plan)

    written = []
    # Typst works outside the interpreter's lock: threads set packs while the tables of others are written
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for name, pages in pool.map(set_by_typst, enumerate(packs(values), start=1)):
            path = folder / PAPERS_FOLDER / name
            path.write_bytes(known[name].read_bytes() if pages is None else pages.filled())
            written.append(path)
    join(written, folder / PAPERS_FILE)
    return (folder / PAPERS_FILE, *written)


def paper_values(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    *,
    travel: TravelTable,
    lang: str = "vi",
    paths: Paths | None = None,
    run_ids: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return what stands on the papers as plain values; ``run_ids`` picks single runs."""
    values = _values(plan, inputs, travel, lang, paths, run_ids)
    return {**values, "routes": list(values["routes"])}


def _values(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    travel: TravelTable,
    lang: str,
    paths: Paths | None,
    run_ids: Sequence[str] | None,
) -> dict[str, Any]:
    """Return the values of the papers, those of routes one by one as they are asked for."""

    def asked(run_id: str) -> bool:
        return run_ids is None or run_id in run_ids

    refuges = plan.refuges or leg_refuges(plan, inputs, travel)  # older plans do not hold theirs
    transfers = sorted(plan.transfers, key=lambda t: (t.depart_s, t.transfer_id))
    return {
        "lang": lang,
        "words": _words(lang),
        "plan": {
            "id": plan.plan_id,
            "week": str(plan.week),
            "version": stamp(plan.created_at),
            "code": check_code(plan),
            "synthetic": plan.synthetic,
        },
        "routes": _routes(plan, inputs, refuges, lang, paths, run_ids),
        "couriers": [n for n in _courier_notes(plan, inputs, lang) if asked(n["run"])],
        "transfers": [_transfer(t, plan, inputs, refuges, lang) for t in transfers if asked(t.transfer_id)],
    }


def _words(lang: str) -> dict[str, str]:
    return {
        key.removeprefix("paper."): texts[lang]
        for key, texts in sorted(catalogue().items())
        if key.startswith("paper.")
    }


def _routes(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    refuges: Sequence[LegRefuge],
    lang: str,
    paths: Paths | None,
    run_ids: Sequence[str] | None,
) -> Iterator[dict[str, Any]]:
    rides = {ride.departure_id: ride for ride in cold_rides(plan, inputs)}
    packed = {departure.departure_id: departure for departure in packing_plan(plan, inputs)}
    for route in sorted(plan.routes, key=lambda r: (r.day, r.depot_id, r.depart_s, r.route_id)):
        if run_ids is None or route.route_id in run_ids:
            yield route_paper(
                route,
                plan,
                inputs,
                lang,
                paths=paths,
                ride=rides[route.route_id],
                packed=packed[route.route_id],
                refuges=tuple(store for store in refuges if store.departure_id == route.route_id),
            )


def _courier_notes(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> list[dict[str, Any]]:
    boxes = {consignment.consignment_id: consignment for consignment in plan.consignments}
    notes = []
    for handover in handovers(plan):
        if handover.courier:
            consignment = boxes[handover.run_id]
            entry = note(handover, plan, inputs, consignment.box_id, lang)
            entry["depart_at"] = moment(consignment.depart_s, plan.week)
            entry["qr"] = qr_svg(f"{plan.plan_id} {handover.run_id}")
            notes.append(entry)
    return notes


def _carried(transfer: Transfer, inputs: WeekInputs, lang: str) -> str:
    """Return how goods travel that no vehicle of the fleet carries."""
    mode = next(lane.mode for lane in inputs.network.lanes if lane.lane_id == transfer.lane_id)
    return say(f"paper.carrier.{mode}", lang)


def _transfer(
    transfer: Transfer, plan: WeeklyPlan, inputs: WeekInputs, refuges: Sequence[LegRefuge], lang: str
) -> dict[str, Any]:
    drivers = [inputs.fleet.driver(driver_id) for driver_id in transfer.driver_ids]
    to_hub = inputs.network.site(transfer.destination_id).kind is SiteKind.HUB
    return {
        "id": transfer.transfer_id,
        "lane": transfer.lane_id,
        "origin": inputs.network.name(transfer.origin_id),
        "destination": inputs.network.name(transfer.destination_id),
        "vehicle": transfer.vehicle_id or _carried(transfer, inputs, lang),
        "type": inputs.fleet.type(transfer.type_id).called(lang) if transfer.type_id else "",
        "drivers": [{"name": driver.name, "phone": driver.phone} for driver in drivers],
        "depart_at": moment(transfer.depart_s, plan.week),
        "arrive_at": moment(transfer.arrive_s, plan.week),
        "available_at": moment(transfer.available_s, plan.week),
        "km": number(km_from_m(transfer.distance_m), lang),
        "driving": hours(transfer.driving_s),
        "pauses": [
            f"{moment(pause.start_s, plan.week)} – {moment(pause.end_s, plan.week)}"
            for pause in transfer.pauses
        ],
        "lines": goods_lines(transfer.drops, inputs, lang, frozen=to_hub),
        "totals": load_totals(transfer.drops, transfer.boxes, transfer.box_id, inputs, lang),
        "qr": qr_svg(f"{plan.plan_id} {transfer.transfer_id}"),
        "refuges": [
            refuge_line(store, inputs, lang)
            for store in refuges
            if store.departure_id == transfer.transfer_id
        ],
    }
