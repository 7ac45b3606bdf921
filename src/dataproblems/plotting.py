"""One look for every figure: transparent SVG, readable in light and dark, colour-blind safe.

Figures are drawn in one ink colour, ``INK``. The built book inlines each SVG and replaces
the ink by the page's own text colour, so a figure follows the reader's theme; in JupyterLab it
is dark ink on white. Alt text and caption belong to the page (``mystnb`` cell metadata).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from cycler import cycler
from matplotlib_inline.backend_inline import set_matplotlib_formats

from dataproblems.contracts import equally_long
from dataproblems.evidence import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#24292f"

# After Okabe & Ito (2008) and Tol (2021), kept to hues with a contrast of at least 3:1 on both
# the light and the dark page; order and marker tell series apart without colour.
BLUE, VERMILLION, GREEN, PURPLE, OLIVE, GREY = PALETTE = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#b0509a",
    "#8f7a1f",
    "#7f7f7f",
)
MARKERS = ("o", "s", "^", "D", "v", "X")


def use_theme() -> None:
    """Make this the look of all figures drawn from now on, as SVG in notebooks."""
    set_matplotlib_formats("svg", metadata={"Date": None})  # type: ignore[no-untyped-call]
    mpl.rcParams.update(
        {
            "axes.edgecolor": INK,
            "axes.facecolor": "none",
            "axes.grid": True,
            "axes.grid.axis": "y",
            "axes.labelcolor": INK,
            "axes.prop_cycle": cycler(color=PALETTE) + cycler(marker=MARKERS),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlesize": "medium",
            "figure.constrained_layout.use": True,
            "figure.facecolor": "none",
            "figure.figsize": (6.4, 3.6),
            "font.family": "sans-serif",
            "font.size": 10,
            "grid.alpha": 0.25,
            "grid.color": GREY,
            "hatch.color": INK,
            "image.cmap": "cividis",
            "legend.frameon": False,
            "lines.linewidth": 1.8,
            "lines.markersize": 5,
            "savefig.facecolor": "none",
            "svg.fonttype": "none",
            "svg.hashsalt": "data-before-models",
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )


def line_with_interval(
    ax: "Axes", x: Sequence[float], estimates: Sequence[Estimate], label: str, **style: Any
) -> None:
    """Draw estimates as a line with its 95% interval as a band.

    Parameters
    ----------
    ax
        Matplotlib axes.
    x, estimates
        Same length: positions and what was measured there.
    label
        Legend entry.
    style
        Passed to ``ax.plot``.

    Raises
    ------
    ValueError
        If there are more positions than estimates, or fewer.
    TypeError
        If one of them is a bare number.
    """
    equally_long(x=x, estimates=estimates)
    _measured(estimates)
    (line,) = ax.plot(x, [e.value for e in estimates], label=label, **style)
    ax.fill_between(
        x,
        [e.low for e in estimates],
        [e.high for e in estimates],
        color=line.get_color(),
        alpha=0.2,
        linewidth=0,
    )


def bars_with_interval(ax: "Axes", estimates: dict[str, Estimate], color: str = BLUE) -> None:
    """Draw named estimates as horizontal bars with their 95% intervals, first on top.

    Parameters
    ----------
    ax
        Matplotlib axes.
    estimates
        Bar label -> estimate.
    color
        One of ``PALETTE``.

    Raises
    ------
    TypeError
        If one of them is a bare number.
    """
    names = list(estimates)
    values = list(estimates.values())
    _measured(values)
    error = [[e.value - e.low for e in values], [e.high - e.value for e in values]]
    ax.barh(names, [e.value for e in values], xerr=error, color=color, ecolor=INK, capsize=3)
    ax.invert_yaxis()
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")


def _measured(estimates: Sequence[Estimate]) -> None:
    bare = [e for e in estimates if not isinstance(e, Estimate)]
    if bare:
        raise TypeError(f"estimates must be of dataproblems.evidence; got {bare[0]!r}")
