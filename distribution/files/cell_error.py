"""A cell that cannot be read."""

from __future__ import annotations


class CellError(ValueError):
    """A cell that cannot be read: a fault code and the arguments of its sentence."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments
