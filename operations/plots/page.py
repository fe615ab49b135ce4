"""A report as one HTML file that needs no network; text is always escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from operations.plots.blocks import Block

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #222; margin: 0 auto;
  max-width: 80rem; padding: 1rem 1.2rem 3rem; background: #fff; }
h1 { font-size: 1.5rem; margin: .4rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; }
p { margin: .4rem 0; max-width: 62rem; }
.badge { display: inline-block; border: 2px solid #d55e00; padding: .1rem .5rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; margin: .5rem 0; }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .6rem; text-align: right; vertical-align: top; }
.wide td { white-space: nowrap; }
.many { font-size: .78rem; } .many th, .many td { padding: .2rem .35rem; }
th:first-child, td:first-child { text-align: left; min-width: 12rem; white-space: normal; }
thead th { border-bottom: 2px solid #888; } tbody tr:nth-child(even) { background: #f6f8f9; }
figure { margin: 1rem 0; } figure svg { width: 100%; max-width: 54rem; height: auto; }
figcaption { font-size: .9rem; color: #444; }
@media print { body { max-width: none; } figure, tr { break-inside: avoid; } }
"""


def page(title: str, lang: str, blocks: Sequence[Block]) -> str:
    """Return the whole file."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        + "\n".join(_html(block) for block in blocks)
        + "\n</body></html>\n"
    )


def _html(block: Block) -> str:
    text = escape(block.text)
    if block.kind == "table":
        return _table(block.rows)
    if block.kind == "figure":
        # what the picture shows is also read to those who do not see it
        return f'<figure role="img" aria-label="{text}">{block.svg}<figcaption>{text}</figcaption></figure>'
    if block.kind == "badge":
        return f'<p><strong class="badge">{text}</strong></p>'
    return f"<h2>{text}</h2>" if block.kind == "heading" else f"<p>{text}</p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="scroll"><table class="{_width(len(rows[0]))}">{inside}</table></div>'


def _width(columns: int) -> str:
    """Return the classes of a table: a figure keeps its interval on the line, many columns are set small."""
    return "wide many" if columns > 6 else "wide" if columns > 2 else "narrow"
