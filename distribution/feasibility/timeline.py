"""When a crew is at the wheel, and when it rests: read from the legs and pauses of a departure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from distribution.inputs import WeekInputs
from distribution.plan import Pause, Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable, leg


class Span(NamedTuple):
    """An interval of the week clock, at the wheel or not."""

    start_s: int
    end_s: int
    wheel: bool


class Shift(NamedTuple):
    """Duty between two rests: from loading or the end of a rest to a rest or the return."""

    start_s: int
    end_s: int
    driving_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The work of a crew on one departure: its spans in order, and the shifts that rests divide."""

    departure_id: str
    vehicle_id: str
    type_id: str
    driver_ids: tuple[str, ...]
    home_id: str
    start_s: int
    end_s: int
    driving_s: int
    spans: tuple[Span, ...]
    shifts: tuple[Shift, ...]
    pauses: tuple[Pause, ...]
    transfer: bool

    @property
    def crew(self) -> int:
        """How many drivers share the wheel."""
        return max(1, len(self.driver_ids))


def duties(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Duty, ...]:
    """Return the duty of every route and of every transfer by an own truck."""
    found = [route_duty(route) for route in plan.routes]
    found += [transfer_duty(run, inputs, travel) for run in plan.transfers if run.vehicle_id]
    return tuple(found)


def route_duty(route: Route) -> Duty:
    """Return the duty of a route: ferries are taken at the end of their leg."""
    spans: list[Span] = []
    for index, drive in enumerate(route.legs):
        pauses = [p for p in route.pauses if p.leg == index and not p.at_stop]
        spans += drive_spans(drive.depart_s, drive.arrive_s, drive.ferry_s, pauses)
        if index < len(route.stops):
            stop = route.stops[index]
            spans.append(Span(stop.arrive_s, stop.start_s, wheel=False))
            if index + 1 < len(route.legs):
                spans.append(Span(stop.depart_s, route.legs[index + 1].depart_s, wheel=False))
    return Duty(
        departure_id=route.route_id,
        vehicle_id=route.vehicle_id,
        type_id=route.type_id,
        driver_ids=route.driver_ids,
        home_id=route.depot_id,
        start_s=route.load_start_s,
        end_s=route.return_s,
        driving_s=route.driving_s,
        spans=tuple(spans),
        shifts=_shifts(route.load_start_s, route.return_s, spans, route.pauses),
        pauses=route.pauses,
        transfer=False,
    )


def transfer_duty(run: Transfer, inputs: WeekInputs, travel: TravelTable) -> Duty:
    """Return the duty of a transfer on the way out; the way back is driven as long again."""
    type_id = run.type_id or ""
    profile = inputs.fleet.type(type_id).profile
    _, _, ferry_s = leg(travel, profile, run.origin_id, run.destination_id, run.depart_s)
    spans = drive_spans(run.depart_s, run.arrive_s, ferry_s, run.pauses)
    start_s = run.depart_s - inputs.parameters.loading_s
    return Duty(
        departure_id=run.transfer_id,
        vehicle_id=run.vehicle_id or "",
        type_id=type_id,
        driver_ids=run.driver_ids,
        home_id=run.origin_id,
        start_s=start_s,
        end_s=run.arrive_s,
        driving_s=2 * run.driving_s,
        spans=tuple(spans),
        shifts=_shifts(start_s, run.arrive_s, spans, run.pauses),
        pauses=run.pauses,
        transfer=True,
    )


def drive_spans(depart_s: int, arrive_s: int, ferry_s: int, pauses: Iterable[Pause]) -> list[Span]:
    """Return the spans of one leg: wheel between its pauses, the ferry last."""
    spans: list[Span] = []
    now_s, wheel_end_s = depart_s, arrive_s - ferry_s
    for pause in sorted(pauses, key=lambda p: p.start_s):
        spans.append(Span(now_s, pause.start_s, wheel=True))
        spans.append(Span(pause.start_s, pause.end_s, wheel=False))
        now_s = pause.end_s
    spans.append(Span(now_s, max(now_s, wheel_end_s), wheel=True))
    spans.append(Span(max(now_s, wheel_end_s), arrive_s, wheel=False))
    return [span for span in spans if span.end_s > span.start_s]


def _shifts(start_s: int, end_s: int, spans: list[Span], pauses: tuple[Pause, ...]) -> tuple[Shift, ...]:
    rests = sorted((p for p in pauses if p.kind == "rest"), key=lambda p: p.start_s)
    starts = [start_s, *(rest.end_s for rest in rests)]
    ends = [*(rest.start_s for rest in rests), end_s]
    return tuple(Shift(a, b, _wheel_s(spans, a, b)) for a, b in zip(starts, ends, strict=True))


def _wheel_s(spans: list[Span], start_s: int, end_s: int) -> int:
    return sum(max(0, min(s.end_s, end_s) - max(s.start_s, start_s)) for s in spans if s.wheel)
