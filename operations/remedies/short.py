"""What would help centres that get less than they need, the cheapest first, each confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from distribution.files.buffers_csv import BUFFERS_FILE
from distribution.findings import Finding
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.naming import names_of
from operations.documents.figures import moment
from operations.plan_folder import Judged
from operations.remedies.goods import litres_of, with_litres, with_packs
from operations.remedies.lacking import Lacking, Pair, lacking_of
from operations.remedies.later import Run, ready_days, runs_more
from operations.remedies.reserve_kept import OF_RESERVE
from operations.remedies.routed import later_calls
from operations.remedies.scarce import scarce_products
from operations.remedies.surplus import Gift, gifts
from operations.remedies.trial import Blocked, tried

MOST_GIFTS = 3  # told one by one; a centre that lacks more products is told of packs at its depot


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """All that has been confirmed for the lacks of a plan."""

    met: frozenset[Pair]
    blocked: Blocked
    gifts: dict[Pair, Gift]
    runs: dict[Pair, Run]
    calls: dict[str, Sentence]
    litres: dict[str, int]
    scarce: frozenset[str]


def with_goods(found: tuple[Finding, ...], judged: Judged) -> tuple[Finding, ...]:
    """Return short findings with the cheapest remedy that trying the plan again confirms.

    They are tried in this order: what another centre can spare, one more run of transfers, packs at the
    depot, litres in the refrigerator.  Whatever is confirmed holds for all who lack at once.  One for which
    nothing was found says so; a shortage of the whole chain is proved by counting.
    """
    lacking = lacking_of(judged.plan, judged.inputs)
    if not lacking:
        return found
    ways = _ways(judged, lacking)
    return tuple(_helped(f, lacking, ways, judged.inputs) if f.kind == "short" else f for f in found)


def _ways(judged: Judged, lacking: tuple[Lacking, ...]) -> _Ways:
    inputs = judged.inputs
    late = [one for one in lacking if one.reason == "late"]
    full = [one for one in lacking if one.reason == "fridge"]
    litres = litres_of(inputs, full)
    asked = with_litres(with_packs(inputs, [one for one in lacking if one not in full]), litres)
    trial = tried(judged, asked, lacking)
    calls = later_calls(judged, ready_days(judged, late))
    return _Ways(
        met=trial.met,
        blocked=trial.blocked,
        gifts=gifts(inputs, judged.plan, judged.travel, [one for one in lacking if one.pair in trial.met]),
        # a run costs millions, a later call seldom one: who has a call needs no run
        runs=runs_more(judged, [one for one in late if one.centre_id not in calls]),
        calls=calls,
        litres=litres,
        scarce=scarce_products(judged.plan, inputs),
    )


def _helped(finding: Finding, lacking: Sequence[Lacking], ways: _Ways, inputs: WeekInputs) -> Finding:
    why = finding.what.arguments["why"]
    reason = why.key.removeprefix("short.") if isinstance(why, Sentence) else ""
    own = [one for one in lacking if one.centre_id == finding.centre_id and one.reason == reason]
    if not own:
        return finding
    proof = finding.proof
    if reason == "supply":
        proof = "proved" if all(one.product_id in ways.scarce for one in own) else "not_found"
    remedy = _in_time(own, ways, inputs) if reason == "late" else None
    remedy = remedy or _with_more(own, reason, ways, inputs) or _nothing(own[0].centre_id, ways, inputs)
    return replace(finding, remedy=remedy, proof=proof)


def _nothing(centre_id: str, ways: _Ways, inputs: WeekInputs) -> Sentence:
    """Return that nothing was found, and what stands in the way of more goods where a rule does."""
    breach = ways.blocked.get(centre_id)
    if breach is None:
        return Sentence(key="finding.remedy.none_found")
    why = breach.worded(names_of(inputs))
    if BUFFERS_FILE in inputs.digests and breach.key in OF_RESERVE:
        return Sentence(key="finding.remedy.blocked_reserve", arguments={"why": why})
    return Sentence(key="finding.remedy.blocked", arguments={"rule": breach.rule, "why": why})


def _in_time(own: Sequence[Lacking], ways: _Ways, inputs: WeekInputs) -> Sentence | None:
    """Return a later call or, where there is none, one more run of transfers."""
    if (call := ways.calls.get(own[0].centre_id)) is not None:
        return call
    first, *others = (ways.runs.get(one.pair) for one in own)
    return _run(first, inputs) if first is not None and all(run == first for run in others) else None


def _run(run: Run, inputs: WeekInputs) -> Sentence:
    transfer = run.transfer
    return Sentence(
        key="finding.remedy.truck" if run.own_truck else "finding.remedy.run",
        arguments={
            "origin": inputs.network.name(transfer.origin_id),
            "depot": inputs.network.name(transfer.destination_id),
            "moment": moment(transfer.depart_s, inputs.calendar.week),
            "vnd": run.extra_vnd,
        },
    )


def _with_more(own: Sequence[Lacking], reason: str, ways: _Ways, inputs: WeekInputs) -> Sentence | None:
    """Return packs of other centres or at the depot, or litres, where trying again confirmed them."""
    if not all(one.pair in ways.met for one in own):
        return None
    if reason == "fridge":
        return Sentence(key="finding.remedy.fridge", arguments={"litres": ways.litres[own[0].centre_id]})
    given = [one for one in own if one.pair in ways.gifts][:MOST_GIFTS]
    rest = [one for one in own if one not in given]
    told = [_gift(one, ways.gifts[one.pair], inputs) for one in given]
    if rest:
        doses = sum(one.packs * inputs.vaccines[one.product_id].pack_doses for one in rest)
        packs = sum(one.packs for one in rest)
        told.append(Sentence(key="finding.remedy.supply", arguments={"packs": packs, "doses": doses}))
    return _joined(told)


def _gift(one: Lacking, gift: Gift, inputs: WeekInputs) -> Sentence:
    return Sentence(
        key="finding.remedy.surplus",
        arguments={
            "packs": gift.packs,
            "product": inputs.vaccines[one.product_id].name,
            "centre": inputs.network.name(gift.donor_id),
            "km": gift.km,
        },
    )


def _joined(told: Sequence[Sentence]) -> Sentence:
    first, *rest = told
    if not rest:
        return first
    return Sentence(key="finding.remedy.and", arguments={"first": first, "second": _joined(rest)})
