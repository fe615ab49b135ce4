"""Why a centre got what it got: a published allocation read back and explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from distribution.consistency.nearest import nearest
from distribution.errors import Fault, InputError
from distribution.fairness.daily_question import daily_question
from distribution.fairness.opening import intake
from distribution.fairness.question import fair_question
from distribution.fairness.shares import LEVEL_UNITS, with_caps
from distribution.files.fairness_codec import read_certificate
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter, week_of
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.language.folding import fold
from distribution.language.sentence import day_text
from distribution.quarter.calendar import week_of as week_number
from distribution.quarter.need import quarter_need
from operations.exit_codes import ExitCode
from operations.explaining.cell import Answered, CellReason, reasons_of
from operations.explaining.changes import Changes, changes_of
from operations.explaining.text import cell_lines, change_lines
from operations.night.folder import CERTIFICATE_FILE, current_folder
from operations.night.question import TravelSource, bundled_or_own, inputs_of
from operations.report import Report, amount_text
from solvers.allocation.problem import near_depots


def explain(
    out: Path,
    folder: Path | None,
    centre: str,
    product: str | None,
    lang: str,
    *,
    travel_source: TravelSource = bundled_or_own,
) -> Report:
    """Explain the cells of a centre; those of one product with what would have changed them.

    Parameters
    ----------
    out
        Folder that holds the published allocations and the pointer ``current``.
    folder
        One allocation's folder, instead of the current one.
    centre, product
        Ids; a centre also by its name, diacritics and case apart.

    Raises
    ------
    InputError
        When there is no such allocation, centre or product.
    """
    answered = read_answered(_existing(out, folder), travel_source)
    centre_id = centre_asked(answered.inputs, centre)
    product_ids = answered.inputs.forecast.product_ids
    chosen = product_ids if product is None else (_product(answered.inputs, product),)
    reasons = reasons_of(answered, centre_id, chosen)
    changes = [None if product is None else changes_of(answered, reason) for reason in reasons]
    explained = list(zip(reasons, changes, strict=True))
    lines = _lines(answered, centre_id, explained, lang)
    if product is not None:
        lines.append(_later(answered, centre_id, chosen[0], lang))
    facts: dict[str, object] = {
        "centre_id": centre_id,
        "as_of": answered.allocation.as_of.isoformat(),
        "synthetic": answered.inputs.synthetic,
        "cells": [_facts(answered, reason, change) for reason, change in explained],
    }
    short = any(reason.short for reason in reasons)
    return Report(code=ExitCode.WARNINGS if short else ExitCode.DONE, lines=tuple(lines), facts=facts)


def read_answered(folder: Path, travel_source: TravelSource) -> Answered:
    """Return a published allocation with its question: the copy of the inputs, asked again.

    Raises
    ------
    InputError
        When a file of the folder is missing or broken.
    """
    allocation = read_quarter(folder / ALLOCATION_FILE)
    certificate = read_certificate(folder / CERTIFICATE_FILE, week_of(allocation.as_of))
    inputs = inputs_of(folder, allocation.as_of)
    depots = near_depots(inputs, travel_source(inputs))
    need = quarter_need(inputs, allocation.horizon)
    asked = with_caps(
        fair_question(inputs, depots, allocation.horizon, need), certificate.caps, certificate.day_caps
    )
    stopped = bool(certificate.day_caps)
    return Answered(
        inputs=inputs,
        depots=depots,
        need=need,
        takes_in=intake(inputs, depots, allocation.horizon, need),
        allocation=allocation,
        question=asked,
        certificate=certificate,
        asked_by_days=daily_question(inputs, depots, allocation.horizon, need, asked) if stopped else None,
    )


def _existing(out: Path, folder: Path | None) -> Path:
    found = current_folder(out) if folder is None else folder
    if found is None:
        raise InputError([Fault(code="no_allocation", file=str(out))])
    return found


def centre_asked(inputs: WeekInputs, text: str) -> str:
    """Return the id of the centre of this id, or with this in its name, diacritics and case apart.

    Raises
    ------
    InputError
        When there is none, or there are several.
    """
    names = {centre.centre_id: fold(centre.name) for centre in inputs.network.centres}
    if text in names:
        return text
    found = sorted(c for c, name in names.items() if fold(text) in name)
    if len(found) == 1:
        return found[0]
    if found:
        choices = {"value": text, "choices": ", ".join(found[:10])}
        raise InputError([Fault(code="centre_ambiguous", file="-", arguments=choices)])
    suggestion = nearest(text, frozenset(names))
    raise InputError(
        [Fault(code="centre_unknown", file="-", arguments={"value": text, "suggestion": suggestion})]
    )


def _product(inputs: WeekInputs, text: str) -> str:
    if text in inputs.forecast.product_ids:
        return text
    suggestion = nearest(text, frozenset(inputs.forecast.product_ids))
    arguments = {"value": text, "suggestion": suggestion}
    raise InputError([Fault(code="product_unknown", file="-", arguments=arguments)])


def _lines(
    answered: Answered, centre_id: str, explained: list[tuple[CellReason, Changes | None]], lang: str
) -> list[str]:
    allocation = answered.allocation
    name = answered.inputs.network.name(centre_id)
    lines = [say("plan.synthetic", lang)] if answered.inputs.synthetic else []
    lines.append(
        say("explain.heading", lang, centre=name, id=centre_id, day=day_text(allocation.as_of, lang))
    )
    for reason, change in explained:
        lines.extend(cell_lines(answered, reason, lang))
        if change is not None:
            lines.extend(change_lines(change, reason, lang))
    if not explained:
        lines.append(say("explain.nothing", lang))
    return lines


def _later(answered: Answered, centre_id: str, product_id: str, lang: str) -> str:
    """Return what the later weeks hold, where cost decides and fair levels are not held."""
    horizon, weeks = answered.allocation.horizon, {cell.week for cell in answered.question.cells}
    later = [
        want
        for want in answered.allocation.wanted
        if (want.centre_id, want.product_id) == (centre_id, product_id)
        and week_number(horizon, want.period) not in weeks
    ]
    need, unmet = sum(w.packs for w in later), sum(w.unmet for w in later)
    return say("explain.later", lang, need=amount_text(need, lang), met=amount_text(need - unmet, lang))


def _facts(answered: Answered, reason: CellReason, changes: Changes | None) -> dict[str, object]:
    bound = reason.bound
    return {
        "week": reason.week,
        "product_id": reason.product_id,
        "need_packs": reason.need,
        "met_packs": reason.met,
        "late_packs": reason.late,
        "level": reason.level / LEVEL_UNITS,
        "sure_packs": reason.sure,
        "limit": None if bound is None else bound.limit.value,
        "issues": list(_issue_facts(reason)),
        "goods": None if reason.goods is None else asdict(reason.goods) | {"in_reach": reason.goods.packs},
        "returns": [asdict(m) | {"use_by": m.use_by and m.use_by.isoformat()} for m in reason.returns],
        "sharing": [answered.question.cells[r.cell].centre_id for r in reason.rivals if r.met > r.sure],
        "changes": None if changes is None else _level_facts(changes),
    }


def _issue_facts(reason: CellReason) -> Iterator[dict[str, object]]:
    for issue in reason.issues:
        yield asdict(issue) | {"use_by": issue.use_by.isoformat()}


def _level_facts(changes: Changes) -> dict[str, object]:
    levels = {k: v / LEVEL_UNITS for k, v in asdict(changes).items() if k != "next_pack"}
    return levels | {"next_pack": changes.next_pack}
