"""One HTML file that needs no network: headings, sentences, tables and pictures; text is always escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #222; margin: 0 auto;
  max-width: 62rem; padding: 1rem 1.2rem 3rem; background: #fff; }
h1 { font-size: 1.5rem; margin: .4rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; }
p { margin: .4rem 0; } .badge { display: inline-block; border: 2px solid #d55e00; padding: .1rem .5rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; margin: .5rem 0; }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .6rem; text-align: right; vertical-align: top; }
th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 2px solid #888; }
tbody tr:nth-child(even) { background: #f6f8f9; } figure { margin: 1rem 0; } figure svg { max-width: 100%;
  height: auto; } figcaption { font-size: .9rem; color: #444; }
@media print { body { max-width: none; } figure, tr { break-inside: avoid; } }
"""


def heading(text: str) -> str:
    """Return a heading within the page."""
    return f"<h2>{escape(text)}</h2>"


def sentence(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def badge(text: str) -> str:
    """Return a framed remark that nobody overlooks."""
    return f'<p><strong class="badge">{escape(text)}</strong></p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the first row is its heading."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def figure(svg: str, caption: str) -> str:
    """Return a picture with what it shows in words, which is also read to those who do not see it."""
    text = escape(caption)
    return f'<figure role="img" aria-label="{text}">{svg}<figcaption>{text}</figcaption></figure>'


def page(title: str, lang: str, blocks: Sequence[str]) -> str:
    """Return the whole file."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        + "\n".join(blocks)
        + "\n</body></html>\n"
    )
