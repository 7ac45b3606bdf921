"""Interactive figures: Altair charts whose controls answer without a kernel.

A page computes every state of the figure beforehand; the chart only chooses among them. The
built book compiles the chart and shows it in its own colours; JupyterLab draws it natively.
"""

from typing import Any

import altair as alt

MIMETYPE = "application/vnd.vegalite.v5+json"  # the newest that JupyterLab draws


def use_interactive_figures() -> None:
    """Make every Altair chart that a cell returns an interactive figure from now on.

    Altair's default output asks another host for its scripts, and its ``mimetype`` renderer
    names a format that notebooks reject; this renderer emits one that both accept.
    """

    def render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {MIMETYPE: spec, "text/plain": "An interactive figure (Vega-Lite)"}

    alt.renderers.register("book", render)
    alt.renderers.enable("book")
