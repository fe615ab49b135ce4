"""Deliveries of the week for the calendars of centres: iCalendar (RFC 5545), one file a centre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from icalendar import Calendar, Event

from distribution.files.file_names import file_name
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Consignment, Drop, Route, Stop, WeeklyPlan

FOLDER = "calendars"
LOCAL = timezone(timedelta(hours=7))
PRODUCER = "-//coldchain//deliveries//VI"


def write_calendars(
    plan: WeeklyPlan, inputs: WeekInputs, folder: Path, *, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write ``calendars/<centre>.ics`` for every centre that receives; return what was written."""
    (folder / FOLDER).mkdir(exist_ok=True)
    written = []
    for centre_id, events in sorted(_events(plan, inputs, lang).items()):
        name = say("ical.calendar", lang, centre=inputs.network.name(centre_id))
        calendar = Calendar.new(prodid=PRODUCER, uid=f"{centre_id}@coldchain", name=name)
        for event in events:
            calendar.add_component(event)
        path = folder / FOLDER / f"{file_name(centre_id)}.ics"
        path.write_bytes(calendar.to_ical())
        written.append(path)
    return tuple(written)


def _events(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> dict[str, list[Event]]:
    """Return the deliveries of every centre in order of time."""
    calls: dict[str, list[tuple[Stop, tuple[str, ...]]]] = defaultdict(list)
    for route in plan.routes:
        for stop in route.stops:
            calls[stop.centre_id].append((stop, _by_vehicle(route, inputs, lang)))
    for parcel in plan.consignments:
        calls[parcel.centre_id].append((_handed_over(parcel), _by_courier(parcel, inputs, lang)))
    return {
        centre_id: [
            _event(number, stop, by, plan, inputs, lang)
            for number, (stop, by) in enumerate(sorted(found, key=lambda call: call[0].start_s), start=1)
        ]
        for centre_id, found in calls.items()
    }


def _handed_over(parcel: Consignment) -> Stop:
    return Stop(
        centre_id=parcel.centre_id,
        arrive_s=parcel.arrive_s,
        start_s=parcel.arrive_s,
        depart_s=parcel.end_s,
        boxes=parcel.boxes,
        drops=parcel.drops,
    )


def _by_vehicle(route: Route, inputs: WeekInputs, lang: str) -> tuple[str, ...]:
    depot = inputs.network.name(route.depot_id)
    drivers = [inputs.fleet.driver(driver_id) for driver_id in route.driver_ids]
    return (
        say("ical.by_vehicle", lang, vehicle=route.vehicle_id, run=route.route_id, depot=depot),
        *(say("ical.driver", lang, name=driver.name, phone=driver.phone).strip() for driver in drivers),
    )


def _by_courier(parcel: Consignment, inputs: WeekInputs, lang: str) -> tuple[str, ...]:
    depot = inputs.network.name(parcel.depot_id)
    return (say("ical.by_courier", lang, run=parcel.consignment_id, depot=depot),)


def _event(
    number: int, stop: Stop, by: Sequence[str], plan: WeeklyPlan, inputs: WeekInputs, lang: str
) -> Event:
    """Return a delivery.  Its UID is that of the week's n-th at the centre: a new plan moves the entry."""
    centre = inputs.network.centre(stop.centre_id)
    doses = sum(drop.doses for drop in stop.drops)
    synthetic = (say("plan.synthetic", lang),) if plan.synthetic else ()
    goods = (_goods(drop, inputs, lang) for drop in stop.drops)
    event = Event.new(
        uid=f"{plan.week}.{stop.centre_id}.{number}@coldchain",
        stamp=_made(plan),
        start=_utc(plan, stop.start_s),
        end=_utc(plan, stop.depart_s),
        summary=say("ical.summary", lang, doses=doses, boxes=stop.boxes),
        location=f"{centre.name}, {centre.address}",
        description="\n".join([*synthetic, *by, *goods, plan.plan_id]),
    )
    event.add("geo", (centre.place.lat, centre.place.lon))
    return event


def _goods(drop: Drop, inputs: WeekInputs, lang: str) -> str:
    return say(
        "ical.goods",
        lang,
        product=inputs.vaccines[drop.product_id].name,
        doses=drop.doses,
        lot=drop.lot_id,
        use_by=f"{drop.use_by:%d/%m/%Y}",
    )


def _utc(plan: WeeklyPlan, time_s: int) -> datetime:
    return plan.week.moment(time_s).replace(tzinfo=LOCAL).astimezone(UTC)


def _made(plan: WeeklyPlan) -> datetime:
    """Return when the plan was made; a text without a zone is Vietnam's."""
    made = datetime.fromisoformat(plan.created_at)
    return (made if made.tzinfo else made.replace(tzinfo=LOCAL)).astimezone(UTC)
