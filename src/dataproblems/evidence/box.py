"""The box that a judging cell shows: verdict, regimes, measurements, control and rules."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataproblems.evidence.verdicts import FAILS, HOLDS, UNDECIDED, kind

if TYPE_CHECKING:
    from dataproblems.evidence.estimates import Estimate
    from dataproblems.evidence.judgement import Judgement

MARKS = {HOLDS: "\N{CHECK MARK}", FAILS: "\N{MULTIPLICATION SIGN}"}
OTHER = "?"


def judgement_html(judgement: Judgement) -> str:
    """Return a judgement as HTML; the book and JupyterLab style it by its classes."""

    def said(verdict: str) -> str:
        which = kind(verdict)
        return (
            f"<span class='verdict verdict-{_slug(which)}'><span aria-hidden='true'>"
            f"{MARKS.get(which, OTHER)}</span> {html.escape(verdict)}</span>"
        )

    claim, verdict = judgement.claim, judgement.verdict
    parts = [
        f"<div class='claim claim-{_slug(kind(verdict))}' id='claim-{claim}'>",
        f"<p class='claim-verdict'><strong>{claim}</strong> {said(verdict)}</p>",
    ]
    if judgement.regimes:
        opening = "It depends:" if judgement.depends else "By regime:"
        rows = "".join(
            f"<li>{html.escape(r.name)}: {said(r.verdict)} "
            f"({_short(r.main.name, r.estimates[r.main.name])})</li>"
            for r in judgement.regimes
        )
        parts.append(f"<p class='claim-regimes'>{opening}</p><ul>{rows}</ul>")
    parts.append(_table(judgement.estimates, "measured"))
    world = html.escape(judgement.control.world)
    parts.append(
        f"<p class='claim-control'>Negative control: in {world} the same rules say: "
        f"{said(judgement.control.verdict)}</p>"
        "<details><summary>What the control measured</summary>"
        f"{_table(judgement.control.estimates, 'control')}</details>"
    )
    parts.append(
        f"<p class='claim-rules'>The rule that decides it:</p>"
        f"<ul>{_rules(judgement.rules)}<li>{UNDECIDED} otherwise</li></ul>"
    )
    if judgement.regimes:
        rules = "".join(
            f"<li>{html.escape(r.name)}<ul>{_rules(r.rules)}</ul></li>" for r in judgement.regimes
        )
        parts.append(f"<details><summary>The rules by regime</summary><ul>{rules}</ul></details>")
    return "".join(parts) + "</div>"


def _slug(text: str) -> str:
    return "unknown" if text.startswith("cannot") else text.replace(" ", "-")


def _short(name: str, estimate: Estimate) -> str:
    return html.escape(f"{name.replace('_', ' ')} {estimate} {estimate.unit}".rstrip())


def _rules(rules: Mapping[str, str]) -> str:
    return "".join(
        f"<li>{html.escape(verdict)} if <code>{html.escape(rule)}</code></li>"
        for verdict, rule in rules.items()
    )


def _table(estimates: Mapping[str, Estimate], heading: str) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(name.replace('_', ' '))}</th>"
        f"<td>{e.value:.3g}</td><td>{e.low:.3g} to {e.high:.3g}</td>"
        f"<td>{html.escape(e.unit)}</td><td>{html.escape(e.spread)}</td></tr>"
        for name, e in estimates.items()
    )
    return (
        f"<table><thead><tr><th scope='col'>{heading}</th><th scope='col'>value</th>"
        "<th scope='col'>95% interval</th><th scope='col'>unit</th>"
        f"<th scope='col'>spread over</th></tr></thead><tbody>{rows}</tbody></table>"
    )
