"""Drawings as PNG: JupyterLab shows the SVG of a notebook only to those who ran it themselves."""

import base64
from functools import cache
from pathlib import Path

import matplotlib as mpl
import vl_convert

SCALE = 1.5


def png(svg: str) -> str:
    """Return an SVG document as PNG, in base64.

    Letters are drawn with Matplotlib's own fonts, so that the picture is the same on a machine
    that has none.
    """
    _register_fonts()
    drawn = svg.replace("currentColor", "#24292f").replace("Helvetica", "DejaVu Sans")
    picture = vl_convert.svg_to_png(drawn, scale=SCALE)
    return base64.b64encode(picture).decode()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(Path(mpl.get_data_path(), "fonts", "ttf")))
