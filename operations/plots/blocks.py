"""What a report is made of, before it becomes a page or a paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a report: ``kind`` is heading, sentence, badge, table or figure.

    A table has ``rows``, its heading first; a figure has ``svg`` and says in ``text`` what it shows.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    svg: str = ""


def heading(text: str) -> Block:
    """Return a heading."""
    return Block(kind="heading", text=text)


def sentence(text: str) -> Block:
    """Return a paragraph."""
    return Block(kind="sentence", text=text)


def badge(text: str) -> Block:
    """Return a framed remark that nobody overlooks."""
    return Block(kind="badge", text=text)


def table(rows: list[list[str]]) -> Block:
    """Return a table; the first row is its heading."""
    return Block(kind="table", rows=tuple(tuple(row) for row in rows))


def figure(svg: str, caption: str) -> Block:
    """Return a picture with what it shows in words."""
    return Block(kind="figure", svg=svg, text=caption)
