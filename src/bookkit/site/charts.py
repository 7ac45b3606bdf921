"""Interactive figures without a kernel: an Altair chart that a cell returns.

How to make one, in a page's cell::

    ```{code-cell} ipython3
    ---
    mystnb:
      image:
        alt: What the figure shows as it first appears, and what moving the control changes.
      figure:
        caption: |
          Move the slider: ...
        name: fig-page-name
    tags: [hide-input]
    ---
    import altair as alt
    from dataproblems.interactive import use_interactive_figures

    use_interactive_figures()

    slider = alt.binding_range(min=0, max=5, step=1, name="Click noise, tenths")
    noise = alt.param(name="noise", value=1, bind=slider)
    said = alt.param(name="readout", expr=f"'NDCG is ' + {json.dumps(ndcg_by_noise)}[noise]")
    alt.Chart(table).mark_line().encode(x="position:Q", y="ndcg:Q").transform_filter(
        "datum.noise == noise"
    ).add_params(noise, said).properties(width=560, height=280)
    ```

Compute every state in the page (a tidy table with a column for the control; integers compare
exactly) and let the chart filter it: the numbers then come from the same helpers as the page's
other results. Controls are native inputs: always give them a ``name``, it is their label. A
parameter called ``readout`` whose value is a sentence is shown under the chart and announced by
screen readers. Alternative text and caption are required. Colours come from the book's palette
unless the chart sets them; use ``width=560`` at most and a single view or layers (concatenated
views cannot shrink to a phone).

The chart is compiled to Vega when the book is built. A reader without scripts, and print, get
the static drawing of its first state; the library (one file out of vl-convert's bundle) loads
when the first chart is scrolled to.
"""

import hashlib
import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinx.application import Sphinx

from bookkit.site.svg import INK, inline_svg

VEGA_LITE = re.compile(r"application/vnd\.vegalite\.v(\d+)\+json")
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#b0509a", "#8f7a1f", "#7f7f7f")  # as in plotting
_TEXT = {"labelColor": INK, "titleColor": INK}
CONFIG: dict[str, Any] = {
    "aria": False,  # the figure has one label; hundreds of marks with their own would drown it
    "background": None,
    "font": "sans-serif",
    "axis": {**_TEXT, "domainColor": INK, "tickColor": INK, "gridColor": "#7f7f7f44",
             "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
    "legend": {**_TEXT, "labelFontSize": 12, "titleFontSize": 12},
    "header": _TEXT,
    "title": {"color": INK, "subtitleColor": INK},
    "text": {"color": INK},
    "rule": {"color": INK},
    "mark": {"color": PALETTE[0], "aria": False},
    "range": {"category": list(PALETTE)},
    "view": {"stroke": None},
}  # fmt: skip


def chart_nodes(renderer: Any, data: Any) -> list[nodes.Node] | None:
    """Return a chart's nodes if the output is a Vega-Lite chart, else None."""
    if not VEGA_LITE.fullmatch(data.mime_type):
        return None
    options = data.cell_metadata.get("mystnb", {})
    label = str(options.get("image", {}).get("alt", "")).strip()
    caption = str(options.get("figure", {}).get("caption", "")).strip()
    if not label or not caption:
        renderer.logger.warning(
            "an interactive figure needs alternative text (mystnb: image: alt) and a caption",
            subtype="chart",
            line=data.line,
        )
    return [nodes.raw("", chart_html(data.content, label), format="html")]


def chart_html(spec: dict[str, Any], label: str) -> str:
    """Return the markup of a chart: its static drawing, and the program that replaces it.

    Parameters
    ----------
    spec
        A Vega-Lite specification.
    label
        What the figure shows, in words.
    """
    styled = {**spec, "config": _merged(CONFIG, spec.get("config", {}))}
    vega = vl_convert.vegalite_to_vega(styled)
    drawing = vl_convert.vega_to_svg(vega)
    text = json.dumps(vega, separators=(",", ":"), sort_keys=True)
    prefix = "c" + hashlib.sha256(text.encode()).hexdigest()[:8]
    program = text.replace(INK, "currentColor").replace("<", "\\u003c")
    escaped = html.escape(label, quote=True)
    return (
        f'<div class="chart" id="{prefix}" role="group" aria-label="{escaped}">'
        '<div class="chart-controls"></div>'
        f'<div class="chart-view"><div class="chart-fallback">'
        f"{inline_svg(drawing, label, f'{prefix}-')}</div></div>"
        '<p class="chart-readout" role="status"></p>'
        f'<script type="application/json" class="chart-program">{program}</script></div>'
    )


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _merged(base[key], value) if both else value
    return merged


def library() -> str:
    """Return what a page needs of Vega, as one script, out of vl-convert's bundle.

    The bundle's own name for Vega is an empty default export, so the two names are imported from
    the module that it carries. Browsers refuse modules to pages opened from a folder: the result
    is a function that keeps its names to itself.
    """
    module = f"/npm/vega@{vl_convert.get_vega_version()}/+esm"
    snippet = f'import {{View, parse}} from "{module}"; window.vega = {{View, parse}};'
    return f"(() => {{{vl_convert.javascript_bundle(snippet)}}})();\n"


def write_library(app: Sphinx, error: Exception | None) -> None:
    """Put the library into the site if a page shows a chart."""
    site = Path(app.outdir)
    if error is not None or app.builder.format != "html":
        return
    if any('class="chart-program"' in page.read_text("utf-8") for page in site.rglob("*.html")):
        bundled = site.parent / f"vega-{vl_convert.get_vega_version()}.js"  # takes 2 s to make
        if not bundled.is_file():
            bundled.write_text(library(), "utf-8")
        shutil.copyfile(bundled, site / "_static" / "vega.js")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("build-finished", write_library, priority=400)
