"""When a kind of vehicle may unload at a visit, leave its depot or come home: windows less bans."""

from __future__ import annotations

from distribution.units import DAY_S
from solvers.routing.tables import LOADING_S, Tables

Span = tuple[int, int]


def unloading_spans(t: Tables, kind: int, visit: int) -> tuple[Span, ...]:
    """Return the spans in which unloading may start, so that a call alone in its zone meets no ban."""
    service = int(t.visit["service_s"][visit])
    spans = sorted((int(a), int(b) - service) for a, b in t.windows[visit] if b - service >= a)
    place = int(t.client["place"][t.visit["client"][visit]])
    for zone, cross in enumerate(t.crossing_s.tolist()):
        if t.place_zone[place, zone]:
            spans = without(spans, bans(t, kind, zone), before=service + cross, after=cross)
    return joined(spans)


def depot_spans(t: Tables, kind: int, day: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of departure on a day and of the return of a day's route."""
    depot = t.depot[t.kind["depot"][kind]]
    opens, closes = int(depot["opens_s"]), int(depot["closes_s"])
    leave = [
        (day * DAY_S + opens + int(t.rules[LOADING_S]), min(day * DAY_S + closes, (day + 1) * DAY_S - 1_800))
    ]
    back = [(day * DAY_S + opens, day * DAY_S + closes)]
    if opens == 0 and closes >= DAY_S:
        back = [(day * DAY_S, day * DAY_S + int(t.kind["shift_s"][kind]) + DAY_S)]
    for zone, cross in enumerate(t.crossing_s.tolist()):
        if t.place_zone[int(depot["place"]), zone]:
            leave = without(leave, bans(t, kind, zone), before=cross, after=0)
            back = without(back, bans(t, kind, zone), before=0, after=cross)
    return joined(leave), joined(back)


def bans(t: Tables, kind: int, zone: int) -> list[Span]:
    """Return the banned intervals of a kind in a zone."""
    rows = t.ban_spans[t.ban_first[kind, zone] : t.ban_last[kind, zone]]
    return [(int(a), int(b)) for a, b in rows]


def without(spans: list[Span], banned: list[Span], *, before: int, after: int) -> list[Span]:
    """Return what is left of spans when nothing may fall between ``a - before`` and ``b + after``."""
    for a, b in banned:
        cut: list[Span] = []
        for lo, hi in spans:
            cut += [
                part for part in ((lo, min(hi, a - before)), (max(lo, b + after), hi)) if part[0] <= part[1]
            ]
        spans = cut
    return spans


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans sorted, overlapping ones joined."""
    made: list[Span] = []
    for lo, hi in sorted(spans):
        if made and lo <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], hi))
        else:
            made.append((lo, hi))
    return tuple(made)
