"""Estimates with a spread, and verdicts that follow from a stated rule and can fail.

Every claim of the book ends in a cell that calls :func:`judge`: the rules are written in the
cell, the verdict follows from them, and the cell's output carries both to the ledger page. Beside
the claim's own experiment stands a negative control: the same code and the same rules in a world
where the claim is false.
"""

from dataproblems.evidence.estimates import (
    SEED_SHIFT,
    Estimate,
    bootstrap,
    effective_sample_size,
    enough,
    over_seeds,
    proportion,
    seeds,
)
from dataproblems.evidence.judgement import (
    Control,
    ControlJudged,
    Judgement,
    Main,
    Regime,
    RegimeJudged,
    judge,
    verdict_of,
)
from dataproblems.evidence.rules import reachable, satisfies
from dataproblems.evidence.verdicts import (
    CLAIM_MIMETYPE,
    FAILS,
    HOLDS,
    UNDECIDED,
    VERDICTS,
    kind,
)

__all__ = [
    "CLAIM_MIMETYPE",
    "FAILS",
    "HOLDS",
    "SEED_SHIFT",
    "UNDECIDED",
    "VERDICTS",
    "Control",
    "ControlJudged",
    "Estimate",
    "Judgement",
    "Main",
    "Regime",
    "RegimeJudged",
    "bootstrap",
    "effective_sample_size",
    "enough",
    "judge",
    "kind",
    "over_seeds",
    "proportion",
    "reachable",
    "satisfies",
    "seeds",
    "verdict_of",
]
