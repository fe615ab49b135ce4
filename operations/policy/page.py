"""A comparison of policies as a report with pictures."""

from __future__ import annotations

from distribution.language.catalogue import say
from distribution.policy.figures import weekly_availability, year_figures
from operations.plots import blocks
from operations.plots.availability import availability_plot
from operations.plots.blocks import Block
from operations.plots.cost_levels import cost_plot
from operations.policy.arms import Comparison
from operations.policy.tables import all_tables, levels
from operations.policy.text import headline, legend, title


def policy_blocks(told: Comparison, lang: str) -> list[Block]:
    """Return the report: what was asked, pictures, every table."""
    found = [blocks.badge(say("policy.synthetic", lang))] if told.inputs.synthetic else []
    told_first = (headline(told, lang), *legend(told, lang), say("policy.reading", lang))
    found += [blocks.sentence(line) for line in told_first]
    found.append(blocks.figure(availability_picture(told, lang), say("plot.availability_caption", lang)))
    costs = [
        (title(arm, lang), {name: e.mean for name, e in year_figures(levels(arm)).items()})
        for arm in told.arms
    ]
    found.append(blocks.figure(cost_plot(costs, lang), say("plot.cost_caption", lang)))
    for rows in all_tables(told, lang):
        found += [blocks.heading(rows[0][0]), blocks.table(rows)]
    if len(told.arms) > 1:
        found.append(blocks.sentence(say("policy.common", lang)))
    found.append(blocks.sentence(say("policy.assumptions", lang)))
    return found


def availability_picture(told: Comparison, lang: str) -> str:
    """Return the picture of availability over the year, one line a policy, as SVG."""
    series = [(title(arm, lang), weekly_availability(arm.years)) for arm in told.arms]
    return availability_plot(series, told.base.years.question.weeks, lang)
