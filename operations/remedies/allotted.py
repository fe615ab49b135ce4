"""Short centres allocated again: with the litres that refrigerators lack, or the packs that all lack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from distribution.demand import demand
from distribution.findings import Finding
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import Requirement, WeeklyPlan
from distribution.progress import Progress
from distribution.projection import project
from distribution.stock import StockLine
from distribution.travel import TravelTable
from distribution.units import ceil_div
from distribution.vaccines import LotStatus, TemperatureBand
from solvers.allocation.allocate import allocate
from solvers.allocation.problem import near_depots

COLD = TemperatureBand.COLD
LITRE_ML = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lacking:
    """What a centre lacks of one product, in whole packs, and why."""

    centre_id: str
    product_id: str
    packs: int
    reason: str


def with_stock_or_litres(
    found: tuple[Finding, ...], inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable
) -> tuple[Finding, ...]:
    """Return short findings with what would have met the need, where allocating again confirms it.

    All refrigerators that lack room are enlarged at once, and all packs that the chain lacks are added at
    the depots of those who lack them: what is confirmed is confirmed for all of them together.
    """
    lacking = [_of(r, inputs) for r in plan.requirements if r.reason in ("fridge", "supply")]
    if not lacking:
        return found
    litres = _litres(lacking, inputs)
    met = _met(_with_litres(_with_packs(inputs, lacking, travel), litres), travel)
    return tuple(_helped(f, lacking, litres, met, inputs) if f.kind == "short" else f for f in found)


def _of(row: Requirement, inputs: WeekInputs) -> _Lacking:
    missing = row.need_doses - row.delivered_doses
    packs = ceil_div(missing, inputs.vaccines[row.product_id].pack_doses)
    return _Lacking(centre_id=row.centre_id, product_id=row.product_id, packs=packs, reason=row.reason)


def _litres(lacking: list[_Lacking], inputs: WeekInputs) -> dict[str, int]:
    """Return the whole litres that each refrigerator would need more."""
    volume: dict[str, int] = defaultdict(int)
    for one in lacking:
        if one.reason == "fridge":
            volume[one.centre_id] += one.packs * inputs.vaccines[one.product_id].pack_ml
    return {centre_id: ceil_div(ml, LITRE_ML) for centre_id, ml in volume.items()}


def _with_litres(inputs: WeekInputs, litres: dict[str, int]) -> WeekInputs:
    centres = tuple(
        replace(c, stores_ml={**c.stores_ml, COLD: c.stores_ml.get(COLD, 0) + litres[c.centre_id] * LITRE_ML})
        if c.centre_id in litres
        else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def _with_packs(inputs: WeekInputs, lacking: list[_Lacking], travel: TravelTable) -> WeekInputs:
    """Return the question with the packs that the chain lacks, of the longest lasting lot, at the depots."""
    depots = near_depots(inputs, travel)
    added = []
    for one in lacking:
        lots = [lot for lot in inputs.lots.values() if lot.product_id == one.product_id]
        usable = [lot for lot in lots if lot.status is LotStatus.RELEASED]
        if one.reason == "supply" and usable:
            lot = max(usable, key=lambda known: (known.expiry, known.lot_id))
            vaccine = inputs.vaccines[one.product_id]
            line = StockLine(
                place_id=depots[one.centre_id][0],
                product_id=one.product_id,
                lot_id=lot.lot_id,
                band=vaccine.delivered_band,
                use_by=lot.expiry,
                doses=one.packs * vaccine.pack_doses,
            )
            added.append(line)
    return replace(inputs, stock=(*inputs.stock, *added))


def _met(inputs: WeekInputs, travel: TravelTable) -> frozenset[tuple[str, str]]:
    """Return the centres and products whose need an allocation of the question meets."""

    def quiet(progress: Progress) -> None:
        del progress

    again = allocate(inputs, travel, demand(inputs, project(inputs)), on_progress=quiet)
    return frozenset(
        (line.centre_id, line.product_id)
        for line in again.lines
        if line.packs * inputs.vaccines[line.product_id].pack_doses >= line.need_doses
    )


def _helped(
    finding: Finding,
    lacking: list[_Lacking],
    litres: dict[str, int],
    met: frozenset[tuple[str, str]],
    inputs: WeekInputs,
) -> Finding:
    why = finding.what.arguments["why"]
    reason = why.key.removeprefix("short.") if isinstance(why, Sentence) else ""
    own = [one for one in lacking if one.centre_id == finding.centre_id and one.reason == reason]
    if not own or not all((one.centre_id, one.product_id) in met for one in own):
        return finding
    if reason == "fridge":
        arguments: dict[str, int | str | Sentence] = {"litres": litres[finding.centre_id]}
    else:
        doses = sum(one.packs * inputs.vaccines[one.product_id].pack_doses for one in own)
        arguments = {"packs": sum(one.packs for one in own), "doses": doses}
    return replace(finding, remedy=Sentence(key=f"finding.remedy.{reason}", arguments=arguments))
