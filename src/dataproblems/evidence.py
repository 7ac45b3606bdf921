"""Estimates with a spread, and verdicts that follow from a stated rule.

Every claim of the book ends in a cell that calls :func:`judge`: the rules are written in the
cell, the verdict follows from them, and the cell's output carries both to the ledger page.
"""

import ast
import html
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

CLAIM_MIMETYPE = "application/vnd.data-before-models.claim+json"
UNDECIDED = "cannot be told from this data"
VERDICTS = ("holds", "holds when", "does not hold", UNDECIDED)


@dataclass(frozen=True)
class Estimate:
    """A measured value with its 95% interval.

    Attributes
    ----------
    value, low, high
        Point estimate and interval bounds, in ``unit``.
    n
        How many independent measurements (seeds, users, resamples) the interval rests on.
    spread
        In words, what varies inside the interval: ``"10 seeds"``, ``"bootstrap over users"``.
    unit
        What one unit of ``value`` is, for the reader: ``"NDCG@10"``, ``"ms"``, ``"stars"``.
    """

    value: float
    low: float
    high: float
    n: int
    spread: str
    unit: str = ""

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.value, self.low, self.high)):
            raise ValueError(f"an estimate must be finite; got {self.value, self.low, self.high}")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"the interval {self.low, self.high} does not contain {self.value}")

    def __format__(self, spec: str) -> str:
        spec = spec or ".3g"
        return f"{self.value:{spec}} ({self.low:{spec}} to {self.high:{spec}})"

    def __str__(self) -> str:
        return f"{self}"


def over_seeds(values: ArrayLike, unit: str = "", of: str = "seeds") -> Estimate:
    """Mean of repeated runs with Student's 95% interval for that mean.

    Parameters
    ----------
    values
        Shape (n,), n >= 2: one result a seed (or user, fold, ...). For a comparison pass the
        paired differences.
    unit
        Unit of the values.
    of
        What was repeated, in the plural; used in the text ``"10 seeds"``.

    Raises
    ------
    ValueError
        If there are fewer than two values or one is not finite.
    """
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or x.size < 2:
        raise ValueError(f"a spread needs a flat list of at least two results; got shape {x.shape}")
    half = stats.t.ppf(0.975, x.size - 1) * x.std(ddof=1) / math.sqrt(x.size)
    mean = float(x.mean())
    return Estimate(mean, mean - half, mean + half, x.size, f"{x.size} {of}", unit)


