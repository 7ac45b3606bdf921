"""What the names of a notebook stand for, at one time or another, to one test or another."""

import sys
from dataclasses import dataclass
from typing import Any

from coursekit.grading.apart.protocol import mutables


@dataclass(frozen=True)
class View:
    """What names stand for, the figures that are open, what the global generators draw next."""

    names: dict[str, Any]
    figures: dict[Any, Any]
    generators: dict[str, Any]


class Views:
    """The views of one process.

    What they stand for is one and the same in all of them: a list that has grown has grown
    for everybody.

    Parameters
    ----------
    namespace
        What the functions of the notebook look names up in.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._noted: dict[int, View] = {}
        self._put_away: dict[object, View] = {}
        self._shown: object = None

    def note(self, number: int) -> None:
        """Note the view as it is."""
        self._noted[number] = self._now()

    def recall(self, number: int | None) -> None:
        """Take a view that was noted for one's own (None: go on with the present one)."""
        if number is not None:
            self._take(self._noted[number])

    def give(self, owner: object, number: int | None) -> None:
        """Let `owner` begin with a view that was noted (None: with the present one)."""
        self._put_away[owner] = self._now() if number is None else self._noted[number]

    def show(self, owner: object) -> None:
        """Go on with the view of `owner`."""
        if owner is self._shown:
            return
        if self._shown is not None:
            self._put_away[self._shown] = self._now()
        if owner in self._put_away:
            self._take(self._put_away.pop(owner))
        self._shown = owner

    def _now(self) -> View:
        return View(dict(self.namespace), dict(_open_figures()), mutables.global_generators())

    def _take(self, view: View) -> None:
        held, then = self.namespace, view.names
        held.update(then)  # first: what stays is not missed by a thread that runs meanwhile
        for name in held.keys() - then.keys():
            del held[name]
        figures = _open_figures()
        figures.clear()  # their order tells which is the active one
        figures.update(view.figures)
        mutables.set_global_generators(view.generators)


def _open_figures() -> dict[Any, Any]:
    """Return the figures that ``matplotlib.pyplot`` knows, where it is in use."""
    helpers: Any = sys.modules.get("matplotlib._pylab_helpers")
    return {} if helpers is None else helpers.Gcf.figs
