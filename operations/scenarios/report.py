"""``coldchain scenario``: what-if copies of a week planned and compared."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.assemble import read_inputs
from distribution.files.scenario_toml import bundled_scenarios, read_scenarios
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.progress import OnProgress
from distribution.scenario import Scenario
from operations.engine_text import require_engine
from operations.example_week import EXAMPLE_SEED, write_example
from operations.exit_codes import ExitCode
from operations.progress_lines import ProgressLines
from operations.publish import refuse_existing
from operations.report import Report
from operations.scenarios.roads import require_roads
from operations.scenarios.run import BASE, Trial, trials
from operations.scenarios.text import comparison_facts, comparison_lines, comparison_sheet
from operations.settings import PlanSettings
from operations.travel_asking import with_travel
from operations.week_text import parse_week

TOML = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: the input (None: the example week), its week, how to plan."""

    source: Path | None
    week: str
    settings: PlanSettings


def base_scenario() -> Scenario:
    """Return the scenario that changes nothing."""
    return Scenario(name=BASE, title={lang: say("scenario.base", lang) for lang in LANGUAGES})


def named_scenarios(names: Sequence[str]) -> tuple[Scenario, ...]:
    """Return the scenarios of names and TOML files, in order; all bundled ones when none is named.

    Raises
    ------
    InputError
        With every name that is neither, and every fault of the files.
    """
    known = bundled_scenarios()
    faults: list[Fault] = []
    found: list[Scenario] = []
    for name in names or tuple(known):
        if name.lower().endswith(TOML):
            try:
                found += read_scenarios(Path(name))
            except InputError as error:
                faults += error.faults
        elif name in known:
            found.append(known[name])
        else:
            arguments = {"name": name, "known": ", ".join(known)}
            faults.append(Fault(code="scenario_name", file=name, arguments=arguments))
    if faults:
        raise InputError(faults)
    return tuple(found)


def question_of(asked: Asked, on_progress: OnProgress) -> WeekInputs:
    """Return the question of a week, with the travel source asked for.

    Raises
    ------
    InputError
        When it has faults.
    """
    require_engine(asked.settings.engine)
    week = parse_week(asked.week)
    with tempfile.TemporaryDirectory() as home:
        source = asked.source
        if source is None:
            source = Path(home) / "example"
            write_example(source, week, seed=EXAMPLE_SEED, lang=asked.settings.lang)
        inputs = read_inputs(source, week)
        return with_travel(inputs, asked.settings.travel, Path(home), on_progress)


def scenario_report(asked: Asked, names: Sequence[str], to: Path | None) -> Report:
    """Plan the week as it is and under every scenario named, and set them side by side.

    Raises
    ------
    InputError, InfeasibleError, TravelError, StorageError
        When the week cannot be planned as it is, a scenario is not understood, or ``to`` stands already.
    """
    lang = asked.settings.lang
    if to is not None:
        refuse_existing(to, lang)
    scenarios = named_scenarios(names)
    require_roads(scenarios)
    on_progress = ProgressLines(lang)
    inputs = question_of(asked, on_progress)
    found = trials(inputs, base_scenario(), scenarios, asked.settings, on_progress)
    lines = [say("scenario.headline", lang, week=asked.week, engine=asked.settings.engine)]
    lines += [say("plan.synthetic", lang)] if inputs.synthetic else []
    lines += comparison_lines(found, lang)
    if to is not None:
        from operations.documents.workbook import write_sheets

        monday = inputs.calendar.week.moment(0)
        write_sheets((comparison_sheet(found, lang),), to, lang, created=monday)
        lines.append(say("written.file", lang, path=to))
    return Report(code=_code(found), lines=tuple(lines), facts=_facts(asked, inputs, found))


def run_facts(asked: Asked, inputs: WeekInputs) -> dict[str, object]:
    """Return what it takes to run the same again."""
    limits = asked.settings.limits
    return {
        "week": asked.week,
        "engine": asked.settings.engine,
        "seed": limits.seed,
        "iterations": limits.iterations,
        "seconds": limits.seconds,
        "synthetic": inputs.synthetic,
    }


def _facts(asked: Asked, inputs: WeekInputs, found: Sequence[Trial]) -> dict[str, object]:
    return {**run_facts(asked, inputs), "scenarios": comparison_facts(found, asked.settings.lang)}


def _code(found: Sequence[Trial]) -> ExitCode:
    troubled = any(t.failed or t.violations or (t.figures and t.figures.unserved) for t in found)
    return ExitCode.WARNINGS if troubled else ExitCode.DONE
