"""The loads of some departures ridden again in other boxes, on the random numbers of the plan's replay."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from distribution.coldchain.recipes import Recipe
from distribution.simulation.chance import Chance, Floats
from distribution.simulation.cold import box_loads
from distribution.simulation.cold_boxes import spoiling
from distribution.simulation.lived import LoadKey
from distribution.simulation.replay import Question, planned_calls
from distribution.simulation.route_replay import RouteReplay
from distribution.simulation.weather import Weather
from distribution.simulation.week_replay import parcels_late_s, replay_routes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ridden:
    """A load, one entry a replication: seconds on board, and after which of them it was lost (inf: never)."""

    aboard_s: Floats
    lost_at_s: Floats

    @property
    def loss(self) -> float:
        """The share of replications in which it is lost."""
        return self.loss_if_shorter(0.0)

    def loss_if_shorter(self, by_s: float) -> float:
        """Return the share in which it is lost when it rides so much less."""
        return float((self.aboard_s - by_s >= self.lost_at_s).mean())

    def shorter_for(self, level: float) -> float:
        """Return by how many seconds it must ride less so that no larger share than ``level`` is lost."""
        over = np.sort(self.aboard_s - self.lost_at_s)
        may_be_lost = math.floor(level * len(over) + 1e-9)
        return max(0.0, float(over[len(over) - may_be_lost - 1]) + 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Block:
    chance: Chance
    replays: tuple[RouteReplay, ...]
    late_s: Mapping[str, Floats]


class Trials:
    """The rides of a plan replayed once, into which loads are put in whatever boxes."""

    def __init__(self, question: Question, chances: Sequence[Chance]) -> None:
        self._question = question
        self._roads = question.roads
        vaccines = question.inputs.vaccines
        self._sensitive = {
            (call.key.departure_id, call.key.position): any(
                vaccines[drop.product_id].freeze_sensitive for drop in call.drops
            )
            for call in planned_calls(question.plan, question.inputs)
        }
        self._blocks = [
            _Block(
                chance=chance,
                replays=replay_routes(question.plan, self._roads, chance),
                late_s=parcels_late_s(question.plan, self._roads, chance),
            )
            for chance in chances
        ]

    def ride(self, departures: frozenset[str], boxed: Mapping[str, Recipe]) -> dict[LoadKey, Ridden]:
        """Return what becomes of the loads of departures, packed by recipes or, without one, by the plan."""
        parts = [self._in_block(block, departures, boxed) for block in self._blocks]
        return {
            key: Ridden(
                aboard_s=np.concatenate([part[key].aboard_s for part in parts]),
                lost_at_s=np.concatenate([part[key].lost_at_s for part in parts]),
            )
            for key in parts[0]
        }

    def _in_block(
        self, block: _Block, departures: frozenset[str], boxed: Mapping[str, Recipe]
    ) -> dict[LoadKey, Ridden]:
        question, assumed = self._question, self._question.assumptions
        ridden = box_loads(question.plan, block.replays, block.late_s, self._roads, boxed)
        loads = [load for load in ridden if load.key[0] in departures]
        if not loads:
            return {}
        weather = Weather(question.inputs, assumed, block.chance)
        found = spoiling(loads, weather, assumed, block.chance)
        size = block.chance.size
        return {
            load.key: Ridden(
                aboard_s=np.broadcast_to(load.on_board_s, size),
                lost_at_s=np.minimum(
                    found.hot_at_s[row], found.froze_at_s[row] if self._sensitive[load.key] else np.inf
                ),
            )
            for row, load in enumerate(loads)
        }
