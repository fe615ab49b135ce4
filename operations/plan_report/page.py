"""What the report of a plan shows."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.language.catalogue import say
from operations.documents.figures import number
from operations.documents.sheets_summary import summary_sheet
from operations.plan_folder import Judged
from operations.plan_report.logged import Compared, logged_blocks
from operations.plan_report.outside_model import outside_model
from operations.plots import blocks
from operations.plots.blocks import Block
from operations.plots.route_risk import RouteRisk, risk_plot
from operations.plots.route_temperature import LoadTrace, temperature_plot
from operations.policy.arms import Comparison
from operations.policy.page import availability_picture
from operations.policy.tables import Rows, figure_rows, level_rows
from operations.policy.text import headline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """What the report shows; ``departures`` is of how many the traces were chosen."""

    judged: Judged
    traces: tuple[LoadTrace, ...]
    logged: tuple[Compared, ...]
    departures: int
    risks: tuple[RouteRisk, ...]
    replications: int
    year: Comparison | None

    @property
    def pictures(self) -> int:
        """How many pictures there are."""
        return len(self.traces) + len(self.logged) + bool(self.risks) + (self.year is not None)


def plan_blocks(content: Content, lang: str) -> list[Block]:
    """Return the report: summary, temperature along routes, what was measured, risk by route, the year."""
    plan = content.judged.plan
    found = [blocks.badge(say("plan.synthetic", lang))] if plan.synthetic else []
    found += _summary(content.judged, lang)
    found += _cold(content, lang)
    found += logged_blocks(content.logged, content.judged, lang)
    if content.risks:
        caption = say("report.risk_caption", lang, replications=number(content.replications, lang))
        found += [
            blocks.heading(say("report.risk", lang)),
            blocks.figure(risk_plot(content.risks, lang), caption),
        ]
    if content.year is not None:
        found += _year(content.year, lang)
    return found


def _summary(judged: Judged, lang: str) -> list[Block]:
    """Return the plan's figures, then its warnings; digests and versions stand in the workbook."""
    sheet = summary_sheet(judged.plan, judged.inputs, lang, judged.costs)
    warning = say("summary.warning", lang)
    rows = [[say("report.figure", lang), say("report.value", lang)]]
    warned = [[warning]]
    for item, value, unit, *_ in sheet.rows:
        if item == warning:
            warned.append([str(value)])
        elif "SHA-256" not in str(item) and item not in judged.plan.versions:
            rows.append([str(item), _cell(value, unit, lang)])
    found = [blocks.heading(say("report.summary", lang)), blocks.table(rows)]
    return [*found, blocks.table(warned)] if len(warned) > 1 else found


def _cell(value: object, unit: object, lang: str) -> str:
    text = number(value, lang) if isinstance(value, int | float) else str(value)
    return f"{text} {unit}" if unit else text


def _cold(content: Content, lang: str) -> list[Block]:
    shown = say("report.cold_chosen", lang, shown=len(content.traces), all=content.departures)
    found = [blocks.heading(say("report.cold", lang)), blocks.sentence(shown)]
    for trace in content.traces:
        caption = say(
            "report.cold_caption",
            lang,
            route=trace.name,
            least=number(float(trace.coldest_c.min()), lang, 1),
            most=number(float(trace.warmest_c.max()), lang, 1),
        )
        found.append(blocks.figure(temperature_plot(trace, lang), caption))
    found += [blocks.sentence(told) for told in outside_model(content.judged.plan, lang)]
    return [*found, blocks.sentence(say("report.model", lang))]


def _year(year: Comparison, lang: str) -> list[Block]:
    caption = say("plot.availability_caption", lang)
    return [
        blocks.heading(say("report.year", lang)),
        blocks.sentence(headline(year, lang)),
        blocks.figure(availability_picture(year, lang), caption),
        blocks.table(_of_one(figure_rows(year, lang), lang)),
        blocks.table(_of_one(level_rows(year, lang), lang)),
        blocks.sentence(say("policy.assumptions", lang)),
    ]


def _of_one(rows: Rows, lang: str) -> Rows:
    """Return a table of one policy: its letter means nothing where there is no other."""
    (what, _), *others = rows
    return [[what, say("report.value", lang)], *others]
