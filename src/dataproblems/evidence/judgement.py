"""Verdicts that follow from a stated rule, each with the world in which it must fail."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dataproblems.evidence.box import judgement_html
from dataproblems.evidence.estimates import Estimate
from dataproblems.evidence.rules import Rule, reachable, satisfies
from dataproblems.evidence.verdicts import (
    CLAIM_MIMETYPE,
    FAILS,
    HOLDS,
    UNDECIDED,
    kind,
)

ABOVE, BELOW = "above", "below"


@dataclass(frozen=True)
class Main:
    """The estimate that the ledger's picture draws.

    Attributes
    ----------
    name
        Which estimate it is.
    threshold
        Where the rule turns: on one side the claim can hold, on the other it cannot.
    side
        On which side of the threshold the claim holds: ``"above"`` or ``"below"``.
    scale
        What the picture divides the distance from the threshold by, in the estimate's unit:
        the threshold itself, or where that is zero half the width of the interval.
    """

    name: str
    threshold: float
    side: str
    scale: float


class Control:
    """The same experiment in a world where the claim is false by construction.

    Parameters
    ----------
    world
        The world in words that follow "in": ``"a world in which position has no effect"``.
    estimates
        The control's measurements, under the names that the claim's rules use.
    """

    def __init__(self, world: str, **estimates: Estimate) -> None:
        self.world = world
        self.estimates = estimates


class Regime:
    """A setting in which the claim is judged by a rule of its own.

    Parameters
    ----------
    name
        The setting in words: ``"with 3% of the ratings"``.
    rules
        As for :func:`judge`.
    main
        The estimate and threshold to draw; by default the claim's, where the regime measures an
        estimate of that name, else the regime's first estimate with the claim's threshold.
    estimates
        The measurements in this setting.
    """

    def __init__(
        self,
        name: str,
        rules: Mapping[str, str],
        *,
        main: tuple[str, float] | None = None,
        **estimates: Estimate,
    ) -> None:
        _check_rules(f"regime {name!r}", rules, estimates)
        self.name = name
        self.rules = dict(rules)
        self.main = main
        self.estimates = estimates


@dataclass(frozen=True)
class ControlJudged:
    """A control with the verdict that the claim's rules give in it."""

    world: str
    verdict: str
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True)
class RegimeJudged:
    """A regime with its verdict."""

    name: str
    verdict: str
    rules: Mapping[str, str]
    estimates: Mapping[str, Estimate]
    main: Main


@dataclass(frozen=True)
class Judgement:
    """A claim's verdict with the rules and estimates it follows from; renders itself."""

    claim: str
    verdict: str
    rules: Mapping[str, str]
    estimates: Mapping[str, Estimate]
    main: Main
    control: ControlJudged
    regimes: tuple[RegimeJudged, ...] = ()

    @property
    def depends(self) -> bool:
        """Whether the claim holds in one regime and was measured not to hold in another."""
        kinds = {kind(regime.verdict) for regime in self.regimes}
        return {HOLDS, FAILS} <= kinds

    def to_json(self) -> dict[str, Any]:
        """Return the record that the ledger reads from the executed page.

        Rules are lists of pairs, since notebooks sort the keys of objects.
        """
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "rules": [list(rule) for rule in self.rules.items()],
            "estimates": _estimates_to_json(self.estimates),
            "main": asdict(self.main),
            "control": {
                "world": self.control.world,
                "verdict": self.control.verdict,
                "estimates": _estimates_to_json(self.control.estimates),
            },
            "regimes": [
                {
                    "name": regime.name,
                    "verdict": regime.verdict,
                    "rules": [list(rule) for rule in regime.rules.items()],
                    "estimates": _estimates_to_json(regime.estimates),
                    "main": asdict(regime.main),
                }
                for regime in self.regimes
            ],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Judgement":
        """Read a record that :meth:`to_json` made."""
        control = record["control"]
        return cls(
            record["claim"],
            record["verdict"],
            dict(record["rules"]),
            _estimates_from_json(record["estimates"]),
            Main(**record["main"]),
            ControlJudged(
                control["world"], control["verdict"], _estimates_from_json(control["estimates"])
            ),
            tuple(
                RegimeJudged(
                    regime["name"],
                    regime["verdict"],
                    dict(regime["rules"]),
                    _estimates_from_json(regime["estimates"]),
                    Main(**regime["main"]),
                )
                for regime in record["regimes"]
            ),
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": f"{self.claim}: {self.verdict}",
            "text/html": judgement_html(self),
            CLAIM_MIMETYPE: self.to_json(),
        }


