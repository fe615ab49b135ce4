"""Physics that cannot be: said at once, before anything is computed."""

from __future__ import annotations

from distribution.errors import DistributionError
from distribution.language.catalogue import say


class PhysicsError(DistributionError):
    """A box, compartment or start that cannot exist; the text says what and where, the remedy what to do.

    ``key`` is a key of the message catalogue (``physics.<key>``), ``arguments`` fill its sentence.
    """

    def __init__(self, key: str, **arguments: object) -> None:
        self.key = f"physics.{key}"
        self.arguments = {name: str(value) for name, value in arguments.items()}
        super().__init__(f"{key}: " + ", ".join(f"{k} = {v}" for k, v in self.arguments.items()))

    def sentence(self, lang: str) -> str:
        """Return what cannot be and what to do, in ``vi`` or ``en``."""
        return say(self.key, lang, **self.arguments)
