"""Why an engine cannot take a plain instance: the rule and its figures, to be said in either language."""

from __future__ import annotations

from distribution.errors import EngineError
from distribution.language.sentence import Sentence
from solvers.routing.instance import Instance
from solvers.routing.plain.size import LARGEST, largest_sum


class UnmodelledError(EngineError):
    """An engine was given what it cannot model; ``reason`` says it in either language."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(reason.said("en"))


def unsound(instance: Instance) -> Sentence | None:
    """Return why there is nothing to search for in an instance, or no way to count what is found."""
    vehicles = sum(max(0, t.available) for t in instance.types)
    if not instance.clients or not vehicles:
        return beyond("nothing", clients=len(instance.clients), vehicles=vehicles)
    return uncounted(instance)


def uncounted(instance: Instance) -> Sentence | None:
    """Return the first place or profile without travel, or how far sums would leave 64 bits."""
    if (place := without_travel(instance)) is not None:
        return place
    largest = largest_sum(instance)
    return beyond("magnitude", bits=largest.bit_length()) if largest > LARGEST else None


def without_travel(instance: Instance) -> Sentence | None:
    """Return the first place or profile that the tables of travel do not have."""
    profiles, places, _ = instance.distance.shape
    named = [*(c.place for c in instance.clients), *(p for t in instance.types for p in (t.start, t.end))]
    if (place := next((p for p in named if not 0 <= p < places), None)) is not None:
        return beyond("place", place=place, places=places)
    driven = [t.profile for t in instance.types]
    if (profile := next((p for p in driven if not 0 <= p < profiles), None)) is not None:
        return beyond("profile", profile=profile, profiles=profiles)
    return None


def beyond(key: str, **figures: int | str) -> Sentence:
    """Return the sentence of a rule that is not modelled, with its figures."""
    return Sentence(key=f"unmodelled.{key}", arguments=figures)
