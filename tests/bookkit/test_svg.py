import io
import re
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pytest

from bookkit.site import svg
from bookkit.site.charts import PALETTE as CHART_PALETTE
from dataproblems import plotting


@pytest.fixture
def drawing():
    with plt.rc_context():
        plotting.use_theme()
        fig, ax = plt.subplots()
        ax.scatter(np.arange(3), np.arange(3), label="dots")
        ax.plot([0.123456789, 1], [0, 1])
        ax.text(0, 0, "a word")
        ax.legend()
        buffer = io.StringIO()
        fig.savefig(buffer, format="svg")
        plt.close(fig)
    return buffer.getvalue()


def test_ink_and_palette_are_those_of_the_figures():
    assert svg.INK == plotting.INK
    assert CHART_PALETTE == plotting.PALETTE


def test_every_reference_finds_its_prefixed_id(drawing):
    inline = svg.inline_svg(drawing, "Dots", "f1-")
    root = ET.fromstring(inline)  # noqa: S314  (drawn above)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert ids
    assert all(name.startswith("f1-") for name in ids)
    assert len(ids) == len(set(ids))
    referred = re.findall(r"url\(#([^)]+)\)", inline)
    referred += [e.get("href")[1:] for e in root.iter() if e.get("href", "").startswith("#")]
    assert referred
    assert set(referred) <= set(ids)


def test_colours_fonts_and_size_are_the_pages(drawing):
    inline = svg.inline_svg(drawing, "Dots", "f1-")
    assert plotting.INK not in inline
    assert plotting.BLUE in inline, "data keep their colour"
    assert "DejaVu" not in inline
    assert "a word" in inline, "text stays text"
    assert "<style" not in inline, "a rule for * would reach the whole page"
    root = ET.fromstring(inline)  # noqa: S314  (drawn above)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Dots"
    assert root.get("viewBox")
    assert root.get("width") is None
    width = float(root.get("viewBox").split()[2])
    assert f"--drawn: {width:.0f}" in root.get("style"), "so that a phone shows it no smaller"


def test_it_is_lighter_than_the_drawing_and_as_exact_as_a_pixel(drawing):
    inline = svg.inline_svg(drawing, "Dots", "f1-")
    assert len(inline) < 0.9 * len(drawing)
    assert not re.search(r'\bd="[^"]*\d\.\d{3}', inline)


@pytest.mark.parametrize(
    "source", ["not xml", "<svg/>", "<p xmlns='http://www.w3.org/1999/xhtml'/>"]
)
def test_anything_else_is_refused(source):
    with pytest.raises(ValueError, match="not an SVG"):
        svg.inline_svg(source, "x", "f1-")
