"""How every picture looks: colours that the colour-blind tell apart, few lines, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from operations.documents.figures import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito; vermilion is kept for trouble alone
BLUE, ORANGE, GREEN, PURPLE, SKY, TROUBLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"
POLICIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, "#000000")
INK, PALE, BAND = "#222222", "#dddddd", "#e8f4ea"

_STYLE: Any = {  # the library's type names each of its settings
    "svg.fonttype": "path",  # looks the same on every machine, in Typst too
    "svg.hashsalt": "coldchain",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlesize": 10,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "legend.frameon": False,
    "axes.axisbelow": True,
}


class Picture:
    """A figure under way; ``svg`` is filled when its block ends.

    ``axes`` is the main panel; ``above`` a lower one over it with the same horizontal axis, if asked for.
    """

    def __init__(self, figure: Figure, axes: Axes, above: Axes) -> None:
        self.figure, self.axes, self.above, self.svg = figure, axes, above, ""


@contextmanager
def picture(width: float = 7.2, height: float = 3.0, *, two: bool = False) -> Iterator[Picture]:
    """Give axes to draw on (inches); afterwards the picture holds its SVG."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        panels = figure.subplots(2, 1, sharex=True, height_ratios=(1, 3)) if two else [figure.subplots()]
        drawn = Picture(figure, axes=panels[-1], above=panels[0])
        yield drawn
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue()
        drawn.svg = text[text.index("<svg") :].rstrip()


def numbers(axis: object, lang: str, decimals: int = 0) -> None:
    """Write an axis's numbers as the language does."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, lang, decimals)))  # type: ignore[attr-defined]


def quiet_grid(axes: Axes) -> None:
    """Draw pale lines behind the data to read values by."""
    axes.grid(axis="y", color=PALE, linewidth=0.6)


def without_asides(name: str) -> str:
    """Return a name without what is said of it in brackets: pictures need the room."""
    return re.sub(r" \([^()]*\)", "", name)
