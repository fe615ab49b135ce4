"""Waivers and permits of a plan's workbook: who let what be, why, until when."""

from __future__ import annotations

from distribution.feasibility.judge import WAIVABLE
from distribution.files.cells import is_blank, read_day, read_text
from distribution.inputs import Permit, Waiver
from operations.replanning.locks import Reader
from operations.replanning.tables import PlanTable, TableRow
from operations.replanning.workbook import FilledCells, PlanBook

PER_STORE = ("R2",)  # waived for one store by name, never in general
BY_PERMIT = ("R6",)


def waivers_of(book: PlanBook, reader: Reader) -> tuple[Waiver, ...]:
    """Return the waivers of a workbook; every cell that is missing or cannot be becomes a fault."""
    table = book.tables.get("waivers")
    found = [_waiver(table, row, reader) for row in book.waivers] if table else []
    return tuple(waiver for waiver in found if waiver is not None)


def permits_of(book: PlanBook, reader: Reader) -> tuple[Permit, ...]:
    """Return the permits of a workbook that the table of vehicles does not have yet."""
    table = book.tables.get("permits")
    held = {(v.vehicle_id, zone) for v in reader.inputs.fleet.vehicles for zone in v.permits}
    found = [_permit(table, row, held, reader) for row in book.permits] if table else []
    return tuple(p for p in found if p is not None and p not in reader.inputs.permits)


def _waiver(table: PlanTable, row: TableRow, reader: Reader) -> Waiver | None:
    read = FilledCells(table, row, reader.faults)
    rule = read("rule", read_text)
    subject_id = read("subject", read_text)
    who, why, until = read("who", read_text), read("why_waived", read_text), read("until", read_day)
    if rule and rule.upper() not in (*WAIVABLE, *PER_STORE):
        code = "waiver_permit" if rule.upper() in BY_PERMIT else "waiver_never"
        reader.faults.append(table.fault(code, row.number, "rule", rule=rule))
        return None
    if subject_id and subject_id not in _subjects(reader):
        reader.faults.append(table.fault("waiver_subject", row.number, "subject", value=subject_id))
        return None
    if not (rule and subject_id and who and why and until):
        return None
    return Waiver(rule=rule.upper(), subject_id=subject_id, who=who, why=why, until=until)


def _permit(table: PlanTable, row: TableRow, held: set[tuple[str, str]], reader: Reader) -> Permit | None:
    vehicle_id, zone_id = (read_text(row.cells.get(name) or "") for name in ("vehicle", "zone"))
    if (vehicle_id, zone_id) in held and is_blank(row.cells.get("until")):
        return None  # a row of the vehicles' own table, written out to be seen
    read = FilledCells(table, row, reader.faults)
    vehicle_id, zone_id = read("vehicle", read_text), read("zone", read_text)
    who, why, until = read("permit_by", read_text), read("permit_number", read_text), read("until", read_day)
    known = {
        "vehicle": (vehicle_id, {v.vehicle_id for v in reader.inputs.fleet.vehicles}, "vehicles"),
        "zone": (zone_id, {z.zone_id for z in reader.inputs.calendar.zones}, "ban_zones"),
    }
    whole = True
    for column, (value, ids, name) in known.items():
        if value and value not in ids:
            whole = False
            told = {"value": value, "table": name, "suggestion": ""}
            reader.faults.append(table.fault("unknown_reference", row.number, column, **told))
    last = reader.plan.week.delivery_days[-1]
    if until and until < last:
        reader.faults.append(
            table.fault("permit_ends", row.number, "until", until=str(until), last=str(last))
        )
        whole = False
    if not (whole and vehicle_id and zone_id and who and why and until):
        return None
    return Permit(vehicle_id=vehicle_id, zone_id=zone_id, who=who, why=why, until=until)


def _subjects(reader: Reader) -> set[str]:
    """Return whatever a breach may be of: departures, places, vehicles, drivers, lots."""
    plan, inputs = reader.plan, reader.inputs
    return {
        *(r.route_id for r in plan.routes),
        *(c.consignment_id for c in plan.consignments),
        *(t.transfer_id for t in plan.transfers),
        *inputs.network.place_ids,
        *(v.vehicle_id for v in inputs.fleet.vehicles),
        *(d.driver_id for d in inputs.fleet.drivers),
        *inputs.lots,
    }
