"""From one or two plan folders to what their weeks come to."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.simulation_rows import bundled_assumptions
from distribution.progress import OnProgress, Progress
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.replay import question_of
from distribution.simulation.run import as_written, simulate
from operations.exit_codes import ExitCode
from operations.plan_folder import Judged, judge_folder
from operations.progress_lines import ProgressLines
from operations.report import Report
from operations.simulation.facts import simulation_facts
from operations.simulation.safety import loss_facts, loss_lines, safety
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulated import Simulated
from operations.simulation.spread import spread_of
from operations.simulation.tables import write_tables
from operations.simulation.text import simulation_lines
from operations.stopwatch import Stopwatch


def simulation_report(folder: Path, against: Path | None, settings: SimulationSettings) -> Report:
    """Replay a plan, and another on the same random numbers, and say what came out.

    Raises
    ------
    InputError
        When a folder is no plan, the assumptions have faults, or the plans are of different weeks.
    """
    watch, on_progress = Stopwatch(), ProgressLines(settings.lang)
    assumed = bundled_assumptions(settings.assume)
    with watch.phase("read"):
        on_progress(Progress(phase="read"))
        judged = judge_folder(folder)
        other = judge_folder(against) if against is not None else None
        if other is not None and against is not None and other.plan.week != judged.plan.week:
            raise InputError([_other_week(judged, other, against)])
    with watch.phase("simulate"), spread_of(settings) as spread:
        ours = simulated(judged, assumed, settings, on_progress, spread)
        theirs = simulated(other, assumed, settings, on_progress, spread) if other else None
    with watch.phase("buffers"):
        held = safety(folder, ours, settings, on_progress)
    if settings.to is not None:
        write_tables(ours.judged, ours.outcome, settings.to)
    seconds = {name: round(value, 2) for name, value in watch.seconds.items()}
    return Report(
        code=ExitCode.DONE,
        lines=(
            *simulation_lines(ours, theirs, held.buffers, settings),
            *loss_lines(ours, held, settings),
        ),
        facts=simulation_facts(ours, theirs, held.buffers, settings)
        | loss_facts(ours, held, settings)
        | {"seconds": seconds},
    )


def simulated(
    judged: Judged,
    assumed: Assumptions,
    settings: SimulationSettings,
    on_progress: OnProgress,
    spread: Executor | None,
) -> Simulated:
    """Replay one plan, in this process or spread over an executor (``spread_of``)."""
    question = question_of(judged.plan, judged.inputs, judged.travel, assumed)
    outcome = simulate(question, settings.replications, settings.seed, spread=spread, on_progress=on_progress)
    return Simulated(judged=judged, question=question, written=as_written(question), outcome=outcome)


def _other_week(judged: Judged, other: Judged, against: Path) -> Fault:
    arguments = {"week": str(judged.plan.week), "other": str(other.plan.week)}
    return Fault(code="simulation_weeks", file=str(against), arguments=arguments)
