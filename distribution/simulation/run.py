"""All replications of a plan, block by block, in this process or spread over an executor."""

from __future__ import annotations

import pickle
import time
from concurrent.futures import Executor, as_completed
from dataclasses import replace
from functools import lru_cache

from distribution.progress import OnProgress, Progress
from distribution.simulation.assumptions import still
from distribution.simulation.chance import BLOCK, Chance, blocks
from distribution.simulation.outcome import Outcome, joined
from distribution.simulation.replay import Question, replay


def simulate(
    question: Question,
    replications: int,
    seed: int,
    *,
    spread: Executor | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Replay a plan so often; the same seed gives the same outcome, spread or not.

    Raises
    ------
    EngineError
        When a child of the executor is lost.
    """
    begun, chances = time.perf_counter(), blocks(seed, replications)

    def tell(done: int) -> None:
        if on_progress:
            elapsed, over = time.perf_counter() - begun, min(done * BLOCK, replications)
            on_progress(Progress(phase="simulate", done=over, total=replications, elapsed_s=elapsed))

    if spread is None:
        parts = []
        for number, chance in enumerate(chances):
            tell(number)
            parts.append(replay(question, chance))
        return joined(parts)
    packed = pickle.dumps(question, protocol=pickle.HIGHEST_PROTOCOL)
    futures = {spread.submit(_replay, packed, chance): chance.block for chance in chances}
    found: dict[int, Outcome] = {}
    for future in as_completed(futures):
        found[futures[future]] = future.result()
        tell(len(found))
    return joined([found[chance.block] for chance in chances])


def _replay(packed: bytes, chance: Chance) -> Outcome:
    """Replay a block elsewhere: a question weighs more than its block, so each process unpacks it once."""
    return replay(_unpacked(packed), chance)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Question:
    question: Question = pickle.loads(packed)
    return question


def as_written(question: Question) -> Outcome:
    """Replay a plan once without any variation: what the plan itself promises."""
    exact = replace(question, assumptions=still(question.assumptions))
    return replay(exact, Chance(seed=0, block=0, size=1))