def bootstrap(
    values: ArrayLike,
    statistic: Callable[..., Any] = np.mean,
    unit: str = "",
    of: str = "rows",
    seed: int = 0,
    n_resamples: int = 2000,
) -> Estimate:
    """Percentile-bootstrap 95% interval of a statistic (Efron, 1979).

    Parameters
    ----------
    values
        Shape (n,) or (n, columns): the independent units are the rows. Resample users, not
        their clicks, when rows cluster by user.
    statistic
        Function of an array shaped like ``values``. The default's mean is resampled vectorised.
    unit, of
        Unit of the statistic, and what is resampled, in the plural.
    seed, n_resamples
        Seed of the resampling and number of resamples.

    Raises
    ------
    ValueError
        If there are fewer than two rows or the statistic is not finite.
    """
    x = np.asarray(values, dtype=float)
    if len(x) < 2:
        raise ValueError(f"a bootstrap needs at least two {of}; got {len(x)}")
    rng = np.random.default_rng(seed)
    draws = [statistic(x[rng.integers(0, len(x), len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(draws, [0.025, 0.975])
    value = float(statistic(x))
    return Estimate(
        value,
        min(float(low), value),
        max(float(high), value),
        len(x),
        f"bootstrap over {len(x):,} {of}",
        unit,
    )


@dataclass(frozen=True)
class Judgement:
    """A claim's verdict with the rules and estimates it follows from; renders itself."""

    claim: str
    verdict: str
    rules: Mapping[str, str]
    estimates: Mapping[str, Estimate]

    def to_json(self) -> dict[str, Any]:
        """Return the record that the ledger reads from the executed page."""
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "rules": list(self.rules.items()),  # pairs: notebooks sort the keys of objects
            "estimates": {name: asdict(e) for name, e in self.estimates.items()},
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": f"{self.claim}: {self.verdict}",
            "text/html": self._html(),
            CLAIM_MIMETYPE: self.to_json(),
        }

    def _html(self) -> str:
        kind = next(v for v in reversed(VERDICTS) if self.verdict.startswith(v))
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(name.replace('_', ' '))}</th>"
            f"<td>{e.value:.3g}</td><td>{e.low:.3g} to {e.high:.3g}</td>"
            f"<td>{html.escape(e.unit)}</td><td>{html.escape(e.spread)}</td></tr>"
            for name, e in self.estimates.items()
        )
        rules = "".join(
            f"<li>{html.escape(verdict)} if <code>{html.escape(rule)}</code></li>"
            for verdict, rule in self.rules.items()
        )
        return (
            f"<div class='claim claim-{kind.replace(' ', '-')}' id='claim-{self.claim}'>"
            f"<p class='claim-verdict'><strong>{self.claim}</strong> "
            f"{html.escape(self.verdict)}</p>"
            "<table><thead><tr><th scope='col'>measured</th><th scope='col'>value</th>"
            "<th scope='col'>95% interval</th><th scope='col'>unit</th>"
            f"<th scope='col'>spread over</th></tr></thead><tbody>{rows}</tbody></table>"
            f"<p class='claim-rules'>The rule that decides it:</p><ul>{rules}"
            f"<li>{UNDECIDED} otherwise</li></ul></div>"
        )


def judge(claim: str, rules: Mapping[str, str], **estimates: Estimate) -> Judgement:
    """Give a claim the first verdict whose rule its estimates satisfy.

    Parameters
    ----------
    claim
        The claim's id in the ledger, such as ``"N2"``.
    rules
        Verdict -> condition, tried in order. A verdict is ``"holds"``, ``"holds when ..."`` or
        ``"does not hold"`` (also with a reason after it). A condition compares the
        estimates' ``value``, ``low`` and ``high`` with numbers or with each other:
        ``"drop.low > 0 and drop.value > 2 * noise.value"``.
    estimates
        The measurements, by the names that the rules use.

    Raises
    ------
    ValueError
        If a verdict is not one of the ledger's, a rule is not such a condition, or a rule
        names an estimate that was not given.

    Examples
    --------
    >>> gain = Estimate(0.03, 0.01, 0.05, 10, "10 seeds", "NDCG@10")
    >>> judge("N5", {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}, gain=gain).verdict
    'holds'
    """
    if not estimates:
        raise ValueError(f"claim {claim} was given no estimate to judge by")
    unknown = [v for v in rules if not v.startswith(VERDICTS[:3])]
    if not rules or unknown:
        raise ValueError(f"a verdict must start with one of {VERDICTS[:3]}; got {unknown or rules}")
    outcomes = {verdict: satisfies(rule, estimates) for verdict, rule in rules.items()}
    verdict = next((v for v, satisfied in outcomes.items() if satisfied), UNDECIDED)
    return Judgement(claim, verdict, rules, estimates)


def satisfies(rule: str, estimates: Mapping[str, Estimate]) -> bool:
    """Evaluate one condition of :func:`judge` on the estimates, without ``eval``.

    Raises
    ------
    ValueError
        If the rule is not a comparison of the estimates' bounds and numbers.
    """
    try:
        tree = ast.parse(rule, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"the rule {rule!r} is not an expression: {error.msg}") from error
    result = _evaluate(tree, rule, estimates)
    if not isinstance(result, bool):
        raise ValueError(f"the rule {rule!r} must compare something")
    return result


_ARITHMETIC: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.AST], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def _evaluate(node: ast.AST, rule: str, estimates: Mapping[str, Estimate]) -> Any:
    def go(part: ast.AST) -> Any:
        return _evaluate(part, rule, estimates)

    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -go(operand)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not go(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](go(left), go(right))
        case ast.BoolOp(op=op, values=values):
            return (all if isinstance(op, ast.And) else any)(bool(go(v)) for v in values)
        case ast.Compare(left=left, ops=ops, comparators=comparators) if all(
            type(op) in _COMPARE for op in ops
        ):
            sides: Sequence[float] = [go(side) for side in (left, *comparators)]
            return all(
                bool(_COMPARE[type(op)](a, b))
                for op, a, b in zip(ops, sides, sides[1:], strict=False)
            )
        case ast.Attribute(value=ast.Name(id=name), attr="value" | "low" | "high" as bound):
            if name not in estimates:
                raise ValueError(f"the rule {rule!r} names {name!r}; given: {sorted(estimates)}")
            return getattr(estimates[name], bound)
    raise ValueError(f"the rule {rule!r} may only compare numbers and value, low or high")
