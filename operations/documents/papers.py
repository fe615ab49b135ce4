"""``documents.pdf``: route sheets, loading lists, delivery notes, temperature logs, transfer lists.

Typst sets the pages.  Data reach it as one JSON text and are shown as text, so that no name can
become markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from distribution.files.archive import check_code
from distribution.files.routes_geojson import Paths
from distribution.inputs import WeekInputs
from distribution.language.catalogue import catalogue
from distribution.network import SiteKind
from distribution.plan import Transfer, WeeklyPlan
from distribution.units import km_from_m
from operations.documents.figures import LOCAL, hours, moment, number, stamp
from operations.documents.handover import handovers
from operations.documents.paper_goods import goods_lines, load_totals, note
from operations.documents.paper_routes import route_paper
from operations.documents.sketch import qr_svg


def write_papers(
    plan: WeeklyPlan, inputs: WeekInputs, path: Path, *, lang: str = "vi", paths: Paths | None = None
) -> None:
    """Write the papers of a plan as one PDF, the same bytes for the same plan."""
    path.write_bytes(papers_pdf(paper_values(plan, inputs, lang=lang, paths=paths), plan))


def paper_values(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    *,
    lang: str = "vi",
    paths: Paths | None = None,
    run_ids: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return what stands on the papers as plain values; ``run_ids`` picks single runs."""

    def asked(run_id: str) -> bool:
        return run_ids is None or run_id in run_ids

    routes = sorted(plan.routes, key=lambda r: (r.day, r.depot_id, r.depart_s, r.route_id))
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
        "routes": [route_paper(r, plan, inputs, lang, paths) for r in routes if asked(r.route_id)],
        "couriers": [n for n in _courier_notes(plan, inputs, lang) if asked(n["run"])],
        "transfers": [_transfer(t, plan, inputs, lang) for t in transfers if asked(t.transfer_id)],
    }


def papers_pdf(values: dict[str, Any], plan: WeeklyPlan) -> bytes:
    """Return the PDF of paper values, dated by the planned week alone."""
    return _compile(values, "pdf", plan)[0]


def papers_png(values: dict[str, Any], plan: WeeklyPlan, *, ppi: int = 72) -> list[bytes]:
    """Return one PNG a page."""
    return _compile(values, "png", plan, ppi)


def _compile(
    values: dict[str, Any], form: Literal["pdf", "png"], plan: WeeklyPlan, ppi: int = 72
) -> list[bytes]:
    with resources.as_file(resources.files("operations.documents") / "typst") as folder:
        made = typst.compile(
            str(folder / "main.typ"),
            root=str(folder),
            format=form,
            ppi=float(ppi),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False, sort_keys=True)},
            timestamp=plan.week.moment(0).replace(tzinfo=LOCAL),
            pdf_tags=False,
        )
    return list(made) if isinstance(made, list) else [made]


def _words(lang: str) -> dict[str, str]:
    return {
        key.removeprefix("paper."): texts[lang]
        for key, texts in sorted(catalogue().items())
        if key.startswith("paper.")
    }


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


def _transfer(transfer: Transfer, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> dict[str, Any]:
    drivers = [inputs.fleet.driver(driver_id) for driver_id in transfer.driver_ids]
    to_hub = inputs.network.site(transfer.destination_id).kind is SiteKind.HUB
    return {
        "id": transfer.transfer_id,
        "lane": transfer.lane_id,
        "origin": inputs.network.name(transfer.origin_id),
        "destination": inputs.network.name(transfer.destination_id),
        "vehicle": transfer.vehicle_id or "",
        "type": inputs.fleet.type(transfer.type_id).name if transfer.type_id else "",
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
    }
