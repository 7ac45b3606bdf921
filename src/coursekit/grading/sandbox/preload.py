"""Makes a process ready before any student's code runs in it.

Libraries put work off until they are first used: they look for fonts, for plug-ins, for the
fastest way. Done here once, every fork finds it done.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Any


def load(modules: Iterable[str]) -> None:
    """Import the modules, as far as that is possible, and use what they have brought along."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    for library, use in _USES.items():
        if library in sys.modules:
            with contextlib.suppress(Exception):
                use(sys.modules[library])


def _use_pandas(pandas: Any) -> None:
    frame = pandas.DataFrame({"key": ["a", "b", "a"], "value": [1.0, None, 2.0]})
    frame.groupby("key")["value"].mean()
    frame.dropna().drop_duplicates("key").merge(frame, on="key").sort_values("key")
    frame.to_html()
    repr(frame)
    pandas.testing.assert_frame_equal(frame, frame.copy())


def _use_figures(figure: Any) -> None:
    tools = importlib.import_module("IPython.core.pylabtools")
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    drawn = figure.Figure()
    agg.FigureCanvasAgg(drawn)
    axes = drawn.add_subplot()
    axes.plot([0, 1], [0, 1], label="line")
    axes.legend()
    axes.set_title("title")
    tools.print_figure(drawn)


def _use_models(models: Any) -> None:
    model = models.LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
    model.predict([[2.0]])
    model.score([[0.0], [1.0]], [0.0, 1.0])


_USES: dict[str, Callable[[Any], None]] = {
    "pandas": _use_pandas,
    "matplotlib.figure": _use_figures,
    "sklearn.linear_model": _use_models,
}
