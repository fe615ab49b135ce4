"""A comparison of policies as lines on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.language.catalogue import say
from operations.policy.arms import Arm, Comparison
from operations.policy.tables import all_tables, letter

_MANY = 4  # policies that do not fit side by side on a terminal's line


def title(arm: Arm, lang: str) -> str:
    """Return what people call a policy."""
    return arm.change.title(lang) if arm.change else say("policy.base", lang)


def comparison_lines(told: Comparison, lang: str) -> tuple[str, ...]:
    """Return the whole answer: what was asked, the figures side by side, costs by level, places, products."""
    lines = [say("policy.synthetic", lang)] if told.inputs.synthetic else []
    lines += [headline(told, lang), *legend(told, lang), say("policy.reading", lang)]
    for rows in all_tables(told, lang):
        lines += ["", *columns(rows if len(told.arms) < _MANY else _without_levels(rows))]
    if len(told.arms) > 1:
        lines += ["", say("policy.common", lang)]
    if len(told.arms) >= _MANY:
        lines.append(say("policy.brief", lang))
    return tuple(lines)


def _without_levels(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return a table with the first policy and the differences to it: what a terminal's line can hold."""
    kept = [0, 1, *range(3, len(rows[0]), 2)]
    return [[row[i] for i in kept] for row in rows]


def headline(told: Comparison, lang: str) -> str:
    """Return what was lived: weeks, places, products, how often, from which seed."""
    settings, question = told.settings, told.base.years.question
    return say(
        "policy.headline",
        lang,
        weeks=len(question.weeks),
        first=settings.week,
        centres=len(question.centre_ids),
        products=len(question.product_ids),
        replications=settings.replications,
        seed=settings.seed,
    )


def legend(told: Comparison, lang: str) -> list[str]:
    """Return a line for each policy: its letter and what people call it."""
    return [f"{letter(i)}: {title(arm, lang)}" for i, arm in enumerate(told.arms)]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
