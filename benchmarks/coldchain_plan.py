"""A plan of the bundled week for the cold chain's benchmarks, by the quick insertion engine."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp


def planned() -> Path:
    """Return a new plan folder of the country week, in a folder of its own."""
    from distribution.progress import Limits
    from operations.commands.plan import plan_and_publish
    from operations.settings import PlanSettings

    settings = PlanSettings(engine="insertion", limits=Limits(iterations=1), allocation="own")
    report = plan_and_publish(None, "2026-W48", Path(mkdtemp()) / "plans", settings)
    return Path(str(report.facts["folder"]))
