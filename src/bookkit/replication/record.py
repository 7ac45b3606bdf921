"""What is kept of a replication: for every claim, both runs and where the second came from."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scipy import stats

from bookkit.project import Project
from dataproblems.evidence import Estimate, Judgement

RECORD = Path("book", "replication.json")


@dataclass(frozen=True)
class Pair:
    """One estimate in both runs."""

    name: str
    first: Estimate
    again: Estimate

    @property
    def drawn_anew(self) -> bool:
        """Whether other seeds changed it; what rests on the data alone stays to the last digit."""
        return self.first.value != self.again.value

    @property
    def outside(self) -> bool:
        """Whether the second value lies outside of the first interval."""
        return not self.first.low <= self.again.value <= self.first.high

    @property
    def chance(self) -> float:
        """How probable that is if nothing but the seeds differs.

        Both means vary, so their difference has twice the variance of one: with ``n`` runs, a
        mean lands outside of Student's 95% interval of another with the probability that ``t``
        exceeds its 97.5% point over the square root of two. Where the interval is a bootstrap's
        over many units and the seeds vary only what is drawn from the same data, it is less.
        """
        if not self.drawn_anew:
            return 0.0
        freedom = max(self.first.n - 1, 1)
        return float(2 * stats.t.sf(stats.t.ppf(0.975, freedom) / math.sqrt(2), freedom))


@dataclass(frozen=True)
class Replicated:
    """A claim's two runs.

    Attributes
    ----------
    claim, page
        The claim's id and the page that judges it.
    shift, commit, finished
        What was added to every seed, the commit that ran, and when (UTC).
    first, again
        Verdicts.
    control, control_again
        Verdicts of the control.
    estimates
        Those of the claim, its regimes (as ``regime: name``) and its control, in both runs.
    regimes
        Regime -> its two verdicts.
    """

    claim: str
    page: str
    shift: int
    commit: str
    finished: str
    first: str
    again: str
    control: str
    control_again: str
    estimates: tuple[Pair, ...]
    regimes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def stayed(self) -> bool:
        """Whether both runs came to the same verdict."""
        return self.first == self.again

    def matches(self, judgement: Judgement) -> bool:
        """Tell whether the book still says what this replication was compared with."""
        before, now = {pair.name: pair.first for pair in self.estimates}, _estimates(judgement)
        return (
            self.first == judgement.verdict
            and before.keys() == now.keys()
            and all(_alike(before[name], now[name]) for name in now)
        )


def _alike(a: Estimate, b: Estimate) -> bool:
    """Tell whether two estimates agree but for the last digits, which the machine decides."""
    pairs = ((a.value, b.value), (a.low, b.low), (a.high, b.high))
    return a.n == b.n and all(math.isclose(x, y, rel_tol=1e-6, abs_tol=1e-9) for x, y in pairs)


def compare(
    page: str, shift: int, commit: str, finished: str, first: Judgement, again: Judgement
) -> Replicated:
    """Lay a claim's two runs side by side."""
    before, after = _estimates(first), _estimates(again)
    control, control_again = (judged.control.verdict for judged in (first, again))
    later = {regime.name: regime.verdict for regime in again.regimes}
    return Replicated(
        first.claim,
        page,
        shift,
        commit,
        finished,
        first.verdict,
        again.verdict,
        control,
        control_again,
        tuple(Pair(name, before[name], after[name]) for name in before if name in after),
        {r.name: (r.verdict, later[r.name]) for r in first.regimes if r.name in later},
    )


def _estimates(judgement: Judgement) -> dict[str, Estimate]:
    found = dict(judgement.estimates)
    for regime in judgement.regimes:
        found |= {f"{regime.name}: {name}": e for name, e in regime.estimates.items()}
    return found | {f"control: {name}": e for name, e in judgement.control.estimates.items()}


def load(project: Project) -> list[Replicated]:
    """Return the recorded run, in the order of the book; empty if there is none."""
    path = project.root / RECORD
    if not path.is_file():
        return []
    return [_from_json(entry) for entry in json.loads(path.read_text("utf-8"))["claims"]]


def save(project: Project, found: Iterable[Replicated]) -> None:
    """Write the record."""
    text = json.dumps({"claims": [asdict(entry) for entry in found]}, indent=1)
    (project.root / RECORD).write_text(text + "\n", "utf-8")


def _from_json(entry: Mapping[str, Any]) -> Replicated:
    pairs = tuple(
        Pair(pair["name"], Estimate(**pair["first"]), Estimate(**pair["again"]))
        for pair in entry["estimates"]
    )
    regimes = {name: (first, again) for name, (first, again) in entry["regimes"].items()}
    return Replicated(**{**entry, "estimates": pairs, "regimes": regimes})
