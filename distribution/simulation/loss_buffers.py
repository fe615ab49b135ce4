"""What would bring every load's probability of being lost below a chosen one, or that nothing does.

A load is that of one call, from closing to its refrigerator.  Tried are, in this order: another recipe for
all that a depot packs (in refrigerated compartments: passive boxes for the loads concerned), the cheapest
box first; then a shorter ride, so that the planner leaves later, makes fewer stops or drives another way.
What is found rests on the same random numbers as the replay of the plan.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from distribution.coldchain.box_choice import recipes_that_carry
from distribution.coldchain.recipes import Recipe
from distribution.feasibility.rule_times import service_s
from distribution.inputs import WeekInputs
from distribution.plan import Packing, Route, WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.simulation.buffers import Buffer, merged
from distribution.simulation.chance import blocks
from distribution.simulation.lived import LoadKey
from distribution.simulation.loss_trials import Trials
from distribution.simulation.outcome import Outcome
from distribution.simulation.replay import Question
from distribution.travel import TravelTable
from distribution.units import MINUTE_S


class Means(StrEnum):
    """What brings a load's probability of loss below the one chosen."""

    RECIPE = "recipe"
    BOXED = "boxed"
    SHORTER = "shorter"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCall:
    """A call whose load is lost more often than is wanted, and what helps.

    ``loss`` is its share of replications in the plan, ``freeze`` that in which it froze, ``least`` the share
    with the means (with ``NONE``: the least of all that was tried).  ``ride_s`` is the longest time in closed
    boxes where the means is a shorter ride.
    """

    departure_id: str
    position: int
    centre_id: str
    loss: float
    freeze: float
    means: Means
    least: float
    recipe_id: str = ""
    ride_s: int | None = None


def against_loss(
    question: Question, outcome: Outcome, level: float, seed: int, on_progress: OnProgress | None = None
) -> tuple[LossCall, ...]:
    """Return every call whose load is lost more often than ``level``, with what helps, worst first."""
    high = {
        (call.departure_id, call.position): row
        for row, call in enumerate(outcome.calls)
        if outcome.lost[row].mean() > level
    }
    if not high:
        return ()
    trials = Trials(question, blocks(seed, outcome.replications))
    search = _Search(question, trials, frozenset(high), level)
    search.run({key: float(outcome.freeze[row].mean()) for key, row in high.items()}, on_progress)
    found = [_call(key, row, outcome, search, level) for key, row in high.items()]
    return tuple(sorted(found, key=lambda call: (-call.loss, call.departure_id, call.position)))


class _Search:
    """Recipes tried depot by depot: the one with which most of its loads are lost seldom enough is chosen.

    A depot packs by one recipe: routes mix the goods of its centres.
    """

    def __init__(self, question: Question, trials: Trials, high: frozenset[LoadKey], level: float) -> None:
        self.question, self.level = question, level
        departures = {departure_id for departure_id, _ in high}
        self._trials, plan = trials, question.plan
        self.depot = {r.route_id: r.depot_id for r in plan.routes}
        self.depot |= {c.consignment_id: c.depot_id for c in plan.consignments}
        self._passive = {r.route_id for r in plan.routes if r.packing is Packing.PASSIVE}
        self._passive |= {c.consignment_id for c in plan.consignments}
        self._high = Counter(self.depot[departure_id] for departure_id, _ in high)
        self._open = set(self._high)
        self._tried = departures | {d for d in self._passive if self.depot[d] in self._open}
        self._routes = {route.route_id: route for route in plan.routes}
        self.own = trials.ride(frozenset(departures & self._passive), {})
        self.chosen: dict[str, Recipe] = {}
        self.kept: dict[str, frozenset[LoadKey]] = defaultdict(frozenset)
        self.least: dict[LoadKey, float] = {}

    def run(self, freeze: Mapping[LoadKey, float], on_progress: OnProgress | None) -> None:
        """Try recipe after recipe, cheapest box first; only certified ones where loads freeze too often."""
        queues = self._queues(freeze)
        rounds = max((len(queue) for queue in queues.values()), default=0)
        for number in range(rounds):
            if on_progress:
                on_progress(Progress(phase="loss", done=number, total=rounds))
            recipe = {d: q[number] for d, q in queues.items() if d in self._open and number < len(q)}
            if recipe:
                self._try(recipe)

    def _queues(self, freeze: Mapping[LoadKey, float]) -> dict[str, list[Recipe]]:
        """Return for every depot the recipes that all of its departures concerned could carry."""
        plan, inputs = self.question.plan, self.question.inputs
        frozen: dict[str, float] = defaultdict(float)
        for (departure_id, _), share in freeze.items():
            depot_id = self.depot[departure_id]
            frozen[depot_id] = max(frozen[depot_id], share)
        carried = recipes_that_carry(plan, inputs)
        found: dict[str, list[Recipe]] = {}
        for departure_id in sorted(self._tried):
            depot_id = self.depot[departure_id]
            shared = found.get(depot_id, list(carried[departure_id]))
            found[depot_id] = [recipe for recipe in shared if recipe in carried[departure_id]]
        return {
            depot_id: [r for r in shared if r.certified or frozen[depot_id] <= self.level]
            for depot_id, shared in found.items()
        }

    def _try(self, recipe: Mapping[str, Recipe]) -> None:
        boxed = {d: recipe[self.depot[d]] for d in self._tried if self.depot[d] in recipe}
        ridden = self._trials.ride(frozenset(boxed), boxed)
        loads: dict[str, dict[LoadKey, float]] = defaultdict(dict)
        for key, one in ridden.items():
            loads[self.depot[key[0]]][key] = one.loss
            self.least[key] = min(one.loss, self.least.get(key, 1.0))
        for depot_id, losses in loads.items():
            kept = frozenset(key for key, loss in losses.items() if loss <= self.level)
            if len(kept) > max(len(self.kept[depot_id]), len(losses) - self._high[depot_id]):
                self.chosen[depot_id], self.kept[depot_id] = recipe[depot_id], kept
            if len(kept) == len(losses):
                self._open.discard(depot_id)

    def shorter_s(self, key: LoadKey) -> tuple[int, float] | None:
        """Return the ride in whole minutes that is short enough for a load, and its loss then.

        None for a compartment, and where the ride would be shorter than one straight to the centre.
        """
        route = self._routes.get(key[0])
        if route is None or key not in self.own:
            return None
        less_s = self.own[key].shorter_for(self.level)
        planned_s = route.stops[key[1]].depart_s - route.load_start_s
        ride_s = math.floor((planned_s - less_s) / MINUTE_S) * MINUTE_S
        if ride_s < straight_s(route, key[1], self.question.inputs, self.question.travel):
            return None
        return ride_s, self.own[key].loss_if_shorter(planned_s - ride_s)


