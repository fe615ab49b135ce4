"""Tonight's question: the user's input, or the synthetic example, with a copy beside the answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from distribution.calendar import Week
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.progress import OnProgress, Progress
from distribution.quarter.answer import nightly_horizon
from distribution.travel import TravelTable
from distribution.units import WEEK_DAYS, ceil_div
from operations.night.settings import NightSettings

INPUT_FILE = "input.xlsx"
INPUT_FOLDER = "input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a night asks: the inputs and the travel between their places."""

    inputs: WeekInputs
    travel: TravelTable


TravelSource = Callable[[WeekInputs], TravelTable]


def bundled_or_own(inputs: WeekInputs) -> TravelTable:
    """Return the travel of the input's own matrix, or of the bundled road graph."""
    from operations.travel_source import travel_for

    return travel_for(inputs)[0]


def ask(
    settings: NightSettings, made: Path, travel_source: TravelSource, on_progress: OnProgress
) -> Question:
    """Read the question and put a copy of it beside the answer-to-be.

    Raises
    ------
    InputError
        With every fault of the user's own file.
    """
    week, source = week_of(settings.as_of), settings.source
    if source is None:
        from operations.example_week import EXAMPLE_SEED, write_example

        on_progress(Progress(phase="example"))
        source = made / INPUT_FILE
        weeks = ceil_div((nightly_horizon(settings.as_of).end - week.monday).days, WEEK_DAYS)
        write_example(source, week, seed=EXAMPLE_SEED, lang=settings.lang, weeks=weeks)
    elif source.is_dir():
        shutil.copytree(source, made / INPUT_FOLDER)
    elif source.is_file():
        shutil.copyfile(source, made / INPUT_FILE)
    inputs = read_inputs(source, week, settings.as_of)
    on_progress(Progress(phase="travel"))
    return Question(inputs=inputs, travel=travel_source(inputs))


def inputs_of(folder: Path, as_of: date) -> WeekInputs:
    """Return the inputs that a published night answers, from the copy in its folder.

    Raises
    ------
    InputError
        When the copy is gone or has faults.
    """
    return read_inputs(kept_input(folder), week_of(as_of), as_of)


def kept_input(folder: Path) -> Path:
    """Return where a published night keeps the input that it answers."""
    own = folder / INPUT_FOLDER
    return own if own.is_dir() else folder / INPUT_FILE


def week_of(day: date) -> Week:
    """Return the ISO week that holds a day."""
    return Week(day - timedelta(days=day.weekday()))
