"""The policies of one comparison: as it is, and each change, all living the same years."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from distribution.calendar import Week
from distribution.cores import cores
from distribution.errors import Fault, InputError
from distribution.files.assemble import read_inputs
from distribution.files.change_file import change_path, read_change
from distribution.files.policy_rows import policy_facts, policy_rules
from distribution.inputs import WeekInputs
from distribution.policy.build import YEAR_WEEKS, policy_question
from distribution.policy.change import Change, changed
from distribution.policy.costs import Rates, rates_of
from distribution.policy.expected import Reals
from distribution.policy.figures import year_series
from distribution.policy.replications import Years, live
from distribution.policy.setup import PolicyFacts, PolicySetup
from distribution.progress import OnProgress, Progress
from operations.example_week import EXAMPLE_SEED, write_example


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """What is asked: the input (None: the example), its week, the changes, how many years, which chance."""

    source: Path | None
    week: Week
    changes: tuple[str, ...] = ()
    weeks: int = YEAR_WEEKS
    replications: int = 1_000
    seed: int = 1
    threads: int = field(default_factory=cores)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arm:
    """One policy and its years; ``change`` is None for the policy as it is."""

    change: Change | None
    years: Years
    rates: Rates
    series: Mapping[str, Reals]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """All policies of a run, the one as it is first."""

    settings: PolicySettings
    inputs: WeekInputs
    arms: tuple[Arm, ...]

    @property
    def base(self) -> Arm:
        """The policy as it is."""
        return self.arms[0]


def compare(settings: PolicySettings, on_progress: OnProgress) -> Comparison:
    """Read the question, live the years of every policy.

    Raises
    ------
    InputError
        With every fault of the input or of the files of changes.
    """
    on_progress(Progress(phase="read"))
    inputs, facts = _question(settings, on_progress)
    return lived(inputs, facts, settings, on_progress)


def lived(
    inputs: WeekInputs, facts: PolicyFacts, settings: PolicySettings, on_progress: OnProgress
) -> Comparison:
    """Live the years of every policy of a question that has been read.

    Raises
    ------
    InputError
        With every fault of the files of changes, or of what a year needs of the input.
    """
    if settings.replications < 2:
        value = {"value": str(settings.replications)}
        raise InputError([Fault(code="too_few_replications", file="-", arguments=value)])
    rules = policy_rules()
    setup = PolicySetup(inputs=inputs, facts=facts, rules=rules, safety_days=inputs.parameters.safety_days)
    changes = _changes(settings, setup)
    arms = [_arm(None, setup, settings, on_progress)]
    arms += [_arm(change, changed(setup, change), settings, on_progress) for change in changes]
    return Comparison(settings=settings, inputs=inputs, arms=tuple(arms))


def _question(settings: PolicySettings, on_progress: OnProgress) -> tuple[WeekInputs, PolicyFacts]:
    if settings.source is not None:
        monday = settings.week.monday
        return read_inputs(settings.source, settings.week), policy_facts(settings.source, monday)
    on_progress(Progress(phase="example"))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "week"
        write_example(folder, settings.week, seed=EXAMPLE_SEED)
        return read_inputs(folder, settings.week), policy_facts(folder, settings.week.monday)


def _changes(settings: PolicySettings, setup: PolicySetup) -> list[Change]:
    """Return the changes asked for; the faults of all files at once."""
    found: list[Change] = []
    faults: list[Fault] = []
    for name in settings.changes:
        try:
            change = read_change(change_path(name), setup)
        except InputError as error:
            faults += error.faults
            continue
        found.append(change)
        faults += _too_late(change, settings)
    if faults:
        raise InputError(faults)
    return found


def _too_late(change: Change, settings: PolicySettings) -> Sequence[Fault]:
    end = settings.week.monday + timedelta(weeks=settings.weeks)
    if change.move is None or change.move.since < end:
        return ()
    days = {"since": change.move.since.isoformat(), "end": end.isoformat()}
    return (Fault(code="change_too_late", file=change.name, column="supply.since", arguments=days),)


def _arm(change: Change | None, setup: PolicySetup, settings: PolicySettings, on_progress: OnProgress) -> Arm:
    on_progress(Progress(phase="build_year"))
    question = policy_question(setup, settings.weeks)
    years = live(
        question,
        settings.replications,
        seed=settings.seed,
        threads=settings.threads,
        on_progress=on_progress,
    )
    rates = rates_of(setup, question)
    return Arm(change=change, years=years, rates=rates, series=year_series(years, rates))
