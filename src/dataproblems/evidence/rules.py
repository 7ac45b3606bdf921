"""The conditions of :func:`judge`: read without ``eval``, and searched for data that meet them.

A rule compares the bounds of estimates with numbers or with each other. It is read once into a
tree, and one walk serves two purposes. On measured estimates it answers true or false. On thousands
of candidate estimates at once it tells how far each is from meeting the rule, so that a short
random search finds data that meet it, or gives up: such a rule decides nothing.
"""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from dataproblems.arrays import FloatArray
from dataproblems.evidence.estimates import Estimate

Limits = tuple[float, float]
Range = tuple[str, float | None, float | None]
CANDIDATES = 400
ROUNDS = 80
STRICT = 1e-9  # a shortfall that only strictness makes: a < b with a == b

_ARITHMETIC: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


@dataclass(frozen=True)
class Rule:
    """A condition on estimates, as text and as a checked tree."""

    text: str
    tree: ast.expr

    @classmethod
    def parse(cls, text: str, names: Iterable[str]) -> "Rule":
        """Read a condition.

        Raises
        ------
        ValueError
            If it is not a comparison of numbers and bounds, or uses a name not among ``names``.
        """
        try:
            tree = ast.parse(text, mode="eval").body
        except SyntaxError as error:
            raise ValueError(f"the rule {text!r} is not an expression: {error.msg}") from error
        _check(tree, text, set(names))
        return cls(text, tree)

    def names(self) -> set[str]:
        """Return the estimates that the rule uses."""
        return {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}

    def numbers(self) -> set[float]:
        """Return the sizes of the numbers in the rule, zero left out."""
        constants = (n.value for n in ast.walk(self.tree) if isinstance(n, ast.Constant))
        return {abs(float(c)) for c in constants if isinstance(c, int | float) and c}

    def shortfall(
        self, bounds: Mapping[str, Mapping[str, FloatArray]], *, fail: bool
    ) -> FloatArray:
        """Return how far each candidate is from meeting the rule; 0 where it does.

        Parameters
        ----------
        bounds
            Estimate -> ``value``, ``low``, ``high`` -> shape (candidates,).
        fail
            Measure the distance from failing the rule instead.
        """
        return _shortfall(self.tree, bounds, not fail)


def satisfies(rule: str, estimates: Mapping[str, Estimate]) -> bool:
    """Evaluate one condition of :func:`judge` on the estimates, without ``eval``.

    Raises
    ------
    ValueError
        If the rule is not a comparison of the estimates' bounds and numbers.
    """
    bounds = {
        name: {bound: np.array([getattr(e, bound)]) for bound in ("value", "low", "high")}
        for name, e in estimates.items()
    }
    return bool(Rule.parse(rule, estimates).shortfall(bounds, fail=False)[0] == 0)


def reachable(meet: Iterable[str], fail: Iterable[str], estimates: Mapping[str, Estimate]) -> bool:
    """Tell whether some data meet all rules of one list and fail all of another.

    The search is random but seeded, so an answer never changes between runs. It moves the
    estimates anywhere in their possible range, not only near their measured values.

    Parameters
    ----------
    meet, fail
        Conditions on the estimates.
    estimates
        Their names and possible ranges; the measured values play no part.
    """
    ranges = tuple((name, e.least, e.most) for name, e in estimates.items())
    return _reachable(tuple(meet), tuple(fail), ranges)


@cache
def _reachable(meet: tuple[str, ...], fail: tuple[str, ...], ranges: tuple[Range, ...]) -> bool:
    names = [name for name, _, _ in ranges]
    limits = {name: (-np.inf if a is None else a, np.inf if b is None else b)
              for name, a, b in ranges}  # fmt: skip
    wanted = [(Rule.parse(text, names), False) for text in meet]
    wanted += [(Rule.parse(text, names), True) for text in fail]
    scales = np.array(sorted({1.0, *(x for rule, _ in wanted for x in rule.numbers())}))
    rng = np.random.default_rng(0)

    def total(bounds: Mapping[str, Mapping[str, FloatArray]]) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            gaps = [rule.shortfall(bounds, fail=negated) for rule, negated in wanted]
            summed: FloatArray = np.nan_to_num(np.sum(gaps, axis=0), nan=np.inf)
        return summed

    now = {name: _draw(limits[name], scales, rng) for name in names}
    gap = total(now)
    for _ in range(ROUNDS):
        if (gap == 0).any():
            return True
        name = names[rng.integers(len(names))]
        fresh = _draw(limits[name], scales, rng)
        # Half of the moves are small steps from where a candidate stands.
        near = _step(now[name], limits[name], scales, rng)
        stay = rng.random(CANDIDATES) < 0.5
        trial = now | {name: {b: np.where(stay, near[b], fresh[b]) for b in fresh}}
        proposed = total(trial)
        better = proposed <= gap
        gap = np.where(better, proposed, gap)
        now[name] = {b: np.where(better, trial[name][b], now[name][b]) for b in fresh}
    return bool((gap == 0).any())


