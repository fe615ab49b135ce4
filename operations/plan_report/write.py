"""From a plan folder to its report: read, simulate, live some years, draw."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.policy_rows import policy_facts
from distribution.files.simulation_rows import bundled_assumptions
from distribution.language.catalogue import say
from distribution.policy.build import YEAR_WEEKS
from distribution.progress import OnProgress, Progress
from operations.documents.figures import LOCAL
from operations.exit_codes import ExitCode
from operations.loggers.facts import run_json
from operations.plan_folder import Judged, judge_folder, require_plan
from operations.plan_report.logged import compared
from operations.plan_report.page import Content, plan_blocks
from operations.plan_report.risks import route_risks
from operations.plan_report.traces import load_traces
from operations.plots.page import page
from operations.plots.paper import paper, write_bytes
from operations.plots.route_risk import RouteRisk
from operations.plots.route_temperature import LoadTrace
from operations.policy.arms import Comparison, PolicySettings, lived
from operations.progress_lines import ProgressLines
from operations.publish import write_whole
from operations.report import Report
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulate import simulated
from operations.simulation.spread import spread_of

_SHOWN_ROUTES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """Replications of the week and of the year (0: leave that part out), seed, routes to show, language.

    ``loggers`` is the folder of logger exports; the plan's own (``loggers/``) where none is named.
    """

    replications: int = 200
    years: int = 50
    seed: int = 1
    departures: tuple[str, ...] = ()
    loggers: Path | None = None
    pdf: Path | None = None
    lang: str = "vi"


def report_plan(folder: Path, to: Path, settings: ReportSettings) -> Report:
    """Write the report of a plan folder.

    Raises
    ------
    InputError, StorageError
        When the folder is no plan, a departure is not in it, or the file cannot be written.
    """
    on_progress, lang = ProgressLines(settings.lang), settings.lang
    on_progress(Progress(phase="read"))
    judged = judge_folder(folder)
    on_progress(Progress(phase="cold"))
    traces = load_traces(judged.plan, judged.inputs, lang)
    content = Content(
        judged=judged,
        traces=_chosen(traces, settings, folder),
        logged=compared(folder, settings.loggers, judged),
        departures=len(traces),
        risks=_risks(judged, settings, on_progress),
        replications=settings.replications,
        year=_year(folder, judged, settings, on_progress),
    )
    on_progress(Progress(phase="draw_report"))
    blocks, name = plan_blocks(content, lang), _title(judged, lang)
    write_whole(to, page(name, lang, blocks))
    lines = [say("written.file", lang, path=to)]
    if settings.pdf is not None:
        write_bytes(settings.pdf, paper(name, lang, blocks, judged.plan.week.moment(0).replace(tzinfo=LOCAL)))
        lines.append(say("written.file", lang, path=settings.pdf))
    facts: dict[str, object] = {
        "plan_id": judged.plan.plan_id,
        "file": str(to),
        "pictures": content.pictures,
        "logged": [run_json(one.run, one.refit) for one in content.logged],
        "bytes": to.stat().st_size,
    }
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts=facts)


def _title(judged: Judged, lang: str) -> str:
    return say("report.title", lang, plan=judged.plan.plan_id, week=judged.plan.week)


def _chosen(traces: tuple[LoadTrace, ...], settings: ReportSettings, folder: Path) -> tuple[LoadTrace, ...]:
    """Return the departures asked for, or those nearest to their limits.

    Raises
    ------
    InputError
        When a departure asked for is not among them.
    """
    if not settings.departures:
        return traces[:_SHOWN_ROUTES]
    by_id = {trace.departure_id: trace for trace in traces}
    unknown = [d for d in settings.departures if d not in by_id]
    if unknown:
        raise InputError(
            Fault(code="report_departure", file=str(folder), arguments={"value": d}) for d in unknown
        )
    return tuple(by_id[d] for d in settings.departures)


def _risks(judged: Judged, settings: ReportSettings, on_progress: OnProgress) -> tuple[RouteRisk, ...]:
    if settings.replications == 0:
        return ()
    asked = SimulationSettings(replications=settings.replications, seed=settings.seed, lang=settings.lang)
    with spread_of(asked) as spread:
        outcome = simulated(judged, bundled_assumptions(), asked, on_progress, spread).outcome
    return route_risks(judged.plan, judged.inputs, outcome)


def _year(
    folder: Path, judged: Judged, settings: ReportSettings, on_progress: OnProgress
) -> Comparison | None:
    if settings.years == 0:
        return None
    asked = PolicySettings(
        source=require_plan(folder),
        week=judged.plan.week,
        weeks=YEAR_WEEKS,
        replications=settings.years,
        seed=settings.seed,
    )
    facts = policy_facts(require_plan(folder), judged.plan.week.monday)
    return lived(judged.inputs, facts, asked, on_progress)
