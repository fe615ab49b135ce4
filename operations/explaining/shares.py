"""A cell's fair share in words: sure packs, parts of a pack, and who had the odd ones instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from distribution.fairness.shares import LEVEL_UNITS, Limit, whole_packs
from distribution.language.catalogue import say
from operations.explaining.cell import Answered, CellReason, Rival
from operations.explaining.figures import decimal_text, percent_text
from operations.report import amount_text

_MOST_NAMES = 3
ALONE = (Limit.DATES, Limit.CLOSED, Limit.LOCKED, Limit.FOUND)  # limits that nobody shares


def share_lines(answered: Answered, reason: CellReason, lang: str) -> Iterator[str]:
    """Yield the level in packs, where the broken pack went, and who has more than is sure."""
    exact = reason.need * reason.level / LEVEL_UNITS
    alone = reason.bound is not None and reason.bound.limit in ALONE
    yield say(
        "explain.level_alone" if alone else "explain.level",
        lang,
        level=percent_text(reason.level, lang),
        share=decimal_text(f"{exact:.2f}", lang),
        need=amount_text(reason.need, lang),
        sure=amount_text(reason.sure, lang),
    )
    if reason.met > reason.sure:
        yield say("explain.rounded_up", lang, packs=amount_text(reason.met - reason.sure, lang))
    more = sorted((r for r in reason.rivals if r.met > r.sure), key=lambda r: (r.sure - r.met, r.cell))
    if reason.short and more and reason.bound is not None:
        yield _rivals_line(answered, reason, reason.bound.limit, more, lang)
        if reason.bound.limit is not Limit.DAYS:
            yield from _odd_lines(answered, reason, more, lang)


def _rivals_line(
    answered: Answered, reason: CellReason, limit: Limit, more: Sequence[Rival], lang: str
) -> str:
    """Return who has more than is sure; within one centre its products are named."""
    cells = answered.question.cells
    mine = set() if reason.index is None else {cells[reason.index].centre_id}
    here = mine == {cells[r.cell].centre_id for r in more}
    key = {Limit.CENTRE: "rivals_here", Limit.DAYS: "rivals_days"}.get(limit, "rivals")
    return say(
        f"explain.{key}",
        lang,
        count=amount_text(len(more), lang),
        packs=amount_text(sum(r.met - r.sure for r in more), lang),
        names=", ".join(_rival(answered, r.cell, by_room=here) for r in more[:_MOST_NAMES]),
    )


def met_lines(reason: CellReason, lang: str) -> Iterator[str]:
    """Yield what fair shares had made sure of a need that was met in full."""
    if reason.met > reason.sure:
        yield say(
            "explain.met_beyond_sure",
            lang,
            sure=amount_text(reason.sure, lang),
            need=amount_text(reason.need, lang),
            level=percent_text(reason.level, lang),
        )


def _odd_lines(
    answered: Answered, reason: CellReason, rounded_up: Sequence[Rival], lang: str
) -> Iterator[str]:
    """Yield how this cell's part of a pack stands beside the smallest that was rounded up."""
    if reason.index is None or reason.met != reason.sure:
        return
    own, least = _part(answered, reason.index), min(_part(answered, r.cell) for r in rounded_up)
    if own <= least:
        yield say(
            "explain.odd_drawn" if own == least else "explain.odd_least",
            lang,
            part=decimal_text(f"{own / LEVEL_UNITS:.2f}", lang),
            least=decimal_text(f"{least / LEVEL_UNITS:.2f}", lang),
        )


def _part(answered: Answered, index: int) -> int:
    """Return the part of a pack, in units, that a cell's level has beyond whole ones."""
    cell, level = answered.question.cells[index], answered.certificate.levels[index]
    return cell.need_packs * level - whole_packs(cell, level) * LEVEL_UNITS


def _rival(answered: Answered, index: int, *, by_room: bool) -> str:
    cell = answered.question.cells[index]
    return cell.product_id if by_room else answered.inputs.network.name(cell.centre_id)
