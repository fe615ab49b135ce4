"""What a solution in the open routing format costs, which rules it breaks, how far it is from the best."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, fields
from pathlib import Path

from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.report import Report, amount_text
from solvers.routing.open_format.best import gap_percent, read_best
from solvers.routing.open_format.files import read_problem, read_solution
from solvers.routing.open_format.verdict import CostParts, Verdict, verdict
from solvers.routing.referee import Breach
from solvers.routing.unserved.left_out import LeftOut, reasons_out

PARTS = tuple(field.name for field in fields(CostParts))


def judge_solution(problem_file: Path, solution_file: Path, lang: str) -> Report:
    """Judge a solution; the best known value is looked up beside the problem.

    Raises
    ------
    InputError
        When a file has faults: all of them.
    """
    named = read_problem(problem_file)
    solution = read_solution(named, solution_file)
    judged = verdict(named.problem, solution)
    out = reasons_out(named.problem, solution) if judged.lawful else ()
    best = read_best(problem_file.parent).get(named.name)
    gap = gap_percent(judged.cost.total, best) if judged.lawful else None
    facts = {
        "instance": named.name,
        "lawful": judged.lawful,
        "cost_vnd": judged.cost.total,
        "parts_vnd": {name: getattr(judged.cost, name) for name in PARTS},
        "violations": [{"rule": b.rule, "subject": b.subject, "day": b.day} for b in judged.breaches],
        "routes": judged.routes,
        "couriers": judged.couriers,
        "unserved": judged.unserved,
        "left_out": [asdict(one) for one in out],
        "best_known_vnd": best.cost_vnd if best else None,
        "gap_percent": gap,
    }
    lines = (_headline(named.name, judged, lang), *_cost_lines(judged.cost, lang), *_rule_lines(judged, lang))
    lines = (*lines, *(_out_line(one, lang) for one in out))
    told = _gap_line(gap, best.cost_vnd if best else None, lang)
    code = ExitCode.DONE if judged.lawful else ExitCode.NO_PLAN
    return Report(code=code, lines=(*lines, told) if judged.lawful else lines, facts=facts)


def _headline(name: str, judged: Verdict, lang: str) -> str:
    return say(
        "judge.lawful" if judged.lawful else "judge.broken",
        lang,
        name=name,
        cost=amount_text(judged.cost.total, lang),
        routes=judged.routes,
        couriers=judged.couriers,
        unserved=judged.unserved,
        count=len(judged.breaches),
    )


def _cost_lines(cost: CostParts, lang: str) -> list[str]:
    shown = [(name, getattr(cost, name)) for name in PARTS]
    return [f"  {say(f'judge.part.{n}', lang)}: {amount_text(vnd, lang)} ₫" for n, vnd in shown if vnd]


def _rule_lines(judged: Verdict, lang: str) -> list[str]:
    """Return a line for each rule broken, then who breaks it."""
    by_rule: dict[str, list[Breach]] = defaultdict(list)
    for breach in judged.breaches:
        by_rule[breach.rule].append(breach)
    lines = []
    for rule in sorted(by_rule):
        lines.append(f"{say(f'judge.rule.{rule}', lang)} ({len(by_rule[rule])})")
        lines += [f"  {_who(breach, lang)}" for breach in by_rule[rule]]
    return lines


def _out_line(one: LeftOut, lang: str) -> str:
    """Return why a client is left out, whether that is proved, and what would let him in."""
    why = say("judge.left_out", lang, client=one.client, why=say(f"unserved.{one.reason}", lang))
    told = f"{why} ({say(f'proof.{one.proof}', lang)})"
    if not one.remedy:
        return told
    return f"{told}. {say(f'remedy.{one.remedy}', lang, **one.arguments)}"


def _who(breach: Breach, lang: str) -> str:
    if breach.day is None:
        return breach.subject
    return say("judge.on_day", lang, subject=breach.subject, day=say(f"judge.day.{breach.day}", lang))


def _gap_line(gap: float | None, best_vnd: int | None, lang: str) -> str:
    if gap is None or best_vnd is None:
        return say("judge.no_best", lang)
    return say("judge.gap", lang, gap=f"{gap:+.2f}", best=amount_text(best_vnd, lang))
