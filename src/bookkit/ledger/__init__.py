"""The ledger: a row per claim, its picture, and the same as data.

``records`` reads the judgements out of the executed pages and finds what is wrong with them,
``forest`` draws their intervals on a common scale, ``page`` is the directive ``{ledger}``, and
``export`` writes ``claims.json`` beside the page.
"""

from typing import TYPE_CHECKING, Any

from bookkit.ledger.records import (
    CLAIMS,
    Claim,
    Verdict,
    collect,
    due,
    faults,
    judgements,
    load_claims,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "CLAIMS",
    "Claim",
    "Verdict",
    "collect",
    "due",
    "faults",
    "judgements",
    "load_claims",
]


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register the directive and the export with Sphinx."""
    from bookkit.ledger import export, page

    page.setup(app)
    export.setup(app)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
