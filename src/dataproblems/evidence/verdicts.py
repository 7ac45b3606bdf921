"""The verdicts of the ledger, and the format in which a cell hands one to it."""

CLAIM_MIMETYPE = "application/vnd.data-before-models.claim+json"
HOLDS, FAILS = "holds", "does not hold"
UNDECIDED = "cannot be told from this data"
VERDICTS = (HOLDS, FAILS, UNDECIDED)


def kind(verdict: str) -> str:
    """Return which of the ledger's verdicts a worded verdict is."""
    return next(v for v in reversed(VERDICTS) if verdict.startswith(v))