def straight_s(route: Route, position: int, inputs: WeekInputs, travel: TravelTable) -> int:
    """Return loading, the free way from the depot straight to a call, and its unloading."""
    stop, table = route.stops[position], travel.profiles[inputs.fleet.type(route.type_id).profile]
    i, j = travel.index(route.depot_id), travel.index(stop.centre_id)
    way_s = int(table.driving_s[i, j]) + int(table.ferry_s[i, j])
    return inputs.parameters.loading_s + way_s + service_s(stop.boxes, inputs)


def _call(key: LoadKey, row: int, outcome: Outcome, search: _Search, level: float) -> LossCall:
    means, recipe_id, ride_s = Means.NONE, "", None
    loss = float(outcome.lost[row].mean())
    least = min(loss, search.least.get(key, 1.0))
    depot_id = search.depot[key[0]]
    if key in search.kept[depot_id]:
        means = Means.RECIPE if key in search.own else Means.BOXED
        recipe_id = search.chosen[depot_id].recipe_id
    elif (shorter := search.shorter_s(key)) is not None and shorter[1] <= level:
        means, (ride_s, least) = Means.SHORTER, shorter
    return LossCall(
        departure_id=key[0],
        position=key[1],
        centre_id=outcome.calls[row].centre_id,
        loss=loss,
        freeze=float(outcome.freeze[row].mean()),
        means=means,
        least=least,
        recipe_id=recipe_id,
        ride_s=ride_s,
    )


def loss_reserves(calls: Sequence[LossCall], plan: WeeklyPlan) -> tuple[Buffer, ...]:
    """Return what the calls ask of the planner, by centre: a depot's recipe of all centres that it serves."""
    recipe_of = depot_recipes(calls, plan)
    served = [(r.depot_id, stop.centre_id) for r in plan.routes for stop in r.stops]
    served += [(c.depot_id, c.centre_id) for c in plan.consignments]
    asked = [
        Buffer(centre_id=centre_id, recipe_id=recipe_of[depot_id])
        for depot_id, centre_id in served
        if depot_id in recipe_of
    ]
    own = [
        Buffer(centre_id=call.centre_id, ride_s=call.ride_s, boxed=call.means is Means.BOXED)
        for call in calls
        if call.means in (Means.BOXED, Means.SHORTER)
    ]
    return merged(asked, own)


def depot_recipes(calls: Iterable[LossCall], plan: WeeklyPlan) -> dict[str, str]:
    """Return the recipe by which each depot is to pack, where another than its own is asked for."""
    depot = {r.route_id: r.depot_id for r in plan.routes}
    depot |= {c.consignment_id: c.depot_id for c in plan.consignments}
    return {depot[call.departure_id]: call.recipe_id for call in calls if call.recipe_id}
