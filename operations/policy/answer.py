"""The answer of ``coldchain policy``: lines for people, facts for programs, page and workbook if asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from distribution.language.catalogue import say
from distribution.policy.figures import Estimate, differences, year_figures
from operations.documents.figures import LOCAL
from operations.exit_codes import ExitCode
from operations.policy.arms import Arm, Comparison, PolicySettings, compare
from operations.policy.places import PLACE, PRODUCT, PlaceYear, ProductYear, product_years, subregions
from operations.policy.tables import levels
from operations.policy.text import comparison_lines, title
from operations.progress_lines import ProgressLines
from operations.publish import write_whole
from operations.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where the answer is also written; None: nowhere."""

    html: Path | None = None
    pdf: Path | None = None
    workbook: Path | None = None


def answer(settings: PolicySettings, files: Files, lang: str) -> Report:
    """Live the years and tell what they came to.

    Raises
    ------
    InputError, StorageError
        With every fault of the input or of the files of changes; when a file cannot be written.
    """
    told = compare(settings, ProgressLines(lang))
    lines = list(comparison_lines(told, lang))
    if files.html is not None or files.pdf is not None:
        _write_report(told, files, lang)
    if files.workbook is not None:
        from operations.policy.workbook import write_policy_workbook

        write_policy_workbook(told, files.workbook, lang)
    written = [path for path in (files.html, files.pdf, files.workbook) if path is not None]
    lines += [say("written.file", lang, path=path) for path in written]
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts=comparison_facts(told))


def _write_report(told: Comparison, files: Files, lang: str) -> None:
    from operations.plots.page import page
    from operations.plots.paper import paper, write_bytes
    from operations.policy.page import policy_blocks

    name, blocks = say("policy.title", lang), policy_blocks(told, lang)
    if files.html is not None:
        write_whole(files.html, page(name, lang, blocks))
    if files.pdf is not None:
        when = told.settings.week.moment(0).replace(tzinfo=LOCAL)
        write_bytes(files.pdf, paper(name, lang, blocks, when))


def comparison_facts(told: Comparison) -> dict[str, object]:
    """Return every figure as plain values: mean, low and high of its 95 % interval."""
    question = told.base.years.question
    return {
        "synthetic": told.inputs.synthetic,
        "week": str(told.settings.week),
        "weeks": len(question.weeks),
        "centres": len(question.centre_ids),
        "products": len(question.product_ids),
        "replications": told.settings.replications,
        "seed": told.settings.seed,
        "policies": [_arm_facts(arm, told) for arm in told.arms],
    }


def _arm_facts(arm: Arm, told: Comparison) -> dict[str, object]:
    by_level = levels(arm)
    facts: dict[str, object] = {
        "name": arm.change.name if arm.change else "base",
        "title": title(arm, "en"),
        "figures": _plain(year_figures(arm.series)),
        "cost_dose_by_level_vnd": _plain(year_figures(by_level)),
        "subregions": [
            {"name": name, "centres": place.centres, **_estimates(place, PLACE)}
            for name, place in subregions(arm, told.inputs).items()
        ],
        "products": [
            {"product_id": product_id, **_estimates(product, PRODUCT)}
            for product_id, product in product_years(arm).items()
        ],
    }
    if arm.change is not None:
        facts["differences"] = _plain(differences(arm.series, told.base.series))
        facts["cost_dose_by_level_differences_vnd"] = _plain(differences(by_level, levels(told.base)))
    return facts


def _estimates(of: PlaceYear | ProductYear, names: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return the figures of a place or product with their intervals."""
    return _plain(year_figures({name: getattr(of, name) for name in names}))


def _plain(estimates: dict[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: {k: round(v, 4) for k, v in asdict(e).items()} for name, e in estimates.items()}
