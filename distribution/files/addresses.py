"""Cells as a spreadsheet names them: ``F7`` is column 5, row 7."""

from __future__ import annotations

import re
from functools import cache

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@cache
def letters(position: int) -> str:
    """Return the letters of a column, the first being 0: ``A`` … ``Z``, ``AA`` …"""
    text = ""
    rest = position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(ord("A") + letter) + text
    return text


def address(position: int, row: int) -> str:
    """Return the address of a cell, columns counted from 0 and rows from 1."""
    return f"{letters(position)}{row}"


def position_and_row(text: str) -> tuple[int, int]:
    """Return the column (from 0) and the row (from 1) of an address.

    Raises
    ------
    ValueError
        When the text is no address.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no address of a cell")
    position = 0
    for letter in found[1]:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1, int(found[2])
