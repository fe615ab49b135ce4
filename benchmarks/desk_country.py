"""The country's week that several parts of the desk are measured on, planned once a run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from distribution.progress import Limits
from operations.commands.plan import plan_and_publish
from operations.settings import PlanSettings

WEEK = "2026-W48"
ITERATIONS = 150


class Desk:
    """A folder to write in, and a plan of the country: the one given, else made when first asked for."""

    def __init__(self, home: Path, plan: Path | None = None) -> None:
        self.home = home
        self._given = plan

    @cached_property
    def plan(self) -> Path:
        """The plan folder, of the bundled week by ``ours`` where none was given: minutes."""
        if self._given is not None:
            return self._given
        settings = PlanSettings(engine="ours", limits=Limits(iterations=ITERATIONS))
        report = plan_and_publish(None, WEEK, self.home / "country", settings)
        return Path(str(report.facts["folder"]))
