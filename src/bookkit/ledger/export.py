"""``claims.json``: the ledger as data, beside its page, with the schema that describes it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookkit.ledger.records import Claim, Verdict

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAGE = "book/claims"
KEPT = "book_claims"  # attribute of Sphinx's environment, which lives from one build to the next

_ESTIMATE = {
    "type": "object",
    "description": "A measured value with its 95% interval.",
    "required": ["value", "low", "high", "n", "spread", "unit"],
    "additionalProperties": False,
    "properties": {
        "value": {"type": "number"},
        "low": {"type": "number"},
        "high": {"type": "number"},
        "n": {"type": "integer", "description": "independent measurements behind the interval"},
        "spread": {"type": "string", "description": "what varies inside the interval"},
        "unit": {"type": "string"},
        "least": {"type": ["number", "null"], "description": "least possible value"},
        "most": {"type": ["number", "null"], "description": "greatest possible value"},
    },
}
_ESTIMATES = {"type": "object", "additionalProperties": {"$ref": "#/definitions/estimate"}}
_VERDICT = {
    "type": "string",
    "pattern": "^(holds$|does not hold|cannot be told from this data$)",
}
_RULES = {
    "type": "array",
    "description": "Pairs of a verdict and its condition, tried in order.",
    "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
}
_MAIN = {
    "type": "object",
    "description": "The estimate that the picture draws, and the line it is compared with.",
    "required": ["name", "threshold", "side", "scale"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "threshold": {"type": "number"},
        "side": {"enum": ["above", "below"], "description": "where the claim holds"},
        "scale": {"type": "number", "exclusiveMinimum": 0},
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "The claims of the book and what became of them",
    "type": "object",
    "required": ["claims"],
    "additionalProperties": False,
    "definitions": {"estimate": _ESTIMATE},
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "id", "chapter", "where", "claim", "link", "verdict", "depends", "rules",
                    "estimates", "main", "control", "regimes",
                ],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "chapter": {"type": "string"},
                    "where": {"type": "string", "description": "topic of the usual advice"},
                    "claim": {"type": "string"},
                    "link": {"type": "string", "description": "the judging cell, from the root"},
                    "verdict": _VERDICT,
                    "depends": {
                        "type": "boolean",
                        "description": "holds in one regime and does not hold in another",
                    },
                    "rules": _RULES,
                    "estimates": _ESTIMATES,
                    "main": _MAIN,
                    "control": {
                        "type": "object",
                        "description": "The same experiment where the claim is false.",
                        "required": ["world", "verdict", "estimates"],
                        "additionalProperties": False,
                        "properties": {
                            "world": {"type": "string"},
                            "verdict": {**_VERDICT, "pattern": "^(does not hold|cannot be told)"},
                            "estimates": _ESTIMATES,
                        },
                    },
                    "regimes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name", "verdict", "rules", "estimates", "main"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "verdict": _VERDICT,
                                "rules": _RULES,
                                "estimates": _ESTIMATES,
                                "main": _MAIN,
                            },
                        },
                    },
                },
            },
        }
    },
}  # fmt: skip


def as_data(rows: Iterable[tuple[Claim, Verdict]]) -> dict[str, Any]:
    """Return the ledger as :data:`SCHEMA` describes it."""
    return {
        "claims": [
            {
                **asdict(claim),
                "link": f"{verdict.page}.html#claim-{claim.id}",
                "depends": verdict.judgement.depends,
                **{k: v for k, v in verdict.judgement.to_json().items() if k != "claim"},
            }
            for claim, verdict in rows
        ]
    }


def merge(
    _app: "Sphinx", env: "BuildEnvironment", docnames: list[str], other: "BuildEnvironment"
) -> None:
    """Take the data over from the process that has read the page."""
    if PAGE in docnames:
        setattr(env, KEPT, getattr(other, KEPT, None))


def write(app: "Sphinx", error: Exception | None) -> None:
    """Put the data and its schema beside the page."""
    data = getattr(app.env, KEPT, None)
    if error is not None or app.builder.format != "html" or data is None:
        return
    target = Path(app.outdir, PAGE)
    target.with_suffix(".json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    target.with_suffix(".schema.json").write_text(json.dumps(SCHEMA, indent=1) + "\n", "utf-8")


def setup(app: "Sphinx") -> None:
    """Connect to Sphinx."""
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)
