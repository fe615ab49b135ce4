"""``coldchain history``: what runs there are, what is kept of one, and folders that are not in it yet."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from distribution.files.archive import PLAN_FILE
from distribution.language.catalogue import catalogue, say
from distribution.language.sentence import day_text
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.history.acts import RELEASED, REMOVED
from operations.history.listing import Act, Run, RunDetails, latest_runs, run_details
from operations.history.plain import plain
from operations.history.recall_text import moment_text
from operations.history.tables import PLAN
from operations.history.unrecorded import unrecorded_folders
from operations.report import Report, amount_text


def list_report(history: str, limit: int, lang: str) -> Report:
    """Return the last runs, newest first."""
    runs = latest_runs(history, limit)
    lines = [line for run in runs for line in _run_lines(run, lang)]
    facts = {"runs": [plain(asdict(run)) for run in runs]}
    return Report(code=ExitCode.DONE, lines=tuple(lines) or (say("history.empty", lang),), facts=facts)


def details_report(history: str, run_id: str, lang: str) -> Report:
    """Return everything that is kept of one run."""
    found = run_details(history, run_id)
    return Report(
        code=ExitCode.DONE,
        lines=(*_run_lines(found.run, lang), *_detail_lines(found, lang)),
        facts=plain(asdict(found)),
    )


def complete_report(history: str, plans: Path, allocations: Path, lang: str) -> Report:
    """Record every plan and allocation on disk that the history does not know yet.

    Raises
    ------
    InputError
        When a folder cannot be read; those before it, by name, are recorded.
    HistoryError
        When the history cannot be written.
    """
    from operations.night.recording import record_night
    from operations.plan_recording import record_release

    folders = unrecorded_folders(history, plans, allocations)
    for folder in folders:
        if (folder / PLAN_FILE).exists():
            record_release(folder.resolve(), history)
        else:
            record_night(history, folder)
    names = [folder.name for folder in folders]
    lines = [say("history.completed", lang, count=len(names)), *(f"  {name}" for name in names)]
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts={"recorded": names})


def _run_lines(run: Run, lang: str) -> list[str]:
    figures = {name: value or 0 for name, value in run.figures.items()}
    doses = figures.get("doses_delivered" if run.kind == PLAN else "issued_doses", 0)
    cost = figures.get("cost_vnd" if run.kind == PLAN else "objective_vnd", 0)
    line = say(
        f"history.{run.kind}",
        lang,
        run=run.run_id,
        day=day_text(run.day, lang),
        doses=amount_text(int(doses), lang),
        cost=amount_text(int(cost), lang),
    )
    marks = [say("history.in_force", lang)] if run.in_force else []
    marks += [say("history.synthetic", lang)] if run.synthetic else []
    marks += [say("history.breaches", lang, count=run.breaches)] if run.breaches else []
    return [" · ".join([line, *marks]), *(f"  {_act(act, lang)}" for act in run.acts)]


def _act(act: Act, lang: str) -> str:
    key = {RELEASED: "history.released", REMOVED: "history.removed"}.get(act.kind, "history.rolled_back")
    return say(key, lang, at=moment_text(act.acted_at, lang), who=act.who, note=act.note)


def _detail_lines(found: RunDetails, lang: str) -> list[str]:
    lines = [say("history.recorded", lang, at=moment_text(found.run.recorded_at, lang))]
    for check in found.checks:
        key = "history.check_passed" if not check.violations else "history.check_failed"
        rule = _worded(f"night_check.{check.rule}", check.rule, lang)
        lines.append(say(key, lang, rule=rule, count=check.violations, waived=check.waived))
    lines += [_figure_line(found.run.kind, name, value, lang) for name, value in found.run.figures.items()]
    lines += [say("history.digest", lang, name=name, sha256=value) for name, value in found.digests.items()]
    versions = ", ".join(f"{name} {value}" for name, value in found.versions.items())
    return [f"  {line}" for line in (*lines, say("history.versions", lang, versions=versions))]


def _figure_line(kind: str, name: str, value: float | None, lang: str) -> str:
    key = f"indicator.{name}" if kind == PLAN else f"night_figure.{name}"
    text = "-"
    if value is not None:
        whole = float(value).is_integer()
        text = amount_text(int(value), lang) if whole else decimal_text(f"{value:.4f}", lang)
    return say("history.figure", lang, name=_worded(key, name, lang), value=text)


def _worded(key: str, name: str, lang: str) -> str:
    """Return what people call a thing; its own name where there is none, as of an older program."""
    return say(key, lang) if key in catalogue() else name