def _draw(limits: Limits, scales: FloatArray, rng: np.random.Generator) -> dict[str, FloatArray]:
    size = rng.choice(scales, CANDIDATES) * np.exp(rng.normal(0, 1, CANDIDATES))
    value = rng.choice([-1.0, 0.0, 1.0, 1.0], CANDIDATES) * size
    if np.isfinite(limits).all():
        uniform = rng.uniform(*limits, CANDIDATES)
        value = np.where(rng.random(CANDIDATES) < 0.5, uniform, value)
    return _interval(value, limits, scales, rng)


def _step(
    now: Mapping[str, FloatArray], limits: Limits, scales: FloatArray, rng: np.random.Generator
) -> dict[str, FloatArray]:
    step = rng.choice(scales, CANDIDATES) * np.exp(rng.normal(-1, 1.5, CANDIDATES))
    value = now["value"] + rng.choice([-1.0, 1.0], CANDIDATES) * step
    return _interval(value, limits, scales, rng)


def _interval(
    value: FloatArray, limits: Limits, scales: FloatArray, rng: np.random.Generator
) -> dict[str, FloatArray]:
    below, above = (
        rng.choice(scales, CANDIDATES) * np.exp(rng.normal(-2, 2, CANDIDATES)) for _ in range(2)
    )
    value = np.clip(value, *limits)
    low, high = np.clip(value - below, *limits), np.clip(value + above, *limits)
    return {"value": value, "low": low, "high": high}


def _check(node: ast.AST, rule: str, names: set[str], *, number: bool = False) -> None:
    """Refuse what is no condition, or where ``number`` asks for one no arithmetic of bounds."""
    match node:
        case ast.Compare(ops=ops) if (
            not number
            and all(type(op) in _COMPARE for op in ops)
            and any(isinstance(part, ast.Name) for part in ast.walk(node))
        ):
            parts: list[ast.expr] = [node.left, *node.comparators]
            number = True
        case ast.BoolOp(values=parts) if not number:
            pass
        case ast.UnaryOp(op=ast.Not(), operand=operand) if not number:
            parts = [operand]
        case ast.UnaryOp(op=ast.USub(), operand=operand) if number:
            parts = [operand]
        case ast.BinOp(left=left, op=op, right=right) if number and type(op) in _ARITHMETIC:
            parts = [left, right]
        case ast.Constant(value=int() | float() as constant) if number and not isinstance(
            constant, bool
        ):
            parts = []
        case ast.Attribute(value=ast.Name(id=name), attr="value" | "low" | "high") if number:
            if name not in names:
                raise ValueError(f"the rule {rule!r} names {name!r}; given: {sorted(names)}")
            parts = []
        case _:
            raise ValueError(f"the rule {rule!r} must compare numbers and value, low or high")
    for part in parts:
        _check(part, rule, names, number=number)


def _number(node: ast.AST, bounds: Mapping[str, Mapping[str, FloatArray]]) -> Any:
    match node:
        case ast.UnaryOp(operand=operand):
            return -_number(operand, bounds)
        case ast.BinOp(left=left, op=op, right=right):
            return _ARITHMETIC[type(op)](_number(left, bounds), _number(right, bounds))
        case ast.Attribute(value=ast.Name(id=name), attr=bound):
            return bounds[name][bound]
        case ast.Constant(value=constant):
            return constant
    raise AssertionError(f"unchecked node {ast.dump(node)}")


def _shortfall(
    node: ast.AST, bounds: Mapping[str, Mapping[str, FloatArray]], met: bool
) -> FloatArray:
    """Distance from a node being true (``met``) or false: sums over *and*, least over *or*."""
    match node:
        case ast.UnaryOp(operand=operand):
            return _shortfall(operand, bounds, not met)
        case ast.BoolOp(op=op, values=values):
            parts = [_shortfall(value, bounds, met) for value in values]
            conjunction = isinstance(op, ast.And) is met
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [_number(side, bounds) for side in (left, *comparators)]
            parts = []
            for compare, a, b in zip(ops, sides, sides[1:], strict=False):
                right = np.equal(_COMPARE[type(compare)](a, b), met)
                parts.append(np.where(right, 0.0, np.abs(np.subtract(a, b)) + STRICT))
            conjunction = met
        case _:
            raise AssertionError(f"unchecked node {ast.dump(node)}")
    combined: FloatArray = np.sum(parts, axis=0) if conjunction else np.min(parts, axis=0)
    return combined
