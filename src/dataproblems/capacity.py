"""Capacity arithmetic as a sheet: guesses, formulas, and the limit of each result.

A formula is written once, in the signs that Python and Vega share; :meth:`Sheet.solve` computes
with it in a page, and :meth:`Sheet.chart` lets a reader change the guesses in the browser.

Taught on the pages *The design round*.
"""

import json
import re
from collections.abc import Sequence
from keyword import iskeyword
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from dataproblems.contracts import real
from dataproblems.plotting import BLUE, VERMILLION

NAME = re.compile(r"\b[a-zA-Z_]\w*")
ARITHMETIC = re.compile(r"[\w\s.()+-]|(?<![*/])[*/](?![*/])")
SHORTEST, LONGEST = 0.01, 100.0  # times the limit: the ends of the drawing


class Guess(NamedTuple):
    """A number that a designer has to guess or ask for.

    Attributes
    ----------
    name
        As formulas call it.
    label
        What it is, with its unit.
    value
        The first guess.
    low
        The least that a reader may choose instead.
    high
        The most.
    step
        The distance between two choices.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    step: float


class Line(NamedTuple):
    """A result, and the most that fits.

    Attributes
    ----------
    name
        As later formulas call it.
    label
        What it is.
    unit
        Its unit, written after a prefix such as k or G.
    formula
        Numbers, names of guesses and of earlier lines, ``+ - * /`` and parentheses.
    of
        What limits it.
    limit
        A formula of how much of the unit that holds.
    """

    name: str
    label: str
    unit: str
    formula: str
    of: str
    limit: str


class Sheet:
    """Guesses, and what follows from them.

    Parameters
    ----------
    guesses
        At least one.
    lines
        In the order in which they are computed.

    Raises
    ------
    ValueError
        If a name is used twice, a guess lies outside what may be chosen, or a formula holds
        anything but arithmetic with names that come before it.
    """

    def __init__(self, guesses: Sequence[Guess], lines: Sequence[Line]) -> None:
        self.guesses, self.lines = tuple(guesses), tuple(lines)
        names = [guess.name for guess in self.guesses] + [line.name for line in self.lines]
        twice = {n for n in names if names.count(n) > 1 or iskeyword(n) or not NAME.fullmatch(n)}
        if twice or not self.guesses or not self.lines:
            raise ValueError(f"guesses and lines need names of their own; look at {sorted(twice)}")
        known: set[str] = set()
        for guess in self.guesses:
            real(guess.value, f"the value of {guess.name}", within=(guess.low, guess.high))
            known.add(guess.name)
        for line in self.lines:
            for text in (line.formula, line.limit):
                unknown = set(NAME.findall(text)) - known
                if ARITHMETIC.sub("", text) or unknown or not text.strip():
                    raise ValueError(
                        f"the formula {text!r} of {line.name} must be arithmetic with "
                        f"{sorted(known)}; it has {sorted(unknown) or 'other signs'}"
                    )
            known.add(line.name)

    def solve(self, **changed: float) -> pd.DataFrame:
        """Compute every line.

        Parameters
        ----------
        changed
            Values in place of the first guesses; also such as the reader cannot choose.

        Returns
        -------
        pandas.DataFrame
            One row per line, by name: ``value`` and ``limit`` in the line's unit, and ``times``,
            the value as a multiple of the limit.

        Raises
        ------
        ValueError
            If there is no guess of that name, or a value is not a finite number.
        """
        at: dict[str, float] = {guess.name: guess.value for guess in self.guesses}
        for name, value in changed.items():
            if name not in at:
                raise ValueError(f"there is no guess {name!r}; there are {sorted(at)}")
            at[name] = real(value, name)
        rows = {}
        for line in self.lines:
            value, limit = (_computed(text, at) for text in (line.formula, line.limit))
            at[line.name] = value
            rows[line.name] = {"value": value, "limit": limit, "times": value / limit}
        return pd.DataFrame.from_dict(rows, orient="index")

    def chart(self) -> Any:
        """Return the sheet as an interactive figure: a control per guess, a bar per line."""
        controls = [
            alt.param(
                name=_signal(g.name),
                value=g.value,
                bind=alt.binding_range(min=g.low, max=g.high, step=g.step, name=g.label),
            )
            for g in self.guesses
        ]
        names = [_signal(line.name) for line in self.lines]
        limits = [f"limit_of_{line.name}" for line in self.lines]
        texts = [line.formula for line in self.lines], [line.limit for line in self.lines]
        computed = [
            alt.param(name=name, expr=_signal(text))
            for name, text in zip((*names, *limits), (*texts[0], *texts[1]), strict=True)
        ]
        over = [f"({name} > {limit})" for name, limit in zip(names, limits, strict=True)]
        named = "".join(
            f" + ({far} ? '; ' + {json.dumps(line.label)} + ' ' + format({name} / {limit}, '.2~r')"
            " + ' times' : '')"
            for line, far, name, limit in zip(self.lines, over, names, limits, strict=True)
        )
        said = f"({' + '.join(over)}) + ' of {len(over)} lines over their limit'{named}"
        table = pd.DataFrame(
            {key: [getattr(line, key) for line in self.lines] for key in ("label", "unit", "of")}
        ).assign(row=range(len(self.lines)))
        rows = (
            alt.Chart(table)
            .transform_calculate(
                value=f"[{', '.join(names)}][datum.row]", limit=f"[{', '.join(limits)}][datum.row]"
            )
            .transform_calculate(
                times=f"clamp(datum.value / datum.limit, {SHORTEST}, {LONGEST})",
                least=f"{SHORTEST}",
                text="datum.label + ': ' + "
                + _number("datum.value", "datum.unit")
                + " + ' (' + datum.of + ': ' + "
                + _number("datum.limit", "datum.unit")
                + " + ')'",
            )
        )
        across = alt.X(
            "times:Q",
            scale=alt.Scale(type="log", domain=[SHORTEST, LONGEST]),
            axis=alt.Axis(values=[0.01, 0.1, 1, 10, 100], format="~g"),
            title="times the limit",
        )
        down = alt.Y("row:O", axis=None)
        color = alt.when("datum.times > 1").then(alt.value(VERMILLION))
        bars = rows.mark_bar(height=12, yOffset=9).encode(
            x=across, x2="least:Q", y=down, color=color.otherwise(alt.value(BLUE))
        )
        words = rows.mark_text(align="left", dy=-8, fontSize=11).encode(
            x=alt.value(2), y=down, text="text:N"
        )
        one = alt.Chart(pd.DataFrame({"times": [1.0]})).mark_rule(strokeDash=[4, 3])
        return (
            (bars + one.encode(x="times:Q") + words)
            .add_params(*controls, *computed, alt.param(name="readout", expr=said))
            .properties(width=560, height=46 * len(self.lines))
        )


def _signal(formula: str) -> str:
    """Return a formula with names that mean nothing else to Vega, as ``new`` and ``width`` do."""
    return NAME.sub(r"sheet_\g<0>", formula)


def _number(value: str, unit: str) -> str:
    """Return the expression that writes a number as 23.1k or 64G, and its unit."""
    return f"format({value}, '.3~s') + {unit}"


def _computed(formula: str, at: dict[str, float]) -> float:
    value: Any = pd.eval(formula, engine="python", local_dict=at, global_dict={})
    return float(value)
