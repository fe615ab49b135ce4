"""A difference as a planner reads it: how much moved, what staying would be worth, then place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from distribution.feasibility import Violation
from distribution.language.catalogue import say
from distribution.language.sentence import day_text
from distribution.naming import Names, named
from distribution.units import DAY_S, clock_text
from operations.difference.cells import CellMove
from operations.difference.compare import Difference, PlanDifference
from operations.difference.night_stay import NightStay
from operations.difference.plan_stay import Stay
from operations.difference.plans import CentreMove, lots_of
from operations.difference.reasons import Reason, because
from operations.difference.visits import Visit
from operations.report import amount_text

_MOST_RULES = 5
_MOST_LOTS = 3


def difference_lines(found: Difference, limit: int, lang: str) -> tuple[str, ...]:
    """Return the sentences of a difference, of the largest moves at most ``limit``."""
    if isinstance(found, PlanDifference):
        head = say(
            "diff.plans", lang, a=found.before, b=found.after, moved=len(found.moves), all=found.centres
        )
        moves = [_centre(move, found.names, lang) for move in sorted(found.moves, key=_weight)]
        unit = say("diff.doses", lang)
        short = (found.staying.short_doses, found.staying.short_after_doses)
    else:
        head = say(
            "diff.nights", lang, a=found.before, b=found.after, moved=len(found.moves), all=found.cells
        )
        ordered = sorted(found.moves, key=_cell_weight)
        moves = [_cell(move, reasons, found.names, lang) for move, reasons in ordered]
        unit = say("diff.packs", lang)
        short = (found.staying.short_packs, found.staying.short_after_packs)
    left = [say("diff.more", lang, count=len(moves) - limit)] if len(moves) > limit else []
    return (head, *_staying(found.staying, short, unit, found.names, lang), *moves[:limit], *left)


def _staying(
    staying: Stay | NightStay, short: tuple[int | None, int | None], unit: str, names: Names, lang: str
) -> list[str]:
    lines = []
    if staying.cost_vnd is not None and staying.cost_after_vnd is not None:
        change = staying.cost_vnd - staying.cost_after_vnd
        key = "diff.stay_plan" if isinstance(staying, Stay) else "diff.stay_night"
        amounts = {"cost": staying.cost_vnd, "after": staying.cost_after_vnd}
        texts = {name: amount_text(value, lang) for name, value in amounts.items()}
        sign = "+" if change >= 0 else "−"
        texts["change"] = sign + amount_text(abs(change), lang)
        shortage = {
            "short": amount_text(short[0] or 0, lang),
            "short_after": amount_text(short[1] or 0, lang),
        }
        days = {} if isinstance(staying, Stay) else {"days": staying.days}
        lines.append(say(key, lang, **texts, **shortage, **days, unit=unit))
    else:
        lines.append(say(f"diff.not_priced_{staying.not_priced}", lang))
    if staying.violations:
        lines.append(say("diff.stay_forbidden", lang, count=len(staying.violations)))
        lines += [f"  {line}" for line in _rules(staying.violations, names, lang)]
    return lines


def _rules(violations: tuple[Violation, ...], names: Names, lang: str) -> list[str]:
    """Return one line for each rule that staying would break, with its first breach."""
    by_rule: dict[str, list[Violation]] = {}
    for violation in violations:
        by_rule.setdefault(violation.rule, []).append(violation)
    return [
        say("diff.rule", lang, rule=rule, count=len(found), first=found[0].sentence(lang, names))
        for rule, found in sorted(by_rule.items())
    ][:_MOST_RULES]


def _centre(move: CentreMove, names: Names, lang: str) -> str:
    kinds = ", ".join(say(f"diff.kind_{kind}", lang) for kind in move.kinds)
    before, after = both_sides(move, names, lang)
    line = say(
        "diff.centre", lang, centre=named(names, move.centre_id), kinds=kinds, before=before, after=after
    )
    return line + _why(move.reasons, lang)


def both_sides(move: CentreMove, names: Names, lang: str) -> tuple[str, str]:
    """Return a centre's visits before and after as day, hour, vehicle, doses, and depot where that moved.

    Where lots alone are others, each side is told by the lots that the other does not have.
    """
    if move.kinds == ("lots",):
        before_lots, after_lots = lots_of(move.before), lots_of(move.after)
        return _only(before_lots - after_lots, names, lang), _only(after_lots - before_lots, names, lang)
    key = "diff.visit_from" if "depot" in move.kinds else "diff.visit"
    before, after = (_visits(visits, key, names, lang) for visits in (move.before, move.after))
    return before, after


def _only(lots: Counter[tuple[str, str]], names: Names, lang: str) -> str:
    """Return the doses of lots, of many the first ones."""
    told = [
        say("diff.lot", lang, product=named(names, product_id), lot=lot_id, doses=amount_text(doses, lang))
        for (product_id, lot_id), doses in sorted(lots.items())
    ]
    left = [say("diff.lots_more", lang, count=len(told) - _MOST_LOTS)] if len(told) > _MOST_LOTS else []
    return "; ".join([*told[:_MOST_LOTS], *left])


def _visits(visits: tuple[Visit, ...], key: str, names: Names, lang: str) -> str:
    if not visits:
        return say("diff.nobody", lang)
    return "; ".join(
        say(
            key,
            lang,
            day=say(f"diff.weekday_{visit.day}", lang),
            at=clock_text(int(visit.at.total_seconds()) % DAY_S),
            vehicle=visit.vehicle_id or say("diff.courier", lang),
            doses=amount_text(visit.doses, lang),
            depot=named(names, visit.origin_id),
        )
        for visit in visits
    )


def _cell(move: CellMove, reasons: tuple[Reason, ...], names: Names, lang: str) -> str:
    period = say("diff.rest", lang) if move.period is None else day_text(move.period[0], lang)
    line = say(
        "diff.cell",
        lang,
        period=period,
        centre=named(names, move.centre_id),
        product=named(names, move.product_id),
        before=_lots(move.before, lang),
        after=_lots(move.after, lang),
    )
    return line + _why(reasons, lang)


def _lots(lots: Mapping[str, int], lang: str) -> str:
    return " + ".join(f"{packs} {lot}" for lot, packs in lots.items()) or say("diff.nothing", lang)


def _why(reasons: tuple[Reason, ...], lang: str) -> str:
    return f" — {because(reasons, lang)}" if reasons else ""


def _weight(move: CentreMove) -> tuple[int, str]:
    """Return the order of centres: who lost or won its visit first, then those whose day moved."""
    ranks = {"unserved": 0, "served": 1, "day": 2}
    return (min(ranks.get(kind, 3) for kind in move.kinds), move.centre_id)


def _cell_weight(entry: tuple[CellMove, tuple[Reason, ...]]) -> int:
    return -abs(entry[0].change)
