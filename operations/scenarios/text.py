"""Scenarios side by side: as lines, as facts, as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from distribution.language.catalogue import say
from distribution.units import HOUR_S, km_from_m
from operations.documents.sheet import Cell, Heading, Look, Sheet
from operations.explaining.figures import decimal_text
from operations.report import amount_text
from operations.scenarios.run import FIGURES, Trial

_SHOWN: Mapping[str, Callable[[Any], float]] = {
    "fill_rate": lambda share: 100 * share,
    "distance_m": km_from_m,
    "driving_s": lambda s: s / HOUR_S,
    "co2_g": lambda g: g / 1_000,
}
_NAME_WIDTH = 34


def comparison_lines(trials: Sequence[Trial], lang: str) -> list[str]:
    """Return the table of figures, a column a scenario, then what each scenario is and what staying costs."""
    done = [trial for trial in trials if trial.figures is not None]
    rows = [["", *(trial.scenario.name for trial in done)]]
    rows += [
        [say(f"indicator.{name}", lang), *(_cell(trial, name, lang) for trial in done)] for name in FIGURES
    ]
    rows.append([say("scenario.difference", lang), *(_difference(done[0], trial, lang) for trial in done)])
    rows.append([say("scenario.stay", lang), *(_stay(trial, lang) for trial in done)])
    rows.append([say("scenario.best", lang), *(_told(_best_more(done[0], trial), lang) for trial in done)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[0] = max(widths[0], _NAME_WIDTH)
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    return [*lines, "", *(_about(trial, lang) for trial in trials), "", *noise_lines(trials, lang)]


def noise_lines(trials: Sequence[Trial], lang: str) -> list[str]:
    """Return what a small difference is worth, and how much chance is known to have cost in these plans.

    Where the plan of the week as it is may stay and is cheaper than the one found, the search alone has
    missed the difference.
    """
    missed = [
        trial.figures.cost_vnd - trial.stay.cost_vnd
        for trial in trials
        if trial.figures and trial.stay and _stay_is_better(trial)
    ]
    told = [say("scenario.missed", lang, apart=amount_text(max(missed), lang))] if missed else []
    return [say("scenario.noise", lang), *told]


def comparison_facts(trials: Sequence[Trial], lang: str) -> list[dict[str, Any]]:
    """Return every trial for programs, its difference from the first included."""
    return [_facts(trials[0], trial, lang) for trial in trials]


def comparison_sheet(trials: Sequence[Trial], lang: str) -> Sheet:
    """Return the table of figures as a sheet, a column a scenario."""
    done = [trial for trial in trials if trial.figures is not None]
    first = Heading(key="item", look=Look.TEXT, width=44)
    rest = [Heading(key="value", look=Look.DECIMAL, width=18, text=t.scenario.title[lang]) for t in done]
    rows: list[tuple[Cell, ...]] = [
        (_label(name, lang), *(_shown(trial, name) for trial in done)) for name in FIGURES
    ]
    rows.append((say("scenario.difference", lang), *(_more(done[0], trial) for trial in done)))
    rows.append((say("scenario.stay", lang), *(_stay_cell(trial, lang) for trial in done)))
    rows.append((say("scenario.best", lang), *(_best_more(done[0], trial) for trial in done)))
    notes = [*noise_lines(trials, lang), *(_about(trial, lang).strip() for trial in trials)]
    return Sheet(key="scenarios", headings=(first, *rest), rows=tuple(rows), notes=tuple(notes))


def _label(name: str, lang: str) -> str:
    """Return what a figure is called in a sheet, where its cells have no unit of their own."""
    label = say(f"indicator.{name}", lang)
    return f"{label} (%)" if name == "fill_rate" else label


def _aligned(row: list[str], widths: list[int]) -> list[str]:
    first, *rest = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]


def _shown(trial: Trial, name: str) -> float:
    value: float = getattr(trial.figures, name)
    return float(_SHOWN[name](value)) if name in _SHOWN else value


def _cell(trial: Trial, name: str, lang: str) -> str:
    value = _shown(trial, name)
    if name == "fill_rate":
        return decimal_text(f"{value:.1f}", lang) + " %"
    return amount_text(round(value), lang)


def _difference(base: Trial, trial: Trial, lang: str) -> str:
    return _told(_more(base, trial), lang)


def _told(more_vnd: int | None, lang: str) -> str:
    """Return an amount with its sign; a dash for none."""
    if more_vnd is None:
        return "–"
    sign = "+" if more_vnd > 0 else "−" if more_vnd < 0 else ""
    return sign + amount_text(abs(more_vnd), lang)


def _more(base: Trial, trial: Trial) -> int | None:
    """Return what the plan found costs more than that of the week as it is, đồng."""
    if trial is base or base.figures is None or trial.figures is None:
        return None
    return trial.figures.cost_vnd - base.figures.cost_vnd


def _best_more(base: Trial, trial: Trial) -> int | None:
    """Return the same for the better of two plans: the one found, and that of the week as it is.

    The latter is better where it keeps every rule under the scenario, and the one found does not, or serves
    fewer centres, or as many for more.
    """
    more, stay = _more(base, trial), trial.stay
    if more is None or stay is None or stay.violations or base.figures is None or trial.figures is None:
        return more
    stay_more, found, kept = stay.cost_vnd - base.figures.cost_vnd, trial.figures.served, base.figures.served
    if trial.violations or found < kept:
        return stay_more
    return min(more, stay_more) if found == kept else more


def _stay(trial: Trial, lang: str) -> str:
    cell = _stay_cell(trial, lang)
    return amount_text(cell, lang) if isinstance(cell, int) else cell or "–"


def _stay_cell(trial: Trial, lang: str) -> int | str | None:
    """Return what keeping the plan of the week as it is costs, how many rules it breaks, or None."""
    if trial.stay is None:
        return None
    if trial.stay.violations:
        return say("scenario.stay_broken", lang, count=trial.stay.violations)
    return trial.stay.cost_vnd


def _about(trial: Trial, lang: str) -> str:
    name, title = trial.scenario.name, trial.scenario.title[lang]
    if trial.failed is not None:
        return say("scenario.failed", lang, name=name, title=title, reason=trial.failed(lang))
    key = "scenario.broken" if trial.violations else "scenario.line"
    line = say(key, lang, name=name, title=title, count=trial.violations)
    return f"{line} {say('scenario.stay_better', lang)}" if _stay_is_better(trial) else line


def _stay_is_better(trial: Trial) -> bool:
    """Return whether the plan as it is may stay under the scenario and costs less than the plan found."""
    stay, figures = trial.stay, trial.figures
    return bool(stay and figures and not stay.violations and stay.cost_vnd < figures.cost_vnd)


def _facts(base: Trial, trial: Trial, lang: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": trial.scenario.name, "title": dict(trial.scenario.title)}
    if trial.figures is None:
        return {**facts, "failed": trial.failed(lang) if trial.failed else ""}
    figures = {name: getattr(trial.figures, name) for name in FIGURES}
    return {
        **facts,
        "figures": figures,
        "difference": {name: value - getattr(base.figures, name) for name, value in figures.items()},
        "violations": trial.violations,
        "stay": None
        if trial.stay is None
        else {"cost_vnd": trial.stay.cost_vnd, "violations": trial.stay.violations},
    }