def judge(
    claim: str,
    rules: Mapping[str, str],
    *,
    control: Control,
    main: tuple[str, float],
    regimes: Sequence[Regime] = (),
    **estimates: Estimate,
) -> Judgement:
    """Give a claim the first verdict whose rule its estimates satisfy.

    Parameters
    ----------
    claim
        The claim's id in the ledger, such as ``"N2"``.
    rules
        Verdict -> condition, tried in order. ``"holds"`` and ``"does not hold"`` (a reason may
        follow it) must both be there, and possible data must be able to meet each. Where no rule
        is met the claim cannot be told from this data. A condition compares the estimates'
        ``value``, ``low`` and ``high`` with numbers or with each other:
        ``"drop.low > 0 and drop.value > 2 * noise.value"``.
    control
        The same measurement where the claim is false by construction: an experiment that finds
        the effect there, too, has measured something else. The ledger refuses such a claim.
    regimes
        Settings that are judged one by one, where the verdict depends on them.
    main
        Name of the estimate that the ledger draws, and the threshold at which the rule turns.
    estimates
        The measurements, by the names that the rules use.

    Raises
    ------
    ValueError
        If a verdict is not one of the ledger's, a rule is not such a condition or names an
        estimate that was not given, no data could meet a rule, the control lacks an estimate, or
        the main estimate's threshold is not where the rule turns.

    Examples
    --------
    >>> gain = Estimate(0.03, 0.01, 0.05, 10, "10 seeds", "NDCG@10")
    >>> shuffled = Estimate(0.00, -0.01, 0.01, 10, "10 seeds", "NDCG@10")
    >>> judge(
    ...     "N5",
    ...     {"holds": "gain.low > 0.005", "does not hold": "gain.high < 0.005"},
    ...     control=Control("a world in which titles are shuffled", gain=shuffled),
    ...     main=("gain", 0.005),
    ...     gain=gain,
    ... ).verdict
    'holds'
    """
    if not estimates:
        raise ValueError(f"claim {claim} was given no estimate to judge by")
    _check_rules(f"claim {claim}", rules, estimates)
    needed = set().union(*(Rule.parse(rule, estimates).names() for rule in rules.values()))
    missing = sorted(needed - control.estimates.keys())
    if missing:
        raise ValueError(f"claim {claim}: the control lacks the estimates {', '.join(missing)}")
    drawn = _main(f"claim {claim}", main, rules, estimates)
    return Judgement(
        claim,
        verdict_of(rules, estimates),
        dict(rules),
        estimates,
        drawn,
        ControlJudged(control.world, verdict_of(rules, control.estimates), control.estimates),
        tuple(_judge_regime(regime, drawn) for regime in regimes),
    )


def _estimates_to_json(estimates: Mapping[str, Estimate]) -> dict[str, Any]:
    return {
        name: {key: value for key, value in asdict(e).items() if value is not None}
        for name, e in estimates.items()
    }


def _estimates_from_json(record: Mapping[str, Any]) -> dict[str, Estimate]:
    return {name: Estimate(**entry) for name, entry in record.items()}


def verdict_of(rules: Mapping[str, str], estimates: Mapping[str, Estimate]) -> str:
    """Return the first verdict whose rule is met, having checked that all can be read."""
    outcomes = {verdict: satisfies(rule, estimates) for verdict, rule in rules.items()}
    return next((verdict for verdict, met in outcomes.items() if met), UNDECIDED)


def _judge_regime(regime: Regime, drawn: Main) -> RegimeJudged:
    name = drawn.name if drawn.name in regime.estimates else next(iter(regime.estimates))
    main = regime.main or (name, drawn.threshold)
    return RegimeJudged(
        regime.name,
        verdict_of(regime.rules, regime.estimates),
        regime.rules,
        regime.estimates,
        _main(f"regime {regime.name!r}", main, regime.rules, regime.estimates),
    )


def _check_rules(who: str, rules: Mapping[str, str], estimates: Mapping[str, Estimate]) -> None:
    """Refuse rules that are not the ledger's, and rules that could not have come out otherwise."""
    wrong = [verdict for verdict in rules if verdict != HOLDS and not verdict.startswith(FAILS)]
    if wrong:
        raise ValueError(
            f"{who}: the verdicts are {HOLDS!r} and {FAILS!r} (a reason may follow the second); "
            f"got {', '.join(map(repr, wrong))}. Tell a dependence by regimes."
        )
    if HOLDS not in rules or len(rules) < 2:
        raise ValueError(f"{who} needs a rule for {HOLDS!r} and one for {FAILS!r}")
    earlier: list[str] = []
    for verdict, rule in rules.items():
        if not reachable([rule], earlier, estimates):
            raise ValueError(f"{who}: no data could come out as {verdict!r} by the rule {rule!r}")
        earlier.append(rule)


def _main(
    who: str,
    main: tuple[str, float],
    rules: Mapping[str, str],
    estimates: Mapping[str, Estimate],
) -> Main:
    name, threshold = main
    if name not in estimates:
        raise ValueError(f"{who}: main names {name!r}; given: {sorted(estimates)}")
    before = [rules[verdict] for verdict in list(rules)[: list(rules).index(HOLDS)]]
    can = {
        side: reachable([rules[HOLDS], f"{name}.{bound}"], before, estimates)
        for side, bound in ((ABOVE, f"low > {threshold!r}"), (BELOW, f"high < {threshold!r}"))
    }
    if all(can.values()) or not any(can.values()):
        raise ValueError(
            f"{who}: the rule {rules[HOLDS]!r} does not turn where {name} passes {threshold!r}, "
            "so the picture would mislead; give main the threshold that the rule names"
        )
    estimate = estimates[name]
    scale = abs(threshold) or (estimate.high - estimate.low) / 2 or 1.0
    return Main(name, float(threshold), ABOVE if can[ABOVE] else BELOW, scale)
