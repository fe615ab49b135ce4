"""Why a plan does what it does for one centre: its deliveries, its cost, and what must be heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from distribution.findings import Finding
from distribution.language.catalogue import say
from distribution.language.sentence import whole
from operations.documents.figures import moment
from operations.documents.handover import handovers
from operations.exit_codes import ExitCode
from operations.explaining.explain import centre_asked
from operations.heard import heard_in
from operations.plan_folder import Judged, judge_folder
from operations.report import Report


def explain_plan(folder: Path, centre: str, lang: str) -> Report:
    """Explain what a plan folder does for a centre, named by its id or a part of its name.

    Raises
    ------
    InputError
        When the folder holds no plan, or no centre or several have that name.
    """
    judged = judge_folder(folder)
    centre_id = centre_asked(judged.inputs, centre)
    own = tuple(f for f in heard_in(folder, judged) if f.centre_id == centre_id)
    facts: dict[str, object] = {
        "centre_id": centre_id,
        "plan_id": judged.plan.plan_id,
        "cost_vnd": dict(judged.costs.centres).get(centre_id),
        "findings": [_facts(finding) for finding in own],
    }
    code = ExitCode.WARNINGS if any(f.kind != "dear" for f in own) else ExitCode.DONE
    return Report(code=code, lines=tuple(centre_lines(judged, centre_id, own, lang)), facts=facts)


def centre_lines(judged: Judged, centre_id: str, own: tuple[Finding, ...], lang: str) -> Iterator[str]:
    """Yield what a plan does for a centre: its deliveries, its cost, and its findings word by word."""
    plan, inputs = judged.plan, judged.inputs
    if plan.synthetic:
        yield say("plan.synthetic", lang)
    name = inputs.network.name(centre_id)
    yield say("explain.plan_heading", lang, centre=name, id=centre_id, plan=plan.plan_id)
    for call in handovers(plan):
        if call.centre_id == centre_id:
            yield "  " + say(
                "explain.plan_delivery",
                lang,
                moment=moment(call.arrive_s, plan.week),
                doses=whole(call.doses, lang),
                boxes=call.boxes,
                by=call.vehicle_id or say("sheet.word.courier", lang),
                depot=inputs.network.name(call.depot_id),
            )
    if (vnd := dict(judged.costs.centres).get(centre_id)) is not None:
        yield "  " + say("explain.plan_cost", lang, vnd=whole(vnd, lang))
    for finding in own:
        yield f"  {say(f'finding.kind.{finding.kind}', lang)}: {finding.said(lang)}"
    if not own:
        needs = any(r.need_doses for r in plan.requirements if r.centre_id == centre_id)
        yield "  " + say("explain.plan_fine" if needs else "explain.plan_no_need", lang)


def _facts(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "doses": finding.doses,
        "share": round(finding.share, 4),
        "vnd": finding.vnd,
        "proof": finding.proof,
        "remedy": finding.remedy.key if finding.remedy else None,
        "said": {lang: finding.said(lang) for lang in ("vi", "en")},
    }
