"""``coldchain value``: one more vehicle, more litres, longer shifts, in đồng and doses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from distribution.errors import Fault, InputError
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.naming import named, names_of
from distribution.scenario import MoreLitres, MoreVehicles, Scenario
from distribution.units import HOUR_S, ml_from_litres
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.progress_lines import ProgressLines
from operations.report import Report, amount_text
from operations.scenarios.report import Asked, base_scenario, question_of, run_facts
from operations.scenarios.value_run import Value, Worth, values


def value_report(
    asked: Asked, vehicles: Sequence[str], litres: Sequence[str], hours: Sequence[float], seeds: int
) -> Report:
    """Plan the week without and with each addition, for ``seeds`` seeds, and tell the differences.

    Parameters
    ----------
    vehicles, litres
        ``DEPOT:TYPE`` and ``PLACE:LITRES``.
    hours
        Hours added to the shift of every driver.

    Raises
    ------
    InputError
        With every addition that is not understood.
    """
    lang = asked.settings.lang
    on_progress = ProgressLines(lang)
    _require_some([*vehicles, *litres, *hours])
    inputs = question_of(asked, on_progress)
    scenarios = _scenarios(inputs, vehicles, litres, hours)
    first = asked.settings.limits.seed
    found = values(
        inputs, base_scenario(), scenarios, asked.settings, range(first, first + seeds), on_progress
    )
    lines = [say("value.headline", lang, week=asked.week, engine=asked.settings.engine, seeds=seeds)]
    lines += [say("plan.synthetic", lang)] if inputs.synthetic else []
    lines += [line for value in found for line in _lines(value, lang)]
    facts = {**run_facts(asked, inputs), "seeds": seeds, "values": [_facts(value) for value in found]}
    missing = any(not value.worths for value in found)
    return Report(code=ExitCode.WARNINGS if missing else ExitCode.DONE, lines=tuple(lines), facts=facts)


def _require_some(asked: Sequence[object]) -> None:
    if not asked:
        raise InputError([Fault(code="value_nothing", file="coldchain value")])


def _scenarios(
    inputs: WeekInputs, vehicles: Sequence[str], litres: Sequence[str], hours: Sequence[float]
) -> list[Scenario]:
    faults: list[Fault] = []
    found: list[Scenario] = []
    names = names_of(inputs)
    for text in vehicles:
        depot, _, type_id = text.partition(":")
        more = (MoreVehicles(depot_id=depot, type_id=type_id),)
        kinds = {kind.type_id: f"{kind.name} ({kind.type_id})" for kind in inputs.fleet.types}
        title = _title("vehicle", what=kinds.get(type_id, type_id), place=named(names, depot))
        found.append(Scenario(name=f"--vehicle {text}", title=title, more_vehicles=more))
    for text in litres:
        place, _, amount = text.rpartition(":")
        try:
            volume_ml = ml_from_litres(float(amount))
        except ValueError:
            volume_ml = 0
        if volume_ml <= 0:
            faults.append(_fault(f"--litres {text}"))
            continue
        more_litres = (MoreLitres(place_id=place, volume_ml=volume_ml),)
        title = _title("litres", what=amount, place=named(names, place))
        found.append(Scenario(name=f"--litres {text}", title=title, more_litres=more_litres))
    for amount_h in hours:
        if not amount_h > 0:
            faults.append(_fault(f"--hours {amount_h}"))
            continue
        found.append(_longer(inputs, amount_h))
    if faults:
        raise InputError(faults)
    return found


def _longer(inputs: WeekInputs, hours: float) -> Scenario:
    more_s = round(hours * HOUR_S)
    shifts = {name: getattr(inputs.parameters, name) + more_s for name in ("shift_s", "team_shift_s")}
    return Scenario(name=f"--hours {hours:g}", title=_title("hours", what=f"{hours:g}"), parameters=shifts)


def _title(kind: str, **told: str) -> dict[str, str]:
    return {lang: say(f"value.{kind}", lang, **told) for lang in LANGUAGES}


def _fault(file: str) -> Fault:
    return Fault(code="value_amount", file=file)


def _lines(value: Value, lang: str) -> list[str]:
    title = value.scenario.title[lang]
    if not value.worths:
        return [say("value.none", lang, title=title)]
    saves = sorted(w.saves_vnd for w in value.worths)
    middle = round(sum(saves) / len(saves))
    lines = [
        say(
            "value.line",
            lang,
            title=title,
            mean=amount_text(middle, lang),
            least=amount_text(saves[0], lang),
            most=amount_text(saves[-1], lang),
            served=_mean(value.worths, "more_served", lang),
            doses=_mean(value.worths, "more_doses", lang),
        )
    ]
    proved = [w.proved_vnd for w in value.worths if w.proved_vnd is not None]
    if proved:
        least, most = max(p[0] for p in proved), min(p[1] for p in proved)
        lines.append(say("value.proved", lang, least=amount_text(least, lang), most=amount_text(most, lang)))
    else:
        lines.append(say("value.found", lang))
        lines += [_chance(value.worths, lang)] if len(value.worths) > 1 else []
    kept = sum(w.kept for w in value.worths)
    if kept:
        lines.append(say("value.kept", lang, count=kept, seeds=len(value.worths)))
    return lines


def _mean(worths: Sequence[Worth], name: str, lang: str) -> str:
    return decimal_text(f"{sum(getattr(w, name) for w in worths) / len(worths):+.1f}", lang)


def _chance(worths: Sequence[Worth], lang: str) -> str:
    """Return how far apart chance alone puts the plans without it: what is less than that tells nothing."""
    costs = [w.without_vnd for w in worths]
    apart = max(costs) - min(costs)
    percent = decimal_text(f"{100 * apart / min(costs):.1f}", lang) if min(costs) else "–"
    return say("value.chance", lang, seeds=len(costs), apart=amount_text(apart, lang), percent=percent)


def _facts(value: Value) -> dict[str, Any]:
    return {
        "name": value.scenario.name,
        "proof": "proved" if any(w.proved_vnd for w in value.worths) else "found",
        "seeds": [
            {
                "seed": w.seed,
                "without_vnd": w.without_vnd,
                "saves_vnd": w.saves_vnd,
                "more_served": w.more_served,
                "more_doses": w.more_doses,
                "kept": w.kept,
                "proved_vnd": w.proved_vnd,
            }
            for w in value.worths
        ],
    }
