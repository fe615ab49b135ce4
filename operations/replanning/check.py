"""What a plan edited by hand comes to: every rule that it breaks, by stop and amount, and what it costs."""

from __future__ import annotations

from distribution.language.catalogue import say
from distribution.naming import names_of
from operations.commands.diff import difference_facts
from operations.difference.compare import plan_difference
from operations.difference.text import difference_lines
from operations.exit_codes import ExitCode
from operations.plan_folder import Judged
from operations.replanning.report import signed
from operations.report import Report, amount_text

MOST_MOVES = 20


def check_report(before: Judged, after: Judged, lang: str) -> Report:
    """Return the verdict on an edited plan, with the cost before and after and what was moved."""
    found = after.violations
    change = after.costs.total - before.costs.total
    cost = say(
        "replan.check_cost",
        lang,
        before=amount_text(before.costs.total, lang),
        after=amount_text(after.costs.total, lang),
        change=signed(change, lang),
    )
    difference = plan_difference(before, after)
    names = names_of(after.inputs)
    head = say("replan.check_broken" if found else "replan.check_fine", lang, count=len(found))
    lines = [head, *(f"  {v.rule}: {v.sentence(lang, names)}" for v in found), cost]
    facts = {
        "plan_id": before.plan.plan_id,
        "violations": [
            {
                "rule": v.rule,
                "subject": v.subject_id,
                "place": v.place_id,
                "route": v.route_id,
                "amount": v.amount,
                "unit": v.unit,
                "sentence": v.sentence(lang, names),
            }
            for v in found
        ],
        "waived": sum(len(verdict.waived) for verdict in after.verdicts),
        "cost_before_vnd": before.costs.total,
        "cost_vnd": after.costs.total,
        "differences": difference_facts(difference, lang),
    }
    lines += difference_lines(difference, MOST_MOVES, lang) if difference.moves else []
    code = ExitCode.NO_PLAN if found else ExitCode.DONE
    return Report(code=code, lines=tuple(lines), facts=facts)
