import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from dataproblems.evidence import Estimate
from dataproblems.plotting import PALETTE, bars_with_interval, line_with_interval, use_theme

ESTIMATES = [Estimate(v, v - 1, v + 2, 5, "5 seeds") for v in (1.0, 3.0)]


@pytest.fixture
def ax():
    with mpl.rc_context():
        use_theme()
        figure, axes = plt.subplots()
        yield axes
        plt.close(figure)


def luminance(colour):
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return np.dot(channels, [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("colour", PALETTE)
@pytest.mark.parametrize("page", ["#ffffff", "#121212"])
def test_every_colour_can_be_told_from_the_light_and_the_dark_page(colour, page):
    dark, light = sorted([luminance(colour), luminance(page)])
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_series_differ_without_colour():
    with mpl.rc_context():
        use_theme()
        markers = [style["marker"] for style in mpl.rcParams["axes.prop_cycle"]]
    assert len(set(markers)) == len(PALETTE)


def test_a_line_carries_its_interval(ax):
    line_with_interval(ax, [10, 20], ESTIMATES, "model")
    (line,) = ax.get_lines()
    assert line.get_ydata().tolist() == [1, 3]
    assert line.get_label() == "model"
    band = ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == 0
    assert band[:, 1].max() == 5
    assert to_rgb(ax.collections[0].get_facecolor()[0]) == to_rgb(line.get_color())


def test_bars_stand_in_reading_order_with_their_intervals(ax):
    bars_with_interval(ax, dict(zip(["first", "second"], ESTIMATES, strict=True)))
    assert [bar.get_width() for bar in ax.patches] == [1, 3]
    assert ax.yaxis_inverted()
    whiskers = ax.collections[0].get_segments()
    assert [[w[0, 0], w[1, 0]] for w in whiskers] == [[0, 3], [2, 5]]
